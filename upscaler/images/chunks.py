"""Chunks of a PNG file (PNG, third edition, 5.3) that are copied into another one unchanged."""

from __future__ import annotations

import io
import re
import struct
import zlib
from collections.abc import Iterator, Mapping
from typing import Any, BinaryIO

Chunk = tuple[bytes, bytes]  # kind and data
XMP = b"XML:com.adobe.xmp"  # keyword of a text chunk
SIGNATURE = b"\x89PNG\r\n\x1a\n"  # the first bytes of every PNG
_LONGEST = 79  # letters of a keyword
_TEXTS = (b"tEXt", b"zTXt", b"iTXt")
_COMMENTS = ((b"tEXt", b"Comment\0"), (b"iTXt", b"Comment" + bytes(5)))  # their first bytes, when not compressed
_RAW = "Raw profile type "  # prefix of the keywords of texts in which ImageMagick keeps metadata
_NOT_TEXTS = (
    XMP,
    *(f"{_RAW}{kind}\0".encode() for kind in ("exif", "APP1", "xmp", "iptc", "8bim")),
)  # read elsewhere
_IPTC = b"8BIM\4\4\0\0"  # its first bytes among Photoshop's blocks
_SRGB = {  # contents of colour chunks that say sRGB, which is the default
    b"gAMA": struct.pack(">I", 45_455),
    b"cHRM": struct.pack(">8I", 31_270, 32_900, 64_000, 33_000, 30_000, 60_000, 15_000, 6_000),
    b"cICP": b"\1\x0d\0\1",
}
HDR = {16: "PQ", 18: "HLG"}  # transfer functions by their numbers (ITU-T H.273)
_STRONGER = (b"iCCP", b"sRGB")  # these override gAMA and cHRM
_ANCILLARY = 0x20  # bit of a kind's first letter: a picture can be shown without such chunks
_OF_FRAMES = (b"acTL", b"fcTL", b"fdAT")  # ancillary by name, but they hold the frames of an animation
_SHORTEST = {b"gAMA": 4, b"cHRM": 32, b"pHYs": 9, b"sRGB": 1}  # bytes
LARGEST_TEXT = 2**26  # bytes of all texts and the profile of a file, once decompressed
_TAIL = 2**17  # bytes at the end of a file that are searched for EXIF data


def chunks(file: BinaryIO) -> Iterator[Chunk]:
    """Each complete chunk. Raises OSError."""
    end = file.seek(0, 2)
    for kind, length in _heads(file):
        data = file.read(min(length, end))
        if len(data) == length:
            yield kind, data


def faults(file: BinaryIO, everywhere: bool = False) -> list[tuple[int, Chunk]]:
    """Damaged chunks before the pixels that a picture can be shown without, each with its position.

    Their checksum is wrong, or their compressed data are too long or cannot be decompressed. `everywhere`: also those
    after the pixels. Raises OSError.
    """
    end, room = file.seek(0, 2), LARGEST_TEXT
    found: list[tuple[int, Chunk]] = []
    for kind, length in _heads(file):
        start = file.tell() - 8
        if (kind == b"IDAT" and not everywhere) or start + 12 + length > end:
            break
        if kind[0] & _ANCILLARY and kind not in _OF_FRAMES:
            data, checksum = file.read(length), file.read(4)
            unpacked = _unpacked_length(kind, data, room)
            if (
                unpacked is None
                or length < _SHORTEST.get(kind, 0)
                or checksum != struct.pack(">I", zlib.crc32(kind + data))
            ):
                found.append((start, (kind, data)))
            else:
                room -= unpacked
    return found


def without(file: BinaryIO, faults: list[tuple[int, Chunk]]) -> BinaryIO:
    """A copy of the file without these chunks; the file itself if there are none. Positioned at the beginning."""
    file.seek(0)
    if not faults:
        return file
    parts = []
    for start, (_, data) in faults:
        parts.append(file.read(start - file.tell()))
        file.seek(start + 12 + len(data))
    return io.BytesIO(b"".join((*parts, file.read())))


def repaired(file: BinaryIO) -> BinaryIO:
    """A copy in which all chunks before the pixels have correct checksums. Raises OSError."""
    end = file.seek(0, 2)
    file.seek(0)
    content = bytearray(file.read())
    for kind, length in _heads(file):
        start = file.tell() - 4
        if kind == b"IDAT" or start + 8 + length > end:
            break
        checksum = zlib.crc32(content[start : start + 4 + length])
        content[start + 4 + length : start + 8 + length] = struct.pack(">I", checksum)
    return io.BytesIO(content)


