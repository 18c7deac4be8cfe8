"""Paints a layer from tiles. Only tiles in sight become pixmaps, and the latest of them are kept."""

from __future__ import annotations

import math
import time
from collections import OrderedDict
from collections.abc import Iterator
from dataclasses import dataclass

from PySide6.QtCore import QRect
from PySide6.QtGui import QColorSpace, QImage, QPainter, QPixmap

from upscaler.gui.comparison.layer import Layer

TILE = 512  # pixels
_KEPT = 320  # pixmaps of up to 1 MB: more than two panes on a 4K screen show
_LARGEST_BLOCK = 4096  # device pixels; Qt's fixed-point scaling ends at 32768


class TileCache:
    """Pixmaps of tiles, the least recently used dropped first."""

    def __init__(self) -> None:
        self._pixmaps: OrderedDict[tuple[int, int, int, int], QPixmap] = OrderedDict()

    def get(self, layer: Layer, level: int, column: int, row: int, deadline: float) -> QPixmap | None:
        """A tile; None if it would have to be made and `deadline` (time.monotonic) is over."""
        key = (id(layer), level, column, row)
        pixmap = self._pixmaps.get(key)
        if pixmap is not None:
            self._pixmaps.move_to_end(key)
            return pixmap
        if time.monotonic() > deadline:
            return None
        pixmap = _pixmap(layer.levels[level], column, row)
        self._pixmaps[key] = pixmap
        while len(self._pixmaps) > _KEPT:
            self._pixmaps.popitem(last=False)
        return pixmap

    def clear(self) -> None:
        """To be called before a layer is let go: its address may be used again."""
        self._pixmaps.clear()


@dataclass(frozen=True)
class Placement:
    """Where a layer lies: its top left corner and the device pixels that one of its own pixels takes."""

    x: int
    y: int
    zoom: float


def paint_layer(
    painter: QPainter, layer: Layer, place: Placement, clip: QRect, tiles: TileCache, deadline: float
) -> bool:
    """Paint what lies in `clip`, in device pixels. False if time ran out and coarse tiles stand in for some.

    Above 100 % pixels are pixels (nearest); below, the next larger level is reduced smoothly.
    """
    level = _level(layer, place.zoom)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, place.zoom < 1)
    complete = True
    for block in _blocks(layer, level, place, clip):
        pixmap = tiles.get(layer, level, block.column, block.row, deadline)
        if pixmap is None:
            complete = False
        else:
            painter.drawPixmap(block.target, pixmap, block.source)
    if not complete:
        _paint_missing(painter, layer, level, place, clip, tiles)
    return complete


def _level(layer: Layer, zoom: float) -> int:
    level = 0
    while zoom <= 0.5 and level < len(layer.levels) - 1:
        level += 1
        zoom *= 2
    return level


@dataclass(frozen=True)
class _Block:
    """A part of one tile: `source` inside the tile, `target` in device pixels."""

    column: int
    row: int
    source: QRect
    target: QRect


def _blocks(layer: Layer, level: int, place: Placement, clip: QRect) -> Iterator[_Block]:
    """The blocks in sight. Their edges are the same whole pixels wherever the view stands, so nothing wobbles."""
    image = layer.levels[level]
    width, height = image.width(), image.height()
    zoom_x = place.zoom * layer.levels[0].width() / width
    zoom_y = place.zoom * layer.levels[0].height() / height
    side = TILE
    while side * max(zoom_x, zoom_y) > _LARGEST_BLOCK and side > 8:
        side //= 2
    for y in _steps(clip.top() - place.y, clip.bottom() + 1 - place.y, height, zoom_y, side):
        bottom = min(y + side, height)
        for x in _steps(clip.left() - place.x, clip.right() + 1 - place.x, width, zoom_x, side):
            right = min(x + side, width)
            left_px, top_px = place.x + round(x * zoom_x), place.y + round(y * zoom_y)
            right_px, bottom_px = place.x + round(right * zoom_x), place.y + round(bottom * zoom_y)
            yield _Block(
                x // TILE,
                y // TILE,
                QRect(x % TILE, y % TILE, right - x, bottom - y),
                QRect(left_px, top_px, right_px - left_px, bottom_px - top_px),
            )


def _steps(start: int, end: int, length: int, zoom: float, side: int) -> range:
    """Starts of the blocks of `side` pixels that touch `start` to `end` (device pixels from the picture's edge)."""
    first = max(0, math.floor(start / zoom / side)) * side
    return range(first, min(length, math.ceil(end / zoom)), side)


def _paint_missing(
    painter: QPainter, layer: Layer, level: int, place: Placement, clip: QRect, tiles: TileCache
) -> None:
    """Fill the gaps from the smallest level, which is one tile and quick to make."""
    last = len(layer.levels) - 1
    coarse = tiles.get(layer, last, 0, 0, math.inf)
    if coarse is None:
        return
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, True)
    share_x = coarse.width() / layer.levels[level].width()
    share_y = coarse.height() / layer.levels[level].height()
    for block in _blocks(layer, level, place, clip):
        if tiles.get(layer, level, block.column, block.row, -math.inf) is None:
            x, y = block.column * TILE + block.source.x(), block.row * TILE + block.source.y()
            source = QRect(
                int(x * share_x),
                int(y * share_y),
                max(1, math.ceil(block.source.width() * share_x)),
                max(1, math.ceil(block.source.height() * share_y)),
            )
            painter.drawPixmap(block.target, coarse, source)


def _pixmap(image: QImage, column: int, row: int) -> QPixmap:
    area = QRect(column * TILE, row * TILE, TILE, TILE).intersected(image.rect())
    tile = image.copy(area)
    if tile.colorSpace().isValid():
        tile.convertToColorSpace(QColorSpace(QColorSpace.NamedColorSpace.SRgb))
    return QPixmap.fromImage(tile)
