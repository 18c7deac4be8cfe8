"""The kinds of picture files: what tells them apart, and what each can hold."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from upscaler.geometry import Size

if TYPE_CHECKING:
    from upscaler.images.header import Header

Signature = tuple[tuple[int, bytes], ...]


@dataclass(frozen=True)
class Format:
    """One kind of file. `signatures` are (offset, bytes); all of one tuple must match.

    The limits and abilities are those of writing. `quality` is the default of lossy kinds, 0 to 100.
    """

    name: str
    pillow: str
    suffixes: tuple[str, ...]  # the first one is used for new files
    signatures: tuple[Signature, ...]
    title: str = ""  # what people call it, where that is not Pillow's name
    writable: bool = True
    lossless: bool = True
    alpha: bool = True
    deep: bool = False  # 16 bits
    iptc: bool = False
    frames: bool = False
    largest_side: int = 2**31 - 1  # pixels
    largest_area: int = 2**62  # pixels
    quality: int | None = None
    replacement: str = "png"  # what a kind that we only read is written as

    @property
    def shown(self) -> str:
        return self.title or self.pillow


def _boxed(*brands: bytes) -> tuple[Signature, ...]:
    """ISO media files: a brand of the first box, or one that it is compatible with."""
    return tuple(((4, b"ftyp"), (offset, brand)) for offset in (8, 16, 20, 24, 28) for brand in brands)


FORMATS = (
    Format("png", "PNG", (".png",), (((0, b"\x89PNG\r\n\x1a\n"),),), deep=True, frames=True),
    Format(
        "jpg",
        "JPEG",
        (".jpg", ".jpeg", ".jpe"),
        (((0, b"\xff\xd8\xff"),),),
        lossless=False,
        alpha=False,
        iptc=True,
        largest_side=65_535,
        quality=95,
    ),
    Format(
        "webp",
        "WEBP",
        (".webp",),
        (((0, b"RIFF"), (8, b"WEBP")),),
        title="WebP",
        lossless=False,
        frames=True,
        largest_side=16_383,
        quality=95,
    ),
    Format(
        "tiff",
        "TIFF",
        (".tif", ".tiff"),
        (((0, b"II*\0"),), ((0, b"MM\0*"),), ((0, b"II+\0"),), ((0, b"MM\0+"),)),
        deep=True,
        iptc=True,
        frames=True,
    ),
    Format(
        "avif",
        "AVIF",
        (".avif",),
        _boxed(b"avif", b"avis"),
        lossless=False,
        largest_side=65_536,
        largest_area=16_384**2,  # what decoders refuse beyond
        quality=90,
    ),
    Format(
        "heic",
        "HEIF",
        (".heic", ".heif"),
        _boxed(b"heic", b"heix", b"hevc", b"heim", b"heis"),
        title="HEIC",
        writable=False,
        replacement="jpg",
    ),
    Format("bmp", "BMP", (".bmp", ".dib"), (((0, b"BM"),),), writable=False),
    Format("gif", "GIF", (".gif",), (((0, b"GIF87a"),), ((0, b"GIF89a"),)), writable=False),
    Format(
        "jp2",
        "JPEG2000",
        (".jp2", ".j2k", ".jpx", ".jpf", ".j2c", ".jpc"),
        (((0, b"\0\0\0\x0cjP  \r\n\x87\n"),), ((0, b"\xff\x4f\xff\x51"),)),
        title="JPEG 2000",
        writable=False,
    ),
    Format(
        "pnm",
        "PPM",
        (".pnm", ".pbm", ".pgm", ".ppm"),
        tuple(((0, bytes([80, 48 + kind, space])),) for kind in range(1, 7) for space in b" \t\r\n#"),
        title="PNM",
        writable=False,
    ),
    Format("ico", "ICO", (".ico",), (((0, b"\0\0\1\0"),),), writable=False),
    Format("qoi", "QOI", (".qoi",), (((0, b"qoif"),),), writable=False),
    Format("tga", "TGA", (".tga", ".icb", ".vda", ".vst"), (), writable=False),  # has no signature: see `_is_tga`
)
# Files of cameras: most of them begin as a TIFF does, and what can be read of them is a thumbnail.
RAW_SUFFIXES = (
    *(".3fr", ".arw", ".cr2", ".cr3", ".dcr", ".dng", ".erf", ".iiq", ".kdc", ".mos"),
    *(".mrw", ".nef", ".nrw", ".orf", ".pef", ".raf", ".raw", ".rw2", ".sr2", ".srf", ".srw"),
)
# Of other pictures and drawings, which this app neither reads nor writes.
FOREIGN_SUFFIXES = (
    *(".jxl", ".jxr", ".hdr", ".exr", ".dds", ".pcx", ".psd", ".psb", ".xcf", ".kra"),
    *(".svg", ".eps", ".pdf", ".apng", ".avifs", ".heics"),
)
SIGNATURE_LENGTH = 32  # bytes of a file that tell its kind
LARGEST_TOTAL = 100_000_000  # result pixels of all frames together: they and the encoder's copies lie in memory
_ANIMATED, _PAGED = ("gif", "webp", "png", "avif"), ("tiff",)  # kinds of sources

BY_NAME = {format.name: format for format in FORMATS}
READABLE_SUFFIXES = tuple(suffix for format in FORMATS for suffix in format.suffixes)
WRITABLE_SUFFIXES = tuple(suffix for format in FORMATS if format.writable for suffix in format.suffixes)
WRITABLE = tuple(format.name for format in FORMATS if format.writable)


def recognise(start: bytes) -> Format | None:
    """The kind of a file by its first bytes (at least SIGNATURE_LENGTH, or all of them). The name does not count."""
    for format in FORMATS:
        for signature in format.signatures:
            if all(start[offset : offset + len(part)] == part for offset, part in signature):
                return format
    return BY_NAME["tga"] if _is_tga(start) else None


def _is_tga(start: bytes) -> bool:
    """Whether the 18 bytes of a Truevision TGA header agree with each other (TGA 2.0 specification, 1991)."""
    if len(start) < 18:
        return False
    palette, kind, depth, flags = start[1], start[2] & ~8, start[16], start[17]
    width, height = int.from_bytes(start[12:14], "little"), int.from_bytes(start[14:16], "little")
    if not (width and height) or flags & 0xC0 or start[2] not in (1, 2, 3, 9, 10, 11):
        return False
    if kind == 1:
        return palette == 1 and depth == 8 and start[7] in (15, 16, 24, 32)
    return palette == 0 and not any(start[3:8]) and depth in ((8, 16) if kind == 3 else (15, 16, 24, 32))


def by_suffix(suffix: str) -> Format | None:
    """The kind of file that we write under this ending ('.jpeg', any case)."""
    lowered = suffix.lower()
    return next((format for format in FORMATS if format.writable and lowered in format.suffixes), None)


def target_format(choice: str, source: str) -> Format:
    """The kind to write: `choice` is a name or "keep"; kinds that we only read become what they name."""
    format = BY_NAME[source if choice == "keep" else choice]
    return format if format.writable else BY_NAME[format.replacement]


def able(size: Size) -> tuple[str, ...]:
    """Names of the kinds that can hold so many pixels."""
    return tuple(format.shown for format in FORMATS if format.writable and holds(format, size))


def holds(format: Format, size: Size) -> bool:
    """Whether a kind can hold so many pixels."""
    return max(size.width, size.height) <= format.largest_side and size.pixels <= format.largest_area


def keeps_frames(source: Header, size: Size, format: Format) -> bool:
    """Whether a result of this format and frame size holds every picture of the source."""
    kinds = _PAGED if format.name == "tiff" else _ANIMATED
    fits = source.kind in kinds and size.pixels * source.frames <= LARGEST_TOTAL
    return source.frames > 1 and format.frames and fits


def keeps_depth(source: Header, size: Size, format: Format) -> bool:
    """Whether a result has 16 bits where its source has: animations have 8, as no encoder here writes deeper ones."""
    return format.deep and (format.name == "tiff" or not keeps_frames(source, size, format))
