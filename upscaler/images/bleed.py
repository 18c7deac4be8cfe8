"""Bleed: a margin around a print, so that trimming leaves no white edge."""

from __future__ import annotations

import numpy as np

from upscaler.images.bitmap import Pixels

_BAND = 64  # rows


def mirrored(pixels: Pixels, bleed: int, out: Pixels) -> None:
    """Fill `out` (H + 2 * bleed, W + 2 * bleed, C) with `pixels` (H, W, C) and, around them, their mirrored edges."""
    rows, columns = (np.pad(np.arange(length), bleed, mode="reflect") for length in pixels.shape[:2])
    for start in range(0, len(rows), _BAND):
        out[start : start + _BAND] = pixels[rows[start : start + _BAND]][:, columns]
