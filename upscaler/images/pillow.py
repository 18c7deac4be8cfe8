"""The uses of Pillow: metadata of an open file, 8-bit pixels, and some of the files that we write."""

from __future__ import annotations

import logging
import struct
import threading
import warnings
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import numpy as np
from PIL import ExifTags, Image, ImageFile, ImageSequence, UnidentifiedImageError

from upscaler.images import colour
from upscaler.images.bitmap import Pixels
from upscaler.images.canvas import RGB_ORDER
from upscaler.images.chunks import in_photoshop, raw_profile
from upscaler.images.exif import PREFIX
from upscaler.images.metadata import Metadata
from upscaler.images.opencv import cv2
from upscaler.images.xmp import turned
from upscaler.messages import Filled

Image.MAX_IMAGE_PIXELS = None  # our own limit, which has its own error, replaces Pillow's
# Pillow warns of oddities in metadata; a picture that decodes is good enough.
warnings.filterwarnings("ignore", module=r"PIL\.")
logging.getLogger("tifffile").disabled = True  # our own errors say what is wrong with a file


class _Tolerance(threading.local):
    """Pillow's switch, true only in threads that have turned it on: in others, files must be intact."""

    is_on = False

    def __bool__(self) -> bool:
        return self.is_on


_tolerance = _Tolerance()
setattr(ImageFile, "LOAD_TRUNCATED_IMAGES", _tolerance)  # noqa: B010 - declared as a bool
_set_as_raw = ImageFile.PyDecoder.set_as_raw


def _set_as_raw_if_possible(decoder: ImageFile.PyDecoder, data: bytes, *arguments: Any) -> None:
    """The last step of Pillow's own decoders of QOI and PNM, which ignore the switch."""
    try:
        _set_as_raw(decoder, data, *arguments)
    except ValueError:
        if not is_tolerant():
            raise


setattr(ImageFile.PyDecoder, "set_as_raw", _set_as_raw_if_possible)  # noqa: B010 - mypy allows no other way

CONVERTED = ("CMYK", "LAB", "YCbCr")  # modes that become RGB
# Modes that become 8- or 16-bit pixels; "I" only if it holds 16 bits.
READ_MODES = (
    *("1", "L", "LA", "La", "P", "PA", "RGB", "RGBA", "RGBa", "RGBX"),
    *(*CONVERTED, "I;16", "I;16B", "I;16L", "I;16N", "I"),
)
# What Pillow, OpenCV and their decoders raise on broken files, besides OSError.
DECODER_ERRORS = (
    *(OSError, ValueError, TypeError, SyntaxError, EOFError, LookupError, ArithmeticError),
    *(struct.error, zlib.error, RuntimeError, cv2.error, MemoryError, AssertionError),
)
# How they report missing bytes
_END_ERRORS = (EOFError, IndexError, struct.error)
_CUT_OFF = ("truncated", "not enough", "not large enough", "expected to read", "reached eof")
_BAND = 64  # rows
_IPTC_RESOURCE = 0x0404  # number in Photoshop's block of a JPEG
_RESOLUTION = (ExifTags.Base.XResolution, ExifTags.Base.YResolution, ExifTags.Base.ResolutionUnit)


@contextmanager
def tolerant() -> Iterator[None]:
    """In this thread, Pillow fills in what a file lacks, and ignores checksums."""
    before, _tolerance.is_on = _tolerance.is_on, True
    try:
        yield
    finally:
        _tolerance.is_on = before


def is_tolerant() -> bool:
    return _tolerance.is_on


def reason_for(error: Exception) -> str:
    """A decoder's message; for the most common faults our own words, which are translated."""
    if isinstance(error, (UnidentifiedImageError, AssertionError)):
        return "its header is invalid"
    if error.args and isinstance(error.args[0], Filled):
        return error.args[0]
    said = str(error) or type(error).__name__
    is_cut_off = isinstance(error, _END_ERRORS) or any(words in said.lower() for words in _CUT_OFF)
    return "the file is cut off" if is_cut_off else said


def orientation(picture: Image.Image) -> int:
    """EXIF orientation, 1 (upright) to 8; 1 if it is missing or invalid."""
    try:
        value = picture.getexif().get(ExifTags.Base.Orientation, 1)
    except DECODER_ERRORS:  # damaged EXIF data is no reason to refuse the picture
        return 1
    return value if isinstance(value, int) and 1 <= value <= 8 else 1


def layout(picture: Image.Image) -> object:
    """What Pillow tells its decoder about the samples in the file. It discards this once the pixels are loaded."""
    tiles = getattr(picture, "tile", ())
    return tiles[0][3] if tiles else ""


def extent(picture: Image.Image) -> tuple[int, ...]:
    """The part of the canvas that a frame draws: left, top, right, bottom. It discards this too."""
    tiles = getattr(picture, "tile", ())
    return tuple(tiles[0][1]) if tiles else ()


