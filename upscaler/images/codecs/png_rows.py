"""Rows of a PNG that we have written, one by one: OpenCV cannot read back more than 2 GB, Pillow takes twice that.

Strict: every checksum, the number of rows and the end are checked. Only what our encoder writes is understood: no
interlacing, no palette, and the filters that need no loop over pixels. Source: PNG specification, third edition.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import IO

import numpy as np
import numpy.typing as npt

_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_CHANNELS = {0: 1, 2: 3, 6: 4}  # by colour type: gray, RGB, RGBA
_NONE, _SUB, _UP = 0, 1, 2  # filters


def png_rows(path: Path) -> Iterator[npt.NDArray[np.uint8]]:
    """Yield each row as (W, C * bytes per sample) uint8, samples as in the file: RGB order, big-endian.

    Raises ValueError if the file is not whole or not such a PNG; OSError, zlib.error.
    """
    with path.open("rb") as file:
        if file.read(8) != _SIGNATURE:
            raise ValueError("not a PNG")
        chunks = _chunks(file)
        kind, header = next(chunks)
        width, height, bits, colour, compression, filters, interlaced = struct.unpack(">IIBBBBB", header)
        if kind != b"IHDR" or bits not in (8, 16) or colour not in _CHANNELS or compression or filters or interlaced:
            raise ValueError("not a PNG that we write")
        pixel = _CHANNELS[colour] * bits // 8
        previous = np.zeros((width, pixel), np.uint8)
        count = 0
        for line in _lines(chunks, 1 + width * pixel):
            row = np.frombuffer(line, np.uint8, offset=1).reshape(width, pixel)
            previous = _unfiltered(line[0], row, previous)
            yield previous
            count += 1
        if count != height:
            raise ValueError(f"{count} rows instead of {height}")


def _unfiltered(filter: int, row: npt.NDArray[np.uint8], above: npt.NDArray[np.uint8]) -> npt.NDArray[np.uint8]:
    if filter == _NONE:
        return row
    if filter == _SUB:
        return np.add.accumulate(row, axis=0, dtype=np.uint8)
    if filter == _UP:
        return row + above
    raise ValueError(f"filter {filter}")


def _lines(chunks: Iterator[tuple[bytes, bytes]], length: int) -> Iterator[bytes]:
    """The decompressed data in lines of `length` bytes, to the end of the picture."""
    decompressor = zlib.decompressobj()
    waiting = bytearray()
    for kind, data in chunks:
        if kind == b"IEND":
            if not decompressor.eof or waiting:
                raise ValueError("the data end too early")
            return
        if kind == b"IDAT":
            waiting += decompressor.decompress(data)
            whole = len(waiting) // length * length
            for start in range(0, whole, length):
                yield bytes(waiting[start : start + length])
            del waiting[:whole]
    raise ValueError("the file ends too early")


def _chunks(file: IO[bytes]) -> Iterator[tuple[bytes, bytes]]:
    """(type, data) of each chunk, its checksum checked."""
    while head := file.read(8):
        length, kind = struct.unpack(">I4s", head)
        data, checksum = file.read(length), file.read(4)
        if checksum != struct.pack(">I", zlib.crc32(data, zlib.crc32(kind))):
            raise ValueError("a checksum is wrong")
        yield kind, data
