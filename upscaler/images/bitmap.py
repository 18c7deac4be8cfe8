"""A decoded picture in memory."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import numpy as np
import numpy.typing as npt

from upscaler.geometry import Region, Size
from upscaler.images.metadata import Metadata

Pixels = npt.NDArray[np.uint8 | np.uint16]


@dataclass(frozen=True)
class Bitmap:
    """A decoded picture, upright.

    `pixels` is (H, W, C) uint8 or uint16: C = 1 gray, 2 gray + alpha, 3 RGB, 4 RGBA. Alpha is straight. `warnings`
    are sentences about what could not be read exactly as stored. `frames` counts the pictures in the file, of
    which this `is_first`, or else the largest page; an animation plays `loop` times, 0 forever. `kind` is the name
    of the file's format, as in `formats`.
    """

    pixels: Pixels
    icc_profile: bytes | None = None
    metadata: Metadata = field(default_factory=Metadata)
    warnings: tuple[str, ...] = ()
    frames: int = 1
    kind: str = ""
    loop: int = 1
    is_first: bool = True

    @property
    def size(self) -> Size:
        height, width = self.pixels.shape[:2]
        return Size(width, height)

    def cropped(self, crop: Region | None) -> Bitmap:
        """A part of it, which must be inside; None: itself."""
        if crop is None:
            return self
        return replace(self, pixels=np.ascontiguousarray(self.pixels[crop.slices]))

    @property
    def channels(self) -> int:
        return int(self.pixels.shape[2])

    @property
    def has_alpha(self) -> bool:
        return self.channels in (2, 4)

    @property
    def is_high_bit_depth(self) -> bool:
        """Whether samples have 16 bits."""
        return self.pixels.dtype == np.uint16


def max_value(pixels: Pixels) -> int:
    """The largest value of a sample: 255 or 65535."""
    return 65_535 if pixels.dtype == np.uint16 else 255


def upright(pixels: Pixels, turn: int) -> Pixels:
    """Pixels (H, W, C) turned upright, given their EXIF orientation `turn`, 1 to 8."""
    if turn in (5, 6, 7, 8):
        pixels = pixels.transpose(1, 0, 2)
    if turn in (3, 4, 7, 8):
        pixels = pixels[::-1]
    if turn in (2, 3, 6, 7):
        pixels = pixels[:, ::-1]
    # A copy: of a single row or column that was mirrored NumPy would keep the negative strides, which torch refuses
    return np.ascontiguousarray(pixels) if turn == 1 else pixels.copy()
