"""Boxes, of which ISO media files (ISO/IEC 14496-12, 4.2) and JPEG 2000 files (15444-1, annex I) are made."""

from __future__ import annotations

import io
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO, cast

_BLOCKS = {  # of metadata, by their UUID
    bytes.fromhex("be7acfcb97a942e89c71999491e3afac"): "xmp",
    bytes.fromhex("33c7a4d2b81d4723a0baf1a3e097ad38"): "iptc",
    b"JpgTiffExif->JP2": "exif",
}


def boxes(file: BinaryIO, start: int, end: int) -> Iterator[tuple[bytes, int, int]]:
    """Kind, and where the content begins and ends, of each box between two positions. The last may end behind `end`."""
    while start < end:
        file.seek(start)
        head = file.read(16)
        length, content = int.from_bytes(head[:4], "big"), start + 8
        if length == 0:  # the last box, which goes on to the end
            length = end - start
        elif length == 1:
            length, content = int.from_bytes(head[8:16], "big"), start + 16
        if length < content - start:
            return
        yield head[4:8], content, start + length
        start += length


def has_all_boxes(file: BinaryIO) -> bool:
    """Whether a file is as long as its boxes say. Raises OSError."""
    end, position = file.seek(0, 2), 0
    for _, _, position in boxes(file, 0, end):  # noqa: B007 - looked at afterwards
        pass
    return position == end


@dataclass(frozen=True)
class Palette:
    """Of a JPEG 2000 file (I.5.3.4, I.5.3.5): bits of each column, its values a row for each colour.

    `channels` are (component of the codestream, whether the palette is used, its column), `space` the colour space by
    its number, 0 where a profile says it.
    """

    bits: tuple[int, ...]
    colours: list[tuple[int, ...]]
    channels: tuple[tuple[int, bool, int], ...]
    space: int


def jp2_palette(file: BinaryIO) -> Palette | None:
    """None if a JPEG 2000 file has none that makes sense. Raises OSError."""
    found = _jp2_header(file)
    table = found.get(b"pclr", b"")
    if len(table) < 3 or len(table) < 3 + table[2]:
        return None
    count, columns = int.from_bytes(table[:2], "big"), table[2]
    bits = tuple((depth & 0x7F) + 1 for depth in table[3 : 3 + columns])
    row = struct.Struct(">" + "".join("B" if depth <= 8 else "H" for depth in bits))
    values = table[3 + columns :][: count * row.size]
    if max(bits, default=17) > 16 or len(values) < row.size * max(1, count) or b"cmap" not in found:
        return None
    channels = tuple((part, kind == 1, column) for part, kind, column in _whole(">HBB", found[b"cmap"]))
    return Palette(bits, list(row.iter_unpack(values)), channels, _space(found))


def jp2_space(file: BinaryIO) -> int:
    """The number of the colour space of a JPEG 2000 file (I.5.3.3), 0 where a profile says it. Raises OSError."""
    return _space(_jp2_header(file))


def jp2_channels(file: BinaryIO) -> list[tuple[int, int, int]]:
    """What a JPEG 2000 file says of its channels (I.5.3.6): number, type, and the colour that it belongs to, by number.

    Empty where it says nothing. Raises OSError.
    """
    return sorted(cast(Iterator[tuple[int, int, int]], _whole(">HHH", _jp2_header(file).get(b"cdef", b"")[2:])))


def _jp2_header(file: BinaryIO) -> dict[bytes, bytes]:
    """The contents of the boxes of the header, the first of each kind."""
    found: dict[bytes, bytes] = {}
    size = file.seek(0, 2)
    for kind, start, end in boxes(file, 0, size):
        if kind == b"jp2h":
            for inner, first, last in boxes(file, start, end):
                file.seek(first)
                found.setdefault(inner, file.read(max(0, min(last, size) - first)))
    return found


def _space(header: dict[bytes, bytes]) -> int:
    colour = header.get(b"colr", b"").ljust(7, b"\0")
    return int.from_bytes(colour[3:7], "big") if colour[0] == 1 else 0


def _whole(layout: str, data: bytes) -> Iterator[tuple[int, ...]]:
    """The parts of some data that are whole."""
    part = struct.Struct(layout)
    return part.iter_unpack(data[: len(data) // part.size * part.size])


def codestream(file: BinaryIO) -> BinaryIO:
    """A copy of what a JPEG 2000 file has boxes around. Raises OSError."""
    size = file.seek(0, 2)
    for kind, start, end in boxes(file, 0, size):
        if kind == b"jp2c":
            file.seek(start)
            return io.BytesIO(file.read(min(end, size) - start))
    raise OSError("the file is cut off")


def jp2_info(file: BinaryIO) -> dict[str, bytes]:
    """Profile and metadata of a JPEG 2000 file, under the names that Pillow gives them elsewhere. Raises OSError."""
    found: dict[str, bytes] = {}
    size = file.seek(0, 2)

    def rest(end: int) -> bytes:
        return file.read(max(0, min(end, size) - file.tell()))

    for kind, start, end in boxes(file, 0, size):
        file.seek(start)
        if kind == b"uuid" and (name := _BLOCKS.get(file.read(16))):
            found.setdefault(name, rest(end))
        if kind != b"jp2h":
            continue
        for inner, first, last in boxes(file, start, end):
            file.seek(first)
            if inner == b"colr" and file.read(3)[:1] in (b"\2", b"\3"):  # a profile, of few or of any kinds
                found.setdefault("icc_profile", rest(last))
    return found
