"""Pages of TIFF files: opened by Pillow whatever their pixels are; written strip by strip from canvases, with EXIF data
in TIFF's own tags."""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np
import tifffile
from PIL import Image, TiffImagePlugin

from upscaler.images.bitmap import Pixels
from upscaler.images.canvas import RGB_ORDER
from upscaler.images.codecs.tiff_samples import Layout
from upscaler.images.metadata import Metadata
from upscaler.images.opencv import cv2, file_name
from upscaler.images.pillow import DECODER_ERRORS, plain
from upscaler.images.tags import EXIF, FRACTIONS, GPS, MAIN, Tags, packed, read_tags
from upscaler.images.xmp import turn_in

ROWS = 64  # in each strip of the file
_BAND = 256  # rows reordered at a time
_COMPRESSION = 4  # of zlib, 0 to 9
_BIGTIFF_FROM = 4 * 10**9  # bytes of pixels; classic TIFF ends at 4 GiB
_XMP, _IPTC = 700, 33_723  # tags
# Pointers to directories that are appended once the pixels are written, and unused tags next to them that hold their
# place until then: tifffile refuses to write the pointers themselves.
_POINTERS = {EXIF: 34_664, GPS: 34_854}
_RESOLUTION = (282, 283, 296)  # tags that tifffile writes itself
_ORIENTATION, _PROFILE = 274, 34_675  # tags
_BIG = b"MM+\0"


def opened(file: BinaryIO) -> Pages:
    """Pillow's view of a file, without its name: Pillow maps named files into memory, and scrambles them."""
    if _BIG not in TiffImagePlugin.PREFIXES:
        TiffImagePlugin.PREFIXES.append(_BIG)
    return Pages(_Recognisable(file))


def pillow_page(file: BinaryIO, index: int) -> Iterator[Pixels]:
    """A page (H, W, 3), upright, in 8 bits, as Pillow reads it; nothing if it cannot."""
    with suppress(*DECODER_ERRORS), opened(file) as picture:
        picture.seek(index)
        if picture.is_known:
            yield np.asarray(plain(picture, None)[0].convert("RGB"))


class _Recognisable:
    """A file in which the version of a big-endian BigTIFF is where Pillow looks for it."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file

    def __getattr__(self, name: str) -> Any:
        return getattr(self._file, name)

    def read(self, count: int = -1) -> bytes:
        is_start = not self._file.tell()
        data: bytes = self._file.read(count)
        return _BIG + data[4:] if is_start and data.startswith(b"MM\0+") else data


class Pages(TiffImagePlugin.TiffImageFile):
    """Pillow's reader, which continues if it does not support the pixels of a page; `is_known` says whether it does.

    `is_cut`: more pages follow that cannot be found.
    """

    is_known = True
    is_cut = False

    def getexif(self) -> Image.Exif:
        if self._exif is None:
            self._exif = _Exif()
        return super().getexif()

    def _setup(self) -> None:
        tags = self.tag_v2
        if _ORIENTATION not in tags and (turn := turn_in(_bytes(self.info.get("xmp")))) != 1:
            tags[_ORIENTATION] = turn  # Pillow would see it too late for the size
        try:
            super()._setup()
            self.is_known = tags.prefix != b"MM" or not tags._bigtiff  # which it opens, but does not load
        except DECODER_ERRORS:
            layout = Layout.of(tags)
            self.is_known, self.tile, self.palette = False, [], None
            self._mode = ("LA" if layout.alpha else "L") if layout.colours == 1 else "RGBA" if layout.alpha else "RGB"
            turned = tags.get(_ORIENTATION) in (5, 6, 7, 8)
            self._size = (layout.height, layout.width) if turned else (layout.width, layout.height)
            if _PROFILE in tags:
                self.info["icc_profile"] = tags[_PROFILE]


class _Exif(Image.Exif):
    """`_Recognisable` for Pillow's second reader of tags, which would fail at each page but the first."""

    def _get_head(self) -> bytes:
        head = super()._get_head()
        return _BIG + head[4:] if head.startswith(b"MM\0+") else head


def _bytes(found: Any) -> bytes:
    return found if isinstance(found, bytes) else str(found or "").encode()


def opencv_page(path: Path, index: int) -> Pixels | None:
    """A page (H, W, 3), upright, converted to RGB by libtiff; None if it does not support its layout."""
    try:
        _, frames = cv2.imreadmulti(file_name(path), index, 1, flags=cv2.IMREAD_COLOR_RGB)
    except cv2.error:
        return None
    return np.asarray(frames[0], np.uint8) if frames else None


def read_page_into(path: Path, into: Pixels) -> bool:
    """Read the only page of a file into an array like its canvas; False if it does not match.

    OpenCV would multiply the colours by alpha.
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
            _write_page(file, pixels, profile, extra, metadata)
            extra = []
    _add_directories(path, directories, big)


def _write_page(
    file: tifffile.TiffWriter,
    pixels: Pixels,
    icc_profile: bytes | None,
    tags: list[Any],
    metadata: Metadata,
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
        resolution=metadata.dpi or metadata.aspect,
        resolutionunit="INCH" if metadata.dpi else "NONE" if metadata.aspect else None,
        extratags=tags,
        software=False,
        metadata=None,
    )


def _strips(pixels: Pixels) -> Iterator[bytes]:
    """RGB rows, each pixel minus its left neighbour (TIFF 6.0, section 14), deflated."""
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
        # tifffile miscounts fractions that are given as bytes, but not as numbers
        numbers = np.frombuffer(value, "<u4" if kind == FRACTIONS[0] else "<i4").tolist() if kind in FRACTIONS else None
        tags.append((tag, kind, len(value) // 8, numbers, True) if numbers else (tag, kind, None, value, True))
    return tags


def _add_directories(path: Path, directories: dict[int, Tags], big: bool) -> None:
    """Append the EXIF and GPS directories to a file and point to them."""
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
