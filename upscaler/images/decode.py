"""Picture file to Bitmap."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from PIL import ImageFile

from upscaler import messages
from upscaler.errors import BrokenPictureError
from upscaler.images import colour
from upscaler.images.bitmap import Bitmap, upright
from upscaler.images.codecs.base import OpenPicture
from upscaler.images.header import opened

_tolerance = threading.Lock()


def decode(path: Path, limit_megapixels: int | None = None, allow_truncated: bool = False) -> Bitmap:
    """Read a picture (the first one of several), upright, with all that belongs to it. Raises the ReadError family.

    With `allow_truncated`, what is missing of a damaged file, which counts as one picture, is filled up, and a sentence
    says so.
    """
    try:
        with opened(path, limit_megapixels) as source:
            return decode_opened(source)
    except BrokenPictureError:
        if not allow_truncated:
            raise
    with _tolerant(), opened(path, limit_megapixels) as source:
        bitmap = read_bitmap(source, damaged=True)
        several = len(source.codec.frames(source.picture)) > 1
    missing = (messages.filled(messages.FRAMES_MISSING, count=1),) if several else ()
    return replace(bitmap, warnings=(*bitmap.warnings, messages.TRUNCATED, *missing))


def decode_opened(source: OpenPicture) -> Bitmap:
    """The same of a file that was opened and is whole. Raises what decoders raise."""
    loop = source.picture.info.get("loop")
    bitmap = read_bitmap(source)
    frames = len(source.codec.frames(source.picture))
    return replace(bitmap, frames=frames, loop=loop if isinstance(loop, int) else 1)


def read_bitmap(source: OpenPicture, damaged: bool = False) -> Bitmap:
    """The frame that an opened file stands at. Raises what decoders raise."""
    codec, profile = source.codec, source.codec.profile(source.picture)
    turn = codec.turn(source.picture)  # before pixels are loaded, as for the header
    metadata = codec.metadata(source)
    pixels, profile, told = codec.read(source, profile, damaged)
    profile, sentences = colour.fitting(profile, pixels.shape[2])
    return Bitmap(upright(pixels, turn), profile, metadata, (*told, *sentences), kind=codec.name)


@contextmanager
def _tolerant() -> Iterator[None]:
    """Pillow fills up what a file lacks. The switch is global: one thread at a time."""
    with _tolerance:
        ImageFile.LOAD_TRUNCATED_IMAGES = True
        try:
            yield
        finally:
            ImageFile.LOAD_TRUNCATED_IMAGES = False
