"""Writes a PNG directly from a canvas, a few rows at a time, including the filters.

ISA-L does the compression, if it is available: for the file size of zlib's level 3 it takes a fifth of the time
(docs/png.md). Source: PNG specification, third edition, 9 and 12.7.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
import numpy.typing as npt

from upscaler.images.bitmap import Pixels
from upscaler.images.canvas import RGB_ORDER
from upscaler.images.chunks import SIGNATURE, packed

_isal: ModuleType | None
try:
    from isal import isal_zlib

    _isal = isal_zlib
except ImportError:  # there is no wheel for this processor or system
    _isal = None

_COLOUR = {1: 0, 3: 2, 4: 6}  # colour types: gray, RGB, RGBA
NONE, SUB, UP, AVERAGE, PAETH = FILTERS = range(5)
_ROWS = 64  # how many are filtered and compressed together
_ISAL_LEVEL, _ZLIB_LEVEL, _SMALL_LEVEL = 1, 3, 6

Bytes = npt.NDArray[np.uint8]


def write_png(canvas: Pixels, path: Path, chunks: bytes = b"", small: bool = False) -> None:
    """Write a canvas (H, W, C: gray, BGR or BGRA, 8 or 16 bits) with these chunks before its pixels. Raises OSError.

    `small` files have the best filter for each row, and take many times as long.
    """
    compressor = _compressor(small)
    pixel = canvas.shape[2] * canvas.itemsize
    with path.open("wb") as file:
        file.write(SIGNATURE + packed(b"IHDR", header_of(canvas)) + chunks)
        for rows, above in bands(canvas):
            lines = _best(rows, above, pixel) if small else _line(UP, rows, above, pixel)
            if data := compressor.compress(lines):
                file.write(packed(b"IDAT", data))
        file.write(packed(b"IDAT", compressor.flush()) + packed(b"IEND", b""))


def header_of(canvas: Pixels) -> bytes:
    """The content of the first chunk, IHDR: not interlaced."""
    height, width, channels = canvas.shape
    return struct.pack(">IIBBBBB", width, height, canvas.itemsize * 8, _COLOUR[channels], 0, 0, 0)


def bands(canvas: Pixels) -> Iterator[tuple[Bytes, Bytes]]:
    """A few rows at a time as bytes (N, W * C * bytes per sample), RGB and big-endian, and the rows above each."""
    order = RGB_ORDER[canvas.shape[2]]
    last = np.zeros((1, canvas.shape[1] * canvas.shape[2] * canvas.itemsize), np.uint8)
    for top in range(0, len(canvas), _ROWS):
        samples = canvas[top : top + _ROWS, :, order]
        samples = np.ascontiguousarray(samples.astype(">u2") if canvas.itemsize > 1 else samples)
        rows = samples.view(np.uint8).reshape(len(samples), -1)
        yield rows, np.concatenate([last, rows[:-1]])
        last = rows[-1:]


def filtered(filter: int, rows: Bytes, above: Bytes, pixel: int) -> Bytes:
    """Rows (N, bytes) less what the filter predicts from the pixel before, of `pixel` bytes, and from the row above.

    Raises ValueError if there is no such filter.
    """
    if filter == NONE:
        return rows
    if filter == UP:
        return rows - above
    before = np.zeros_like(rows)
    before[:, pixel:] = rows[:, :-pixel]
    if filter == SUB:
        return rows - before
    if filter == AVERAGE:
        return rows - (before // 2 + above // 2 + (before & above & 1))
    if filter == PAETH:
        return rows - _paeth(before, above, pixel)
    raise ValueError(f"filter {filter}")


def _paeth(before: Bytes, above: Bytes, pixel: int) -> Bytes:
    """Whichever of the three neighbours is nearest to before + above - (above the pixel before)."""
    corner = np.zeros_like(above)
    corner[:, pixel:] = above[:, :-pixel]
    a, b, c = (part.astype(np.int16) for part in (before, above, corner))
    to_before, to_above = np.abs(b - c), np.abs(a - c)
    to_corner = np.abs(a + b - 2 * c)
    is_before = (to_before <= to_above) & (to_before <= to_corner)
    return np.where(is_before, before, np.where(to_above <= to_corner, above, corner))


def _compressor(small: bool) -> Any:
    if small or _isal is None:
        return zlib.compressobj(_SMALL_LEVEL if small else _ZLIB_LEVEL)
    return _isal.compressobj(_ISAL_LEVEL)


def _line(filter: int, rows: Bytes, above: Bytes, pixel: int) -> Bytes:
    """Rows as they are compressed: their filter, and their filtered bytes."""
    lines = np.empty((len(rows), 1 + rows.shape[1]), np.uint8)
    lines[:, 0], lines[:, 1:] = filter, filtered(filter, rows, above, pixel)
    return lines


def _best(rows: Bytes, above: Bytes, pixel: int) -> Bytes:
    """The same, with the filter for each row that gives the smallest sum of bytes, taken as signed (12.7)."""
    candidates = np.stack([_line(filter, rows, above, pixel) for filter in FILTERS])
    costs = np.abs(candidates[:, :, 1:].view(np.int8).astype(np.int16)).sum(axis=2, dtype=np.int64)
    return np.ascontiguousarray(candidates[costs.argmin(axis=0), np.arange(len(rows))])
