"""What a file says of itself before its pixels are read."""

from __future__ import annotations

import itertools
import logging
import os
import stat
import struct
import warnings
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import tifffile
from PIL import ExifTags, Image, UnidentifiedImageError

from upscaler.errors import (
    BrokenPictureError,
    NotAPictureError,
    PictureTooLargeError,
    SourceMissingError,
    SourceUnreadableError,
    UnsupportedPixelsError,
    reason_of,
)
from upscaler.geometry import Size
from upscaler.images.boxes import jp2_info
from upscaler.images.formats import RAW_SUFFIXES, SIGNATURE_LENGTH, Format, recognise
from upscaler.images.opencv import cv2

LIMIT_MEGAPIXELS = 1_000  # of a source; a decompression bomb is refused before anything is decoded
Image.MAX_IMAGE_PIXELS = None  # our own limit, which has its own error, takes the place of Pillow's
# Pillow warns of oddities in metadata; a picture that decodes is good enough.
warnings.filterwarnings("ignore", module=r"PIL\.")
logging.getLogger("tifffile").disabled = True  # what is wrong with a file is told by our errors

# Pillow's modes that become 8- or 16-bit pixels; "I" only if it holds 16 bits.
READ_MODES = (
    *("1", "L", "LA", "La", "P", "PA", "RGB", "RGBA", "RGBa", "RGBX"),
    *("CMYK", "YCbCr", "LAB", "I;16", "I;16B", "I;16L", "I;16N", "I"),
)
_ROTATED = (5, 6, 7, 8)  # EXIF orientations that swap width and height
_SMALLER_OR_MASK = 1 | 4  # bits of the TIFF tag NewSubfileType
_SAMPLE_FORMAT = 339  # TIFF tag: 1 is unsigned integer
_SPREAD = 2**20  # bytes of a file in which its codec's own header is looked for
_STEPS = {"L;2": 85, "L;4": 17}  # what Pillow makes of a level of gray, by the `layout` of a PNG
_WIDE, _HDR = (9, 11, 12), (16, 18)  # BT.2020, DCI-P3, Display P3; PQ, HLG

# What Pillow, OpenCV and their decoders raise on broken files, besides OSError.
DECODER_ERRORS = (
    *(OSError, ValueError, TypeError, SyntaxError, EOFError, LookupError, ArithmeticError),
    *(struct.error, zlib.error, RuntimeError, cv2.error, MemoryError),
)


@dataclass(frozen=True)
class Header:
    """Kind of file, size once upright, bits per sample (8 to 16), number of frames, and whether there is alpha."""

    kind: str
    size: Size
    bits: int = 8
    frames: int = 1
    alpha: bool = False


def read_kind(path: Path) -> Format | None:
    """The kind of picture by content; None for what is none, and for files of cameras, by their ending.

    Raises SourceMissingError, SourceUnreadableError.
    """
    try:
        mode = os.stat(path).st_mode  # noqa: PTH116 - a FIFO or device must not be opened
        if stat.S_ISDIR(mode):
            os.scandir(path).close()  # raises what is wrong with a folder that could not be listed
        if not stat.S_ISREG(mode):
            raise SourceUnreadableError(path, "it is not a file")
        with path.open("rb") as file:
            found = recognise(file.read(SIGNATURE_LENGTH))
        return None if path.suffix.lower() in RAW_SUFFIXES else found
    except (FileNotFoundError, NotADirectoryError) as error:
        raise SourceMissingError(path) from error
    except (OSError, ValueError) as error:  # ValueError: a zero byte in the name
        raise SourceUnreadableError(path, reason_of(error)) from error


def read_header(path: Path, limit_megapixels: int | None = None) -> Header:
    """What the beginning of a file tells, without decoding. Raises the ReadError family."""
    with opened(path, limit_megapixels) as (format, picture):
        depth = max(8, bits(path, format, picture))
        width, height = picture.size
        # To look for EXIF data behind the pixels of a PNG, where nearly nobody puts it, Pillow decodes it all.
        decodes = format.name == "png" and "exif" not in picture.info
        is_upright = format.name == "tiff"  # Pillow gives the size after turning
        if not decodes and not is_upright and orientation(picture) in _ROTATED:
            width, height = height, width
        alpha = picture.has_transparency_data or picture.mode in ("La", "RGBa")
        return Header(format.name, Size(width, height), depth, len(frames(picture)), alpha)


@contextmanager
def opened(path: Path, limit_megapixels: int | None = None) -> Iterator[tuple[Format, Image.Image]]:
    """The file opened by Pillow, checked for kind, pixel type and size. Raises the ReadError family.

    What goes wrong inside the block, while pixels are decoded, is told as BrokenPictureError too.
    """
    format = read_kind(path)
    if format is None:
        raise NotAPictureError(path)
    if format.name == "heic":
        _register_heic()
    try:
        with Image.open(path, formats=(format.pillow,)) as picture:
            check(path, format, picture, limit_megapixels)
            if format.name == "png" and isinstance(level := picture.info.get("transparency"), int):
                picture.info["transparency"] = level * _STEPS.get(str(layout(picture)), 1)  # which Pillow forgets
            if format.name == "jp2":
                picture.info.update(jp2_info(path))
            yield format, picture
    except UnidentifiedImageError as error:
        if format.name == "tiff":
            _check_unknown_tiff(path)
        raise BrokenPictureError(path, "its header makes no sense") from error
    except DECODER_ERRORS as error:
        raise BrokenPictureError(path, _reason(error)) from error


def _reason(error: Exception) -> str:
    """What a decoder says; what most damaged files have, in words of ours, which are translated."""
    said = str(error) or type(error).__name__
    return "the file is cut off" if "truncated" in said.lower() else said


