"""XMP packets, as bytes: what they say of the pixels and of the file is made to fit a result.

Sources: Adobe XMP specification part 1 and 3 (2012); Android's Ultra HDR and Motion Photo formats, both 1.x.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from upscaler import messages
from upscaler.geometry import Size

_VALUE = rb"(\s*=\s*[\"']|>)\s*"  # between a name and its value, as an attribute or as an element
_NUMBERS: dict[bytes, Callable[[Size], int]] = {  # what a packet may repeat of EXIF
    b"tiff:Orientation": lambda _: 1,
    b"tiff:ImageWidth": lambda size: size.width,
    b"tiff:ImageLength": lambda size: size.height,
    b"exif:PixelXDimension": lambda size: size.width,
    b"exif:PixelYDimension": lambda size: size.height,
}
# What a phone appends to its pictures, by the property that says so; no viewer may look for it in a result
_PARTS: dict[str, bytes] = {
    messages.GAIN_MAP: rb"hdrgm:Version",
    messages.VIDEO: rb"G?Camera:(?:MotionPhoto|MicroVideo)",
    messages.EXTENDED_XMP: rb"xmpNote:HasExtendedXMP",
}
_PLACE_OF_SUBJECT = re.compile(rb"<(exif:Subject(?:Area|Location))\b.*?</\1>", re.DOTALL)  # in pixels of before
# Faces and the like, in shares of the sides, by the Metadata Working Group (2.0, 5.9) and by Microsoft
_REGIONS = re.compile(rb"<(mwg-rs:Regions|MP:RegionInfo)\b.*?</\1>", re.DOTALL)
_SIZE_OF_REGIONS = re.compile(rb"<(mwg-rs:AppliedToDimensions)\b(?:[^>]*/>|.*?</\1>)", re.DOTALL)
_LIST_OF_PARTS = re.compile(rb"<(G?Container:Directory)\b.*?</\1>", re.DOTALL)


def turn_in(xmp: bytes) -> int:
    """The orientation that a packet repeats of EXIF, 1 to 8; 1 where it says nothing."""
    found = re.search(b"tiff:Orientation" + _VALUE + rb"([1-8])\b", xmp)
    return int(found[2]) if found else 1


def renewed(xmp: bytes, size: Size) -> tuple[bytes, tuple[str, ...]]:
    """The packet for a result of `size`, and what it told of that lay beside the picture and is lost."""
    for name, number in _NUMBERS.items():
        xmp = _set(xmp, name, number(size))
    xmp = _PLACE_OF_SUBJECT.sub(b"", xmp)
    xmp = _SIZE_OF_REGIONS.sub(lambda found: _set(_set(found[0], b"stDim:w", size.width), b"stDim:h", size.height), xmp)
    xmp = _scaled_panorama(xmp, b"Width", b"Left", size.width)
    xmp = _scaled_panorama(xmp, b"Height", b"Top", size.height)
    lost = []
    for part, name in _PARTS.items():
        if re.search(name + rb"(?:\s*=\s*[\"']|>)(?!0[\"'<])", xmp):
            lost.append(part)
        xmp = _without(xmp, name + rb"\w*")  # and what else is said of it: MotionPhotoVersion
    return (_LIST_OF_PARTS.sub(b"", xmp) if lost else xmp), tuple(lost)


def turned(xmp: bytes) -> tuple[bytes, tuple[str, ...]]:
    """The packet without what would be elsewhere once the picture is turned, and what that was."""
    left = _without(_REGIONS.sub(b"", xmp), rb"GPano:\w+")
    return left, (messages.MARKS,) if left != xmp else ()


def _without(xmp: bytes, name: bytes) -> bytes:
    return re.sub(rb"\s" + name + rb"\s*=\s*(?:\"[^\"]*\"|'[^']*')|<(" + name + rb")>[^<]*</\1>", b"", xmp)


def _set(xmp: bytes, name: bytes, number: int) -> bytes:
    return re.sub(name + _VALUE + rb"\d+", name + rb"\g<1>" + str(number).encode(), xmp)


def _scaled_panorama(xmp: bytes, side: bytes, edge: bytes, now: int) -> bytes:
    """Google's sizes and places of a panorama (Photo Sphere XMP), whose part that the file holds is `now` long."""
    before = re.search(b"GPano:CroppedAreaImage" + side + b"Pixels" + _VALUE + rb"(\d{1,9})", xmp)
    if not before or not int(before[2]):
        return xmp
    pattern = rb"(GPano:\w*(?:" + side + b"|" + edge + rb")\w*" + _VALUE + rb")(\d{1,9})"
    return re.sub(pattern, lambda found: found[1] + str(round(int(found[3]) * now / int(before[2]))).encode(), xmp)
