"""Bits and bytes of picture files, written by hand: nothing is shared with the decoders under test."""

from __future__ import annotations

import struct
import zlib

import numpy as np

from tests.corpus.pixels import Array


def bits_packed(rows: Array, depth: int) -> bytes:
    """Rows (H, N) of samples, most significant bit first, each row padded to a byte."""
    bits = (rows[:, :, None] >> np.arange(depth - 1, -1, -1)) & 1
    return np.packbits(bits.reshape(len(rows), -1).astype(np.uint8), axis=1).tobytes()


def reversed_bits(data: bytes) -> bytes:
    """Each byte with its bits reversed."""
    return np.packbits(np.unpackbits(np.frombuffer(data, np.uint8)).reshape(-1, 8)[:, ::-1]).tobytes()


class Bits:
    """A stream of codes."""

    def __init__(self, most_significant_first: bool) -> None:
        self._msb, self._value, self._count, self._done = most_significant_first, 0, 0, bytearray()

    def add(self, code: int, length: int) -> None:
        if self._msb:
            self._value = self._value << length | code
        else:
            self._value |= code << self._count
        self._count += length
        while self._count >= 8:
            self._count -= 8
            if self._msb:
                self._done.append(self._value >> self._count)
                self._value &= (1 << self._count) - 1
            else:
                self._done.append(self._value & 255)
                self._value >>= 8

    def bytes(self, filling: int = 0) -> bytes:
        """The whole stream, padded with zeros or ones to a byte."""
        while self._count:
            self.add(filling, 1)
        return bytes(self._done)


def lzw(data: bytes, root: int = 8, tiff: bool = True) -> bytes:
    """LZW of TIFF (6.0, section 13), whose codes grow one entry too early, or of GIF (89a, appendix F)."""
    bits, clear, early = Bits(tiff), 1 << root, int(tiff)
    table: dict[bytes, int] = {}
    length, known = root + 1, b""

    def fresh() -> None:
        table.clear()
        table.update({bytes([value]): value for value in range(clear)})

    bits.add(clear, length)
    fresh()
    following = clear + 2
    for value in data:
        longer = known + bytes([value])
        if longer in table:
            known = longer
            continue
        bits.add(table[known], length)
        table[longer] = following
        following += 1
        if following + early > 1 << length and length < 12:
            length += 1
        if following >= 4094:
            bits.add(clear, length)
            fresh()
            following, length = clear + 2, root + 1
        known = bytes([value])
    if known:
        bits.add(table[known], length)
        following += 1
        if following + early > 1 << length and length < 12:
            length += 1
    bits.add(clear + 1, length)
    return bits.bytes()


def packbits(row: bytes) -> bytes:
    """PackBits (TIFF 6.0, section 9) of one row: runs of three or more, the rest literal."""
    done, waiting, at = bytearray(), bytearray(), 0

    def flush() -> None:
        for start in range(0, len(waiting), 128):
            part = waiting[start : start + 128]
            done.extend([len(part) - 1, *part])
        waiting.clear()

    while at < len(row):
        run = 1
        while run < 128 and at + run < len(row) and row[at + run] == row[at]:
            run += 1
        if run > 2:
            flush()
            done.extend([257 - run, row[at]])
        else:
            waiting.extend(row[at : at + run])
        at += run
    flush()
    return bytes(done)


def zstd(data: bytes) -> bytes:
    """Zstandard (RFC 8878) without compression."""
    parts = [data[start : start + 65_536] for start in range(0, len(data), 65_536)] or [b""]
    blocks = b"".join(struct.pack("<I", (part is parts[-1]) | len(part) << 3)[:3] + part for part in parts)
    return b"\x28\xb5\x2f\xfd\xa0" + struct.pack("<I", len(data)) + blocks


def chunk(kind: bytes, data: bytes, wrong: int = 0) -> bytes:
    """Of a PNG, with a checksum that may be wrong."""
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data) ^ wrong)


def box(kind: bytes, *parts: bytes) -> bytes:
    """Of JPEG 2000 and ISO media files."""
    data = b"".join(parts)
    return struct.pack(">I", len(data) + 8) + kind + data


def exif(orientation: int) -> bytes:
    """EXIF data with only an orientation."""
    return b"II*\0" + struct.pack("<IHHHIII", 8, 1, 0x0112, 3, 1, orientation, 0)
