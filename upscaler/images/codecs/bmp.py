"""Windows bitmaps. Read-only."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from upscaler.errors import UnsupportedPixelsError
from upscaler.images.codecs.base import Codec, OpenPicture, Profile

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt
    from PIL import Image

    from upscaler.images.bitmap import Pixels

_HEADER = struct.Struct("<2s8xIIiiHHI")  # signature, offset of pixels, length, width, height, planes, bits, compression
_MASKS = 54  # where the masks of red, green, blue and alpha are, in the header or right after it
_WITH_ALPHA = 56  # bytes of the shortest header with a mask of alpha
_BITFIELDS, _ALPHA_BITFIELDS = 3, 6  # compressions
_NAMES = {4: "a JPEG inside a BMP", 5: "a PNG inside a BMP"}  # of unsupported compressions
_LEAST_SHARE = 16  # a damaged file must hold one in 16 of its pixels: with fewer, its size may be what is wrong
_FEW_BITS = 2  # a depth that only Windows CE has


class Bmp(Codec):
    name, title, pillow, suffixes = "bmp", "BMP", "BMP", (".bmp", ".dib")
    signatures = (((0, b"BM"),),)

    def open(self, path: Path, file: BinaryIO) -> Image.Image:
        """Pillow supports few of the layouts that masks can describe, and no alpha with 16 bits."""
        from upscaler.images.codecs import bmp_runs

        bmp_runs.register()
        start = file.read(_HEADER.size).ljust(_HEADER.size, b"\0")
        file.seek(0)
        _, _, length, _, _, _, bits, compression = _HEADER.unpack(start)
        has_masks = compression in (_BITFIELDS, _ALPHA_BITFIELDS) and bits in (16, 24, 32)
        if has_masks and bits == 16 and length >= _WITH_ALPHA:
            return _by_masks(path, file)
        try:
            return super().open(path, file)
        except OSError:  # such as an UnidentifiedImageError
            if has_masks:
                return _by_masks(path, file)
            if compression in _NAMES or bits == _FEW_BITS:
                raise UnsupportedPixelsError(path, _NAMES.get(compression, f"{bits} bits")) from None
            raise

    def witnesses(self, source: OpenPicture) -> Iterator[Pixels]:
        """OpenCV, except for masks, of which it supports few."""
        from upscaler.images.opencv import as_rgb

        with source.beside() as file:
            start = file.read(_HEADER.size)
        if len(start) == _HEADER.size and _HEADER.unpack(start)[-1] not in (_BITFIELDS, _ALPHA_BITFIELDS):
            yield from as_rgb(source.path)

    def read(self, source: OpenPicture, profile: Profile, damaged: bool) -> tuple[Pixels, Profile, tuple[str, ...]]:
        """Alpha that would hide the whole picture is ignored."""
        pixels, profile, told = super().read(source, profile, damaged)
        if pixels.shape[2] == 4 and not pixels[:, :, 3].any():
            pixels = pixels[:, :, :3].copy()
        return pixels, profile, told


def _by_masks(path: Path, file: BinaryIO) -> Image.Image:
    """A picture whose colours are at any bits of 16, 24 or 32. Raises OSError, UnsupportedPixelsError."""
    import numpy as np
    from PIL import Image

    from upscaler.images.pillow import is_tolerant

    file.seek(0)
    _, place, length, width, height, _, bits, compression = _HEADER.unpack(file.read(_HEADER.size))
    file.seek(_MASKS)
    masks = struct.unpack("<4I", file.read(16).ljust(16, b"\0"))
    if length < _WITH_ALPHA and compression != _ALPHA_BITFIELDS:
        masks = masks[:3]
    rows, line = abs(height), -(-width * bits // 32) * 4
    file.seek(place)
    data = file.read(line * rows) if width > 0 and rows else b""
    least = line * rows // _LEAST_SHARE if is_tolerant() else line * rows
    if not data or len(data) < least:
        raise OSError("the file is cut off")
    data = data.ljust(line * rows, b"\0")
    packed = np.frombuffer(data, np.uint8).reshape(rows, line)[:, : width * bits // 8].reshape(rows, width, bits // 8)
    values = np.zeros((rows, width), np.uint32)
    for byte in range(bits // 8):
        values |= packed[:, :, byte].astype(np.uint32) << np.uint32(8 * byte)
    pixels = np.dstack([_scaled(values, mask, path) for mask in (masks if masks[-1] else masks[:3])])
    return Image.fromarray(pixels if height < 0 else np.ascontiguousarray(pixels[::-1]))


def _scaled(values: npt.NDArray[np.uint32], mask: int, path: Path) -> npt.NDArray[np.uint8]:
    """The values at the bits of a mask scaled to 0 to 255, rounded."""
    import numpy as np

    if not mask:
        return np.zeros(values.shape, np.uint8)
    shift = (mask & -mask).bit_length() - 1
    most = mask >> shift
    if most & (most + 1):
        raise UnsupportedPixelsError(path, "bits of a colour that are not adjacent")
    found = ((values & np.uint32(mask)) >> np.uint32(shift)).astype(np.uint64)
    return ((found * 255 + most // 2) // most).astype(np.uint8)
