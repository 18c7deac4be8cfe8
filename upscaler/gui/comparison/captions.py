"""Captions painted over the picture of a pane: the label, and the progress of a preview."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPainter

from upscaler.gui.comparison import overlay
from upscaler.gui.comparison.stage import Pane, Side
from upscaler.gui.comparison.viewport import Viewport


def paint_captions(painter: QPainter, viewport: Viewport, room: QRect, ratio: float, share: float | None) -> None:
    """Paint the labels of all panes of a view that covers `room`, and the progress (`share`) of a preview.

    Lengths are pixels, and `ratio` is how many device pixels wide one is.
    """
    panes = viewport.panes
    for pane in panes[:1] if viewport.peeks else panes:
        label, clip = viewport.content.label(pane), _pixels(pane, ratio)
        if label:
            side = Qt.AlignmentFlag.AlignRight if pane.label_on_right else Qt.AlignmentFlag.AlignLeft
            painter.setClipRect(clip)
            place = overlay.label_area(painter.fontMetrics(), label, room if viewport.shows_divider else clip, side)
            overlay.paint_label(painter, place, label)
    painter.setClipping(False)
    for area in progress_areas(viewport, ratio) if share is not None else ():
        overlay.paint_progress(painter, area, share or 0.0)


def progress_areas(viewport: Viewport, ratio: float) -> list[QRect]:
    """Where the progress of a preview is shown: at the upper edge of the panes that show it."""
    variants = viewport.content.variants
    next_variant = next((number for number, variant in enumerate(variants) if not variant.parts), None)
    clips = [
        _pixels(pane, ratio)
        for pane in viewport.panes
        if pane.side in (Side.RESULT, Side.ADDED) or (pane.side is Side.VARIANT and pane.variant == next_variant)
    ]
    return [QRect(clip.topLeft(), QSize(clip.width(), overlay.PROGRESS)) for clip in clips]


def _pixels(pane: Pane, ratio: float) -> QRect:
    return QRect(pane.clip.topLeft() / ratio, pane.clip.size() / ratio)
