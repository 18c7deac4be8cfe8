"""Canvas to picture file, straight from the canvas's memory."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from pathlib import Path

import cv2
import numpy as np
import tifffile
from PIL import Image

from upscaler.errors import EncodeError
from upscaler.images.bitmap import Pixels
from upscaler.images.canvas import RGB_ORDER
from upscaler.images.formats import Format

QUALITY = 95  # of JPEG and WebP, 0 to 100
_PARAMETERS = {
    # `png_rows` reads this filter back; it costs 3 % of size against the best one for each row, and saves time
    "png": (cv2.IMWRITE_PNG_COMPRESSION, 3, cv2.IMWRITE_PNG_FILTER, cv2.IMWRITE_PNG_FILTER_UP),
    "jpg": (
        cv2.IMWRITE_JPEG_QUALITY,
        QUALITY,
        cv2.IMWRITE_JPEG_SAMPLING_FACTOR,
        cv2.IMWRITE_JPEG_SAMPLING_FACTOR_444,
    ),
    "webp": (cv2.IMWRITE_WEBP_QUALITY, QUALITY),
}
_TIFF_ROWS = 64  # rows of one strip of the file
_TIFF_COMPRESSION = 4  # of zlib, 0 to 9
_BIGTIFF_FROM = 4 * 10**9  # bytes of pixels; classic TIFF ends at 4 GiB


def encode(pixels: Pixels, format: Format, path: Path, icc_profile: bytes | None) -> None:
    """Write canvas pixels (H, W, C: gray, gray + alpha, BGR or BGRA) to `path`, which is overwritten.

    The ending of `path` must be one of the format's own: OpenCV goes by it. The format must be able to hold
    size and alpha. Raises EncodeError if the encoder or the disk fails; what was written until then stays.
    """
    try:
        if format.name == "tiff":
            _write_tiff(pixels, path, icc_profile)
        elif pixels.shape[2] == 2:  # OpenCV knows no gray + alpha
            picture = Image.fromarray(pixels)
            picture.save(path, format.pillow, icc_profile=icc_profile, quality=QUALITY)
        else:
            _write_with_opencv(pixels, format, path, icc_profile)
    except (OSError, cv2.error) as error:
        raise EncodeError(path, str(error)) from error


def _write_with_opencv(pixels: Pixels, format: Format, path: Path, icc_profile: bytes | None) -> None:
    kinds = [cv2.IMAGE_METADATA_ICCP] if icc_profile else []
    metadata = [np.frombuffer(icc_profile, np.uint8)] if icc_profile else []
    if not cv2.imwriteWithMetadata(str(path), pixels, kinds, metadata, _PARAMETERS[format.name]):
        raise EncodeError(path, "the file could not be written")


def _write_tiff(pixels: Pixels, path: Path, icc_profile: bytes | None) -> None:
    height, width, channels = pixels.shape
    tifffile.imwrite(
        path,
        _tiff_strips(pixels),
        shape=pixels.shape if channels > 1 else (height, width),
        dtype=pixels.dtype,
        photometric="rgb" if channels > 2 else "minisblack",
        planarconfig="contig" if channels > 1 else None,
        extrasamples=["unassalpha"] if channels in (2, 4) else None,
        rowsperstrip=_TIFF_ROWS,
        compression="zlib",
        predictor=True,
        iccprofile=icc_profile,
        bigtiff=pixels.nbytes > _BIGTIFF_FROM,
        metadata=None,
    )


def _tiff_strips(pixels: Pixels) -> Iterator[bytes]:
    """RGB rows, each pixel less its left neighbour (TIFF 6.0, section 14), deflated."""
    order = RGB_ORDER[pixels.shape[2]]
    for y in range(0, pixels.shape[0], _TIFF_ROWS):
        rows = np.ascontiguousarray(pixels[y : y + _TIFF_ROWS, :, order])
        rows[:, 1:] -= rows[:, :-1].copy()
        yield zlib.compress(rows.tobytes(), _TIFF_COMPRESSION)
