"""Windows icons. Read-only."""

from __future__ import annotations

import struct
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, BinaryIO

from upscaler.images.codecs.base import Codec, OpenPicture, Profile

if TYPE_CHECKING:
    from PIL import Image

    from upscaler.images.bitmap import Pixels

_INFO = struct.Struct("<IiiHH")  # of a bitmap in an icon: length of this header, width, height, planes, bits
_WITH_ALPHA = 32  # bits of a pixel


class Ico(Codec):
    name, title, pillow, suffixes = "ico", "ICO", "ICO", (".ico",)
    signatures = (((0, b"\0\0\1\0"),),)

    def frames(self, picture: Image.Image) -> Sequence[int]:
        """Only one: of the sizes of an icon, the largest is the picture."""
        return range(1)

    def read(self, source: OpenPicture, profile: Profile, damaged: bool) -> tuple[Pixels, Profile, tuple[str, ...]]:
        """Alpha that would hide the whole bitmap is ignored: then the mask applies, as with fewer bits."""
        picture: Any = source.picture
        pixels, profile, told = super().read(source, profile, damaged)
        if pixels.shape[2] == 4 and not pixels[:, :, 3].any():
            with source.beside() as file:
                file.seek(picture.ico.entry[picture.ico.getentryindex(picture.size)].offset)
                _apply_mask(pixels, file)
        return pixels, profile, told


def _apply_mask(pixels: Pixels, file: BinaryIO) -> None:
    """Copy the mask of the bitmap at the file's position to the alpha of its pixels; a PNG has no mask."""
    import numpy as np

    place, (height, width) = file.tell(), pixels.shape[:2]
    length, *_, bits = _INFO.unpack(file.read(_INFO.size).ljust(_INFO.size, b"\0"))
    if bits != _WITH_ALPHA:
        return
    row = -(-width // 32) * 4  # bytes
    file.seek(place + length + 4 * width * height)
    packed = np.frombuffer(file.read(row * height).ljust(row * height, b"\0"), np.uint8).reshape(height, row)
    pixels[:, :, 3] = 255 * (1 - np.unpackbits(packed[::-1], axis=1)[:, :width])
