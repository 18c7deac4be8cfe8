"""TIFF (6.0) and BigTIFF: what the tags say. `tiff_samples` reads pixels, `tiff_pages` writes files."""

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
    from upscaler.images.codecs.tiff_samples import Layout

_SUBFILE_TYPE, _DESCRIPTION, _ORIENTATION, _IPTC, _PROFILE = 254, 270, 274, 33_723, 34_675
_RESOLUTION = (282, 283, 296)  # across, down, unit
_OLD_SUBFILE_TYPE, _SMALLER = 255, 2
_SMALLER_OR_MASK = 1 | 4  # bits of NewSubfileType (TIFF 6.0, section 8)
_UNSIGNED = (1, 4)  # sample formats: unsigned integers, and undefined
_COMPRESSIONS = {  # unsupported ones
    **dict.fromkeys((22_610, 34_934, 48_124, 48_129), "JPEG XR"),
    **dict.fromkeys((33_003, 33_004, 33_005, 34_712), "JPEG 2000"),
    **dict.fromkeys((50_002, 52_546), "JPEG XL"),
    **{34_887: "LERC", 34_933: "PNG", 34_661: "JBIG", 34_676: "SGI Log", 34_677: "SGI Log"},
}
_JPEG_PARTS = {513, 519}  # tags of old-style JPEG, of a whole file and of tables: Pillow reads its colours
_SHAPED = b'{"shape": '  # how tifffile's own descriptions begin; the size in them is that of the original


class Tiff(Codec):
    name, title, pillow, suffixes = "tiff", "TIFF", "TIFF", (".tif", ".tiff")
    signatures = (((0, b"II*\0"),), ((0, b"MM\0*"),), ((0, b"II+\0"),), ((0, b"MM\0+"),))
    sequence = "pages"
    writable = writes_sequence = high_bit_depth = iptc = holds_aspect = may_end_in_zeros = True
    promise = messages.LOSSLESS
    bytes_per_pixel = 1.22

    def open(self, path: Path, file: BinaryIO) -> Image.Image:
        from upscaler.images.codecs.tiff_pages import opened

        picture = opened(file)
        if _belongs_to_another(picture) or _problem(picture):
            picture.seek(_main_page(picture, self.frames(picture)))
        return picture

    def bits(self, source: OpenPicture) -> int:
        return max(_layout(source.picture).bits)

    def check(self, source: OpenPicture) -> None:
        if problem := _problem(source.picture):
            raise UnsupportedPixelsError(source.path, problem)

    def has_alpha(self, source: OpenPicture) -> bool:
        return _layout(source.picture).alpha is not None

    def frames(self, picture: Image.Image) -> Sequence[int]:
        """The pages that can be read, without thumbnails and masks; the first one if there is no other."""
        return [index for index, problem in self._pages(picture) if not problem] or [0]

    def left_out(self, picture: Image.Image) -> Sequence[int]:
        return [index + 1 for index, problem in self._pages(picture) if problem]

    def lacks_frames(self, picture: Image.Image) -> bool:
        return bool(getattr(picture, "is_cut", False))

    def _pages(self, picture: Image.Image) -> list[tuple[int, str]]:
        """Each page that does not belong to another one, and what is wrong with its pixels; in salvage, those before
        the first with malformed tags."""
        from upscaler.images.pillow import DECODER_ERRORS, is_tolerant, reason_for

        found, here = [], picture.tell()
        for index in itertools.count():
            try:
                picture.seek(index)
            except EOFError:
                break
            except DECODER_ERRORS as error:
                if index and is_tolerant():
                    setattr(picture, "is_cut", True)  # noqa: B010 - of Pages, which loads Pillow
                    break
                if not _belongs_to_another(picture):
                    raise OSError(
                        messages.filled(messages.OF_PAGE, reason=reason_for(error), page=index + 1)
                    ) from error
            if not _belongs_to_another(picture):
                found.append((index, _problem(picture)))
        picture.seek(here)
        return found

    def turn(self, picture: Image.Image) -> int:
        """All TIFF readers turn the pixels; Pillow turns the size too."""
        return 1

    def profile(self, picture: Image.Image) -> Profile:
        """That of the page: Pillow keeps the one of the previous page."""
        return super().profile(picture) if _PROFILE in getattr(picture, "tag_v2", {}) else None

    def metadata(self, source: OpenPicture) -> Metadata:
        """The descriptive tags as EXIF data, and IPTC as stored, whatever its declared type."""
        from upscaler.images.pillow import aspect
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
        has_unit = _number(picture, _RESOLUTION[2], 2) in (2, 3)
        return replace(
            found,
            aspect=None if has_unit else aspect(tuple(_number(picture, tag, 0) for tag in _RESOLUTION[:2])),
            exif=as_exif(directories) if any(directories.values()) else None,
            iptc=getattr(tags, "_tagdata", {}).get(_IPTC) or None,
            lost=(*found.lost, "GeoTIFF") if GEO.intersection(tags or ()) else found.lost,
        )

    def read(self, source: OpenPicture, profile: Profile, damaged: bool) -> tuple[Pixels, Profile, tuple[str, ...]]:
        """By `tiff_samples` where Pillow fails, reduces to 8 bits or misreads; else by Pillow."""
        from upscaler.images.bitmap import upright
        from upscaler.images.codecs.tiff_samples import CMYK, LAB, coloured, read

        layout, turn = _layout(source.picture), getattr(source.picture, "tag_v2", {}).get(_ORIENTATION, 1)
        if not layout.is_readable or (_is_for_pillow(layout, source.picture) and not damaged):
            return super().read(source, profile, damaged)
        with source.beside() as file:
            samples = read(file, layout, lenient=damaged)
        pixels, profile, told = coloured(samples, layout, profile)
        if source.bits > 8 and layout.photometric in (CMYK, LAB):
            told = (messages.DEPTH_UNREADABLE, *told)
        return upright(pixels, turn if turn in range(1, 9) else 1), profile, told

    def witnesses(self, source: OpenPicture) -> Iterator[Pixels]:
        """OpenCV; and of Pillow and `tiff_samples` the one that has not read the page."""
        import numpy as np

        from upscaler.images.bitmap import upright
        from upscaler.images.codecs.tiff_pages import opencv_page, opened, pillow_page
        from upscaler.images.codecs.tiff_samples import coloured, read

        layout, index = _layout(source.picture), source.picture.tell()
        is_known = getattr(source.picture, "is_known", False)
        if not (is_known and layout.is_usual):
            return
        if (found := opencv_page(source.path, index)) is not None:
            yield found
        with source.beside() as file:
            if layout.is_readable and not _is_for_pillow(layout, source.picture):
                yield from pillow_page(file, index)
            elif layout.is_readable:
                with opened(file) as other:  # Pillow discards how a page is turned
                    other.seek(index)
                    turn = other.tag_v2.get(_ORIENTATION, 1)
                pixels, _, _ = coloured(read(file, layout), layout, None)
                rgb = pixels[:, :, :3] if pixels.shape[2] > 2 else np.repeat(pixels[:, :, :1], 3, axis=2)
                yield upright(rgb, turn)

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


