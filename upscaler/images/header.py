"""Headers: what a file says before its pixels are read. A file is opened once for them and once for its pixels."""

from __future__ import annotations

import os
import stat
import threading
import time
from collections import OrderedDict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO

from upscaler.errors import (
    BeyondRepairError,
    BrokenPictureError,
    EmptyFileError,
    NotAPictureError,
    PictureTooLargeError,
    ReadError,
    ReadMemoryError,
    SourceMissingError,
    SourceUnreadableError,
    reason_of,
    says_out_of_memory,
)
from upscaler.geometry import Size
from upscaler.images.codecs.base import Codec, Header, OpenPicture
from upscaler.images.formats import FORMATS, RAW_SUFFIXES, SIGNATURE_LENGTH, recognise
from upscaler.images.pillow import DECODER_ERRORS, extent, is_tolerant, layout, reason_for, tolerant

LIMIT_MEGAPIXELS = 1_000  # of a source; a decompression bomb is refused before anything is decoded
MAY_CHANGE = 2.0  # seconds in which a file may change again with the same time stamp, on some file systems
_REMEMBERED = 20_000  # headers, about 500 bytes each
_ROTATED = (5, 6, 7, 8)  # EXIF orientations that swap width and height

_known: OrderedDict[tuple[object, ...], Header] = OrderedDict()
_knowing = threading.Lock()


def read_kind(path: Path) -> Codec | None:
    """The format of a file by its content; None for other files, and for camera raw files, by their extension.

    Raises SourceMissingError, SourceUnreadableError.
    """
    with _recognised(path) as (_, codec):
        return codec


def read_header(path: Path, limit_megapixels: int | None = None, allow_truncated: bool = False) -> Header:
    """What a file says before its pixels are read. Raises the ReadError family.

    With `allow_truncated`, faults in a header are ignored as far as possible; a damaged file counts as one picture,
    unless it has pages.

    Headers are cached for all threads, for as long as the file does not change.
    """
    try:
        header = _known.get(_identity(path, os.stat(path)))  # noqa: PTH116 - Path's own is slower
    except (OSError, ValueError):  # reported below
        header = None
    if header is not None and header.size.pixels <= _limit(limit_megapixels) * 1_000_000:
        return header
    try:
        with opened(path, limit_megapixels, will_salvage=allow_truncated) as source:
            return header_of(source)
    except BrokenPictureError:
        if not allow_truncated:
            raise
    with tolerant(), opened(path, limit_megapixels) as source:
        header = header_of(source)
        return header if source.codec.sequence == "pages" else replace(header, frames=1)


def header_of(source: OpenPicture) -> Header:
    """The header of an open file whose pixels are not loaded yet. Raises what decoders raise."""
    codec, picture = source.codec, source.picture
    width, height = codec.size(source)
    if codec.turn(picture) in _ROTATED:
        width, height = height, width
    alpha, frames = codec.has_alpha(source), codec.frames(picture)
    is_first = codec.is_first(picture, frames)
    header = Header(codec.name, Size(width, height), max(8, source.bits), len(frames), alpha, is_first)
    found = os.fstat(source.file.fileno())
    if not is_tolerant() and time.time() - max(found.st_mtime, found.st_ctime) >= MAY_CHANGE:
        with _knowing:
            _known[_identity(source.path, found)] = header
            if len(_known) > _REMEMBERED:
                _known.popitem(last=False)
    return header


@contextmanager
def opened(path: Path, limit_megapixels: int | None = None, will_salvage: bool = False) -> Iterator[OpenPicture]:
    """The file opened by Pillow, checked for format, pixel type and size. Raises the ReadError family.

    Errors inside the block, while pixels are decoded, become BrokenPictureError too, or BeyondRepairError if not even a
    part of the picture can be read: this is tried here, unless the caller `will_salvage` it anyway. A lack of memory
    becomes ReadMemoryError, also where the file is to blame: then a part of it would need as much.
    """
    with _recognised(path) as (file, codec):
        if codec is None and not os.fstat(file.fileno()).st_size:
            raise EmptyFileError(path)
        if codec is None:
            raise NotAPictureError(path, [format.title for format in FORMATS])
        try:
            with _opened(path, file, codec, limit_megapixels) as source:
                yield source
        except DECODER_ERRORS as error:
            if says_out_of_memory(error):
                raise ReadMemoryError(path) from error
            has_hope = will_salvage or _is_salvageable(path, file, codec, limit_megapixels)
            raise (BrokenPictureError if has_hope else BeyondRepairError)(path, reason_for(error)) from error


@contextmanager
def _opened(path: Path, file: BinaryIO, codec: Codec, limit_megapixels: int | None) -> Iterator[OpenPicture]:
    file.seek(0)
    with codec.open(path, file) as picture:
        source = OpenPicture(path, file, codec, picture)
        check(source, limit_megapixels)
        yield source


def _is_salvageable(path: Path, file: BinaryIO, codec: Codec, limit_megapixels: int | None) -> bool:
    """Whether a file that has failed can be read in part. It is tried, so that salvage is never advised in vain."""
    if is_tolerant():
        return False
    try:
        with tolerant(), _opened(path, file, codec, limit_megapixels) as source:
            header_of(source)
            codec.metadata(source)
            codec.read(source, codec.profile(source.picture), damaged=True)
            return True
    except (*DECODER_ERRORS, ReadError):
        return False


def check(source: OpenPicture, limit_megapixels: int | None = None) -> None:
    """Check the current frame of an open file. Raises PictureTooLargeError, UnsupportedPixelsError."""
    (width, height), limit = source.picture.size, _limit(limit_megapixels)
    if width * height > limit * 1_000_000:
        raise PictureTooLargeError(source.path, width, height, limit)
    source.layout, source.extent = layout(source.picture), extent(source.picture)
    source.bits = source.codec.bits(source)
    source.codec.check(source)


@contextmanager
def _recognised(path: Path) -> Iterator[tuple[BinaryIO, Codec | None]]:
    """The open file and its format."""
    try:
        mode = os.stat(path).st_mode  # noqa: PTH116 - a FIFO or device must not be opened
        if stat.S_ISDIR(mode):
            os.scandir(path).close()  # raises if a folder cannot be listed
        if not stat.S_ISREG(mode):
            raise SourceUnreadableError(path, "it is not a file")
        file = path.open("rb")
    except (FileNotFoundError, NotADirectoryError) as error:
        raise SourceMissingError(path) from error
    except (OSError, ValueError) as error:  # ValueError: a zero byte in the name
        raise SourceUnreadableError(path, reason_of(error)) from error
    with file:
        try:
            codec = recognise(file.read(SIGNATURE_LENGTH))
        except OSError as error:
            raise SourceUnreadableError(path, reason_of(error)) from error
        yield file, None if path.suffix.lower() in RAW_SUFFIXES else codec


def _identity(path: Path, found: os.stat_result) -> tuple[object, ...]:
    """A key that changes as soon as the file does."""
    return path, found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns, found.st_ctime_ns


def _limit(megapixels: int | None) -> int:
    return LIMIT_MEGAPIXELS if megapixels is None else megapixels
