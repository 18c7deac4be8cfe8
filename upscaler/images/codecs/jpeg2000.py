"""JPEG 2000 (ISO/IEC 15444-1), with and without boxes around the codestream. Only read."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from upscaler.images.boxes import jp2_info
from upscaler.images.codecs.base import Codec, OpenPicture

if TYPE_CHECKING:
    from PIL import Image

_CODESTREAM = b"\xff\x4f\xff\x51"
_SPREAD = 2**20  # bytes of a file in which the codestream begins


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
        """Of the first component, from the SIZ segment (A.5.1)."""
        with source.beside() as file:
            start = file.read(_SPREAD)
        at = start.find(_CODESTREAM)
        return (start[at + 42] & 0x7F) + 1 if 0 <= at < len(start) - 42 else 8
