"""16-bit pixels, read by OpenCV, since Pillow reduces them to 8 bits."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from upscaler.images.bitmap import Pixels
from upscaler.images.canvas import RGB_ORDER
from upscaler.images.opencv import cv2, file_name

MAX_VALUE = 65_535


def opencv_pixels(source: Path | bytes) -> Pixels | None:
    """Pixels (H, W, C) uint16, RGB, of a file or its content; None if OpenCV does not return 16 bits."""
    if isinstance(source, bytes):
        found = cv2.imdecode(np.frombuffer(source, np.uint8), cv2.IMREAD_UNCHANGED)
    else:
        found = cv2.imread(file_name(source), cv2.IMREAD_UNCHANGED)
    return in_rgb_order(np.asarray(found, np.uint16)) if found is not None and found.dtype == np.uint16 else None


def in_rgb_order(pixels: Pixels) -> Pixels:
    """OpenCV's pixels, (H, W) or BGR, as those of a Bitmap."""
    if pixels.ndim == 2:
        return pixels[:, :, None]
    return np.ascontiguousarray(pixels[:, :, RGB_ORDER[pixels.shape[2]]])


def stretched(pixels: Pixels, white: int) -> Pixels:
    """Values from 0 to `white` scaled to 0 to 65535, rounded."""
    if white == MAX_VALUE:
        return pixels
    return ((np.minimum(pixels, white).astype(np.uint64) * MAX_VALUE + white // 2) // white).astype(np.uint16)


def in_8_bits(pixels: Pixels) -> Pixels:
    """16-bit pixels rounded to 8 bits; 8-bit ones unchanged."""
    return pixels if pixels.dtype == np.uint8 else ((pixels.astype(np.uint32) + 128) // 257).astype(np.uint8)
