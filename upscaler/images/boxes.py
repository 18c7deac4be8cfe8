"""Boxes, the building blocks of ISO media files (ISO/IEC 14496-12, 4.2) and JPEG 2000 files (15444-1, annex I)."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO, cast

_BLOCKS = {  # of metadata, by their UUID
    bytes.fromhex("be7acfcb97a942e89c71999491e3afac"): "xmp",
    bytes.fromhex("33c7a4d2b81d4723a0baf1a3e097ad38"): "iptc",
    b"JpgTiffExif->JP2": "exif",
}
CODESTREAM = b"\xff\x4f\xff\x51"  # first bytes of the pixels in JPEG 2000
_DEPTH = 42  # offset of the first component's depth in a codestream


def boxes(file: BinaryIO, start: int, end: int) -> Iterator[tuple[bytes, int, int]]:
    """Kind of each box between two positions, and where its content begins and ends. The last may end after `end`."""
    while start < end:
        file.seek(start)
        head = file.read(16)
        length, content = int.from_bytes(head[:4], "big"), start + 8
        if length == 0:  # the last box, which extends to the end
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
    for _, _, position in boxes(file, 0, end):  # noqa: B007 - used after the loop
        pass
    return position == end


def item_properties(file: BinaryIO) -> dict[bytes, bytes]:
    """The properties of an ISO media file's main picture (14496-12, 8.11; 23008-12, 9.3), the first of each kind.

    Raises OSError; struct.error or IndexError if they are malformed.
    """
    size = file.seek(0, 2)
    places = {b"": (0, size)}
    for outer, skipped in ((b"", 0), (b"meta", 4), (b"iprp", 0)):
        start, end = places.get(outer, (0, 0))
        for kind, first, last in boxes(file, start + skipped, end):
            places.setdefault(kind, (first, last))

    def content(kind: bytes) -> bytes:
        start, end = places.get(kind, (0, 0))
        file.seek(start)
        return file.read(max(0, min(end, size) - start))

    main, links = content(b"pitm"), content(b"ipma")
    if not main or not links:
        return {}
    main_item = struct.unpack_from(">I" if main[0] else ">H", main, 4)[0]
    known = []
    for kind, start, end in boxes(file, *places.get(b"ipco", (0, 0))):
        file.seek(start)
        known.append((kind, file.read(max(0, min(end, size) - start))))
    found: dict[bytes, bytes] = {}
    at, layout = 8, struct.Struct(">IB" if links[0] else ">HB")
    wide = links[3] & 1  # indices of 15 bits instead of 7; the top bit says whether a property is essential
    for _ in range(struct.unpack_from(">I", links, 4)[0]):
        item, count = layout.unpack_from(links, at)
        at += layout.size
        for number in struct.unpack_from(f">{count}{'H' if wide else 'B'}", links, at):
            if item == main_item and (number := number & (0x7FFF if wide else 0x7F)):
                found.setdefault(*known[number - 1])
        at += count << wide
    return found


@dataclass(frozen=True)
class Palette:
    """The palette of a JPEG 2000 file (I.5.3.4, I.5.3.5): bits of each column, and a row of values for each colour.

    `channels` are (component of the codestream, whether the palette is used, its column).
    """

    bits: tuple[int, ...]
    colours: list[tuple[int, ...]]
    channels: tuple[tuple[int, bool, int], ...]


@dataclass(frozen=True)
class Jp2Header:
    """All that a JPEG 2000 file says apart from its pixels. `codestream` is where they begin and end, 0 if missing.

    `bits` are those of the first component (A.5.1), 8 if there is none. `space` is the number of the colour space
    (I.5.3.3), 0 if a profile defines it. `channels` (I.5.3.6) are (number, type, colour that it belongs to), none if
    the file does not describe them. `blocks` are the profile and metadata, keyed as in Pillow's `info`.
    """

    codestream: tuple[int, int]
    bits: int
    palette: Palette | None
    channels: list[tuple[int, int, int]]
    space: int
    blocks: dict[str, bytes]

    @classmethod
    def of(cls, file: BinaryIO) -> Jp2Header:
        """Read all boxes of a file; the first of each kind counts. Raises OSError."""
        size = file.seek(0, 2)

        def content(start: int, end: int) -> bytes:
            file.seek(start)
            return file.read(max(0, min(end, size) - start))

        header: dict[bytes, bytes] = {}
        blocks: dict[str, bytes] = {}
        codestream = (0, size) if content(0, len(CODESTREAM)) == CODESTREAM else (0, 0)
        for kind, start, end in boxes(file, 0, size):
            if kind == b"jp2c" and not any(codestream):
                codestream = start, min(end, size)
            elif kind == b"uuid" and (name := _BLOCKS.get(content(start, start + 16))):
                blocks.setdefault(name, content(start + 16, end))
            elif kind == b"jp2h":
                for inner, first, last in boxes(file, start, end):
                    header.setdefault(inner, found := content(first, last))
                    if inner == b"colr" and found[:1] in (b"\2", b"\3"):  # a profile, restricted or any
                        blocks.setdefault("icc_profile", found[3:])
        depth = content(codestream[0] + _DEPTH, codestream[0] + _DEPTH + 1) if any(codestream) else b""
        colour = header.get(b"colr", b"").ljust(7, b"\0")
        return cls(
            codestream,
            (depth[0] & 0x7F) + 1 if depth else 8,
            _palette(header.get(b"pclr", b""), header.get(b"cmap")),
            sorted(cast(Iterator[tuple[int, int, int]], _whole(">HHH", header.get(b"cdef", b"")[2:]))),
            int.from_bytes(colour[3:7], "big") if colour[0] == 1 else 0,
            blocks,
        )


def _palette(table: bytes, use: bytes | None) -> Palette | None:
    """None if it is missing or malformed."""
    if len(table) < 3 or len(table) < 3 + table[2]:
        return None
    count, columns = int.from_bytes(table[:2], "big"), table[2]
    bits = tuple((depth & 0x7F) + 1 for depth in table[3 : 3 + columns])
    row = struct.Struct(">" + "".join("B" if depth <= 8 else "H" for depth in bits))
    values = table[3 + columns :][: count * row.size]
    if max(bits, default=17) > 16 or len(values) < row.size * max(1, count) or use is None:
        return None
    return Palette(
        bits,
        list(row.iter_unpack(values)),
        tuple((part, kind == 1, column) for part, kind, column in _whole(">HBB", use)),
    )


def _whole(layout: str, data: bytes) -> Iterator[tuple[int, ...]]:
    """The complete records in some data."""
    part = struct.Struct(layout)
    return part.iter_unpack(data[: len(data) // part.size * part.size])
