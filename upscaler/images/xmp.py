"""XMP packets, as bytes: what they say about pixels and file is updated for a result.

Sources: Adobe XMP specification part 1 and 3 (2012); Android's Ultra HDR and Motion Photo formats, both 1.x.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from upscaler import messages
from upscaler.geometry import Size

VALUE = rb"(\s*=\s*[\"']|>)\s*"  # between a name and its value, as an attribute or as an element
_NUMBERS: dict[bytes, Callable[[Size], int]] = {  # what a packet may repeat from EXIF
    b"tiff:Orientation": lambda _: 1,
    b"tiff:ImageWidth": lambda size: size.width,
    b"tiff:ImageLength": lambda size: size.height,
    b"exif:PixelXDimension": lambda size: size.width,
    b"exif:PixelYDimension": lambda size: size.height,
}
# What phones append to pictures, by the property that announces it; no viewer may look for it in a result
_PARTS: dict[str, bytes] = {
    messages.GAIN_MAP: rb"hdrgm:Version",
    messages.VIDEO: rb"G?Camera:(?:MotionPhoto|MicroVideo)",
    messages.EXTENDED_XMP: rb"xmpNote:HasExtendedXMP",
}
_PLACE_OF_SUBJECT = re.compile(rb"<(exif:Subject(?:Area|Location))\b.*?</\1>", re.DOTALL)  # in pixels of the original
# Faces and the like, in fractions of the sides, by the Metadata Working Group (2.0, 5.9) and by Microsoft
_REGIONS = re.compile(rb"<(mwg-rs:Regions|MP:RegionInfo)\b.*?</\1>", re.DOTALL)
_SIZE_OF_REGIONS = re.compile(rb"<(mwg-rs:AppliedToDimensions)\b(?:[^>]*/>|.*?</\1>)", re.DOTALL)
_LIST_OF_PARTS = re.compile(rb"<(G?Container:Directory)\b.*?</\1>", re.DOTALL)


def turn_in(xmp: bytes) -> int:
    """The orientation that a packet repeats from EXIF, 1 to 8; 1 if it has none."""
    found = re.search(b"tiff:Orientation" + VALUE + rb"([1-8])\b", xmp)
    return int(found[2]) if found else 1


def updated(xmp: bytes, size: Size) -> tuple[bytes, tuple[str, ...]]:
    """The packet for a result of `size`, and the appended parts that it announced, which are lost."""
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
        xmp = without(xmp, name + rb"\w*")  # and what belongs to it: MotionPhotoVersion
    return (_LIST_OF_PARTS.sub(b"", xmp) if lost else xmp), tuple(lost)


def turned(xmp: bytes) -> tuple[bytes, tuple[str, ...]]:
    """The packet without positions that become wrong once the picture is turned, and what they marked."""
    left = without(_REGIONS.sub(b"", xmp), rb"GPano:\w+")
    return left, (messages.MARKS,) if left != xmp else ()


def without(xmp: bytes, name: bytes) -> bytes:
    """The packet without simple properties of this name, a pattern."""
    return re.sub(rb"\s" + name + rb"\s*=\s*(?:\"[^\"]*\"|'[^']*')|<(" + name + rb")>[^<]*</\1>", b"", xmp)


def _set(xmp: bytes, name: bytes, number: int) -> bytes:
    return re.sub(name + VALUE + rb"\d+", name + rb"\g<1>" + str(number).encode(), xmp)


def _scaled_panorama(xmp: bytes, side: bytes, edge: bytes, now: int) -> bytes:
    """Sizes and positions in a panorama (Google's Photo Sphere XMP), for a file that is now `now` pixels long."""
    before = re.search(b"GPano:CroppedAreaImage" + side + b"Pixels" + VALUE + rb"(\d{1,9})", xmp)
    if not before or not int(before[2]):
        return xmp
    pattern = rb"(GPano:\w*(?:" + side + b"|" + edge + rb")\w*" + VALUE + rb")(\d{1,9})"
    return re.sub(pattern, lambda found: found[1] + str(round(int(found[3]) * now / int(before[2]))).encode(), xmp)
