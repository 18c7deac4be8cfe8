"""Canvas to picture file, straight from the canvas's memory."""

from __future__ import annotations

import struct
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image

from upscaler.errors import EncodeError, reason_of
from upscaler.images.bitmap import Pixels
from upscaler.images.canvas import RGB_ORDER
from upscaler.images.exif import without_orientation
from upscaler.images.formats import Format
from upscaler.images.metadata import Metadata
from upscaler.images.opencv import cv2, file_name
from upscaler.images.splice import add_to_jpeg, add_to_png
from upscaler.images.tiff import write_tiff

_AVIF_SPEED = 8  # of aom, 0 to 10: half the time of the usual 6 at the same size of file


def encode(
    pixels: Pixels,
    format: Format,
    path: Path,
    icc_profile: bytes | None,
    metadata: Metadata | None = None,
    quality: int | None = None,
) -> None:
    """Write canvas pixels (H, W, C: gray, gray + alpha, BGR or BGRA) to `path`, which is overwritten.

    The ending of `path` must be one of the format's own: OpenCV goes by it. The format must be able to hold size,
    alpha, depth and metadata (see `fitting`). `quality` is 0 to 100, the format's own by default. Raises EncodeError
    if the encoder or the disk fails; what was written until then stays.
    """
    metadata = metadata or Metadata()
    quality = format.quality if quality is None else quality
    try:
        if format.name == "tiff":
            write_tiff([pixels], path, [icc_profile], metadata)
        elif pixels.shape[2] == 2 or (format.name == "avif" and pixels.shape[2] > 1):
            _write_with_pillow(pixels, format, path, icc_profile, metadata, quality)
        else:
            _write_with_opencv(pixels, format, path, icc_profile, metadata, quality)
        if format.name == "png":
            add_to_png(path, metadata)
        elif format.name == "jpg":
            add_to_jpeg(path, metadata)
    except (OSError, ValueError, TypeError, RuntimeError, struct.error, cv2.error) as error:
        raise EncodeError(path, reason_of(error)) from error


def _write_with_pillow(
    pixels: Pixels, format: Format, path: Path, icc_profile: bytes | None, metadata: Metadata, quality: int | None
) -> None:
    """For gray + alpha, which OpenCV does not know, and AVIF, whose colours OpenCV halves in resolution."""
    order = RGB_ORDER[pixels.shape[2]]
    options: dict[str, Any] = {"icc_profile": icc_profile}
    if format.name != "png":
        options |= {"quality": quality, "exif": metadata.exif or b"", "xmp": metadata.xmp or b""}
    if format.name == "avif":
        options |= {"subsampling": "4:4:4", "speed": _AVIF_SPEED}
        if metadata.exif:  # with an orientation in it, Pillow would write it anew, or fail at what it does not expect
            options["exif"] = without_orientation(metadata.exif)
    Image.fromarray(pixels[:, :, order]).save(path, format.pillow, **options)


def _write_with_opencv(
    pixels: Pixels, format: Format, path: Path, icc_profile: bytes | None, metadata: Metadata, quality: int | None
) -> None:
    carried = {cv2.IMAGE_METADATA_ICCP: icc_profile}
    if format.name in ("webp", "avif"):  # the others get theirs afterwards
        carried |= {cv2.IMAGE_METADATA_EXIF: metadata.exif, cv2.IMAGE_METADATA_XMP: metadata.xmp}
    kinds = [kind for kind, data in carried.items() if data]
    blocks = [np.frombuffer(data, np.uint8) for data in carried.values() if data]
    if not cv2.imwriteWithMetadata(file_name(path), pixels, kinds, blocks, _parameters(format, quality or 0)):
        raise EncodeError(path, "the encoder or the disk refused")


def _parameters(format: Format, quality: int) -> list[int]:
    if format.name == "png":
        # `png_rows` reads this filter back; it costs 3 % of size against the best one for each row, and saves time
        return [cv2.IMWRITE_PNG_COMPRESSION, 3, cv2.IMWRITE_PNG_FILTER, cv2.IMWRITE_PNG_FILTER_UP]
    if format.name == "jpg":
        sampling = [cv2.IMWRITE_JPEG_SAMPLING_FACTOR, cv2.IMWRITE_JPEG_SAMPLING_FACTOR_444]
        return [cv2.IMWRITE_JPEG_QUALITY, quality, *sampling]
    if format.name == "webp":
        return [cv2.IMWRITE_WEBP_QUALITY, max(1, quality)]  # OpenCV takes 0 for no choice
    return [cv2.IMWRITE_AVIF_QUALITY, quality, cv2.IMWRITE_AVIF_SPEED, _AVIF_SPEED]
