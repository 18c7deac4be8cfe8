"""JPEG (ITU-T T.81) in a JFIF file (T.871)."""

from __future__ import annotations

import io
import os
import struct
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from upscaler import messages
from upscaler.errors import UnsupportedPixelsError, VerificationError
from upscaler.images.chunks import Chunk, as_chunk, comment_in
from upscaler.images.codecs.base import Codec, Extras, OpenPicture, Profile
from upscaler.images.exif import PREFIX
from upscaler.images.metadata import Metadata
from upscaler.images.splice import insert

if TYPE_CHECKING:
    from PIL import Image

    from upscaler.images.bitmap import Pixels

_END = b"\xff\xd9"  # without it libjpeg makes up the rest
_HEAD = 2**20  # bytes of a file that are searched for segments
_OTHER_BITS, _OTHER_COMPONENTS = range(9, 17), (2, *range(5, 256))  # that libjpeg cannot convert to RGB or gray
_JFIF = b"\xff\xd8\xff\xe0\0\x10JFIF\0"  # the start of a file, with the segment that holds the resolution
_JFIF_UNIT, _JFIF_END = 13, 20
_XMP = b"http://ns.adobe.com/xap/1.0/\0"
_PROFILE, _PROFILE_PART = b"ICC_PROFILE\0", 65_519  # bytes of a segment after that and two numbers
_IPTC = b"Photoshop 3.0\x008BIM\x04\x04\0\0"


