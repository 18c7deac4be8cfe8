"""HEIC: HEVC in ISO media files (ISO/IEC 23008-12). Read-only."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from upscaler.images.codecs.base import OpenPicture
from upscaler.images.codecs.iso_media import IsoMedia, branded

if TYPE_CHECKING:
    from PIL import Image

    from upscaler.images.bitmap import Pixels


class Heic(IsoMedia):
    name, title, pillow, suffixes = "heic", "HEIC", "HEIF", (".heic", ".heif")
    signatures = branded(b"heic", b"heix", b"hevc", b"heim", b"heis")
    replacement = "jpg"

    def open(self, path: Path, file: BinaryIO) -> Image.Image:
        _register()
        return super().open(path, file)

    def bits(self, source: OpenPicture) -> int:
        return int(source.picture.info.get("bit_depth", 8))

    def read_high_bit_depth(self, source: OpenPicture) -> Pixels | None:
        import numpy as np
        import pi_heif

        from upscaler.images.high_bit_depth import stretched

        with source.beside() as file:
            found = pi_heif.open_heif(file, convert_hdr_to_8bit=False)
        pixels = np.asarray(found)
        if pixels.dtype != np.uint16:
            return None
        depth = int(found.info.get("bit_depth", 10))
        values = np.asarray(pixels >> (16 - depth), np.uint16)  # pi-heif shifts them to the left
        return stretched(values.reshape(pixels.shape[0], pixels.shape[1], -1), 2**depth - 1)


@cache
def _register() -> None:
    import pi_heif

    pi_heif.register_heif_opener()
