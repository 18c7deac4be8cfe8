"""Decoding for looking: what is large goes to the disk, so that memory stays free whatever is opened."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np

from upscaler.errors import UpscalerError
from upscaler.geometry import Size
from upscaler.images.bitmap import Bitmap
from upscaler.images.canvas import Canvas, is_on_disk
from upscaler.images.chunks import has_all_chunks
from upscaler.images.colour import fitting
from upscaler.images.decode import decode
from upscaler.images.header import bits, opened, orientation
from upscaler.images.opencv import LARGEST_READ, cv2, file_name
from upscaler.images.verify import JPEG_END, ends_with

_BAND = 64  # rows
_CHANNELS = {"L": 1, "RGB": 3, "RGBA": 4}  # by Pillow's mode; the layouts that OpenCV reads as they are


def decode_stored(path: Path, allow_truncated: bool = False) -> tuple[Bitmap, bool]:
    """`decode`, with the pixels in a `Canvas` if they are many; and whether their order is BGR instead of RGB.

    Raises the ReadError family, and NotEnoughDiskError.
    """
    found = _straight_to_disk(path)
    if found is not None:
        return found, True
    bitmap = decode(path, allow_truncated=allow_truncated)
    if is_on_disk(bitmap.pixels.nbytes):
        with Canvas(bitmap.size, bitmap.channels, bitmap.is_deep) as canvas:
            for y in range(0, bitmap.size.height, _BAND):
                canvas.pixels[y : y + _BAND] = bitmap.pixels[y : y + _BAND]
        bitmap = replace(bitmap, pixels=canvas.pixels)
    return bitmap, False


def _straight_to_disk(path: Path) -> Bitmap | None:
    """A large PNG or JPEG of a common layout, decoded by OpenCV into a canvas: no second copy in memory.

    None if it is another kind, and if anything is wrong with it: `decode` knows what to say.
    """
    with opened(path) as (format, picture):
        size, channels = Size(*picture.size), _CHANNELS.get(picture.mode)
        if channels is None or not is_on_disk(size.pixels * channels) or bits(path, format, picture) > 8:
            return None
        if size.pixels * channels > LARGEST_READ:
            return None
        if format.name == "png":
            able = not {"transparency", "exif"} & picture.info.keys() and has_all_chunks(path)
        else:
            able = format.name == "jpg" and orientation(picture) == 1 and ends_with(path, JPEG_END)
        if not able:
            return None
        found = picture.info.get("icc_profile")
    try:
        with Canvas(size, channels) as canvas:
            decoded = cv2.imread(file_name(path), canvas.pixels, cv2.IMREAD_UNCHANGED)
    except (cv2.error, UpscalerError):
        return None
    if decoded is None or not np.shares_memory(decoded, canvas.pixels):
        return None
    profile, _ = fitting(found if isinstance(found, bytes) else None, channels)
    return Bitmap(canvas.pixels, profile, kind=format.name)
