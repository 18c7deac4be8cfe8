"""Directories of tags, the structure of TIFF files and EXIF data (TIFF 6.0, section 2; BigTIFF).

They are read and written without interpreting the values, so that every byte of them is preserved.
"""

from __future__ import annotations

import struct
from typing import BinaryIO, Literal

import numpy as np

Tags = dict[int, tuple[int, bytes]]  # by tag: the type of the values, and the values, little-endian
MAIN, EXIF, GPS = 0, 34_665, 34_853  # directories: the first one, and the tags that point to the others
GEO = frozenset((33_550, 33_922, 34_264, 34_735, 34_736, 34_737))  # where on earth a GeoTIFF is
# Tags that say how the pixels of a file are stored, or that are kept in other ways.
OF_PIXELS = frozenset(
    (
        *(254, 255, 256, 257, 258, 259, 262, 263, 266, 273, 277, 278, 279, 280, 281, 284, 288, 289, 290, 291, 292, 293),
        *(301, 317, 318, 319, 320, 321, 322, 323, 324, 325, 330, 332, 333, 334, 336, 338, 339, 340, 341, 342, 347),
        *(512, 513, 514, 515, 517, 518, 519, 520, 521, 529, 530, 531, 532, 700, 33_723),
        *(34_377, 34_675, 37_724, 40_965, *GEO),
    )
)
_NUMBER = {1: 1, 2: 1, 3: 2, 4: 4, 5: 4, 6: 1, 7: 1, 8: 2, 9: 4, 10: 4, 11: 4, 12: 8}  # bytes of each, by type
_POINTER = {4: 4, 13: 4, 16: 8, 18: 8}  # the same for pointers to directories
FRACTIONS = (5, 10)  # types of two numbers each; those of the second are signed
_MOST = 0xFFFF - 2  # entries of a directory, less two pointers to the others


def read_tags(file: BinaryIO) -> dict[int, Tags]:
    """The three directories of a TIFF file or of EXIF data, without OF_PIXELS and malformed entries."""
    file.seek(0)
    start = file.read(16).ljust(16, b"\0")
    order = ">" if start[:2] == b"MM" else "<"
    big = start[2:4] in (b"+\0", b"\0+")
    main = _directory(file, order, big, *struct.unpack(order + ("Q" if big else "I"), start[8:] if big else start[4:8]))
    found = {MAIN: main, EXIF: Tags(), GPS: Tags()}
    for pointer in (EXIF, GPS):
        if pointer in main:
            found[pointer] = _directory(file, order, big, int.from_bytes(main.pop(pointer)[1], "little"))
    return {
        name: {tag: value for tag, value in tags.items() if value[0] in _NUMBER and tag not in OF_PIXELS}
        for name, tags in found.items()
    }


def _directory(file: BinaryIO, order: str, big: bool, at: int) -> Tags:
    """All tags of one directory. Together, their values are not longer than the file."""
    room = end = file.seek(0, 2)
    entry, place = struct.Struct(order + ("HHQ8s" if big else "HHI4s")), 8 if big else 4
    name: Literal["little", "big"] = "little" if order == "<" else "big"
    file.seek(min(at, end))
    count = int.from_bytes(file.read(8 if big else 2), name)
    entries = file.read(entry.size * min(count, _MOST))
    found = Tags()
    for tag, kind, count, value in entry.iter_unpack(entries[: len(entries) // entry.size * entry.size]):
        number = (_NUMBER | _POINTER).get(kind, 0)
        size = number * count * (2 if kind in FRACTIONS else 1)
        if tag in OF_PIXELS or tag in found or not 0 < size <= room:
            continue
        if size > place:
            file.seek(min(int.from_bytes(value, name), end))
            value = file.read(size)
        if len(value) >= size:
            room -= size
            found[tag] = kind, np.frombuffer(value[:size], f"{order}u{number}").astype(f"<u{number}").tobytes()
    return found


def packed(tags: Tags, start: int, big: bool = False) -> bytes:
    """A directory without a next one, for the position `start` of a file, which is even; little-endian."""
    count, entry, place = ("<Q", "<HHQ", 8) if big else ("<H", "<HHI", 4)
    head, values = struct.pack(count, len(tags)), b""
    end = start + len(head) + len(tags) * (struct.calcsize(entry) + place) + place
    for tag, (kind, value) in sorted(tags.items()):
        length = len(value) // (_NUMBER | _POINTER)[kind] // (2 if kind in FRACTIONS else 1)
        held = value.ljust(place, b"\0")
        if len(value) > place:
            held = struct.pack("<Q", end + len(values))[:place]
            values += value + bytes(len(value) % 2)
        head += struct.pack(entry, tag, kind, length) + held
    return head + bytes(place) + values


def as_exif(directories: dict[int, Tags]) -> bytes:
    """EXIF data with these directories."""
    main = directories[MAIN] | {name: (4, bytes(4)) for name in (EXIF, GPS) if directories[name]}
    others, start = b"", 8 + len(packed(main, 8))
    for name in (EXIF, GPS):
        if directories[name]:
            main[name] = 4, struct.pack("<I", start + len(others))
            others += packed(directories[name], start + len(others))
    return b"II*\0\x08\0\0\0" + packed(main, 8) + others
