"""The magnifier: the place under the pointer, enlarged, in both pictures, with the pixel's position and values."""

from __future__ import annotations

import math
from dataclasses import dataclass

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from upscaler.gui.comparison import overlay
from upscaler.gui.comparison.stage import Side, Stage, paint_placed
from upscaler.gui.comparison.tiles import TileCache

_SIDE = 216  # of each square
_LEAST_SHOWN = 15  # pixels of the original along a side, at usual zooms of the view
_GAP = 8
_LINE = 18  # of text
_DISTANCE = 24  # from the pointer
SIZE = QSize(2 * _SIDE + 3 * _GAP, _SIDE + 2 * _LINE + 3 * _GAP)
_LARGEST_ZOOM = 48.0  # of the magnifier, in logical pixels per result pixel


@dataclass(frozen=True)
class Spot:
    """A pixel of the result, and the pointer's position in the view in logical pixels."""

    x: int
    y: int
    pointer: QPoint

    def area(self, view: QRect) -> QRect:
        """The area of the magnifier: beside the pointer, never under it, and inside the view if it fits."""
        area = QRect(self.pointer + QPoint(_DISTANCE, _DISTANCE), SIZE)
        if area.right() > view.right():
            area.moveRight(self.pointer.x() - _DISTANCE)
        if area.bottom() > view.bottom():
            area.moveBottom(self.pointer.y() - _DISTANCE)
        area.moveLeft(max(view.left(), area.left()))
        area.moveTop(max(view.top(), area.top()))
        return area


def paint_magnifier(
    painter: QPainter, area: QRect, stage: Stage, spot: Spot, zoom: float, ratio: float, tiles: TileCache
) -> None:
    """Paint both squares and the text below them. `zoom` is that of the view, `ratio` device pixels per pixel."""
    overlay.paint_plate(painter, area)
    (x, y), before = stage.original_values(spot.x, spot.y)
    texts = ((f"{x}, {y}", _values(before)), (f"{spot.x}, {spot.y}", _values(stage.result_values(spot.x, spot.y))))
    larger = min(max(2 * zoom, _zoom_for_all(stage) * ratio), _LARGEST_ZOOM * ratio)
    for index, side in enumerate((Side.ORIGINAL, Side.RESULT)):
        square = QRect(area.left() + _GAP + index * (_SIDE + _GAP), area.top() + _GAP, _SIDE, _SIDE)
        painter.fillRect(square, QColor(0, 0, 0))
        painter.save()
        painter.scale(1 / ratio, 1 / ratio)
        _paint_square(painter, QRect(square.topLeft() * ratio, square.size() * ratio), stage, side, spot, larger, tiles)
        painter.restore()
        painter.setPen(overlay.INK)
        for row, text in enumerate(texts[index]):
            line = QRect(square.left(), square.bottom() + 1 + _GAP + row * _LINE, _SIDE, _LINE)
            painter.drawText(line, Qt.AlignmentFlag.AlignCenter, text)


def _zoom_for_all(stage: Stage) -> float:
    """The zoom at which a square shows _LEAST_SHOWN pixels of the original."""
    scene, original = stage.content.scene, stage.content.layers.get(Side.ORIGINAL)
    times = scene.width / original.size.width if scene and original else 1.0
    return _SIDE / (_LEAST_SHOWN * times)


def _paint_square(
    painter: QPainter, square: QRect, stage: Stage, side: Side, spot: Spot, zoom: float, tiles: TileCache
) -> None:
    """Paint the surroundings of the pixel, which is framed in the middle. Device pixels."""
    middle = square.center()
    left, top = middle.x() - (spot.x + 0.5) * zoom, middle.y() - (spot.y + 0.5) * zoom
    for placed in stage.pictures(side):
        paint_placed(painter, placed, round(left), round(top), zoom, square, tiles, math.inf)
    painter.setClipRect(square)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    pixel = QRect(round(left + spot.x * zoom), round(top + spot.y * zoom), round(zoom), round(zoom))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for colour, frame in ((QColor(0, 0, 0), pixel.adjusted(-2, -2, 1, 1)), (overlay.INK, pixel.adjusted(-1, -1, 0, 0))):
        painter.setPen(QPen(colour, 1))
        painter.drawRect(frame)
    painter.setClipping(False)


def _values(values: tuple[int, ...] | None) -> str:
    return "–" if values is None else " ".join(map(str, values))
