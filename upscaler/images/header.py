"""What a file says of itself before its pixels are read."""

from __future__ import annotations

import os
import stat
import struct
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from PIL import ExifTags, Image, UnidentifiedImageError

from upscaler.errors import (
    BrokenPictureError,
    NotAPictureError,
    PictureTooLargeError,
    SourceMissingError,
    SourceUnreadableError,
    UnsupportedPixelsError,
)
from upscaler.geometry import Size
from upscaler.images.formats import SIGNATURE_LENGTH, Format, recognise

LIMIT_MEGAPIXELS = 1_000  # of a source; a decompression bomb is refused before anything is decoded
Image.MAX_IMAGE_PIXELS = None  # our own limit, which has its own error, takes the place of Pillow's
# Pillow warns of oddities in metadata; a picture that decodes is good enough.
warnings.filterwarnings("ignore", module=r"PIL\.")

READ_MODES = ("1", "L", "LA", "P", "PA", "RGB", "RGBA", "RGBX")  # Pillow's modes that become 8-bit pixels unchanged
_ROTATED = (5, 6, 7, 8)  # EXIF orientations that swap width and height

# What Pillow and its decoders raise on broken files, besides OSError.
_DECODER_ERRORS = (OSError, ValueError, TypeError, SyntaxError, EOFError, LookupError, ArithmeticError, struct.error)


@dataclass(frozen=True)
class Header:
    """Kind of file and size of the picture once it stands upright."""

    kind: str
    size: Size


def read_kind(path: Path) -> Format | None:
    """The kind of picture by content, or None. Raises SourceMissingError, SourceUnreadableError."""
    try:
        if not stat.S_ISREG(os.stat(path).st_mode):  # noqa: PTH116 - a FIFO or device must not be opened
            raise SourceUnreadableError(path, "it is not a file")
        with path.open("rb") as file:
            return recognise(file.read(SIGNATURE_LENGTH))
    except (FileNotFoundError, NotADirectoryError) as error:
        raise SourceMissingError(path) from error
    except OSError as error:
        raise SourceUnreadableError(path, error.strerror or str(error)) from error


def read_header(path: Path) -> Header:
    """Kind and size without decoding. Raises the ReadError family."""
    with opened(path) as (format, picture):
        width, height = picture.size
        if orientation(picture) in _ROTATED:
            width, height = height, width
        return Header(format.name, Size(width, height))


@contextmanager
def opened(path: Path) -> Iterator[tuple[Format, Image.Image]]:
    """The file opened by Pillow, checked for kind, pixel type and size. Raises the ReadError family.

    What goes wrong inside the block, while pixels are decoded, is told as BrokenPictureError too.
    """
    format = read_kind(path)
    if format is None:
        raise NotAPictureError(path)
    try:
        with Image.open(path, formats=(format.pillow,)) as picture:
            _check(path, picture)
            yield format, picture
    except UnidentifiedImageError as error:
        raise BrokenPictureError(path, "its header makes no sense") from error
    except _DECODER_ERRORS as error:
        raise BrokenPictureError(path, str(error)) from error


def orientation(picture: Image.Image) -> int:
    """EXIF orientation, 1 (upright) to 8; 1 where there is none or it makes no sense."""
    value = picture.getexif().get(ExifTags.Base.Orientation, 1)
    return value if isinstance(value, int) and 1 <= value <= 8 else 1


def _check(path: Path, picture: Image.Image) -> None:
    width, height = picture.size
    if width * height > LIMIT_MEGAPIXELS * 1_000_000:
        raise PictureTooLargeError(path, width, height, LIMIT_MEGAPIXELS)
    if _bits(picture) > 8:
        raise UnsupportedPixelsError(path, f"{_bits(picture)} bits")
    if picture.mode not in READ_MODES:
        raise UnsupportedPixelsError(path, picture.mode)


def _bits(picture: Image.Image) -> int:
    """Bits per channel. Pillow reduces 16-bit RGB to 8 without a word, so its mode does not tell."""
    if picture.format == "PNG":
        tiles = getattr(picture, "tile", ())
        return 16 if tiles and ";16" in str(tiles[0][3]) else 8
    if picture.format == "TIFF":
        bits = getattr(picture, "tag_v2", {}).get(ExifTags.Base.BitsPerSample, (8,))
        return max(bits) if isinstance(bits, tuple) else int(bits)
    return 8