def plain(picture: Image.Image, profile: bytes | None) -> tuple[Image.Image, bytes | None, tuple[str, ...]]:
    """The picture as 8-bit L, LA, RGB or RGBA: palettes resolved, tRNS turned into alpha, CMYK and Lab converted.

    Also the profile of these pixels, and warnings. Raises what decoders raise.
    """
    picture.load()
    if picture.mode in CONVERTED:
        return colour.to_rgb(picture, profile)
    if picture.mode.startswith("I"):
        values = np.asarray(picture).astype(np.uint32)
        return Image.fromarray(((values + 128) // 257).astype(np.uint8)), profile, ()
    transparent = picture.has_transparency_data or picture.mode in ("La", "RGBa")
    gray = picture.mode in ("1", "L", "LA", "La")
    if picture.mode in ("P", "PA"):  # a palette's profile is for RGB, and would be lost with gray pixels
        gray = _is_gray(picture) and colour.space(profile) != b"RGB "
    mode = ("LA" if transparent else "L") if gray else ("RGBA" if transparent else "RGB")
    if mode == "LA" and picture.mode not in ("LA", "La"):  # a direct conversion loses tRNS
        picture = picture.convert("RGBA")
    return (picture if picture.mode == mode else picture.convert(mode)), profile, ()


def samples(picture: Image.Image) -> Pixels:
    """(H, W, C), a copy: Pillow's own buffer is read-only. In bands, since no other thread runs while Pillow copies."""
    pixels = np.empty((picture.height, picture.width, len(picture.getbands())), np.uint8)
    for y in range(0, picture.height, _BAND):
        band = np.asarray(picture.crop((0, y, picture.width, min(y + _BAND, picture.height))))
        pixels[y : y + _BAND] = band.reshape(band.shape[0], band.shape[1], -1)
    return pixels


def _is_gray(picture: Image.Image) -> bool:
    """Whether every colour of a palette is gray."""
    palette = np.frombuffer(bytes(picture.getpalette("RGB") or ()), np.uint8).reshape(-1, 3)
    return bool((palette == palette[:, :1]).all())


def read_metadata(picture: Image.Image, dpi_is_told: bool = True) -> Metadata:
    """The metadata of an open file, EXIF data even if damaged.

    Unless `dpi_is_told`, the resolution is not the file's but Pillow's default.
    """
    said = picture.info
    exif = said.get("exif") or raw_profile(said, "exif", "APP1")
    xmp = said.get("xmp") or said.get("XML:com.adobe.xmp") or raw_profile(said, "xmp")
    iptc = said.get("iptc") or in_photoshop(raw_profile(said, "iptc", "8bim"))
    if isinstance(said.get("photoshop"), dict):
        iptc = said["photoshop"].get(_IPTC_RESOURCE)
    lost: tuple[str, ...] = ()
    xmp = xmp.encode() if isinstance(xmp, str) else xmp
    if isinstance(xmp, bytes) and orientation(picture) != 1:
        xmp, lost = turned(xmp)
    return Metadata(
        exif.removeprefix(PREFIX) if isinstance(exif, bytes) and exif.removeprefix(PREFIX) else None,
        xmp if isinstance(xmp, bytes) and xmp else None,
        iptc if isinstance(iptc, bytes) and iptc else None,
        _dpi(picture, said.get("dpi") if dpi_is_told else None),
        lost=lost,
    )


def _dpi(picture: Image.Image, told: Any) -> tuple[float, float] | None:
    """The given resolution, else that of the EXIF data."""
    found = _dpi_in_exif(picture) if told is None else told
    if not found or not all(1 < float(value) < 1e6 for value in found):
        return None
    return float(found[0]), float(found[1])


def aspect(told: object) -> tuple[float, float] | None:
    """A resolution without a unit, if it is valid and pixels are not square."""
    if not isinstance(told, tuple) or len(told) != 2:
        return None
    across, down = map(float, told)
    return (across, down) if 0 < across < 1e6 and 0 < down < 1e6 and across != down else None


def _dpi_in_exif(picture: Image.Image) -> tuple[float, float] | None:
    try:
        across, down, unit = map(picture.getexif().get, _RESOLUTION)
        if unit not in (None, 2, 3):  # it only gives the shape of a pixel
            return None
        inches = 2.54 if unit == 3 else 1.0
        return (float(across) * inches, float(down) * inches) if across and down else None
    except (*DECODER_ERRORS, AttributeError):  # AttributeError: a value does not have the type of its tag
        return None


def frames_as_rgb(path: Path, kind: str, positions: Sequence[int]) -> Iterator[Pixels]:
    """These frames of an animation as Pillow composes them, (H, W, 3), up to the first that it cannot read."""
    with suppress(*DECODER_ERRORS), path.open("rb") as file, Image.open(file, formats=(kind,)) as picture:
        for position in positions:
            picture.seek(position)
            yield np.asarray(picture.convert("RGB"))


def save(canvas: Pixels, path: Path, kind: str, **options: Any) -> None:
    """Write a canvas as a file of one of Pillow's kinds. Raises what Pillow raises."""
    Image.fromarray(canvas[:, :, RGB_ORDER[canvas.shape[2]]]).save(path, kind, **options)


def save_animation(canvases: Sequence[Pixels], path: Path, kind: str, **options: Any) -> None:
    """Write canvases, BGRA, as frames. Raises what Pillow raises."""
    first, *others = (Image.fromarray(canvas[:, :, RGB_ORDER[4]]) for canvas in canvases)
    first.save(path, kind, save_all=True, append_images=others, **options)


def read_into(path: Path, kind: str, pixels: Pixels) -> bool:
    """Decode a file into an array like its canvas; False if it is damaged or of another shape or depth."""
    try:
        with Image.open(path, formats=(kind,)) as picture:
            found = np.asarray(picture)
    except DECODER_ERRORS:
        return False
    if found.shape != pixels.shape or found.dtype != pixels.dtype:
        return False
    pixels[:] = found[:, :, RGB_ORDER[found.shape[2]]]
    return True


def animation(path: Path, kind: str) -> Iterator[tuple[Pixels, int]]:
    """Each frame of a file as a canvas, BGRA, and its milliseconds. Raises what decoders raise."""
    with Image.open(path, formats=(kind,)) as picture:
        for frame in ImageSequence.Iterator(picture):
            pixels = np.asarray(frame.convert("RGBA"))[:, :, RGB_ORDER[4]]
            yield pixels, round(frame.info.get("duration", 0))
