"""JPEG 2000 (ISO/IEC 15444-1), with and without boxes around the codestream. Read-only."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from upscaler.errors import UnsupportedPixelsError
from upscaler.images.boxes import CODESTREAM, Jp2Header
from upscaler.images.codecs.base import Codec, OpenPicture, Profile

if TYPE_CHECKING:
    from PIL import Image

    from upscaler.images.bitmap import Pixels

_HEADER = "jp2 header"  # key in `info`
_SYCC = 18
_COLOUR, _MULTIPLIED = 0, 2  # types of channels; 1 is alpha
_SPACES = (0, 16, 17)  # numbers of colour spaces in which palettes are read: by a profile, sRGB, gray


class Jpeg2000(Codec):
    name, title, pillow = "jp2", "JPEG 2000", "JPEG2000"
    suffixes = (".jp2", ".j2k", ".jpx", ".jpf", ".j2c", ".jpc")
    signatures = (((0, b"\0\0\0\x0cjP  \r\n\x87\n"),), ((0, CODESTREAM),))

    def open(self, path: Path, file: BinaryIO) -> Image.Image:
        """With all that the file says apart from its pixels in `info`, so that it is parsed once."""
        picture = super().open(path, file)
        position = file.tell()
        header = Jp2Header.of(file)
        file.seek(position)
        picture.info.update(header.blocks)
        picture.info[_HEADER] = header
        if picture.mode == "I;16" and header.bits <= 8:  # Pillow looks for the depth in a box that may not say it
            picture._mode = "L"
        return picture

    def bits(self, source: OpenPicture) -> int:
        """Of the first component; of a palette's colours if there is one."""
        header = _header(source)
        return max(header.palette.bits) if header.palette else header.bits

    def check(self, source: OpenPicture) -> None:
        header = _header(source)
        if any(kind == _MULTIPLIED for _, kind, _ in header.channels):
            raise UnsupportedPixelsError(source.path, "colours multiplied by alpha")
        if any(colour != number + 1 if kind == _COLOUR else number == 0 for number, kind, colour in header.channels):
            raise UnsupportedPixelsError(source.path, "channels in an unusual order")
        if header.palette is None:
            super().check(source)
        elif header.space not in _SPACES or len(header.palette.channels) not in (1, 2, 3, 4):
            raise UnsupportedPixelsError(source.path, "a palette of colours other than RGB and gray")

    def has_alpha(self, source: OpenPicture) -> bool:
        palette = _header(source).palette
        return len(palette.channels) in (2, 4) if palette else super().has_alpha(source)

    def read(self, source: OpenPicture, profile: Profile, damaged: bool) -> tuple[Pixels, Profile, tuple[str, ...]]:
        """With a palette, from the bare codestream: Pillow loses duplicate colours and the order of columns."""
        header = _header(source)
        palette, (start, end) = header.palette, header.codestream
        if palette is None:
            return super().read(source, profile, damaged)
        import numpy as np

        from upscaler.images.high_bit_depth import in_8_bits, stretched

        if not end:
            raise OSError("the file is cut off")
        with source.beside() as file:
            file.seek(start)
            data = file.read(end - start)
        with super().open(source.path, io.BytesIO(data)) as bare:
            components = np.atleast_3d(np.asarray(bare))
        unused = max(0, 8 - header.bits)  # Pillow shifts samples of fewer bits to the left
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
        """OpenCV, except for what it does not support: sYCC and most palettes."""
        from upscaler.images.bitmap import upright
        from upscaler.images.opencv import as_rgb

        header, turn = _header(source), self.turn(source.picture)
        palette = header.palette
        is_usual = palette is None or (len(palette.channels) > 2 and set(palette.bits) == {8})
        if is_usual and header.space != _SYCC:
            yield from (upright(found, turn) for found in as_rgb(source.path))


def _header(source: OpenPicture) -> Jp2Header:
    found: Jp2Header = source.picture.info[_HEADER]
    return found
