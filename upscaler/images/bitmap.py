"""Pixels and what belongs to them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from upscaler.geometry import Size

Pixels = npt.NDArray[np.uint8]


@dataclass(frozen=True)
class Bitmap:
    """A decoded picture, upright.

    `pixels` is (H, W, C) uint8: C = 1 gray, 2 gray + alpha, 3 RGB, 4 RGBA. Alpha is straight.
    """

    pixels: Pixels
    icc_profile: bytes | None = None

    @property
    def size(self) -> Size:
        height, width = self.pixels.shape[:2]
        return Size(width, height)

    @property
    def channels(self) -> int:
        return int(self.pixels.shape[2])

    @property
    def has_alpha(self) -> bool:
        return self.channels in (2, 4)
