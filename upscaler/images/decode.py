"""Picture file to Bitmap."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from upscaler import messages
from upscaler.errors import BrokenPictureError
from upscaler.images import colour
from upscaler.images.bitmap import Bitmap, upright
from upscaler.images.codecs.base import OpenPicture
from upscaler.images.header import opened
from upscaler.images.pillow import tolerant
from upscaler.images.second_opinion import confirm


def decode(path: Path, limit_megapixels: int | None = None, allow_truncated: bool = False) -> Bitmap:
    """Read a picture (the first one of several), upright, with profile and metadata. Raises the ReadError family.

    Where decoders have known faults, another one must agree with the result.

    With `allow_truncated`, missing parts of a damaged file are filled in, with a warning. It then counts as one
    picture, unless it has pages.
    """
    try:
        with opened(path, limit_megapixels, will_salvage=allow_truncated) as source:
            bitmap = decode_opened(source)
            confirm(bitmap, source.codec.witnesses(source), path)
            return bitmap
    except BrokenPictureError:
        if not allow_truncated:
            raise
    return salvaged(path, limit_megapixels)


def salvaged(path: Path, limit_megapixels: int | None = None) -> Bitmap:
    """What can be read of a damaged file. Raises the ReadError family."""
    with tolerant(), opened(path, limit_megapixels) as source:
        codec, bitmap = source.codec, read_bitmap(source, damaged=True)
        frames = codec.frames(source.picture)
        is_first = codec.is_first(source.picture, frames)
        count = len(frames) if codec.sequence == "pages" else 1
        lacks_frames = count < len(frames) or codec.lacks_frames(source.picture)
    missing = (messages.filled(messages.FRAMES_MISSING, count=count),) if lacks_frames else ()
    told = (*bitmap.warnings, messages.TRUNCATED, *missing)
    return replace(bitmap, frames=count, is_first=is_first, warnings=told)


def decode_opened(source: OpenPicture) -> Bitmap:
    """Like `decode`, for a file that is open and intact. Raises what decoders raise."""
    loop = source.picture.info.get("loop")
    bitmap = read_bitmap(source)
    frames = source.codec.frames(source.picture)
    is_first = source.codec.is_first(source.picture, frames)
    told = bitmap.warnings
    if left_out := source.codec.left_out(source.picture):
        told = (*told, messages.filled(messages.PAGES_LEFT_OUT, pages=tuple(map(str, left_out))))
    loops = loop if isinstance(loop, int) else 1
    return replace(bitmap, frames=len(frames), loop=loops, is_first=is_first, warnings=told)


def read_bitmap(source: OpenPicture, damaged: bool = False) -> Bitmap:
    """The current frame of an open file. Raises what decoders raise."""
    codec, profile = source.codec, source.codec.profile(source.picture)
    turn = codec.turn(source.picture)  # before pixels are loaded, as for the header
    metadata = codec.metadata(source)
    pixels, profile, told = codec.read(source, profile, damaged)
    profile, sentences = colour.fitting(profile, pixels.shape[2])
    return Bitmap(upright(pixels, turn), profile, metadata, (*told, *sentences), kind=codec.name)
