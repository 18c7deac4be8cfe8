"""Paints one pane of the comparison. Everything here is in device pixels."""

from __future__ import annotations

from PySide6.QtCore import QRect
from PySide6.QtGui import QColor, QPainter

from upscaler.geometry import Size
from upscaler.gui.comparison import overlay
from upscaler.gui.comparison.camera import Camera
from upscaler.gui.comparison.derived import GRAY
from upscaler.gui.comparison.modes import Pane, Side
from upscaler.gui.comparison.stage import Placed, Stage
from upscaler.gui.comparison.tiles import Placement, TileCache, paint_picture


def paint_pane(
    painter: QPainter,
    pane: Pane,
    exposed: QRect,
    stage: Stage,
    camera: Camera,
    tiles: TileCache,
    deadline: float,
    dark: bool,
) -> bool:
    """Paint the exposed part of a pane. False if time ran out and coarse tiles stand in for some."""
    scene = stage.content.scene
    assert scene is not None
    x, y = camera.origin(Size(pane.area.width(), pane.area.height()))
    x, y, zoom = pane.area.left() + x, pane.area.top() + y, camera.zoom
    clip = pane.clip.intersected(exposed)
    picture = QRect(x, y, round(scene.width * zoom), round(scene.height * zoom)).intersected(clip)
    painter.setClipRect(clip)
    if pane.side is Side.ADDED:
        painter.fillRect(picture, QColor(GRAY, GRAY, GRAY))
    complete = True
    for placed in stage.pictures(pane.side):
        if placed.picture.has_alpha:
            overlay.paint_board(painter, placed_area(placed, x, y, zoom).intersected(picture), dark)
        complete &= paint_placed(painter, placed, x, y, zoom, clip, tiles, deadline)
        if placed.framed:
            overlay.paint_frame(painter, placed_area(placed, x, y, zoom))
    return complete


def paint_placed(
    painter: QPainter, placed: Placed, x: int, y: int, zoom: float, clip: QRect, tiles: TileCache, deadline: float
) -> bool:
    """Paint a picture of a stage whose corner lies at `x`, `y`, both device pixels, at `zoom` of the result."""
    place = Placement(x + round(placed.x * zoom), y + round(placed.y * zoom), placed.pixel * zoom)
    return paint_picture(painter, placed.picture, place, clip, tiles, deadline)


def placed_area(placed: Placed, x: int, y: int, zoom: float) -> QRect:
    """What such a picture covers; device pixels."""
    left, top = x + round(placed.x * zoom), y + round(placed.y * zoom)
    right = x + round((placed.x + placed.size.width * placed.pixel) * zoom)
    bottom = y + round((placed.y + placed.size.height * placed.pixel) * zoom)
    return QRect(left, top, right - left, bottom - top)