def orientation(picture: Image.Image) -> int:
    """EXIF orientation, 1 (upright) to 8; 1 where there is none or it makes no sense."""
    try:
        value = picture.getexif().get(ExifTags.Base.Orientation, 1)
    except DECODER_ERRORS:  # damaged EXIF data is no reason to refuse the picture
        return 1
    return value if isinstance(value, int) and 1 <= value <= 8 else 1


def frames(picture: Image.Image) -> Sequence[int]:
    """The positions of the pictures that follow each other in the file.

    Neither the sizes of an icon nor what `apart` is are frames, nor are thumbnails and masks after a TIFF's first page.
    """
    if picture.format != "TIFF":
        return range(apart(picture), 1 if picture.format == "ICO" else int(getattr(picture, "n_frames", 1)))
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


def _belongs_to_another(page: Image.Image) -> bool:
    """Whether a page of a TIFF says that it is a smaller version of another one, or a mask (TIFF 6.0, section 8)."""
    kind = getattr(page, "tag_v2", {}).get(ExifTags.Base.NewSubfileType, 0)
    return isinstance(kind, int) and bool(kind & _SMALLER_OR_MASK)


def apart(picture: Image.Image) -> bool:
    """Whether the first picture is for programs that know no animations, and not a part of it (APNG)."""
    return bool(picture.info.get("default_image"))


def bits(path: Path, format: Format, picture: Image.Image) -> int:
    """Bits per sample in the file, whose pixels have not been loaded yet.

    Pillow reduces most 16-bit pictures to 8 without a word, so its mode does not tell.
    """
    if format.name == "png":
        return 16 if ";16" in str(layout(picture)) else 8
    if format.name == "tiff":
        found = getattr(picture, "tag_v2", {}).get(ExifTags.Base.BitsPerSample, (1,))
        return max(found) if isinstance(found, tuple) else int(found)
    if format.name == "pnm":
        return 16 if pnm_maximum(layout(picture)) > 255 else 8
    if format.name == "heic":
        return int(picture.info.get("bit_depth", 8))
    if format.name in ("jp2", "avif"):
        with path.open("rb") as file:
            start = file.read(_SPREAD)
        return _jp2_bits(start) if format.name == "jp2" else _avif_bits(start)
    return 8


def layout(picture: Image.Image) -> object:
    """What Pillow tells its decoder of the samples in the file. It forgets this once the pixels are loaded."""
    tiles = getattr(picture, "tile", ())
    return tiles[0][3] if tiles else ""


def pnm_maximum(told: object) -> int:
    """The sample value of a PNM file that means white, by its `layout`."""
    if isinstance(told, tuple):
        return int(told[1]) if len(told) > 1 and isinstance(told[1], int) else 255
    return 65_535 if str(told).startswith("I;16") else 255


def has_other_colours(path: Path) -> bool:
    """Whether an ISO media file says by numbers, and not by a profile, that its colours are HDR or wider than sRGB.

    Source: the colour information box (ISO/IEC 14496-12, 12.1.5) with the code points of ITU-T H.273.
    """
    with path.open("rb") as file:
        start = file.read(_SPREAD)
    box = start.find(b"colrnclx")
    if not 0 <= box < len(start) - 12:
        return False
    primaries, transfer = struct.unpack_from(">HH", start, box + 8)
    return primaries in _WIDE or transfer in _HDR


def _jp2_bits(start: bytes) -> int:
    """From the SIZ segment of the codestream (ISO/IEC 15444-1, A.5.1): bits of the first component."""
    codestream = start.find(b"\xff\x4f\xff\x51")
    return (start[codestream + 42] & 0x7F) + 1 if 0 <= codestream < len(start) - 42 else 8


def _avif_bits(start: bytes) -> int:
    """From the codec's configuration box (AV1 in ISOBMFF, 2.3.3)."""
    box = start.find(b"av1C")
    if not 0 <= box < len(start) - 6 or not start[box + 6] & 0x40:
        return 8
    return 12 if start[box + 6] & 0x20 else 10


def _check_unknown_tiff(path: Path) -> None:
    """Raise UnsupportedPixelsError if a TIFF that Pillow does not know is whole: it knows less than the standard."""
    try:
        with tifffile.TiffFile(path) as file:
            page = file.pages.first
            found = f"{page.samplesperpixel} samples of {page.bitspersample} bits"
    except DECODER_ERRORS:
        return
    raise UnsupportedPixelsError(path, found)


@cache
def _register_heic() -> None:
    import pi_heif

    pi_heif.register_heif_opener()


def check(path: Path, format: Format, picture: Image.Image, limit_megapixels: int | None = None) -> None:
    """Raise PictureTooLargeError, UnsupportedPixelsError if the frame that an opened file stands at cannot be read."""
    width, height = picture.size
    limit = LIMIT_MEGAPIXELS if limit_megapixels is None else limit_megapixels
    if width * height > limit * 1_000_000:
        raise PictureTooLargeError(path, width, height, limit)
    if picture.mode in ("F", "I;32", "I;32B") or (picture.mode == "I" and format.name != "pnm"):
        raise UnsupportedPixelsError(path, "32 bits or floating point")
    found = bits(path, format, picture)
    if format.name == "tiff":
        kinds = getattr(picture, "tag_v2", {}).get(_SAMPLE_FORMAT, (1,))
        if any(kind not in (1, 4) for kind in (kinds if isinstance(kinds, tuple) else (kinds,))):
            raise UnsupportedPixelsError(path, "signed or floating point")
        if found not in (1, 2, 4, 8, 16):
            raise UnsupportedPixelsError(path, f"{found} bits")
    if picture.mode not in READ_MODES:
        raise UnsupportedPixelsError(path, picture.mode)