def _layout(picture: Image.Image) -> Layout:
    from upscaler.images.codecs.tiff_samples import Layout

    return Layout.of(getattr(picture, "tag_v2", {}))


def _problem(picture: Image.Image) -> str:
    """Why the pixels of a page cannot be read; empty for most."""
    from upscaler.images.codecs.tiff_samples import OLD_JPEG, UNPACKED, YCBCR

    layout, tags = _layout(picture), getattr(picture, "tag_v2", {})
    if any(kind not in _UNSIGNED for kind in layout.formats):
        return messages.SIGNED_PIXELS
    if max(layout.bits) not in (1, 2, 4, 8, 16):
        return f"{max(layout.bits)} bits"
    if layout.is_readable:
        return ""
    if layout.photometric == YCBCR and layout.compression in UNPACKED:
        return "YCbCr in an unusual layout"
    if layout.compression in _COMPRESSIONS:
        return f"compressed as {_COMPRESSIONS[layout.compression]}"
    if layout.compression == OLD_JPEG and (layout.samples != 3 or not _JPEG_PARTS.intersection(tags)):
        return "compressed as old-style JPEG"
    if not getattr(picture, "is_known", False):
        return f"{layout.samples} samples of {layout.bits[0]} bits, colours of kind {layout.photometric}"
    return ""


def _main_page(picture: Image.Image, pages: Sequence[int]) -> int:
    """The largest page where the first one is a thumbnail or mask; else the first one that can be read."""
    if not _belongs_to_another(picture):
        return pages[0]
    areas = {}
    for index in pages:
        picture.seek(index)
        areas[index] = picture.width * picture.height
    return max(pages, key=lambda index: areas[index])


def _is_for_pillow(layout: Layout, picture: Image.Image) -> bool:
    """Whether Pillow reads a page correctly and, since it is compressed, faster."""
    from upscaler.images.codecs.tiff_samples import JPEG, MINISBLACK, RGB, UNCOMPRESSED, WEBP

    is_usual = layout.photometric in (MINISBLACK, RGB) and layout.samples in (1, 3, 4) and not layout.is_separate
    is_usual = is_usual and layout.compression not in (UNCOMPRESSED, WEBP) and layout.bits[0] == 8
    return getattr(picture, "is_known", False) and (is_usual or layout.compression == JPEG)


def _number(page: Image.Image, tag: int, default: int) -> float:
    """The value of a page's tag; the default if it is missing or not a number."""
    found = getattr(page, "tag_v2", {}).get(tag, default)
    try:
        return float(found)
    except (TypeError, ValueError, ArithmeticError):
        return default


def _belongs_to_another(page: Image.Image) -> bool:
    """Whether a page says that it is a smaller version of another one, or a mask."""
    kind = int(_number(page, _SUBFILE_TYPE, 0))
    return bool(kind & _SMALLER_OR_MASK) or _number(page, _OLD_SUBFILE_TYPE, 0) == _SMALLER