def _unpacked_length(kind: bytes, data: bytes, most: int) -> int | None:
    """Of a text or profile once decompressed; None if above `most`, or if it is a profile that fails to decompress."""
    _, _, rest = data.partition(b"\0")  # after the keyword
    if kind in (b"iCCP", b"zTXt"):
        packed = rest[1:]
        if rest[:1] > b"\0" or (kind == b"iCCP" and not packed):
            return None  # only one compression method is defined
    elif kind == b"iTXt" and rest[:1] == b"\1":
        packed = rest[2:].split(b"\0", 2)[-1]
    else:
        packed = b""
    if not packed:
        return len(data)
    unpacker = zlib.decompressobj()
    try:
        length = len(unpacker.decompress(packed, most))
    except zlib.error:
        return None if kind == b"iCCP" else 0  # an invalid text is copied as it is
    return None if unpacker.unconsumed_tail or (kind == b"iCCP" and not unpacker.eof) else length


def trailing_metadata(file: BinaryIO) -> dict[bytes, bytes]:
    """EXIF data and XMP after the pixels, by kind of chunk, if they are near enough to the end. Raises OSError."""
    file.seek(max(0, file.seek(0, 2) - _TAIL))
    tail, found = file.read(), {}
    for kind, start in ((b"eXIf", b""), (b"iTXt", XMP + bytes(5))):
        at = tail.rfind(kind + start)
        if at >= 4:
            end = at + 4 + int.from_bytes(tail[at - 4 : at], "big")
            if tail[end : end + 4] == struct.pack(">I", zlib.crc32(tail[at:end])):
                found[kind] = tail[at + 4 + len(start) : end]
    return found


def has_all_chunks(file: BinaryIO) -> bool:
    """Whether a PNG is as long as its chunks say, up to its end chunk. Raises OSError."""
    end = file.seek(0, 2)
    return any(kind == b"IEND" and file.tell() + length + 4 <= end for kind, length in _heads(file))


def completed(file: BinaryIO) -> BinaryIO:
    """The file itself if it has an end chunk, else a copy with one. Raises OSError, also if a chunk is cut off."""
    end, position = file.seek(0, 2), len(SIGNATURE)
    for kind, length in _heads(file):
        after = position + 12 + length
        if kind == b"IEND":
            if after <= end:
                return file
            break
        if after > end:
            raise OSError("the file is cut off")
        position = after
    file.seek(0)
    return io.BytesIO(file.read(position) + packed(b"IEND", b""))


def kept_chunks(file: BinaryIO) -> tuple[Chunk, ...]:
    """Texts, and colour chunks unless they say sRGB or a profile overrides them. Raises OSError."""
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
    """Kind and length of each chunk up to the end chunk. The file is positioned at the data, and may be moved."""
    position, kind = len(SIGNATURE), b""
    while kind != b"IEND" and file.seek(position) and len(head := file.read(8)) == 8:
        length, kind = struct.unpack(">I4s", head)
        yield kind, length
        position += 8 + length + 4


def as_chunk(comment: object) -> tuple[Chunk, ...]:
    """The comment of a JPEG or GIF file, UTF-8 or Latin-1, as a text chunk of a PNG; nothing if there is none."""
    if not isinstance(comment, bytes) or not comment.strip(b"\0 "):
        return ()
    try:
        text = comment.decode()
    except UnicodeDecodeError:
        text = comment.decode("latin-1")
    kind, start = _COMMENTS[1]
    return ((kind, start + text.replace("\0", "").encode()),)


def comment_in(chunk: Chunk) -> bytes | None:
    """The comment that a chunk holds, as JPEG files store it; None for other chunks."""
    return next(
        (chunk[1][len(start) :] for kind, start in _COMMENTS if chunk[0] == kind and chunk[1].startswith(start)), None
    )


def raw_profile(texts: Mapping[Any, object], *kinds: str) -> bytes | None:
    """The data in the first of these texts: hexadecimal digits, after a line each for kind and length."""
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
    """Those that describe colours."""
    return tuple(chunk for chunk in chunks if chunk[0] in _SRGB)


def display_name(chunk: Chunk) -> str:
    """A name that a user may recognise: for a text, its keyword."""
    kind, data = chunk
    found = data.split(b"\0")[0] if kind in _TEXTS else kind
    if kind == b"cICP" and data[1:2] and data[1] in HDR:
        found += f" ({HDR[data[1]]})".encode()
    return "".join(letter for letter in found.decode("latin-1") if letter.isprintable())[:_LONGEST]


def packed(kind: bytes, data: bytes) -> bytes:
    """A chunk as it is stored in a file."""
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
