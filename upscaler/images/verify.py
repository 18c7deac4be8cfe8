"""Checking a result before it is reported as done."""

from __future__ import annotations

import itertools
import os
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import numpy.typing as npt
from PIL import Image

from upscaler.errors import VerificationError
from upscaler.geometry import Size
from upscaler.images.alpha import premultiplied
from upscaler.images.bitmap import Bitmap, Pixels, max_value
from upscaler.images.canvas import RGB_ORDER, Canvas
from upscaler.images.codecs.base import Codec
from upscaler.images.formats import SIGNATURE_LENGTH, recognise
from upscaler.images.opencv import cv2
from upscaler.images.pillow import DECODER_ERRORS

CELL = 16  # LR pixels along each side of a cell
# How much the mean colours of a cell may differ, of 255: by this much plus this share of the standard deviation in its
# busiest channel. The network smooths anything that looks like noise; cells of dithered pictures then differ by up to a
# quarter of their deviation, and a channel that is all black or white can only change in one direction.
LARGEST_CELL_DIFFERENCE, SHARE_OF_DEVIATION = 12.0, 0.4
LEAST_PSNR = 25.0  # dB, of a lossy file at a quality of 50 and more
WORST_PSNR = 9.0  # dB, at a quality of 0
# Codecs smooth noise: at a quality of 0 up to this share of its variance (measured), and none from the second value on.
NOISE_SHARE, NOISE_KEPT = 0.45, 75
_LUMA = np.array([0.114, 0.587, 0.299], np.float32)  # of blue, green, red (BT.601)
_BAND = 256  # canvas rows compared at a time
_TAIL = 16  # bytes at the end of a file; after a power cut, file systems leave zeros where data is missing
_LARGEST_LOADED = 250_000_000  # pixels


def verify_canvas(canvas: Pixels, source: Bitmap, scale: int, path: Path) -> None:
    """Compare mean colours with the source cell by cell: finds black, shifted and garbled results.

    Raises VerificationError, which names `path`.
    """
    columns = _cells(source.size.width)
    for top, bottom in itertools.pairwise(_cells(source.size.height)):
        lr = _values(source.pixels[top:bottom])
        hr = _values(canvas[top * scale : bottom * scale, :, RGB_ORDER[canvas.shape[2]]])
        means = _means(lr, columns)
        deviations = np.sqrt(np.maximum(_means(np.square(lr), columns) - np.square(means), 0))
        allowed = LARGEST_CELL_DIFFERENCE + SHARE_OF_DEVIATION * deviations.max(axis=1, keepdims=True)
        if (np.abs(means - _means(hr, columns * scale)) > allowed).any():
            raise VerificationError(path, "the result does not match the original")


def verify_file(path: Path, format: Codec, canvas: Pixels, quality: int | None = None) -> None:
    """Read the written file back and compare it with the canvas: every sample if lossless, else by PSNR.

    `quality` is what the file was written with. Memory use does not grow with the picture. Raises VerificationError.
    """
    if format.verify_without_copy(path, canvas, _largest_error(quality)):
        return
    height, width = canvas.shape[:2]
    channels = _channels_in_file(format, canvas)
    with Canvas(Size(width, height), channels, max_value(canvas) > 255) as scratch:
        found = scratch.pixels
        for rows in _bands(height):  # so that pixels that a decoder leaves out differ from the canvas
            np.invert(_with_channels(canvas[rows], channels), out=found[rows])
        if not format.read_back(path, found):
            raise VerificationError(path, "the written file cannot be read, or has the wrong size")
        excess = np.zeros(2)
        for rows in _bands(height):
            wanted = _with_channels(canvas[rows], channels)
            if format.lossless and not np.array_equal(found[rows], wanted):
                raise VerificationError(path, "the written file has different pixels")
            if not format.lossless:
                excess += lossy_excess(found[rows], wanted, quality)
        if (excess > 0).any():
            raise VerificationError(path, "the written file has different pixels")


