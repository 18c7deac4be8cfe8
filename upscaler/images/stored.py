"""Decoding for display: large pictures are kept on disk, so that memory use stays low."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from upscaler.errors import BrokenPictureError, UpscalerError
from upscaler.geometry import Size
from upscaler.images.bitmap import Bitmap
from upscaler.images.canvas import Canvas, is_on_disk
from upscaler.images.codecs.base import OpenPicture
from upscaler.images.colour import fitting
from upscaler.images.decode import decode_opened, salvaged
from upscaler.images.header import opened
from upscaler.images.opencv import LARGEST_READ, read_into

_BAND = 64  # rows
_CHANNELS = {"L": 1, "RGB": 3, "RGBA": 4}  # by Pillow's mode; the layouts that OpenCV reads unchanged


def decode_stored(path: Path, allow_truncated: bool = False) -> tuple[Bitmap, bool]:
    """Like `decode`, with the pixels of a large picture in a `Canvas`; and whether they are BGR instead of RGB.

    Raises the ReadError family, and NotEnoughDiskError.
    """
    try:
        with opened(path, will_salvage=allow_truncated) as source:
            if (found := _straight_to_disk(source)) is not None:
                return found, True
            bitmap = decode_opened(source)
    except BrokenPictureError:
        if not allow_truncated:
            raise
        bitmap = salvaged(path)
    if is_on_disk(bitmap.pixels.nbytes):
        with Canvas(bitmap.size, bitmap.channels, bitmap.is_high_bit_depth) as canvas:
            for y in range(0, bitmap.size.height, _BAND):
                canvas.pixels[y : y + _BAND] = bitmap.pixels[y : y + _BAND]
        bitmap = replace(bitmap, pixels=canvas.pixels)
    return bitmap, False


def _straight_to_disk(source: OpenPicture) -> Bitmap | None:
    """A large picture of a common layout, decoded by OpenCV into a canvas: no second copy in memory.

    None for other pictures, and if anything is wrong: `decode` knows what to say.
    """
    codec, size, channels = source.codec, Size(*source.picture.size), _CHANNELS.get(source.picture.mode)
    if channels is None or not is_on_disk(size.pixels * channels) or source.bits > 8:
        return None
    if size.pixels * channels > LARGEST_READ or not codec.is_plain(source):
        return None
    profile, _ = fitting(codec.profile(source.picture), channels)
    with suppress(UpscalerError), Canvas(size, channels) as canvas:
        if read_into(source.path, canvas.pixels):
            return Bitmap(canvas.pixels, profile, kind=codec.name)
    return None
