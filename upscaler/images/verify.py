"""Whether a result is what it should be, before anybody is told that it is done."""

from __future__ import annotations

import itertools
import os
import struct
import zlib
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import numpy.typing as npt
import tifffile

from upscaler.errors import ReadError, VerificationError
from upscaler.geometry import Size
from upscaler.images.alpha import premultiplied
from upscaler.images.bitmap import Bitmap, Pixels, full
from upscaler.images.boxes import has_all_boxes
from upscaler.images.canvas import RGB_ORDER, Canvas
from upscaler.images.decode import decode
from upscaler.images.formats import Format
from upscaler.images.opencv import LARGEST_READ, cv2, file_name
from upscaler.images.png_rows import png_rows

CELL = 16  # LR pixels along each side of a cell
# Between the mean colours of a cell, of 255: so much, and that share of its standard deviation in the busiest channel.
# The network smooths what it takes for noise; cells of dithered pictures then differ by up to a quarter of their
# deviation. Where a channel is all black or white, what others do to it can only go one way.
LARGEST_CELL_DIFFERENCE, SHARE_OF_DEVIATION = 12.0, 0.4
LEAST_PSNR = 25.0  # dB, of a lossy file at a quality of 50 and more
WORST_PSNR = 9.0  # dB, at a quality of 0
# Codecs flatten noise: at a quality of 0 this share of its variance at most (measured), and nothing from the second on.
NOISE_SHARE, NOISE_KEPT = 0.45, 75
_LUMA = np.array([0.114, 0.587, 0.299], np.float32)  # of blue, green, red (BT.601)
_BAND = 256  # canvas rows compared at a time
JPEG_END = b"\xff\xd9"  # without it libjpeg makes up the rest


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
            raise VerificationError(path, "the picture came out wrong")


def verify_file(path: Path, format: Format, canvas: Pixels, quality: int | None = None) -> None:
    """Read the written file back and compare it with the canvas: every sample if lossless, else by PSNR.

    `quality` is what the file was written with. Memory does not grow with the picture. Raises VerificationError.
    """
    if format.name == "png" and canvas.shape[2] != 2:  # gray + alpha comes from another encoder
        _verify_png(path, canvas)
        return
    if format.name == "jpg" and canvas.nbytes > LARGEST_READ:
        _verify_reduced(path, canvas, _largest_error(quality))
        return
    height, width = canvas.shape[:2]
    channels = _channels_in_file(format, canvas)
    with Canvas(Size(width, height), channels, full(canvas) > 255) as scratch:
        found = scratch.pixels
        for rows in _bands(height):  # what a decoder leaves out shall differ
            np.invert(_with_channels(canvas[rows], channels), out=found[rows])
        if not _read_back(path, format, found):
            raise VerificationError(path, "the written file cannot be read, or has another size")
        excess = np.zeros(2)
        for rows in _bands(height):
            wanted = _with_channels(canvas[rows], channels)
            if format.lossless and not np.array_equal(found[rows], wanted):
                raise VerificationError(path, "the written file has other pixels")
            if not format.lossless:
                excess += lossy_excess(found[rows], wanted, quality)
        if (excess > 0).any():
            raise VerificationError(path, "the written file has other pixels")