class Jpeg(Codec):
    name, title, pillow, suffixes = "jpg", "JPEG", "JPEG", (".jpg", ".jpeg", ".jpe", ".jfif")
    signatures = (((0, b"\xff\xd8\xff"),),)
    writable = iptc = holds_aspect = True
    lossless = alpha = False
    promise = messages.SMALL_FILES
    quality = 95
    bytes_per_pixel = ((30, 0.064), (60, 0.092), (80, 0.132), (90, 0.189), (95, 0.269), (100, 0.697))
    largest_block = 65_400  # a segment has at most 65,533 bytes, which begin with the name of its kind
    largest_profile = 255 * _PROFILE_PART
    largest_side = 65_535

    def open(self, path: Path, file: BinaryIO) -> Image.Image:
        """Segments that Pillow fails at are left out, and unsupported pixels are named."""
        from PIL import UnidentifiedImageError

        from upscaler.images.codecs.jpeg_segments import frame_header, without_short_segments

        try:
            return super().open(path, file)
        except UnidentifiedImageError:
            file.seek(0)
            content = file.read()
            bits, components = frame_header(content) or (8, 3)
            if bits in _OTHER_BITS or components in _OTHER_COMPONENTS:
                raise UnsupportedPixelsError(path, f"{components} samples of {bits} bits") from None
            return super().open(path, io.BytesIO(without_short_segments(content)))

    def read(self, source: OpenPicture, profile: Profile, damaged: bool) -> tuple[Pixels, Profile, tuple[str, ...]]:
        """A file that lacks only its end marker is intact."""
        from upscaler.images.codecs.jpeg_segments import completed, has_profile, without_short_segments

        try:
            pixels, kept, told = super().read(source, profile, damaged)
        except OSError:
            with source.beside() as file:
                is_cut = not _has_end(file)
                file.seek(0)
                content = completed(without_short_segments(file.read())) if is_cut else None
            if content is None:
                raise
            with super().open(source.path, io.BytesIO(content)) as picture:
                pixels, kept, told = super().read(replace(source, picture=picture), profile, damaged)
        if profile is None:
            with source.beside() as file:
                if has_profile(file.read(_HEAD)):
                    told = (*told, messages.PROFILE_BROKEN)
        return pixels, kept, told

    def metadata(self, source: OpenPicture) -> Metadata:
        from upscaler.images.pillow import aspect, read_metadata

        info = source.picture.info
        dpi_is_told = info.get("jfif_unit") in (1, 2)  # else Pillow makes up 72 if EXIF data have none
        found = read_metadata(source.picture, dpi_is_told)
        shape = aspect(info.get("jfif_density")) if info.get("jfif_unit") == 0 and not found.dpi else None
        return replace(found, aspect=shape, chunks=as_chunk(info.get("comment")))

    def is_plain(self, source: OpenPicture) -> bool:
        with source.beside() as file:
            return self.turn(source.picture) == 1 and _has_end(file)

    def write(self, canvas: Pixels, path: Path, extras: Extras) -> None:
        from upscaler.images.opencv import cv2, write

        sampling = [cv2.IMWRITE_JPEG_SAMPLING_FACTOR, cv2.IMWRITE_JPEG_SAMPLING_FACTOR_444]
        parameters = [cv2.IMWRITE_JPEG_QUALITY, extras.quality or 0, *sampling]
        write(canvas, path, parameters, {})
        _add(path, extras.metadata, extras.icc_profile or b"")

    def holds_chunk(self, chunk: Chunk) -> bool:
        """Only comments."""
        return 0 < len(comment_in(chunk) or b"") <= self.largest_block

    def verify_without_copy(self, path: Path, canvas: Pixels, largest_error: float) -> bool:
        """A file too large for OpenCV is compared at an eighth of its size, which libjpeg decodes directly."""
        import numpy as np

        from upscaler.images.opencv import LARGEST_READ, cv2, file_name

        if canvas.nbytes <= LARGEST_READ:
            return False
        gray = canvas.shape[2] == 1
        found = cv2.imread(file_name(path), cv2.IMREAD_REDUCED_GRAYSCALE_8 if gray else cv2.IMREAD_REDUCED_COLOR_8)
        height, width = (-(-side // 8) for side in canvas.shape[:2])
        if found is None or found.shape[:2] != (height, width) or not self._is_whole(path):
            raise VerificationError(path, "the written file cannot be read, or has the wrong size")
        squares, count = 0.0, 0
        for y in range(height - 1):  # the last row and column stand for fewer than eight pixels
            rows = canvas[8 * y : 8 * y + 8, : 8 * (width - 1)]
            wanted = cv2.resize(rows, (width - 1, 1), interpolation=cv2.INTER_AREA)
            difference = found[y, : width - 1].reshape(-1).astype(np.float32) - wanted.reshape(-1)
            squares, count = squares + float(np.square(difference).sum(dtype=np.float64)), count + difference.size
        if squares > count * largest_error:
            raise VerificationError(path, "the written file has different pixels")
        return True

    def read_back(self, path: Path, into: Pixels) -> bool:
        return self._is_whole(path) and super().read_back(path, into)

    def _is_whole(self, path: Path) -> bool:
        with path.open("rb") as file:
            return _has_end(file)


def _has_end(file: BinaryIO) -> bool:
    file.seek(max(0, file.seek(0, os.SEEK_END) - len(_END)))
    return file.read() == _END


def _add(path: Path, metadata: Metadata, profile: bytes) -> None:
    """Add EXIF, XMP, IPTC, comments and the profile as segments, and the resolution to JFIF.

    OpenCV does not write them, and truncates a long profile.
    """
    with path.open("r+b") as file:
        if file.read(len(_JFIF)) != _JFIF:
            raise ValueError("the encoder left out the JFIF segment")
        if resolution := metadata.dpi or metadata.aspect:
            # A ratio is stored as exactly as the numbers allow
            largest = 1 if metadata.dpi else max(resolution) / 0xFFFF if max(resolution) > 0xFFFF else 1
            numbers = (min(max(1, round(value / largest)), 0xFFFF) for value in resolution)
            file.seek(_JFIF_UNIT)
            file.write(struct.pack(">BHH", bool(metadata.dpi), *numbers))
    segments = b""
    if metadata.exif:
        segments += _segment(0xE1, PREFIX + metadata.exif)
    if metadata.xmp:
        segments += _segment(0xE1, _XMP + metadata.xmp)
    if metadata.iptc:
        even = metadata.iptc + bytes(len(metadata.iptc) % 2)
        segments += _segment(0xED, _IPTC + struct.pack(">I", len(metadata.iptc)) + even)
    parts = [profile[start : start + _PROFILE_PART] for start in range(0, len(profile), _PROFILE_PART)]
    for number, part in enumerate(parts, 1):  # ICC.1, B.4
        segments += _segment(0xE2, _PROFILE + bytes((number, len(parts))) + part)
    segments += b"".join(_segment(0xFE, comment) for chunk in metadata.chunks if (comment := comment_in(chunk)))
    if segments:
        insert(path, _JFIF_END, segments)


def _segment(marker: int, data: bytes) -> bytes:
    return struct.pack(">BBH", 0xFF, marker, len(data) + 2) + data
