"""Pages of TIFF files: read where Pillow reduces 16 bits to 8; written strip by strip from canvases, with everything
that EXIF knows in TIFF's own tags."""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np
import tifffile

from upscaler.images.alpha import unpremultiplied
from upscaler.images.bitmap import Pixels, upright
from upscaler.images.canvas import RGB_ORDER
from upscaler.images.high_bit_depth import MAX_VALUE, in_rgb_order
from upscaler.images.metadata import Metadata
from upscaler.images.opencv import cv2, file_name
from upscaler.images.pillow import DECODER_ERRORS
from upscaler.images.tags import EXIF, FRACTIONS, GPS, MAIN, Tags, packed, read_tags

ROWS = 64  # of one strip of the file
_BAND = 256  # rows put into another order at a time
_COMPRESSION = 4  # of zlib, 0 to 9
_BIGTIFF_FROM = 4 * 10**9  # bytes of pixels; classic TIFF ends at 4 GiB
_XMP, _IPTC = 700, 33_723  # tags
# Pointers to directories that are added once the pixels are there, and the unused tags beside them that hold their
# place until then: tifffile refuses to write the pointers themselves.
_POINTERS = {EXIF: 34_664, GPS: 34_854}
_RESOLUTION = (282, 283, 296)  # tags that tifffile writes itself
_MINISWHITE, _MINISBLACK, _RGB = 0, 1, 2  # photometric interpretations
_SEPARATE = 2  # planar configuration
_ASSOCIATED, _UNASSOCIATED = 1, 2  # extra samples: alpha that colours are multiplied by, and other alpha


def pixel_kind(file: BinaryIO) -> str | None:
    """What pixels the first page has; None if it makes no sense."""
    file.seek(0)
    try:
        with tifffile.TiffFile(file) as found:
            page = found.pages.first
            return f"{page.samplesperpixel} samples of {page.bitspersample} bits"
    except DECODER_ERRORS:
        return None


def read_page(path: Path, file: BinaryIO, index: int, turn: int) -> Pixels | None:
    """16-bit pixels (H, W, C), upright, of a page with this EXIF orientation; None if they cannot be had.

    tifffile knows all layouts but not LZW and JPEG; OpenCV knows those, in the common layouts, and turns them.
    """
    with tifffile.TiffFile(file) as found:
        page = found.pages[index]
        assert isinstance(page, tifffile.TiffPage)
        kind = int(page.photometric)
        if kind not in (_MINISWHITE, _MINISBLACK, _RGB):
            return None
        colours = 3 if kind == _RGB else 1
        try:
            pixels = upright(_arranged(page.asarray(), page), turn)
        except (ValueError, KeyError) as error:
            if "imagecodecs" not in str(error):
                raise
            if int(page.planarconfig) == _SEPARATE:
                return None  # OpenCV takes the first plane for all of the picture
            frames = cv2.imreadmulti(file_name(path), index, 1, flags=cv2.IMREAD_UNCHANGED)[1]
            if not frames or frames[0].dtype != np.uint16:
                return None
            pixels = in_rgb_order(np.asarray(frames[0], np.uint16))
        # Programs that say nothing of a fourth sample mean alpha.
        extra = int(page.extrasamples[0]) if page.extrasamples else _UNASSOCIATED
    pixels = np.array(pixels[:, :, : colours + (extra in (_ASSOCIATED, _UNASSOCIATED))], np.uint16)
    if kind == _MINISWHITE:
        pixels[:, :, 0] = MAX_VALUE - pixels[:, :, 0]
    if extra == _ASSOCIATED and pixels.shape[2] > colours:
        return unpremultiplied(pixels.astype(np.float32), pixels)
    return pixels


def _arranged(pixels: Any, page: Any) -> Pixels:
    """(H, W, C), whether the file keeps its channels together or apart."""
    if pixels.ndim == 2:
        return np.asarray(pixels[:, :, None], np.uint16)
    return np.asarray(pixels.transpose(1, 2, 0) if int(page.planarconfig) == _SEPARATE else pixels, np.uint16)


def read_page_into(path: Path, into: Pixels) -> bool:
    """Read the only page of a file into an array like its canvas; False if it is another one.

    OpenCV would multiply the colours by the alpha.
    """
    try:
        tifffile.imread(path, out=into[:, :, 0] if into.shape[2] == 1 else into)
    except (OSError, ValueError, RuntimeError, zlib.error):
        return False
    order = RGB_ORDER[into.shape[2]]
    for y in range(0, into.shape[0], _BAND):
        into[y : y + _BAND] = into[y : y + _BAND][:, :, order]
    return True


def written_pages(path: Path) -> Iterator[Pixels]:
    """Each page of a file that we have written, as a canvas."""
    with tifffile.TiffFile(path) as file:
        for page in file.pages:
            pixels = page.asarray()
            pixels = pixels[:, :, None] if pixels.ndim == 2 else pixels
            yield pixels[:, :, RGB_ORDER[pixels.shape[2]]]


def write_pages(pages: Sequence[Pixels], path: Path, profiles: Sequence[bytes | None], metadata: Metadata) -> None:
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
