"""The frames of an animated PNG (third edition, 4.9), one by one: Pillow composes them wrongly."""

from __future__ import annotations

import io
import struct
from collections.abc import Callable, Iterator
from typing import BinaryIO

from upscaler.images.bitmap import Pixels
from upscaler.images.chunks import SIGNATURE, chunks, packed
from upscaler.images.layers import Disposal, Layer

_SHARED = (b"PLTE", b"tRNS")  # chunks that apply to every frame
_CONTROL = struct.Struct(">4xIIIIHHBB")  # of a frame, after its number
_DISPOSALS: tuple[Disposal, ...] = ("keep", "clear", "restore")
_HUNDREDTHS = 100  # of a second: the denominator of a delay that has none


def layers(file: BinaryIO, decoded: Callable[[BinaryIO], Pixels]) -> Iterator[Layer]:
    """Each frame of a file; `decoded` reads a still PNG as 8-bit RGBA. Raises what decoders raise."""
    header, shared, data, size = b"", b"", [b""], (0, 0)
    frame: tuple[int, ...] = ()
    for kind, content in chunks(file):
        if kind == b"IHDR":
            header, size = content[8:], struct.unpack(">II", content[:8])
        elif kind in _SHARED:
            shared += packed(kind, content)
        elif kind in (b"fcTL", b"IEND"):
            if frame and any(data):
                width, height, x, y, shown, parts, disposal, blend = frame
                alone = packed(b"IHDR", struct.pack(">II", width, height) + header) + shared
                alone += packed(b"IDAT", b"".join(data)) + packed(b"IEND", b"")
                if x + width > size[0] or y + height > size[1]:
                    raise ValueError("its header is invalid")
                pixels = decoded(io.BytesIO(SIGNATURE + alone))
                yield Layer(pixels, x, y, 1000 * shown / (parts or _HUNDREDTHS), _DISPOSALS[disposal], bool(blend))
            if kind == b"fcTL":
                frame, data = _CONTROL.unpack(content), []
        elif kind == b"IDAT" and frame:
            data.append(content)
        elif kind == b"fdAT":
            data.append(content[4:])


def complete_chunks(file: BinaryIO) -> bytes:
    """The file up to the chunk that is cut off: OpenCV takes as much memory as a chunk claims to be long."""
    return SIGNATURE + b"".join(packed(kind, content) for kind, content in chunks(file))


def with_default_image(file: BinaryIO) -> bytes:
    """The file with its still picture, which is for programs without animations, as the first frame.

    OpenCV crashes at some files in which it is not a frame.
    """
    parts, size, is_frame = [SIGNATURE], b"", False
    for kind, content in chunks(file):
        if kind == b"IHDR":
            size = content[:8]
        elif kind == b"acTL":
            content = struct.pack(">I", int.from_bytes(content[:4], "big") + 1) + content[4:]
        elif kind == b"IDAT" and not is_frame:
            parts.append(packed(b"fcTL", bytes(4) + size + bytes(8) + struct.pack(">HHBB", 1, _HUNDREDTHS, 1, 0)))
        is_frame = is_frame or kind in (b"IDAT", b"fcTL")
        parts.append(packed(kind, content))
    return b"".join(parts)
