"""TIFF (6.0) and BigTIFF: what the tags say. Pixels of 16 bits, and all that is written: `tiff_pages`."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from upscaler import messages
from upscaler.errors import UnsupportedPixelsError
from upscaler.images.codecs.base import Codec, Extras, OpenPicture, Profile
from upscaler.images.metadata import Metadata

if TYPE_CHECKING:
    from PIL import Image

    from upscaler.images.bitmap import Pixels

_SUBFILE_TYPE, _SAMPLE_BITS, _DESCRIPTION, _SAMPLE_FORMAT, _IPTC, _PROFILE = 254, 258, 270, 339, 33_723, 34_675
_RESOLUTION = (282, 283, 296)  # across, down, unit
_SMALLER_OR_MASK = 1 | 4  # bits of NewSubfileType (TIFF 6.0, section 8)
_UNSIGNED = (1, 4)  # sample formats: integers, and what says nothing
_SHAPED = b'{"shape": '  # how tifffile describes a picture, of another size, to itself


class Tiff(Codec):
    name, title, pillow, suffixes = "tiff", "TIFF", "TIFF", (".tif", ".tiff")
    signatures = (((0, b"II*\0"),), ((0, b"MM\0*"),), ((0, b"II+\0"),), ((0, b"MM\0+"),))
    sequence = "pages"
    writable = writes_sequence = high_bit_depth = iptc = True
    promise = messages.LOSSLESS
    bytes_per_pixel = 1.22

    def open(self, path: Path, file: BinaryIO) -> Image.Image:
        from PIL import UnidentifiedImageError

        try:
            return super().open(path, file)
        except UnidentifiedImageError:
            from upscaler.images.codecs.tiff_pages import pixel_kind

            if kind := pixel_kind(file):  # Pillow knows less than the standard
                raise UnsupportedPixelsError(path, kind) from None
            raise

    def bits(self, source: OpenPicture) -> int:
        return max(_values(source.picture, _SAMPLE_BITS))

    def check(self, source: OpenPicture) -> None:
        super().check(source)
        if any(kind not in _UNSIGNED for kind in _values(source.picture, _SAMPLE_FORMAT)):
            raise UnsupportedPixelsError(source.path, "signed or floating point")
        if source.bits not in (1, 2, 4, 8, 16):
            raise UnsupportedPixelsError(source.path, f"{source.bits} bits")

    def frames(self, picture: Image.Image) -> Sequence[int]:
        """The pages but thumbnails and masks after the first one."""
        from upscaler.images.pillow import DECODER_ERRORS

        found, here = [], picture.tell()
        for index in itertools.count():
            try:
                picture.seek(index)
            except EOFError:
                break
            except DECODER_ERRORS:  # such as the kind of pixels that the standard has for masks
                if not _belongs_to_another(picture):
                    raise
            if not index or not _belongs_to_another(picture):
                found.append(index)
        picture.seek(here)
        return found

    def turn(self, picture: Image.Image) -> int:
        """All who read TIFF files turn them, Pillow the size too."""
        return 1

    def profile(self, picture: Image.Image) -> Profile:
        """That of the page: Pillow goes on with the one of the page before."""
        return super().profile(picture) if _PROFILE in getattr(picture, "tag_v2", {}) else None

    def metadata(self, source: OpenPicture) -> Metadata:
        """The descriptive tags as EXIF data, and IPTC as it lies there, whatever it says its type is."""
        from upscaler.images.tags import GEO, MAIN, as_exif, read_tags

        picture, found = source.picture, super().metadata(source)
        with source.beside() as file:
            directories = read_tags(file)
        main = directories[MAIN]
        if main.get(_DESCRIPTION, (0, b""))[1].startswith(_SHAPED):
            del main[_DESCRIPTION]
        if not found.dpi:  # there is always a resolution in a TIFF file, but not always a true one
            for tag in _RESOLUTION:
                main.pop(tag, None)
        tags = getattr(picture, "tag_v2", None)
        return replace(
            found,
            exif=as_exif(directories) if any(directories.values()) else None,
            iptc=getattr(tags, "_tagdata", {}).get(_IPTC) or None,
            lost=(*found.lost, "GeoTIFF") if GEO.intersection(tags or ()) else found.lost,
        )

    def read_high_bit_depth(self, source: OpenPicture) -> Pixels | None:
        from upscaler.images.codecs.tiff_pages import read_page
        from upscaler.images.pillow import orientation

        page, turn = source.picture.tell(), orientation(source.picture)
        with source.beside() as file:
            return read_page(source.path, file, page, turn)

    def write(self, canvas: Pixels, path: Path, extras: Extras) -> None:
        self.write_sequence([canvas], path, extras)

    def write_sequence(self, canvases: Sequence[Pixels], path: Path, extras: Extras) -> None:
        from upscaler.images.codecs.tiff_pages import write_pages

        write_pages(canvases, path, extras.profiles, extras.metadata)

    def read_back(self, path: Path, into: Pixels) -> bool:
        from upscaler.images.codecs.tiff_pages import read_page_into

        return read_page_into(path, into)

    def read_sequence_back(self, path: Path, durations: Sequence[int]) -> Iterator[tuple[Pixels, int]]:
        from upscaler.images.codecs.tiff_pages import written_pages

        return zip(written_pages(path), durations, strict=True)


def _values(page: Image.Image, tag: int) -> tuple[int, ...]:
    """Of a tag of a page; 1 where there is none, as the standard has it for those that are asked for here."""
    found = getattr(page, "tag_v2", {}).get(tag, (1,))
    return found if isinstance(found, tuple) else (int(found),)


def _belongs_to_another(page: Image.Image) -> bool:
    """Whether a page says that it is a smaller version of another one, or a mask."""
    kind = getattr(page, "tag_v2", {}).get(_SUBFILE_TYPE, 0)
    return isinstance(kind, int) and bool(kind & _SMALLER_OR_MASK)