def is_whole(path: Path) -> bool:
    """Whether an existing result can be read to its end: False for a file that is cut off, empty or not a picture.

    It may still be another picture. Very large ones are only checked as far as that takes no memory.
    """
    try:
        with path.open("rb") as file:
            codec = recognise(file.read(SIGNATURE_LENGTH))
            file.seek(-_TAIL, os.SEEK_END)
            tail = file.read()
        if codec is None or not (codec.may_end_in_zeros or any(tail)):
            return False
        with Image.open(path, formats=(codec.pillow,)) as picture:
            if codec.has_checksums or picture.width * picture.height > _LARGEST_LOADED:
                picture.verify()
            else:
                for frame in codec.frames(picture):
                    picture.seek(frame)
                    picture.load()
    except DECODER_ERRORS:
        return False
    return True


def lossy_excess(found: Pixels, wanted: Pixels, quality: int | None) -> npt.NDArray[np.float64]:
    """By how much two sums of squared differences exceed the limits for a lossy file of this quality: array of 2.

    The first is of luma, where a share of the noise may be lost; the second is of the means of 8 x 8 pixels, since
    codecs store colours at half the resolution or less. The values of parts of a picture add up.
    """
    canvas = premultiplied(wanted)
    difference = premultiplied(found) - canvas
    parts = _luma(difference), _means_of_8(difference)
    excess = np.array([np.square(part).sum(dtype=np.float64) - part.size * _largest_error(quality) for part in parts])
    share = NOISE_SHARE * (1 - _quality(quality) / NOISE_KEPT)
    if share > 0:
        luma = _luma(canvas)
        variance = _means_of_8(np.square(luma)) - np.square(_means_of_8(luma))
        excess[0] -= share * luma.size * max(0.0, float(variance.mean()))
    return excess


def _quality(given: int | None) -> int:
    return 100 if given is None else given


def _largest_error(quality: int | None) -> float:
    """The largest mean squared error, of 255 squared, that is allowed in a lossy file of this quality."""
    psnr = WORST_PSNR + (LEAST_PSNR - WORST_PSNR) * min(_quality(quality), 50) / 50
    return float(255.0**2 / 10 ** (psnr / 10))


def _luma(values: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
    """Luma of values (H, W, C) as in a canvas: (H, W)"""
    return values[:, :, :3] @ _LUMA if values.shape[2] > 2 else values[:, :, 0]


def _means_of_8(values: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
    """Means of each 8 x 8 pixels of values (H, W) or (H, W, C)."""
    height, width = values.shape[:2]
    return np.asarray(cv2.resize(values, (-(-width // 8), -(-height // 8)), interpolation=cv2.INTER_AREA), np.float32)


def _bands(height: int) -> Iterator[slice]:
    return (slice(y, y + _BAND) for y in range(0, height, _BAND))


def _cells(length: int) -> npt.NDArray[np.int64]:
    """Where the cells along a side of an LR picture begin, and its end; the last one includes the remainder."""
    return np.append(np.arange(max(1, length // CELL)) * CELL, length)


def _values(rows: Pixels) -> npt.NDArray[np.float32]:
    """(H, W, C) premultiplied, 0 to 255"""
    return premultiplied(rows) * np.float32(255 / max_value(rows))


def _means(values: npt.NDArray[np.float32], columns: npt.NDArray[np.int64]) -> npt.NDArray[np.float64]:
    """Mean of each cell of some rows: (H, W, C) -> (cells, C)"""
    sums = np.add.reduceat(values.mean(axis=0, dtype=np.float64), columns[:-1], axis=0)
    return np.asarray(sums / np.diff(columns)[:, None])


def _channels_in_file(format: Codec, canvas: Pixels) -> int:
    """How many channels are read back: some formats drop an opaque alpha, or have no gray."""
    channels = int(canvas.shape[2])
    has_alpha = channels in (2, 4) and (format.opaque_alpha or bool((canvas[:, :, -1] < 255).any()))
    is_gray = channels < 3 and (format.gray if channels == 1 else format.gray_alpha)
    return (1 if is_gray else 3) + has_alpha


def _with_channels(pixels: Pixels, channels: int) -> Pixels:
    """Canvas pixels with the channels that are read back."""
    if pixels.shape[2] == channels:
        return pixels
    colour = [0, 1, 2] if pixels.shape[2] == 4 else [0, 0, 0]
    return pixels[:, :, [*colour, -1][:channels]]
