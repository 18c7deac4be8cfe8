"""Segments before the pixels of a JPEG file (ITU-T T.81, B.1), where Pillow fails at some of them."""

from __future__ import annotations

import io
import random
from collections.abc import Iterator

from PIL import Image

END = b"\xff\xd9"
_SCAN, _APPLICATION = 0xDA, range(0xE0, 0xF0)
_ALONE = (0x01, *range(0xD0, 0xD9))  # markers without data
_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}  # markers of a frame's header
# Bytes that a segment must have to mean anything
_SHORTEST = ((b"JFIF\0", 14), (b"Adobe", 12), (b"ICC_PROFILE\0", 15), (b"Photoshop 3.0\0", 26))
_MORE = random.Random(0).randbytes(2**16).replace(b"\xff", b"\x7f")  # would be read as the rest


def without_short_segments(content: bytes) -> bytes:
    """The file without application segments that are too short to mean anything."""
    parts, start = [], 0
    for marker, at, data in _segments(content):
        begins = next((least for name, least in _SHORTEST if data.startswith(name[:4])), 0)
        if marker in _APPLICATION and len(data) < begins:
            parts.append(content[start:at])
            start = at + 4 + len(data)
    return b"".join((*parts, content[start:]))


def frame_header(content: bytes) -> tuple[int, int] | None:
    """Bits per sample and number of components; None if there is no frame header."""
    found = (data for marker, _, data in _segments(content) if marker in _FRAMES and len(data) > 5)
    return next(((data[0], data[5]) for data in found), None)


def has_profile(content: bytes) -> bool:
    """Whether a file has any part of a profile."""
    return any(marker == 0xE2 and data.startswith(b"ICC_PROFILE\0") for marker, _, data in _segments(content))


def completed(content: bytes) -> bytes | None:
    """The file with its end marker, if nothing else is missing; None if more is.

    A decoder that has all it needs ignores what follows: then more bytes do not change the picture.
    """
    content = content.removesuffix(b"\xff")
    whole, other = (_pixels(content + more + END) for more in (b"", _MORE))
    return content + END if whole == other else None


def _pixels(content: bytes) -> bytes:
    with Image.open(io.BytesIO(content), formats=("JPEG",)) as picture:
        return picture.tobytes()


def _segments(content: bytes) -> Iterator[tuple[int, int, bytes]]:
    """Marker, position and data of each segment up to the first scan."""
    at = 2
    while at + 4 <= len(content) and content[at] == 0xFF:
        marker = content[at + 1]
        if marker == 0xFF:  # fill
            at += 1
        elif marker in _ALONE:
            at += 2
        elif marker == _SCAN:
            return
        else:
            length = int.from_bytes(content[at + 2 : at + 4], "big")
            yield marker, at, content[at + 4 : at + 2 + max(2, length)]
            at += 2 + max(2, length)
