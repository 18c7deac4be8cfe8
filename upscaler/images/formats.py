"""The kinds of picture files: what tells them apart, and what each can hold."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Format:
    """One kind of file. `signatures` are (offset, bytes); all of one tuple must match."""

    name: str
    pillow: str
    suffixes: tuple[str, ...]  # the first one is used for new files
    signatures: tuple[tuple[tuple[int, bytes], ...], ...]
    writable: bool = True
    lossless: bool = True
    alpha: bool = True
    largest_side: int = 2**31 - 1  # pixels


FORMATS = (
    Format("png", "PNG", (".png",), (((0, b"\x89PNG\r\n\x1a\n"),),)),
    Format(
        "jpg", "JPEG", (".jpg", ".jpeg"), (((0, b"\xff\xd8\xff"),),), lossless=False, alpha=False, largest_side=65_535
    ),
    Format("webp", "WEBP", (".webp",), (((0, b"RIFF"), (8, b"WEBP")),), lossless=False, largest_side=16_383),
    Format(
        "tiff",
        "TIFF",
        (".tif", ".tiff"),
        (((0, b"II*\0"),), ((0, b"MM\0*"),), ((0, b"II+\0"),), ((0, b"MM\0+"),)),
    ),
    Format("bmp", "BMP", (".bmp", ".dib"), (((0, b"BM"),),), writable=False),
)
SIGNATURE_LENGTH = 16  # bytes of a file that tell its kind

BY_NAME = {format.name: format for format in FORMATS}
READABLE_SUFFIXES = tuple(suffix for format in FORMATS for suffix in format.suffixes)
WRITABLE = tuple(format.name for format in FORMATS if format.writable)
REPLACEMENT = "png"  # what a kind that we only read is written as


def recognise(start: bytes) -> Format | None:
    """The kind of a file by its first bytes (at least SIGNATURE_LENGTH, or all of them). The name does not count."""
    for format in FORMATS:
        for signature in format.signatures:
            if all(start[offset : offset + len(part)] == part for offset, part in signature):
                return format
    return None


def by_suffix(suffix: str) -> Format | None:
    """The kind of file that we write under this ending ('.jpeg', any case)."""
    lowered = suffix.lower()
    return next((format for format in FORMATS if format.writable and lowered in format.suffixes), None)


def target_format(choice: str, source: str) -> Format:
    """The kind to write: `choice` is a name or "keep"; kinds that we only read become PNG."""
    format = BY_NAME[source if choice == "keep" else choice]
    return format if format.writable else BY_NAME[REPLACEMENT]
