"""XMP packets, as bytes: what they say of the pixels and of the file is made to fit a result.

Sources: Adobe XMP specification part 1 and 3 (2012); Android's Ultra HDR and Motion Photo formats, both 1.x.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from upscaler import messages
from upscaler.geometry import Size

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
_LIST_OF_PARTS = re.compile(rb"<(G?Container:Directory)\b.*?</\1>", re.DOTALL)


def renewed(xmp: bytes, size: Size) -> tuple[bytes, tuple[str, ...]]:
    """The packet for a result of `size`, and what it told of that lay beside the picture and is lost."""
    for name, number in _NUMBERS.items():
        pattern = name + rb"(\s*=\s*[\"']|>)\s*\d+"  # as an attribute or as an element
        xmp = re.sub(pattern, name + rb"\g<1>" + str(number(size)).encode(), xmp)
    lost = []
    for part, name in _PARTS.items():
        if re.search(name + rb"(?:\s*=\s*[\"']|>)(?!0[\"'<])", xmp):
            lost.append(part)
        name += rb"\w*"  # and what else is said of it: MotionPhotoVersion
        xmp = re.sub(rb"\s" + name + rb"\s*=\s*(?:\"[^\"]*\"|'[^']*')|<(" + name + rb")>[^<]*</\1>", b"", xmp)
    return (_LIST_OF_PARTS.sub(b"", xmp) if lost else xmp), tuple(lost)
