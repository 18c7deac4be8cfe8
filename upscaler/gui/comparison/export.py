"""Draws a comparison as one picture: original and result beside each other, or split, with labels."""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter

from upscaler.geometry import Region, Size
from upscaler.gui.comparison import overlay
from upscaler.gui.comparison.camera import Camera
from upscaler.gui.comparison.stage import Pane, Side, Stage, paint_pane
from upscaler.gui.comparison.tiles import TileCache
from upscaler.gui.widgets.tokens import DARK

LARGEST = 4096  # pixels; the longer side of one of the two pictures
_SMALLEST = 240  # pixels; room for a label
_GAP = 2  # pixels between two pictures
_LABEL_SCALE = 1400  # pixels of the drawing's length for which labels are as large as in the window


class Layout(StrEnum):
    """How the two pictures share the drawing."""

    BESIDE = "beside"
    STACKED = "stacked"
    SPLIT = "split"


@dataclass(frozen=True)
class Drawing:
    """`region` is the part of the result to draw; each of its pixels becomes `zoom` pixels, if the size allows."""

    layout: Layout
    region: Region
    zoom: float = 1.0
    labelled: bool = True
    largest: int = LARGEST

    @property
    def pane(self) -> Size:
        """The size of one of the two pictures."""
        longest = max(self.region.width, self.region.height)
        zoom = min(self.zoom, self.largest / longest)
        if longest * zoom < _SMALLEST:
            zoom = math.ceil(_SMALLEST / longest)
        return Size(max(1, round(self.region.width * zoom)), max(1, round(self.region.height * zoom)))


def draw(stage: Stage, drawing: Drawing) -> QImage:
    """The drawing in sRGB. `stage` must have something to compare."""
    pane = drawing.pane
    panes = _panes(stage, drawing)
    bottom, right = max(p.clip.bottom() for p in panes) + 1, max(p.clip.right() for p in panes) + 1
    times = max(1.0, max(bottom, right) / _LABEL_SCALE)
    image = QImage(QSize(right, bottom), QImage.Format.Format_RGB32)
    image.fill(QColor(DARK.canvas))
    region = drawing.region
    middle = Camera(region.x + region.width / 2, region.y + region.height / 2, pane.width / region.width)
    painter, tiles = QPainter(image), TileCache()
    for each in panes:
        paint_pane(painter, each, image.rect(), stage, middle, tiles, math.inf, dark=True)
    painter.setClipping(False)
    if drawing.layout is Layout.SPLIT:
        line = QRect(panes[1].clip.left() - round(times), 0, max(2, round(2 * times)), bottom)
        painter.fillRect(line, overlay.INK)
    for each in panes if drawing.labelled else ():
        _paint_label(painter, each, stage.content.label(each), times)
    painter.end()
    return image


def _panes(stage: Stage, drawing: Drawing) -> tuple[Pane, Pane]:
    width, height = drawing.pane.width, drawing.pane.height
    first = QRect(0, 0, width, height)
    before = stage.content.before
    if drawing.layout is Layout.SPLIT:
        half = width // 2
        left, right = QRect(0, 0, half, height), QRect(half, 0, width - half, height)
        return Pane(before, first, left), Pane(Side.RESULT, first, right, label_on_right=True)
    beside = drawing.layout is Layout.BESIDE
    second = first.translated(width + _GAP if beside else 0, 0 if beside else height + _GAP)
    return Pane(before, first, first), Pane(Side.RESULT, second, second)


def _paint_label(painter: QPainter, pane: Pane, label: str, times: float) -> None:
    """Paint a label `times` as large as in the window."""
    room = QRect(pane.clip.topLeft() / times, pane.clip.size() / times)
    side = Qt.AlignmentFlag.AlignRight if pane.label_on_right else Qt.AlignmentFlag.AlignLeft
    painter.save()
    painter.setClipRect(pane.clip)
    painter.scale(times, times)
    overlay.paint_label(painter, overlay.label_area(painter.fontMetrics(), label, room, side), label)
    painter.restore()
