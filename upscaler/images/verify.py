"""Whether a result is what it should be, before anybody is told that it is done."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import numpy.typing as npt

from upscaler.errors import ReadError, VerificationError
from upscaler.images.alpha import premultiplied
from upscaler.images.bitmap import Bitmap, Pixels
from upscaler.images.decode import decode
from upscaler.images.formats import Format

CELL = 16  # LR pixels along each side of a cell
LARGEST_CELL_DIFFERENCE = 12.0  # of 255, between the mean colours of a cell
LEAST_PSNR = 25.0  # dB, of a lossy file
_BAND = 256  # canvas rows compared at a time
_RGB_ORDER = {1: [0], 2: [0, 1], 3: [2, 1, 0], 4: [2, 1, 0, 3]}  # of a canvas's channels


def verify_canvas(canvas: Pixels, source: Bitmap, scale: int, path: Path) -> None:
    """Compare mean colours with the source cell by cell: finds black, shifted and garbled results.

    Raises VerificationError, which names `path`.
    """
    for y in range(0, source.size.height, CELL):
        lr = _cell_means(source.pixels[y : y + CELL], CELL)
        hr = _cell_means(canvas[y * scale : (y + CELL) * scale, :, _RGB_ORDER[canvas.shape[2]]], CELL * scale)
        if np.abs(lr - hr).max() > LARGEST_CELL_DIFFERENCE:
            raise VerificationError(path, "the picture came out wrong")


def verify_file(path: Path, format: Format, canvas: Pixels) -> None:
    """Read the written file back and compare it with the canvas: every sample if lossless, else by PSNR.

    Raises VerificationError.
    """
    try:
        found = decode(path).pixels
    except ReadError as error:
        raise VerificationError(path, "the written file cannot be read") from error
    if found.shape[:2] != canvas.shape[:2]:
        raise VerificationError(path, "the written file has another size")
    squares = 0.0
    for y in range(0, found.shape[0], _BAND):
        wanted = _with_channels(canvas[y : y + _BAND, :, _RGB_ORDER[canvas.shape[2]]], found.shape[2])
        if format.lossless and not np.array_equal(found[y : y + _BAND], wanted):
            raise VerificationError(path, "the written file has other pixels")
        if not format.lossless:
            difference = premultiplied(found[y : y + _BAND]) - premultiplied(wanted)
            squares += float(np.square(difference).sum(dtype=np.float64))
    if squares / found.size > 255.0**2 / 10 ** (LEAST_PSNR / 10):
        raise VerificationError(path, "the written file has other pixels")


def _cell_means(rows: Pixels, cell: int) -> npt.NDArray[np.float64]:
    """Mean colour, premultiplied, of each `cell` columns of some rows: (H, W, C) -> (cells, C)"""
    columns = premultiplied(rows).mean(axis=0, dtype=np.float64)
    starts = np.arange(0, len(columns), cell)
    counts = np.diff(np.append(starts, len(columns)))
    return np.asarray(np.add.reduceat(columns, starts, axis=0) / counts[:, None])


def _with_channels(pixels: Pixels, channels: int) -> Pixels:
    """The same picture with the channels that a format gives back: WebP makes RGB of gray."""
    if pixels.shape[2] in (1, 2) and channels in (3, 4):
        pixels = pixels[:, :, [0, 0, 0] if pixels.shape[2] == 1 else [0, 0, 0, 1]]
    if pixels.shape[2] == 3 and channels == 4:
        return np.dstack([pixels, np.full(pixels.shape[:2], 255, np.uint8)])
    return pixels[:, :, :channels]
