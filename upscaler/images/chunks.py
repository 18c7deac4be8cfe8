"""Chunks of a PNG file (PNG, third edition, 5.3) that are carried into another one as they are."""

from __future__ import annotations

import struct
import zlib
from pathlib import Path

Chunk = tuple[bytes, bytes]  # kind and data
XMP = b"XML:com.adobe.xmp"  # keyword of a text
_SIGNATURE = 8  # bytes
_LONGEST = 79  # letters of a keyword
_TEXTS = (b"tEXt", b"zTXt", b"iTXt")
# Texts that are carried in other ways, and those of ImageMagick that hold EXIF and IPTC of the size of before.
_NOT_TEXTS = (XMP, b"Raw profile type ")
_SRGB = {  # what the chunks that say how colours are meant hold where they are sRGB, which nobody has to say
    b"gAMA": struct.pack(">I", 45_455),
    b"cHRM": struct.pack(">8I", 31_270, 32_900, 64_000, 33_000, 30_000, 60_000, 15_000, 6_000),
    b"cICP": b"\1\x0d\0\1",
}
_STRONGER = (b"iCCP", b"sRGB")  # gAMA and cHRM do not count beside these


def kept_chunks(path: Path) -> tuple[Chunk, ...]:
    """Texts, and how colours are meant if that is not sRGB and no profile says it. Raises OSError."""
    found: list[Chunk] = []
    kinds: set[bytes] = set()
    with path.open("rb") as file:
        end = file.seek(0, 2)
        file.seek(_SIGNATURE)
        while b"IEND" not in kinds and len(start := file.read(8)) == 8:
            length, kind = struct.unpack(">I4s", start)
            kinds.add(kind)
            if kind not in _TEXTS and kind not in _SRGB:
                file.seek(length + 4, 1)
                continue
            data, checksum = file.read(min(length, end)), file.read(4)
            if checksum == struct.pack(">I", zlib.crc32(kind + data)) and data != _SRGB.get(kind):
                found.append((kind, data))
    weak = (b"gAMA", b"cHRM") if kinds.intersection(_STRONGER) else ()
    return tuple(chunk for chunk in found if chunk[0] not in weak and not chunk[1].startswith(_NOT_TEXTS))


def colour_only(chunks: tuple[Chunk, ...]) -> tuple[Chunk, ...]:
    """Those that say how colours are meant."""
    return tuple(chunk for chunk in chunks if chunk[0] in _SRGB)


def shown(chunk: Chunk) -> str:
    """What a person may know it by: a text by its keyword."""
    kind, data = chunk
    found = data.split(b"\0")[0] if kind in _TEXTS else kind
    return "".join(letter for letter in found.decode("latin-1") if letter.isprintable())[:_LONGEST]


def packed(kind: bytes, data: bytes) -> bytes:
    """A chunk as it lies in a file."""
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
