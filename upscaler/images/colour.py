"""Colour profiles: kept if pixels stay RGB or gray, applied if pixels have to be converted."""

from __future__ import annotations

import io
import struct
from functools import cache

from PIL import Image, ImageCms

from upscaler import messages

_DATE = struct.pack(">6H", 2026, 1, 1, 0, 0, 0)
_TABLE, _ENTRY = 132, struct.Struct(">4sII")  # where a profile's tag table begins, after the count; one entry
_SPACES = {1: b"GRAY", 2: b"GRAY", 3: b"RGB ", 4: b"RGB "}  # of an ICC header by the channels of a Bitmap


@cache
def srgb() -> bytes:
    """An sRGB profile, the same every time: LittleCMS writes the current time into it."""
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    return profile[:24] + _DATE + profile[36:]


def space(profile: bytes | None) -> bytes | None:
    """The colour space that a profile is for, by its header (ICC.1, 7.2); None if it is not a profile."""
    if not profile or len(profile) < 128 or profile[36:40] != b"acsp":
        return None
    return profile[16:20]


def mended(profile: bytes | None) -> bytes | None:
    """A profile whose length agrees with its header and, from version 4 on, is a multiple of 4 (ICC.1, 7.2.2).

    PNG readers ignore others, and libpng does not write them.
    """
    if not profile or len(profile) < _TABLE:
        return profile
    told, major = int.from_bytes(profile[:4], "big"), profile[8]
    if told == len(profile) and (told % 4 == 0 or major < 4):
        return profile
    count = min(int.from_bytes(profile[_TABLE - 4 : _TABLE], "big"), (len(profile) - _TABLE) // _ENTRY.size)
    entries = _ENTRY.iter_unpack(profile[_TABLE : _TABLE + count * _ENTRY.size])
    end = max(_TABLE, *(start + length for _, start, length in entries), 0)  # of the data that its tags point to
    kept = profile[: max(told, end)] if told >= _TABLE else profile
    kept = kept.ljust(-(-len(kept) // 4) * 4, b"\0")
    return struct.pack(">I", len(kept)) + kept[4:84] + bytes(16) + kept[100:]  # without the old checksum


def fitting(profile: bytes | None, channels: int) -> tuple[bytes | None, tuple[str, ...]]:
    """The profile and no warnings; None and a warning if it is not for pixels with this many channels."""
    if profile is None or space(profile) == _SPACES[channels]:
        return profile, ()
    return None, (messages.PROFILE_DROPPED,)


def to_rgb(picture: Image.Image, profile: bytes | None) -> tuple[Image.Image, bytes | None, tuple[str, ...]]:
    """A CMYK, Lab or YCbCr picture as RGB: (picture, profile of the RGB pixels, warnings).

    CMYK and Lab go through LittleCMS to sRGB, relative colorimetric with black point compensation: white paper becomes
    white, and colours within sRGB are unchanged. CMYK without a profile is converted by Pillow's formula.
    """
    if picture.mode == "YCbCr":
        return picture.convert("RGB"), *fitting(profile, 3)
    source: ImageCms.ImageCmsProfile | None = None
    if picture.mode == "LAB":
        source = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB"))
    elif space(profile) == b"CMYK":
        try:
            source = ImageCms.ImageCmsProfile(io.BytesIO(profile or b""))
        except (OSError, ImageCms.PyCMSError):
            source = None
    if source is not None:
        try:
            found = ImageCms.profileToProfile(
                picture,
                source,
                ImageCms.ImageCmsProfile(io.BytesIO(srgb())),
                ImageCms.Intent.RELATIVE_COLORIMETRIC,
                "RGB",
                flags=ImageCms.Flags.BLACKPOINTCOMPENSATION,
            )
        except (ValueError, ImageCms.PyCMSError):
            found = None
        if found is not None:
            space_name = "Lab" if picture.mode == "LAB" else "CMYK"
            return found, srgb(), (messages.filled(messages.CMYK_CONVERTED, space=space_name),)
    return picture.convert("RGB"), srgb(), (messages.CMYK_GUESSED,)
