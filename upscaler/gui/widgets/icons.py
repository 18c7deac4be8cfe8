"""SVG icons in the colours of the palette. They are drawn with `currentColor`, which is replaced before rendering."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from upscaler import paths

_RATIOS = (1.0, 1.5, 2.0, 3.0)  # device pixels per pixel that icons are rendered for
_APP_SIZES = (16, 24, 32, 48, 64, 128, 256)


@lru_cache(maxsize=256)
def icon(name: str, colour: str, disabled: str, size: int, gap: int = 0) -> QIcon:
    """The icon `resources/icons/<name>.svg`, crisp on high-DPI screens too.

    `gap` pixels on its right are transparent, since Qt puts the text of a button too close to its icon.
    """
    result = QIcon()
    for mode, tint in ((QIcon.Mode.Normal, colour), (QIcon.Mode.Disabled, disabled)):
        for ratio in _RATIOS:
            result.addPixmap(pixmap(name, tint, size, ratio, gap), mode)
    return result


@lru_cache(maxsize=256)
def pixmap(name: str, colour: str, size: int, ratio: float = 1.0, gap: int = 0) -> QPixmap:
    """One rendering of an icon for a screen of `ratio` device pixels per pixel."""
    svg = (paths.resources() / "icons" / f"{name}.svg").read_text(encoding="utf-8")
    renderer = QSvgRenderer(QByteArray(svg.replace("currentColor", colour).encode()))
    side = round(size * ratio)
    result = QPixmap(QSize(side + round(gap * ratio), side))
    result.fill(Qt.GlobalColor.transparent)
    painter = QPainter(result)
    renderer.render(painter, QRectF(0, 0, side, side))
    painter.end()
    result.setDevicePixelRatio(ratio)
    return result


def app_icon() -> QIcon:
    """The icon of the application, in the sizes that desktops ask for."""
    result = QIcon()
    for size in _APP_SIZES:
        result.addPixmap(pixmap("app", "", size))
    return result
