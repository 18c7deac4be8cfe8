"""TIFF files: written strip by strip from the canvas, with everything that EXIF knows in TIFF's own tags."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import tifffile
from PIL import ExifTags, Image, TiffImagePlugin

from upscaler.images.bitmap import Pixels
from upscaler.images.canvas import RGB_ORDER
from upscaler.images.metadata import OF_PIXELS, Metadata

ROWS = 64  # of one strip of the file
_COMPRESSION = 4  # of zlib, 0 to 9
_BIGTIFF_FROM = 4 * 10**9  # bytes of pixels; classic TIFF ends at 4 GiB
_XMP, _IPTC = 700, 33_723  # tags
# Pointers to directories that are added once the pixels are there, and the unused tags beside them that hold their
# place until then: tifffile refuses to write the pointers themselves.
_POINTERS = {int(ExifTags.IFD.Exif): 34_664, int(ExifTags.IFD.GPSInfo): 34_854}
_RESOLUTION = (282, 283, 296)  # tags that tifffile writes itself
_CLASSIC, _BIG = b"II*\0\x08\0\0\0", b"II+\0\x08\0\0\0\x10\0\0\0\0\0\0\0"  # file headers


def write_tiff(pages: Sequence[Pixels], path: Path, icc_profile: bytes | None, metadata: Metadata) -> None:
    """Write canvases, one a page; profile and metadata go to the first. Raises what tifffile raises."""
    exif = Image.Exif()
    if metadata.exif:
        exif.load(metadata.exif)
    big = sum(pixels.nbytes for pixels in pages) > _BIGTIFF_FROM
    with tifffile.TiffWriter(path, bigtiff=big, byteorder="<") as file:
        for index, pixels in enumerate(pages):
            first = index == 0
            _write_page(file, pixels, icc_profile, _tags(metadata, exif) if first else [], metadata.dpi)
    directories = {pointer: exif.get_ifd(pointer) for pointer in _POINTERS}
    _add_directories(path, {pointer: tags for pointer, tags in directories.items() if tags}, big)


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


def _tags(metadata: Metadata, exif: Image.Exif) -> list[Any]:
    """The first directory's extra tags, as tifffile takes them: (tag, type, count, value, only once)."""
    tags: list[Any] = []
    if metadata.xmp:
        tags.append((_XMP, 1, len(metadata.xmp), metadata.xmp, True))
    if metadata.iptc:
        tags.append((_IPTC, 7, len(metadata.iptc), metadata.iptc, True))
    tags += [(stand_in, 4, 1, 0, True) for pointer, stand_in in _POINTERS.items() if exif.get_ifd(pointer)]
    for tag, value in exif.items():
        if tag not in OF_PIXELS and tag not in _RESOLUTION and tag not in _POINTERS:
            tags += _tag(tag, value)
    return tags


def _tag(tag: int, value: Any) -> list[Any]:
    """One tag of a kind that its Python value tells; others are left out."""
    if isinstance(value, str):
        return [(tag, 2, 0, value, True)]
    if isinstance(value, bytes):
        return [(tag, 7, len(value), value, True)]
    if isinstance(value, int) and 0 <= value < 2**32:
        return [(tag, 3 if value < 2**16 else 4, 1, value, True)]
    if isinstance(value, TiffImagePlugin.IFDRational):
        return [(tag, 5, 1, (int(value.numerator), int(value.denominator)), True)]
    return []


def _add_directories(path: Path, directories: dict[int, dict[int, Any]], big: bool) -> None:
    """Append directories to a file and point to them."""
    for pointer, tags in directories.items():
        directory = TiffImagePlugin.ImageFileDirectory_v2(ifh=_BIG if big else _CLASSIC, group=pointer)
        for tag, value in tags.items():
            if not isinstance(value, dict):  # no directories inside of directories
                directory[tag] = value
        with path.open("r+b") as file:
            start = file.seek(0, 2)
            start += file.write(bytes(start % 2))  # directories begin at even positions
            file.write(directory.tobytes(start))
        with tifffile.TiffFile(path, mode="r+") as written:
            entry = written.pages.first.tags[_POINTERS[pointer]]
            entry.overwrite(start)
        with path.open("r+b") as file:
            file.seek(entry.offset)
            file.write(struct.pack("<H", pointer))
