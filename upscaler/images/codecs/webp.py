"""WebP (RFC 9649)."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from upscaler import messages
from upscaler.images.codecs.base import Codec, Extras

if TYPE_CHECKING:
    from upscaler.images.bitmap import Pixels


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

    def write(self, canvas: Pixels, path: Path, extras: Extras) -> None:
        if canvas.shape[2] == 2:  # which OpenCV does not know
            from upscaler.images.pillow import save

            save(canvas, path, self.pillow, icc_profile=extras.icc_profile, **_options(extras))
        else:
            from upscaler.images.opencv import blocks_of, cv2, write

            parameters = [cv2.IMWRITE_WEBP_QUALITY, max(1, extras.quality or 0)]  # OpenCV takes 0 for no choice
            write(canvas, path, parameters, blocks_of(extras.icc_profile, extras.metadata))

    def write_sequence(self, canvases: Sequence[Pixels], path: Path, extras: Extras) -> None:
        from upscaler.images.pillow import save_animation

        save_animation(canvases, path, self.pillow, **extras.animation, **_options(extras))

    def unseen_difference(self, quality: int | None) -> int:
        """By libwebp's `QualityToMaxDiff`."""
        return 0 if quality is None else int(31.5 - 30 * (quality / 100) ** 0.5)


def _options(extras: Extras) -> dict[str, Any]:
    return {"quality": extras.quality, "exif": extras.metadata.exif or b"", "xmp": extras.metadata.xmp or b""}
