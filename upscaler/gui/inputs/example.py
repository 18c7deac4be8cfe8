"""An example in the empty window: a part of the sample picture, before and after."""

from __future__ import annotations

import os
import shutil
from functools import lru_cache
from pathlib import Path

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from upscaler import paths
from upscaler.errors import FolderNotWritableError, reason_of
from upscaler.gui.widgets.tokens import SECONDARY_PIXELS, current_tokens, font

_PART = QRect(72, 10, 80, 60)  # of the sample picture
_PANE = QSize(200, 150)
_GAP = 8
_TEXT = 24  # pixels of height
_RADIUS = 8
_SAMPLE, _RESULT = "astronaut.png", "example.jpg"


class Example(QWidget):
    """The part, enlarged so that its pixels are squares, and the result beside it."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedSize(2 * _PANE.width() + _GAP, _PANE.height() + _TEXT)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(self.tr("An example: a picture before and after"))

    def paintEvent(self, _event: QPaintEvent) -> None:
        before, after = pictures()
        tokens, painter = current_tokens(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(font(self.font(), SECONDARY_PIXELS))
        texts = self.tr("Before"), self.tr("After: 4 times larger")
        for column, (image, shown) in enumerate(zip((before, after), texts, strict=True)):
            place = QRect(column * (_PANE.width() + _GAP), 0, _PANE.width(), _PANE.height())
            path = QPainterPath()
            path.addRoundedRect(place, _RADIUS, _RADIUS)
            painter.save()
            painter.setClipPath(path)
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, image is after)
            painter.drawImage(place, image)
            painter.restore()
            painter.strokePath(path, QPen(QColor(tokens.line), 1))
            painter.setPen(QColor(tokens.muted))
            line = QRect(place.left(), place.bottom() + 1, place.width(), _TEXT)
            painter.drawText(line, Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignBottom, shown)


@lru_cache(maxsize=1)
def pictures() -> tuple[QImage, QImage]:
    """The part of the sample picture, and its result, which is four times as large."""
    folder = paths.resources() / "samples"
    return QImage(str(folder / _SAMPLE)).copy(_PART), QImage(str(folder / _RESULT))


def sample_to_try() -> Path:
    """A copy of the sample picture in the user's pictures folder. Raises FolderNotWritableError."""
    folder = paths.pictures_fallback()
    copy = folder / _SAMPLE
    if not os.path.exists(copy):
        try:
            folder.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(paths.resources() / "samples" / _SAMPLE, copy)
        except OSError as error:
            raise FolderNotWritableError(folder, reason_of(error)) from error
    return copy
