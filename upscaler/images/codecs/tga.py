"""Truevision TGA (2.0 specification, 1991). Read-only."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from upscaler.images.codecs.base import Codec, OpenPicture, Profile

if TYPE_CHECKING:
    from PIL import Image

    from upscaler.images.bitmap import Pixels

_HEADER, _FOOTER = 18, 26  # bytes
_SIGNATURE = b"TRUEVISION-XFILE.\0"  # of a file that has a footer
_ATTRIBUTES_TYPE = 494  # its offset in the extension area
_USEFUL, _MULTIPLIED = 3, 4  # types: straight alpha, and premultiplied; lower ones mean no alpha
_COMPRESSED = 8  # bit of the image type
_PLAIN = (2, 3)  # image types without compression and without a palette
_FROM_RIGHT, _FROM_TOP = 0x10, 0x20  # bits of the header's last byte
_DEPTHS = (7, 16)  # offsets of the bits of a palette's colours, and of pixels


class Tga(Codec):
    name, title, pillow, suffixes = "tga", "TGA", "TGA", (".tga", ".icb", ".vda", ".vst")

    def recognises(self, start: bytes) -> bool:
        """There is no signature: the 18 bytes of the header must agree with each other."""
        if len(start) < _HEADER:
            return False
        palette, kind, depth, flags = start[1], start[2] & ~_COMPRESSED, start[16], start[17]
        width, height = int.from_bytes(start[12:14], "little"), int.from_bytes(start[14:16], "little")
        if not (width and height) or flags & 0xC0 or start[2] not in (1, 2, 3, 9, 10, 11):
            return False
        if kind == 1:
            return palette == 1 and depth == 8 and start[7] in (15, 16, 24, 32)
        return palette == 0 and not any(start[3:8]) and depth in ((8, 16) if kind == 3 else (15, 16, 24, 32))

    def open(self, path: Path, file: BinaryIO) -> Image.Image:
        """Pillow supports 15 bits only as 16, and looks for a footer even in files that are too short for one."""
        start = bytearray(file.read(_HEADER))
        is_short = file.seek(0, 2) < _FOOTER
        file.seek(0)
        if is_short or 15 in (start[at] for at in _DEPTHS):
            for at in _DEPTHS:
                start[at] = 16 if start[at] == 15 else start[at]
            name = bytes(_FOOTER if is_short else 0)
            start[0] = min(start[0] + len(name), 255)
            file = io.BytesIO(start + name + file.read()[_HEADER:])
        return super().open(path, file)

    def has_alpha(self, source: OpenPicture) -> bool:
        return super().has_alpha(source) and _attributes(source) >= _USEFUL

    def witnesses(self, source: OpenPicture) -> Iterator[Pixels]:
        """The bytes of an uncompressed file, arranged as the header says."""
        import numpy as np

        with source.beside() as file:
            start = file.read(_HEADER)
            depth, flags, kind, size = start[16], start[17], start[2], source.picture.size
            if kind not in _PLAIN or depth not in (8, 24, 32):
                return
            file.seek(_HEADER + start[0])
            data = file.read(size[0] * size[1] * depth // 8)
        rows = np.frombuffer(data, np.uint8).reshape(size[1], size[0], depth // 8)
        rows = rows[:: 1 if flags & _FROM_TOP else -1, :: -1 if flags & _FROM_RIGHT else 1]
        yield np.ascontiguousarray(rows[:, :, [0, 0, 0] if depth == 8 else [2, 1, 0]])

    def read(self, source: OpenPicture, profile: Profile, damaged: bool) -> tuple[Pixels, Profile, tuple[str, ...]]:
        """Alpha that would hide the whole picture is ignored."""
        import numpy as np

        from upscaler.images.alpha import unpremultiplied

        pixels, profile, told = self._loaded(source, profile, damaged)
        if pixels.shape[2] in (2, 4):
            kind = _attributes(source)
            if kind < _USEFUL or not pixels[:, :, -1].any():
                pixels = np.ascontiguousarray(pixels[:, :, :-1])
            elif kind == _MULTIPLIED:
                pixels = unpremultiplied(pixels.astype(np.float32), pixels)
        return pixels, profile, told

    def _loaded(self, source: OpenPicture, profile: Profile, damaged: bool) -> tuple[Pixels, Profile, tuple[str, ...]]:
        """Pillow stops at runs that continue in the next row, which version 1.0 allows."""
        if not damaged:
            with suppress(OSError):
                return super().read(source, profile, damaged)
        with source.beside() as file:
            content = _unpacked(file.read())
        with self.open(source.path, io.BytesIO(content)) as picture:
            return super().read(replace(source, picture=picture), profile, damaged)


def _unpacked(content: bytes) -> bytes:
    """The header, palette and pixels of a file, without runs. A packet that exceeds the picture is left out."""
    if not content[2] & _COMPRESSED:
        return content
    step, palette = -(-content[16] // 8), int.from_bytes(content[5:7], "little") * -(-content[7] // 8)
    at = _HEADER + content[0] + palette
    head = content[:2] + bytes([content[2] & ~_COMPRESSED]) + content[3:at]
    missing = int.from_bytes(content[12:14], "little") * int.from_bytes(content[14:16], "little")
    pixels = bytearray()
    while at < len(content) and (count := (content[at] & 0x7F) + 1) <= missing:
        length, times = (step, count) if content[at] & 0x80 else (step * count, 1)
        found = content[at + 1 : at + 1 + length]
        pixels += found * times if len(found) == length else found
        at, missing = at + 1 + length, missing - count
    return head + pixels


def _attributes(source: OpenPicture) -> int:
    """The type of the header's attribute bits, by the extension area if there is one."""
    with source.beside() as file:
        if not file.read(_HEADER)[17] & 0x0F:
            return 0
        end = file.seek(0, 2)
        file.seek(max(0, end - _FOOTER))
        footer = file.read()
        extension = int.from_bytes(footer[:4], "little")
        if not footer.endswith(_SIGNATURE) or not 0 < extension < end - _ATTRIBUTES_TYPE:
            return _USEFUL
        file.seek(extension + _ATTRIBUTES_TYPE)
        return file.read(1)[0]
