"""A picture and smaller and smaller copies of it, to show it at any zoom."""

from __future__ import annotations

import numpy as np

from upscaler.geometry import Size
from upscaler.images.bitmap import Pixels
from upscaler.images.canvas import Canvas
from upscaler.images.opencv import cv2

SMALLEST_SIDE = 64  # pixels; halving ends only here, since even a small preview may be shown much reduced
_BAND_BYTES = 8 * 2**20  # of the rows that are halved at a time, so that other threads do not wait long


class Pyramid:
    """`levels[0]` is an array (H, W, C) that is filled from top to bottom, each further level half of the one before.

    A pixel of level k is the mean of 2**k x 2**k pixels; left-over pixels at the right and bottom edge are ignored.
    Large levels are kept on disk, as `Canvas` decides. `rows` of level 0 are finished, and included in all levels.
    """

    def __init__(self, pixels: Pixels) -> None:
        self.levels = [pixels]
        self.rows = 0
        for size in level_sizes(self.size)[1:]:
            with Canvas(size, pixels.shape[2], pixels.dtype == np.uint16) as canvas:
                self.levels.append(canvas.pixels)

    @property
    def size(self) -> Size:
        height, width = self.levels[0].shape[:2]
        return Size(width, height)

    def extend(self, rows: int) -> None:
        """Update all levels: the first `rows` of level 0 are finished."""
        done = [self._rows_of(level, self.rows) for level in range(len(self.levels))]
        for level in range(1, len(self.levels)):
            above, below = self.levels[level - 1], self.levels[level]
            end = self._rows_of(level, rows)
            step = max(1, _BAND_BYTES // (2 * above[0].nbytes))
            for start in range(done[level], end, step):
                _halve(above, below, start, min(start + step, end))
        self.rows = rows

    def _rows_of(self, level: int, rows: int) -> int:
        """How many rows of a level can be computed once `rows` of level 0 are finished."""
        height = int(self.levels[level].shape[0])
        return height if rows >= self.size.height else min(rows >> level, height)


def level_sizes(size: Size) -> list[Size]:
    """Sizes of all levels of a picture, down to one of at most `SMALLEST_SIDE` pixels on each side."""
    sizes = [size]
    while max(sizes[-1].width, sizes[-1].height) > SMALLEST_SIDE:
        sizes.append(Size(max(1, sizes[-1].width // 2), max(1, sizes[-1].height // 2)))
    return sizes


def _halve(above: Pixels, below: Pixels, start: int, end: int) -> None:
    """Fill rows `start` to `end` of the smaller one."""
    factor = min(2, above.shape[0]), min(2, above.shape[1])  # one row or column is not halved
    source = above[start * factor[0] : end * factor[0], : below.shape[1] * factor[1]]
    half = cv2.resize(source, (below.shape[1], end - start), interpolation=cv2.INTER_AREA)
    below[start:end] = half.reshape(end - start, below.shape[1], below.shape[2])
