"""TIFF files: written strip by strip from the canvas, with everything that EXIF knows in TIFF's own tags."""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import tifffile

from upscaler.images.bitmap import Pixels
from upscaler.images.canvas import RGB_ORDER
from upscaler.images.metadata import Metadata
from upscaler.images.tags import EXIF, FRACTIONS, GPS, MAIN, Tags, packed, read_tags

ROWS = 64  # of one strip of the file
_COMPRESSION = 4  # of zlib, 0 to 9
_BIGTIFF_FROM = 4 * 10**9  # bytes of pixels; classic TIFF ends at 4 GiB
_XMP, _IPTC = 700, 33_723  # tags
# Pointers to directories that are added once the pixels are there, and the unused tags beside them that hold their
# place until then: tifffile refuses to write the pointers themselves.
_POINTERS = {EXIF: 34_664, GPS: 34_854}
_RESOLUTION = (282, 283, 296)  # tags that tifffile writes itself


def write_tiff(pages: Sequence[Pixels], path: Path, profiles: Sequence[bytes | None], metadata: Metadata) -> None:
    """Write canvases, one a page, each with its profile; metadata goes to the first. Raises what tifffile raises."""
    directories = read_tags(io.BytesIO(metadata.exif or b""))
    big = sum(pixels.nbytes for pixels in pages) > _BIGTIFF_FROM
    with tifffile.TiffWriter(path, bigtiff=big, byteorder="<") as file:
        extra = _extra(metadata, directories, big)
        for pixels, profile in zip(pages, profiles, strict=True):
            _write_page(file, pixels, profile, extra, metadata.dpi)
            extra = []
    _add_directories(path, directories, big)


def _write_page(
    file: tifffile.TiffWriter,
    pixels: Pixels,
    icc_profile: bytes | None,
    tags: list[Any],
    dpi: tuple[float, float] | None,
) -> None:
    height, width, channels = pixels.shape
    file.write(
        _strips(pixels),
        shape=pixels.shape if channels > 1 else (height, width),
        dtype=pixels.dtype,
        photometric="rgb" if channels > 2 else "minisblack",
        planarconfig="contig" if channels > 1 else None,
        extrasamples=["unassalpha"] if channels in (2, 4) else None,
        rowsperstrip=ROWS,
        compression="zlib",
        predictor=True,
        iccprofile=icc_profile,
        resolution=dpi,
        resolutionunit="INCH" if dpi else None,
        extratags=tags,
        software=False,
        metadata=None,
    )


def _strips(pixels: Pixels) -> Iterator[bytes]:
    """RGB rows, each pixel less its left neighbour (TIFF 6.0, section 14), deflated."""
    order = RGB_ORDER[pixels.shape[2]]
    for y in range(0, pixels.shape[0], ROWS):
        rows = np.ascontiguousarray(pixels[y : y + ROWS, :, order])
        rows[:, 1:] -= rows[:, :-1].copy()
        yield zlib.compress(rows.astype(rows.dtype.newbyteorder("<"), copy=False).tobytes(), _COMPRESSION)


def _extra(metadata: Metadata, directories: dict[int, Tags], big: bool) -> list[Any]:
    """The first directory's extra tags, as tifffile takes them: (tag, type, count, value, only once)."""
    tags: list[Any] = []
    if metadata.xmp:
        tags.append((_XMP, 1, len(metadata.xmp), metadata.xmp, True))
    if metadata.iptc:
        tags.append((_IPTC, 7, len(metadata.iptc), metadata.iptc, True))
    tags += [(stand_in, 16 if big else 4, 1, 0, True) for name, stand_in in _POINTERS.items() if directories[name]]
    for tag, (kind, value) in directories[MAIN].items():
        if tag in _RESOLUTION:
            continue
        # tifffile counts the bytes of fractions wrongly, but not their numbers
        numbers = np.frombuffer(value, "<u4" if kind == FRACTIONS[0] else "<i4").tolist() if kind in FRACTIONS else None
        tags.append((tag, kind, len(value) // 8, numbers, True) if numbers else (tag, kind, None, value, True))
    return tags


def _add_directories(path: Path, directories: dict[int, Tags], big: bool) -> None:
    """Append those of EXIF and GPS to a file and point to them."""
    for name, stand_in in _POINTERS.items():
        if not directories[name]:
            continue
        with path.open("r+b") as file:
            start = file.seek(0, 2)
            start += file.write(bytes(start % 2))  # directories begin at even positions
            file.write(packed(directories[name], start, big))
        with tifffile.TiffFile(path, mode="r+") as written:
            entry = written.pages.first.tags[stand_in]
            entry.overwrite(start)
        with path.open("r+b") as file:
            file.seek(entry.offset)
            file.write(struct.pack("<H", name))
