"""Boxes, of which ISO media files (ISO/IEC 14496-12, 4.2) and JPEG 2000 files (15444-1, annex I) are made."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

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
