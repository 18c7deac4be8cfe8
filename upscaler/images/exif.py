"""EXIF data of a picture whose size has changed: patched in place, so that nothing else is lost or moved.

EXIF is a small TIFF file (CIPA DC-008, 4.6). Maker notes contain offsets into it: rewriting it would break them.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass

from upscaler.geometry import Size

PREFIX = b"Exif\0\0"  # before the data in JPEG files
_ORIENTATION, _EXIF_IFD = 0x0112, 0x8769
_WIDTHS, _HEIGHTS = (0x0100, 0xA002), (0x0101, 0xA003)  # in the main directory and in that of EXIF
_PLACES = frozenset((0x9214, 0xA214))  # of the subject, in pixels of the original: SubjectArea, SubjectLocation
_RESOLUTION = (0x011A, 0x011B, 0x0128)  # across, down, unit
_THUMBNAIL = ((0x0201, 0x0202), (0x0111, 0x0117))  # position and length: as JPEG, as TIFF strip
_SHORT, _LONG, _FRACTION = 3, 4, 5
_INCH = 2
_EMPTY = b"II*\0\x08\0\0\0" + bytes(6)
_ENTRY = 12  # bytes


def updated(exif: bytes, size: Size) -> bytes:
    """The data for an upright picture of `size`, without the thumbnail and the position of the subject.

    Raises ValueError if it is malformed.
    """
    try:
        tree = _Tree.of(exif)
        main, following = tree.without(_PLACES, tree.long(4))
        tree.set(main, _ORIENTATION, 1)
        directories = [main]
        if _EXIF_IFD in main:
            directories.append(tree.without(_PLACES, tree.value(main[_EXIF_IFD]))[0])
        for entries in directories:
            for tags, value in ((_WIDTHS, size.width), (_HEIGHTS, size.height)):
                for tag in tags:
                    tree.set(entries, tag, value)
        if tree.long(following):
            tree.remove_thumbnail(tree.directory(tree.long(following))[0])
            struct.pack_into(f"{tree.order}I", tree.data, following, 0)
    except (KeyError, IndexError, struct.error) as error:
        raise ValueError("malformed EXIF data") from error
    return bytes(tree.data)


def without_orientation(exif: bytes) -> bytes:
    """The data without the orientation in the main directory; only the entries after it move.

    Raises ValueError if it is malformed.
    """
    return _without(exif, frozenset({_ORIENTATION}))


def without_resolution(exif: bytes) -> bytes:
    """The data without the resolution in the main directory; only the entries after it move.

    Raises ValueError if it is malformed.
    """
    return _without(exif, frozenset(_RESOLUTION))


def _without(exif: bytes, tags: frozenset[int]) -> bytes:
    try:
        tree = _Tree.of(exif)
        tree.without(tags, tree.long(4))
    except (KeyError, IndexError, struct.error) as error:
        raise ValueError("malformed EXIF data") from error
    return bytes(tree.data)


def with_resolution(exif: bytes | None, dpi: tuple[float, float]) -> bytes:
    """Data from `updated`, or none, with this resolution added unless it has one.

    The main directory is written a second time, at the end; everything else stays where it is.
    """
    exif = exif or _EMPTY
    tree = _Tree.of(exif)
    positions, following = tree.directory(tree.long(4))
    if _RESOLUTION[0] in positions:
        return exif
    start = len(exif) + len(exif) % 2  # directories begin at even positions
    fractions = struct.pack(f"{tree.order}4I", *(number for value in dpi for number in (round(value * 1000), 1000)))
    entries = {tag: exif[position : position + _ENTRY] for tag, position in positions.items()}
    for tag, place in zip(_RESOLUTION[:2], (start, start + 8), strict=True):
        entries[tag] = struct.pack(f"{tree.order}HHII", tag, _FRACTION, 1, place)
    entries[_RESOLUTION[2]] = struct.pack(f"{tree.order}HHIHH", _RESOLUTION[2], _SHORT, 1, _INCH, 0)
    directory = struct.pack(f"{tree.order}H", len(entries)) + b"".join(entries[tag] for tag in sorted(entries))
    struct.pack_into(f"{tree.order}I", tree.data, 4, start + len(fractions))
    return bytes(tree.data.ljust(start, b"\0")) + fractions + directory + exif[following : following + 4]


@dataclass
class _Tree:
    """Directories of entries inside `data`; an entry is identified by its position."""

    data: bytearray
    order: str

    @classmethod
    def of(cls, exif: bytes) -> _Tree:
        """Raises KeyError if the data do not begin with a byte order."""
        return cls(bytearray(exif), {b"II": "<", b"MM": ">"}[exif[:2]])

    def short(self, at: int) -> int:
        return int(struct.unpack_from(f"{self.order}H", self.data, at)[0])

    def long(self, at: int) -> int:
        return int(struct.unpack_from(f"{self.order}I", self.data, at)[0])

    def directory(self, at: int) -> tuple[dict[int, int], int]:
        """Positions of the entries by tag, and the position of the pointer to the next directory."""
        count = self.short(at)
        positions = [at + 2 + _ENTRY * i for i in range(count)]
        return {self.short(position): position for position in positions}, at + 2 + _ENTRY * count

    def without(self, tags: frozenset[int], at: int) -> tuple[dict[int, int], int]:
        """Like `directory`, after removing entries with these tags: later ones move up, their values stay."""
        found, following = self.directory(at)
        kept = [self.data[entry : entry + _ENTRY] for tag, entry in found.items() if tag not in tags]
        if len(kept) == len(found):
            return found, following
        end = following + 4
        directory = struct.pack(f"{self.order}H", len(kept)) + b"".join(kept) + self.data[following:end]
        self.data[at:end] = directory.ljust(end - at, b"\0")
        return self.directory(at)

    def value(self, entry: int) -> int:
        return self.short(entry + 8) if self.short(entry + 2) == _SHORT else self.long(entry + 8)

    def set(self, entries: dict[int, int], tag: int, value: int) -> None:
        """Change an integer, if it is there; a SHORT becomes a LONG where the value needs it."""
        entry = entries.get(tag)
        if entry is None or self.short(entry + 2) not in (_SHORT, _LONG):
            return
        if self.short(entry + 2) == _SHORT and value <= 0xFFFF:
            struct.pack_into(f"{self.order}HH", self.data, entry + 8, value, 0)
        else:
            struct.pack_into(f"{self.order}H", self.data, entry + 2, _LONG)
            struct.pack_into(f"{self.order}I", self.data, entry + 8, value)

    def remove_thumbnail(self, entries: dict[int, int]) -> None:
        """Cut off the bytes if they are the last ones, else zero them: nothing may move."""
        for position, length in _THUMBNAIL:
            if position in entries and length in entries:
                start = self.value(entries[position])
                end = min(start + self.value(entries[length]), len(self.data))
                if 8 <= start < end:
                    self.data[start:end] = b"" if end == len(self.data) else bytes(end - start)
