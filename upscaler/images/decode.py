"""Picture file to Bitmap."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import numpy as np
from PIL import Image, ImageFile

from upscaler import messages
from upscaler.errors import BrokenPictureError
from upscaler.images import colour
from upscaler.images.bitmap import Bitmap, Pixels, upright
from upscaler.images.boxes import has_all_boxes
from upscaler.images.deep import read_deep
from upscaler.images.formats import Format
from upscaler.images.header import bits, frames, has_other_colours, layout, opened, orientation
from upscaler.images.metadata import read_metadata

_BAND = 64  # rows

_tolerance = threading.Lock()


def decode(path: Path, limit_megapixels: int | None = None, allow_truncated: bool = False) -> Bitmap:
    """Read a picture (the first one of several), upright, with all that belongs to it. Raises the ReadError family.

    With `allow_truncated`, what is missing of a damaged file, which counts as one picture, is filled up, and a sentence
    says so.
    """
    try:
        with opened(path, limit_megapixels) as (format, picture):
            return replace(read_bitmap(path, format, picture), frames=len(frames(picture)))
    except BrokenPictureError:
        if not allow_truncated:
            raise
    with _tolerant(), opened(path, limit_megapixels) as (format, picture):
        bitmap = read_bitmap(path, format, picture, damaged=True)
        missing = (messages.filled(messages.FRAMES_MISSING, count=1),) if len(frames(picture)) > 1 else ()
    return replace(bitmap, warnings=(*bitmap.warnings, messages.TRUNCATED, *missing))


def read_bitmap(path: Path, format: Format, picture: Image.Image, damaged: bool = False) -> Bitmap:
    """The frame that an opened file stands at. Raises what decoders raise.

    A damaged file is read by Pillow alone, in 8 bits: others take gigabytes for some of them.
    """
    found = picture.info.get("icc_profile")
    profile = found if isinstance(found, bytes) and found else None
    told: tuple[str, ...] = ()
    depth, samples = bits(path, format, picture), layout(picture)  # before anything loads the pixels
    if format.name in ("avif", "heic") and not damaged and not has_all_boxes(path):
        raise OSError("the file is cut off")  # their decoders make up the rest
    if format.name == "png":  # whose metadata may follow the pixels: asking for it loads them
        picture.load()
    metadata = read_metadata(picture)
    turn = 1 if format.name == "tiff" else orientation(picture)  # all who read TIFF files turn them
    pixels: Pixels | None = None
    if depth > 8 and not damaged and picture.mode not in ("CMYK", "LAB", "YCbCr"):
        pixels = read_deep(path, format, picture, depth, samples)
    if pixels is None:
        if depth > 8:
            told = (*told, messages.DEPTH_UNREADABLE)
        flat, profile, sentences = plain(picture, profile)
        pixels, told = _samples(flat), (*told, *sentences)
    if format.name in ("avif", "heic") and profile is None and has_other_colours(path):
        told = (*told, messages.COLOURS_NOT_KEPT)
    profile, sentences = colour.fitting(profile, pixels.shape[2])
    told = (*told, *sentences)
    return Bitmap(upright(pixels, turn), profile, metadata, told, kind=format.name)


@contextmanager
def _tolerant() -> Iterator[None]:
    """Pillow fills up what a file lacks. The switch is global: one thread at a time."""
    with _tolerance:
        ImageFile.LOAD_TRUNCATED_IMAGES = True
        try:
            yield
        finally:
            ImageFile.LOAD_TRUNCATED_IMAGES = False


def plain(picture: Image.Image, profile: bytes | None) -> tuple[Image.Image, bytes | None, tuple[str, ...]]:
    """The same picture as L, LA, RGB or RGBA in 8 bits: palettes resolved, tRNS made alpha, CMYK and Lab converted.

    Also the profile of these pixels, and sentences. Raises what decoders raise.
    """
    picture.load()
    if picture.mode in ("CMYK", "LAB", "YCbCr"):
        return colour.to_rgb(picture, profile)
    if picture.mode.startswith("I"):
        values = np.asarray(picture).astype(np.uint32)
        return Image.fromarray(((values + 128) // 257).astype(np.uint8)), profile, ()
    transparent = picture.has_transparency_data or picture.mode in ("La", "RGBa")
    gray = picture.mode in ("1", "L", "LA", "La")
    if picture.mode in ("P", "PA"):  # a palette's profile is for RGB, and would be lost with gray pixels
        gray = _is_gray(picture) and colour.space(profile) != b"RGB "
    mode = ("LA" if transparent else "L") if gray else ("RGBA" if transparent else "RGB")
    if mode == "LA" and picture.mode not in ("LA", "La"):  # Pillow loses tRNS on the direct way
        picture = picture.convert("RGBA")
    return (picture if picture.mode == mode else picture.convert(mode)), profile, ()


def _samples(picture: Image.Image) -> Pixels:
    """(H, W, C), a copy: Pillow's own buffer is read-only. In bands, as no other thread runs while Pillow copies."""
    pixels = np.empty((picture.height, picture.width, len(picture.getbands())), np.uint8)
    for y in range(0, picture.height, _BAND):
        band = np.asarray(picture.crop((0, y, picture.width, min(y + _BAND, picture.height))))
        pixels[y : y + _BAND] = band.reshape(band.shape[0], band.shape[1], -1)
    return pixels


def _is_gray(picture: Image.Image) -> bool:
    """Whether every colour of a palette is gray."""
    palette = np.frombuffer(bytes(picture.getpalette("RGB") or ()), np.uint8).reshape(-1, 3)
    return bool((palette == palette[:, :1]).all())
