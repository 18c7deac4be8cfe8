"""Chunks of a PNG file (PNG, third edition, 5.3) that are carried into another one as they are."""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Iterator, Mapping
from typing import Any, BinaryIO

Chunk = tuple[bytes, bytes]  # kind and data
XMP = b"XML:com.adobe.xmp"  # keyword of a text
_SIGNATURE = 8  # bytes
_LONGEST = 79  # letters of a keyword
_TEXTS = (b"tEXt", b"zTXt", b"iTXt")
_COMMENTS = ((b"tEXt", b"Comment\0"), (b"iTXt", b"Comment" + bytes(5)))  # as they begin, without a compression
_RAW = "Raw profile type "  # how ImageMagick begins the keyword of a text that holds something else
_NOT_TEXTS = (
    XMP,
    *(f"{_RAW}{kind}\0".encode() for kind in ("exif", "APP1", "xmp", "iptc", "8bim")),
)  # read elsewhere
_IPTC = b"8BIM\4\4\0\0"  # how it begins in Photoshop's blocks
_SRGB = {  # what the chunks that say how colours are meant hold where they are sRGB, which nobody has to say
    b"gAMA": struct.pack(">I", 45_455),
    b"cHRM": struct.pack(">8I", 31_270, 32_900, 64_000, 33_000, 30_000, 60_000, 15_000, 6_000),
    b"cICP": b"\1\x0d\0\1",
}
_STRONGER = (b"iCCP", b"sRGB")  # gAMA and cHRM do not count beside these


def has_all_chunks(file: BinaryIO) -> bool:
    """Whether a PNG is as long as its chunks say, up to its end chunk. Raises OSError."""
    end = file.seek(0, 2)
    return any(kind == b"IEND" and file.tell() + length + 4 <= end for kind, length in _heads(file))


def kept_chunks(file: BinaryIO) -> tuple[Chunk, ...]:
    """Texts, and how colours are meant if that is not sRGB and no profile says it. Raises OSError."""
    found: list[Chunk] = []
    kinds: set[bytes] = set()
    end = file.seek(0, 2)
    for kind, length in _heads(file):
        kinds.add(kind)
        if kind in _TEXTS or kind in _SRGB:
            data, checksum = file.read(min(length, end)), file.read(4)
            if checksum == struct.pack(">I", zlib.crc32(kind + data)) and data != _SRGB.get(kind):
                found.append((kind, data))
    weak = (b"gAMA", b"cHRM") if kinds.intersection(_STRONGER) else ()
    return tuple(chunk for chunk in found if chunk[0] not in weak and not chunk[1].startswith(_NOT_TEXTS))


def _heads(file: BinaryIO) -> Iterator[tuple[bytes, int]]:
    """Kind and length of each chunk up to the end chunk. The file stands at the data, and may be moved."""
    position, kind = _SIGNATURE, b""
    while kind != b"IEND" and file.seek(position) and len(head := file.read(8)) == 8:
        length, kind = struct.unpack(">I4s", head)
        yield kind, length
        position += 8 + length + 4


def as_chunk(comment: object) -> tuple[Chunk, ...]:
    """The comment of a JPEG or GIF file, in any letters, as a text of a PNG; nothing if there is none."""
    if not isinstance(comment, bytes) or not comment.strip(b"\0 "):
        return ()
    try:
        text = comment.decode()
    except UnicodeDecodeError:
        text = comment.decode("latin-1")
    kind, start = _COMMENTS[1]
    return ((kind, start + text.replace("\0", "").encode()),)


def comment_in(chunk: Chunk) -> bytes | None:
    """The text of a chunk that is a comment, as JPEG files hold one."""
    return next(
        (chunk[1][len(start) :] for kind, start in _COMMENTS if chunk[0] == kind and chunk[1].startswith(start)), None
    )


def raw_profile(texts: Mapping[Any, object], *kinds: str) -> bytes | None:
    """What the first of these texts holds: after its kind and length, a line each, in hexadecimal digits."""
    for kind in kinds:
        text = texts.get(_RAW + kind)
        if isinstance(text, str):
            digits = "".join(text.split("\n")[3:])
            return bytes.fromhex("".join(re.findall("[0-9a-fA-F]{2}", digits)))
    return None


def in_photoshop(blocks: bytes | None) -> bytes | None:
    """The IPTC data among Photoshop's blocks."""
    _, found, rest = (blocks or b"").partition(_IPTC)
    return rest[4 : 4 + int.from_bytes(rest[:4], "big")] if found else None


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
