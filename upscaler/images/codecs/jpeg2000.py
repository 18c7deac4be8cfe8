"""JPEG 2000 (ISO/IEC 15444-1), with and without boxes around the codestream. Only read."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from upscaler.errors import UnsupportedPixelsError
from upscaler.images.boxes import Palette, codestream, jp2_channels, jp2_info, jp2_palette, jp2_space
from upscaler.images.codecs.base import Codec, OpenPicture, Profile

if TYPE_CHECKING:
    from PIL import Image

    from upscaler.images.bitmap import Pixels

_CODESTREAM = b"\xff\x4f\xff\x51"
_SPREAD = 2**20  # bytes of a file in which the codestream begins
_SYCC = 18
_COLOUR, _MULTIPLIED = 0, 2  # types of channels; 1 is alpha
_SPACES = (0, 16, 17)  # numbers of the spaces in which colours of a palette are read: by a profile, sRGB, gray


class Jpeg2000(Codec):
    name, title, pillow = "jp2", "JPEG 2000", "JPEG2000"
    suffixes = (".jp2", ".j2k", ".jpx", ".jpf", ".j2c", ".jpc")
    signatures = (((0, b"\0\0\0\x0cjP  \r\n\x87\n"),), ((0, _CODESTREAM),))

    def open(self, path: Path, file: BinaryIO) -> Image.Image:
        picture = super().open(path, file)
        position = file.tell()
        picture.info.update(jp2_info(file))
        file.seek(position)
        return picture

    def bits(self, source: OpenPicture) -> int:
        """Of the first component, from the SIZ segment (A.5.1); of a palette's colours if there is one."""
        if palette := _palette(source):
            return max(palette.bits)
        return self._bits_of_component(source)

    def check(self, source: OpenPicture) -> None:
        palette = _palette(source)
        with source.beside() as file:
            channels = jp2_channels(file)
        if any(kind == _MULTIPLIED for _, kind, _ in channels):
            raise UnsupportedPixelsError(source.path, "colours multiplied by alpha")
        if any(colour != number + 1 if kind == _COLOUR else number == 0 for number, kind, colour in channels):
            raise UnsupportedPixelsError(source.path, "channels in another order")
        if palette is None:
            super().check(source)
        elif palette.space not in _SPACES or len(palette.channels) not in (1, 2, 3, 4):
            raise UnsupportedPixelsError(source.path, "a palette of other colours than RGB and gray")

    def has_alpha(self, source: OpenPicture) -> bool:
        palette = _palette(source)
        return len(palette.channels) in (2, 4) if palette else super().has_alpha(source)

    def read(self, source: OpenPicture, profile: Profile, damaged: bool) -> tuple[Pixels, Profile, tuple[str, ...]]:
        """With a palette from the bare codestream: Pillow forgets colours that come twice, and the order of columns."""
        palette = _palette(source)
        if palette is None:
            return super().read(source, profile, damaged)
        import numpy as np

        from upscaler.images.high_bit_depth import in_8_bits, stretched

        unused = max(0, 8 - self._bits_of_component(source))  # Pillow shifts what has fewer bits to the left
        with source.beside() as file, super().open(source.path, codestream(file)) as bare:
            components = np.atleast_3d(np.asarray(bare))
        colours = np.array(palette.colours, np.uint16)
        channels = []
        for component, uses_palette, column in palette.channels:
            values = components[:, :, component]
            if uses_palette:
                indices = np.minimum(values >> unused, len(colours) - 1)
                values = stretched(colours[:, column], 2 ** palette.bits[column] - 1)[indices]
            else:
                values = np.asarray(values, np.uint16) * 257
            channels.append(values)
        pixels = np.dstack(channels)
        return pixels if max(palette.bits) > 8 else in_8_bits(pixels), profile, ()

    def witnesses(self, source: OpenPicture) -> Iterator[Pixels]:
        """OpenCV, but for what it does not know: sYCC and most palettes."""
        from upscaler.images.bitmap import upright
        from upscaler.images.opencv import as_rgb

        palette, turn = _palette(source), self.turn(source.picture)
        is_usual = palette is None or (len(palette.channels) > 2 and set(palette.bits) == {8})
        with source.beside() as file:
            is_usual = is_usual and jp2_space(file) != _SYCC
        if is_usual:
            yield from (upright(found, turn) for found in as_rgb(source.path))

    def _bits_of_component(self, source: OpenPicture) -> int:
        with source.beside() as file:
            start = file.read(_SPREAD)
        at = start.find(_CODESTREAM)
        return (start[at + 42] & 0x7F) + 1 if 0 <= at < len(start) - 42 else 8


def _palette(source: OpenPicture) -> Palette | None:
    with source.beside() as file:
        return jp2_palette(file)
