"""Compares a PNG that we have written with its canvas: OpenCV cannot read back more than 2 GB, Pillow takes twice that.

Strict: every checksum, the number of rows and the end are checked. Only files like those of our encoder are supported:
no interlacing, no palette. Undoing some filters needs a loop over pixels, so the canvas is filtered instead, like the
file: the filtered rows are equal if and only if the pixels are. Decompression uses zlib, which is not the library that
compressed them. Source: PNG specification, third edition.
"""

from __future__ import annotations

import itertools
import struct
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import IO

import numpy as np

from upscaler.images.bitmap import Pixels
from upscaler.images.chunks import SIGNATURE
from upscaler.images.codecs.png_writer import bands, filtered, header_of


def check_rows(path: Path, canvas: Pixels) -> bool:
    """Whether a PNG holds exactly these pixels (H, W, C: gray, BGR or BGRA).

    Raises ValueError if it is not whole, has another size, or is not such a PNG; OSError, struct.error, zlib.error.
    """
    pixel = canvas.shape[2] * canvas.itemsize
    with path.open("rb") as file:
        if file.read(len(SIGNATURE)) != SIGNATURE:
            raise ValueError("not a PNG")
        chunks = _chunks(file)
        kind, header = next(chunks, (b"", b""))
        if kind != b"IHDR" or header != header_of(canvas):
            raise ValueError("not the PNG that was written")
        lines = _lines(chunks, 1 + canvas.shape[1] * pixel)
        for rows, above in bands(canvas):
            found = np.stack([np.frombuffer(line, np.uint8) for line in itertools.islice(lines, len(rows))])
            if len(found) != len(rows):
                raise ValueError("rows are missing")
            for filter in np.unique(found[:, 0]):
                those = found[:, 0] == filter
                if not np.array_equal(found[those, 1:], filtered(int(filter), rows[those], above[those], pixel)):
                    return False
        if next(lines, None) is not None:
            raise ValueError("there are more rows")
    return True


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
