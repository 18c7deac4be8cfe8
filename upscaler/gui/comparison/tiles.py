"""Paints a picture from tiles. Only visible tiles become pixmaps; the most recently used are kept."""

from __future__ import annotations

import math
import time
from collections import OrderedDict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from PySide6.QtCore import QRect
from PySide6.QtGui import QPainter, QPixmap

from upscaler.geometry import Region
from upscaler.gui.comparison.layer import Picture

TILE = 512  # pixels
_KEPT = 320  # pixmaps of up to 1 MB: more than two panes on a 4K screen need
_LARGEST_BLOCK = 4096  # device pixels; Qt's fixed-point scaling ends at 32768


@dataclass(frozen=True)
class Tile:
    """A part of a level, made when `rows` rows of level 0 were finished: below them its pixels are undefined."""

    pixmap: QPixmap
    rows: int

    def lags(self, level: int, row: int, rows: int) -> bool:
        """Whether this tile, in row `row` of tiles, lacks some of the `rows` rows that are finished now."""
        return self.rows < min(rows, (row + 1) * TILE << level)


class TileCache:
    """Pixmaps of tiles, the least recently used dropped first."""

    def __init__(self) -> None:
        self._tiles: OrderedDict[tuple[Picture, int, int, int], Tile] = OrderedDict()

    def get(self, picture: Picture, level: int, column: int, row: int, deadline: float) -> Tile | None:
        """A tile; None if it would have to be made and `deadline` (time.monotonic) has passed.

        A tile that lags behind a growing picture is made again, if there is time.
        """
        key = (picture, level, column, row)
        found = self._tiles.get(key)
        if found is not None and not found.lags(level, row, picture.rows):
            self._tiles.move_to_end(key)
            return found
        if time.monotonic() > deadline:
            return found
        size, rows = picture.sizes[level], picture.rows
        x, y = column * TILE, row * TILE
        region = Region(x, y, min(TILE, size.width - x), min(TILE, size.height - y))
        tile = Tile(QPixmap.fromImage(picture.tile(level, region)), rows)
        self._tiles[key] = tile
        self._tiles.move_to_end(key)
        while len(self._tiles) > _KEPT:
            self._tiles.popitem(last=False)
        return tile

    def keep(self, pictures: Iterable[Picture]) -> None:
        """Drop the tiles of all other pictures, and the references to their pixels."""
        wanted = set(pictures)
        for key in [key for key in self._tiles if key[0] not in wanted]:
            del self._tiles[key]


@dataclass(frozen=True)
class Placement:
    """Where a picture is painted: its top left corner, and how many device pixels wide one of its pixels is."""

    x: int
    y: int
    zoom: float


def paint_picture(
    painter: QPainter, picture: Picture, place: Placement, clip: QRect, tiles: TileCache, deadline: float
) -> bool:
    """Paint the part in `clip`, in device pixels. False if time ran out and coarse tiles stand in for some.

    Above 100 % each pixel is a square (nearest); below, the next larger level is reduced smoothly. Only finished rows
    are painted.
    """
    level, rows = _level(picture, place.zoom), picture.rows
    clip = _finished(picture, level, place, clip, rows)
    if clip.isEmpty():
        return True
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, place.zoom < 1)
    missing, complete = [], True
    for block in _blocks(picture, level, place, clip):
        tile = tiles.get(picture, level, block.column, block.row, deadline)
        if tile is None:
            missing.append(block)
            continue
        lags = tile.lags(level, block.row, rows)
        painter.setClipRect(_finished(picture, level, place, clip, tile.rows) if lags else clip)
        painter.drawPixmap(block.target, tile.pixmap, block.source)
        complete &= not lags
    if missing:
        painter.setClipRect(clip)
        _paint_missing(painter, picture, level, place, missing, tiles)
    painter.restore()
    return complete and not missing


def _level(picture: Picture, zoom: float) -> int:
    level, last = 0, len(picture.sizes) - 1
    while zoom <= 0.5 and level < last:
        level += 1
        zoom *= 2
    return level


def _finished(picture: Picture, level: int, place: Placement, clip: QRect, rows: int) -> QRect:
    """The part of `clip` that is covered by the first `rows` rows of level 0."""
    if rows >= picture.sizes[0].height:
        return clip
    end = place.y + math.floor((rows >> level << level) * place.zoom)
    return clip.intersected(QRect(clip.left(), clip.top(), clip.width(), end - clip.top()))


@dataclass(frozen=True)
class _Block:
    """A part of one tile: `source` inside the tile, `target` in device pixels."""

    column: int
    row: int
    source: QRect
    target: QRect


def _blocks(picture: Picture, level: int, place: Placement, clip: QRect) -> Iterator[_Block]:
    """The visible blocks. Their edges are on the same device pixels wherever the camera is, so panning is steady."""
    sizes = picture.sizes
    width, height = sizes[level].width, sizes[level].height
    zoom_x = place.zoom * sizes[0].width / width
    zoom_y = place.zoom * sizes[0].height / height
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
    painter: QPainter, picture: Picture, level: int, place: Placement, missing: Iterable[_Block], tiles: TileCache
) -> None:
    """Fill the gaps from the first level that is a single tile, which is quick to make."""
    last = next(number for number, size in enumerate(picture.sizes) if max(size.width, size.height) <= TILE)
    tile = tiles.get(picture, last, 0, 0, math.inf)
    if tile is None:
        return
    coarse = tile.pixmap
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, True)
    bounds = painter.clipBoundingRect().toRect()
    painter.setClipRect(_finished(picture, last, place, bounds, tile.rows))
    share_x = coarse.width() / picture.sizes[level].width
    share_y = coarse.height() / picture.sizes[level].height
    for block in missing:
        x, y = block.column * TILE + block.source.x(), block.row * TILE + block.source.y()
        source = QRect(
            int(x * share_x),
            int(y * share_y),
            max(1, math.ceil(block.source.width() * share_x)),
            max(1, math.ceil(block.source.height() * share_y)),
        )
        painter.drawPixmap(block.target, coarse, source)
