"""Blocks of metadata put into a finished PNG or JPEG file, which OpenCV writes without them.

The file is not written anew: what follows the block moves back, a few megabytes at a time.
"""

from __future__ import annotations

import struct
from pathlib import Path

from upscaler.images.chunks import XMP, comment_in, packed
from upscaler.images.exif import PREFIX
from upscaler.images.metadata import Metadata

_STEP = 8 * 2**20  # bytes moved at a time
_PNG_HEADER = 33  # bytes: signature and IHDR
_JFIF = b"\xff\xd8\xff\xe0\0\x10JFIF\0"  # the start of a JPEG file, with the segment that holds the resolution
_JFIF_UNIT, _JFIF_END = 13, 20
_XMP_IN_JPEG = b"http://ns.adobe.com/xap/1.0/\0"
_IPTC_IN_JPEG = b"Photoshop 3.0\x008BIM\x04\x04\0\0"


def insert(path: Path, at: int, block: bytes) -> None:
    """Put bytes into a file; what lies from `at` on moves back. Raises OSError."""
    with path.open("r+b") as file:
        end = file.seek(0, 2)
        while end > at:
            start = max(at, end - _STEP)
            file.seek(start)
            moved = file.read(end - start)
            file.seek(start + len(block))
            file.write(moved)
            end = start
        file.seek(at)
        file.write(block)


def add_to_png(path: Path, metadata: Metadata) -> None:
    """EXIF, XMP, resolution and the chunks of another PNG (PNG, third edition). Raises OSError."""
    chunks = b"".join(packed(kind, data) for kind, data in metadata.chunks)
    if metadata.dpi:
        across, down = (round(dpi / 0.0254) for dpi in metadata.dpi)
        chunks += packed(b"pHYs", struct.pack(">IIB", across, down, 1))
    if metadata.exif:
        chunks += packed(b"eXIf", metadata.exif)
    if metadata.xmp:
        chunks += packed(b"iTXt", XMP + bytes(5) + metadata.xmp)  # not compressed, no language, no translation
    if chunks:
        insert(path, _PNG_HEADER, chunks)


def add_to_jpeg(path: Path, metadata: Metadata) -> None:
    """EXIF, XMP, IPTC and comments as segments, the resolution into JFIF (ITU-T T.871). Raises OSError, ValueError."""
    with path.open("r+b") as file:
        if file.read(len(_JFIF)) != _JFIF:
            raise ValueError("the encoder left out the JFIF segment")
        if metadata.dpi:
            file.seek(_JFIF_UNIT)
            file.write(struct.pack(">BHH", 1, *(min(round(dpi), 0xFFFF) for dpi in metadata.dpi)))
    segments = b""
    if metadata.exif:
        segments += _segment(0xE1, PREFIX + metadata.exif)
    if metadata.xmp:
        segments += _segment(0xE1, _XMP_IN_JPEG + metadata.xmp)
    if metadata.iptc:
        even = metadata.iptc + bytes(len(metadata.iptc) % 2)
        segments += _segment(0xED, _IPTC_IN_JPEG + struct.pack(">I", len(metadata.iptc)) + even)
    segments += b"".join(_segment(0xFE, comment) for chunk in metadata.chunks if (comment := comment_in(chunk)))
    if segments:
        insert(path, _JFIF_END, segments)


def _segment(marker: int, data: bytes) -> bytes:
    return struct.pack(">BBH", 0xFF, marker, len(data) + 2) + data
