"""All picture formats, and what each of them can hold. A new format is one more line here."""

from __future__ import annotations

from upscaler import messages
from upscaler.geometry import Size
from upscaler.images.codecs.avif import Avif
from upscaler.images.codecs.base import Codec, Header
from upscaler.images.codecs.bmp import Bmp
from upscaler.images.codecs.gif import Gif
from upscaler.images.codecs.heic import Heic
from upscaler.images.codecs.ico import Ico
from upscaler.images.codecs.jpeg import Jpeg
from upscaler.images.codecs.jpeg2000 import Jpeg2000
from upscaler.images.codecs.png import Png
from upscaler.images.codecs.pnm import Pnm
from upscaler.images.codecs.qoi import Qoi
from upscaler.images.codecs.tga import Tga
from upscaler.images.codecs.tiff import Tiff
from upscaler.images.codecs.webp import Webp

FORMATS: tuple[Codec, ...] = (  # in the order of display; TGA, which has no signature, is recognised last
    *(Png(), Jpeg(), Webp(), Tiff(), Avif(), Heic(), Bmp(), Gif(), Jpeg2000(), Pnm(), Ico(), Qoi(), Tga()),
)
# Camera raw files: most of them begin like a TIFF, and all that could be read from them is a thumbnail.
RAW_SUFFIXES = (
    *(".3fr", ".arw", ".cr2", ".cr3", ".dcr", ".dng", ".erf", ".iiq", ".kdc", ".mos"),
    *(".mrw", ".nef", ".nrw", ".orf", ".pef", ".raf", ".raw", ".rw2", ".sr2", ".srf", ".srw"),
)
# Other pictures and drawings, which this app neither reads nor writes.
FOREIGN_SUFFIXES = (
    *(".jxl", ".jxr", ".hdr", ".exr", ".dds", ".pcx", ".psd", ".psb", ".xcf", ".kra"),
    *(".svg", ".eps", ".pdf", ".apng", ".avifs", ".heics"),
)
SIGNATURE_LENGTH = 32  # bytes at the start of a file that identify its format
LARGEST_TOTAL = 100_000_000  # result pixels of all frames together: they and the encoder's copies are held in memory

BY_NAME = {format.name: format for format in FORMATS}
READABLE_SUFFIXES = tuple(suffix for format in FORMATS for suffix in format.suffixes)
WRITABLE_SUFFIXES = tuple(suffix for format in FORMATS if format.writable for suffix in format.suffixes)
WRITABLE = tuple(format.name for format in FORMATS if format.writable)


def recognise(start: bytes) -> Codec | None:
    """The format of a file by its first bytes (at least SIGNATURE_LENGTH, or all of them), whatever its name."""
    return next((format for format in FORMATS if format.recognises(start)), None)


def by_suffix(suffix: str) -> Codec | None:
    """The format that we write for this extension ('.jpeg', any case)."""
    lowered = suffix.lower()
    return next((format for format in FORMATS if format.writable and lowered in format.suffixes), None)


def target_format(choice: str, source: str) -> Codec:
    """The format to write: `choice` is a name or "keep"; formats that we only read become their `replacement`."""
    format = BY_NAME[choice] if choice != "keep" else BY_NAME.get(source, Codec())  # a picture without a file has none
    return format if format.writable else BY_NAME[format.replacement]


def promised(format: Codec) -> str:
    """The format's name with a reason to choose it, for the user."""
    return messages.filled(format.promise, format=format.title)


def formats_for(size: Size) -> tuple[str, ...]:
    """Names of the formats that can hold a picture of this size."""
    return tuple(format.title for format in FORMATS if format.writable and holds(format, size))


def holds(format: Codec, size: Size) -> bool:
    """Whether a format can hold a picture of this size."""
    return max(size.width, size.height) <= format.largest_side and size.pixels <= format.largest_area


def keeps_frames(source: Header, size: Size, format: Codec) -> bool:
    """Whether a result of this format and frame size holds every picture of the source."""
    if source.frames == 1 or not format.writes_sequence or BY_NAME[source.kind].sequence != format.sequence:
        return False
    return size.pixels * source.frames <= LARGEST_TOTAL


def keeps_depth(source: Header, size: Size, format: Codec) -> bool:
    """Whether a result has 16 bits where its source has: animations have 8, as no encoder here writes deeper ones."""
    return format.high_bit_depth and (format.sequence == "pages" or not keeps_frames(source, size, format))