def lossy_excess(found: Pixels, wanted: Pixels, quality: int | None) -> npt.NDArray[np.float64]:
    """By how much two sums of squared differences go beyond what they may be in a lossy file of this quality.

    The first is of luma, where fine noise may lose a share of its own strength; the second is of the means of 8 x 8
    pixels, as codecs keep fine colours at half the size or worse. Those of parts of a picture add up.
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
    """What the mean square of the differences may be, of 255 squared, in a lossy file of this quality."""
    psnr = WORST_PSNR + (LEAST_PSNR - WORST_PSNR) * min(_quality(quality), 50) / 50
    return float(255.0**2 / 10 ** (psnr / 10))


def _verify_png(path: Path, canvas: Pixels) -> None:
    """Row by row, without a second canvas."""
    order = RGB_ORDER[canvas.shape[2]]
    rows = png_rows(path)
    try:
        for wanted in canvas:
            found = next(rows)
            if not np.array_equal(found.view(">u2") if full(canvas) > 255 else found, wanted[:, order]):
                raise VerificationError(path, "the written file has other pixels")
        if next(rows, None) is not None:
            raise ValueError("there are more rows")
    except (OSError, ValueError, StopIteration, struct.error, zlib.error) as error:
        raise VerificationError(path, "the written file cannot be read, or has another size") from error


def _verify_reduced(path: Path, canvas: Pixels, largest: float) -> None:
    """A JPEG that OpenCV does not read as a whole: at an eighth of its size, which libjpeg gives directly."""
    gray = canvas.shape[2] == 1
    found = cv2.imread(file_name(path), cv2.IMREAD_REDUCED_GRAYSCALE_8 if gray else cv2.IMREAD_REDUCED_COLOR_8)
    height, width = (-(-side // 8) for side in canvas.shape[:2])
    if found is None or found.shape[:2] != (height, width) or not ends_with(path, JPEG_END):
        raise VerificationError(path, "the written file cannot be read, or has another size")
    squares, count = 0.0, 0
    for y in range(height - 1):  # the last row and column hold a part of eight pixels
        wanted = cv2.resize(canvas[8 * y : 8 * y + 8, : 8 * (width - 1)], (width - 1, 1), interpolation=cv2.INTER_AREA)
        difference = found[y, : width - 1].reshape(-1).astype(np.float32) - wanted.reshape(-1)
        squares, count = squares + float(np.square(difference).sum(dtype=np.float64)), count + difference.size
    if squares > count * largest:
        raise VerificationError(path, "the written file has other pixels")


def _read_back(path: Path, format: Format, into: Pixels) -> bool:
    """Decode a file that we have written into an array of the expected shape; False if that does not work."""
    if format.name == "tiff":
        return _read_back_tiff(path, into)
    if format.name == "avif" and not has_all_boxes(path):  # libavif makes up the rest
        return False
    if into.shape[2] == 2:  # OpenCV knows no gray + alpha
        try:
            pixels = decode(path, -(-into.size // 1_000_000)).pixels
        except ReadError:
            return False
        if pixels.shape == into.shape:
            into[:] = pixels
        return pixels.shape == into.shape
    if format.name == "jpg" and not ends_with(path, JPEG_END):
        return False
    try:
        found = cv2.imread(file_name(path), into, cv2.IMREAD_UNCHANGED)
    except cv2.error:
        return False
    return found is not None and np.shares_memory(found, into)  # else it needed another shape


def _read_back_tiff(path: Path, into: Pixels) -> bool:
    """OpenCV would multiply the colours of a TIFF by its alpha."""
    try:
        tifffile.imread(path, out=into[:, :, 0] if into.shape[2] == 1 else into)
    except (OSError, ValueError, RuntimeError, zlib.error):
        return False
    for rows in _bands(into.shape[0]):
        into[rows] = into[rows][:, :, RGB_ORDER[into.shape[2]]]
    return True


def _luma(values: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
    """Of values (H, W, C) as in a canvas: (H, W)"""
    return values[:, :, :3] @ _LUMA if values.shape[2] > 2 else values[:, :, 0]


def _means_of_8(values: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
    """Of each 8 x 8 pixels of values (H, W) or (H, W, C)."""
    height, width = values.shape[:2]
    return np.asarray(cv2.resize(values, (-(-width // 8), -(-height // 8)), interpolation=cv2.INTER_AREA), np.float32)


def ends_with(path: Path, end: bytes) -> bool:
    with path.open("rb") as file:
        file.seek(0, os.SEEK_END)
        file.seek(max(0, file.tell() - len(end)))
        return file.read() == end


def _bands(height: int) -> Iterator[slice]:
    return (slice(y, y + _BAND) for y in range(0, height, _BAND))


def _cells(length: int) -> npt.NDArray[np.int64]:
    """Where the cells along a side of an LR picture begin, and its end; the last one takes what is left over."""
    return np.append(np.arange(max(1, length // CELL)) * CELL, length)


def _values(rows: Pixels) -> npt.NDArray[np.float32]:
    """(H, W, C) premultiplied, 0 to 255"""
    return premultiplied(rows) * np.float32(255 / full(rows))


def _means(values: npt.NDArray[np.float32], columns: npt.NDArray[np.int64]) -> npt.NDArray[np.float64]:
    """Mean of each cell of some rows: (H, W, C) -> (cells, C)"""
    sums = np.add.reduceat(values.mean(axis=0, dtype=np.float64), columns[:-1], axis=0)
    return np.asarray(sums / np.diff(columns)[:, None])


def _channels_in_file(format: Format, canvas: Pixels) -> int:
    """WebP and AVIF leave out an alpha that is all full; WebP knows no gray, AVIF none with alpha."""
    channels = int(canvas.shape[2])
    if format.name not in ("webp", "avif") or (format.name == "avif" and channels == 1):
        return channels
    return 4 if channels in (2, 4) and (canvas[:, :, -1] < 255).any() else 3


def _with_channels(pixels: Pixels, channels: int) -> Pixels:
    """Canvas pixels as `_channels_in_file` says that they come back."""
    if pixels.shape[2] == channels:
        return pixels
    colour = [0, 1, 2] if pixels.shape[2] == 4 else [0, 0, 0]
    return pixels[:, :, [*colour, -1][:channels]]
