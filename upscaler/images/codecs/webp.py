"""WebP (RFC 9649)."""

from __future__ import annotations

import struct
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from upscaler import messages
from upscaler.images.codecs.base import Codec, Extras, OpenPicture, Profile

if TYPE_CHECKING:
    from PIL import Image

    from upscaler.images.bitmap import Pixels

_EXTENDED = struct.Struct("<16xIB3x3s3s")  # length of the first chunk, flags, width and height less one
_ANIMATED, _ALPHA = 0x02, 0x10  # flags


class Webp(Codec):
    name, title, pillow, suffixes = "webp", "WebP", "WEBP", (".webp",)
    signatures = (((0, b"RIFF"), (8, b"WEBP")),)
    sequence = "animation"
    writable = writes_sequence = dpi_in_exif = True
    lossless = gray = gray_alpha = opaque_alpha = False
    promise = messages.SMALL_FILES
    quality = 95
    bytes_per_pixel = ((30, 0.026), (60, 0.038), (80, 0.054), (90, 0.088), (95, 0.128), (100, 0.191))
    largest_side = 16_383

    def open(self, path: Path, file: BinaryIO) -> Image.Image:
        """Where no frame has alpha Pillow reports none, though cleared areas are transparent."""
        picture: Any = super().open(path, file)
        if picture.is_animated and picture.mode == "RGB":
            picture.rawmode = picture._mode = "RGBA"
        return picture  # type: ignore[no-any-return]

    def has_alpha(self, source: OpenPicture) -> bool:
        with source.beside() as file:
            return super().has_alpha(source) and not _begins_opaque(file)

    def read(self, source: OpenPicture, profile: Profile, damaged: bool) -> tuple[Pixels, Profile, tuple[str, ...]]:
        """Without alpha if the frames have none."""
        import numpy as np

        pixels, profile, told = super().read(source, profile, damaged)
        with source.beside() as file:
            if pixels.shape[2] == 4 and not source.picture.tell() and _begins_opaque(file):
                pixels = np.ascontiguousarray(pixels[:, :, :3])
        return pixels, profile, told

    def write(self, canvas: Pixels, path: Path, extras: Extras) -> None:
        if canvas.shape[2] == 2:  # which OpenCV does not support
            from upscaler.images.pillow import save

            save(canvas, path, self.pillow, icc_profile=extras.icc_profile, **_options(extras))
        else:
            from upscaler.images.opencv import blocks_of, cv2, write

            parameters = [cv2.IMWRITE_WEBP_QUALITY, max(1, extras.quality or 0)]  # OpenCV takes 0 for unset
            write(canvas, path, parameters, blocks_of(extras.icc_profile, extras.metadata))

    def write_sequence(self, canvases: Sequence[Pixels], path: Path, extras: Extras) -> None:
        from upscaler.images.pillow import save_animation

        save_animation(canvases, path, self.pillow, **extras.animation, **_options(extras))

    def unseen_difference(self, quality: int | None) -> int:
        """By libwebp's `QualityToMaxDiff`."""
        return 0 if quality is None else int(31.5 - 30 * (quality / 100) ** 0.5)


def _begins_opaque(file: BinaryIO) -> bool:
    """Whether no frame of an animation, read from its beginning, has alpha, and the first covers the canvas."""
    start = file.read(_EXTENDED.size)
    if start[12:16] != b"VP8X" or len(start) < _EXTENDED.size:
        return False
    length, flags, *canvas = _EXTENDED.unpack(start)
    if flags & (_ANIMATED | _ALPHA) != _ANIMATED:
        return False
    file.seek(20 + length)
    while file.read(4) not in (b"", b"ANMF"):
        length = int.from_bytes(file.read(4), "little")
        file.seek(length + length % 2, 1)
    return file.read(16)[4:] == bytes(6) + b"".join(canvas)


def _options(extras: Extras) -> dict[str, Any]:
    return {"quality": extras.quality, "exif": extras.metadata.exif or b"", "xmp": extras.metadata.xmp or b""}
