"""Pixels of 16 bits, which Pillow reduces to 8, as OpenCV reads them."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from upscaler.images.bitmap import Pixels
from upscaler.images.canvas import RGB_ORDER
from upscaler.images.opencv import cv2, file_name

MAX_VALUE = 65_535


def opencv_pixels(source: Path | bytes) -> Pixels | None:
    """(H, W, C) uint16 in the order of a Bitmap, of a file or its content; None if OpenCV gives no 16 bits."""
    if isinstance(source, bytes):
        found = cv2.imdecode(np.frombuffer(source, np.uint8), cv2.IMREAD_UNCHANGED)
    else:
        found = cv2.imread(file_name(source), cv2.IMREAD_UNCHANGED)
    return in_rgb_order(np.asarray(found, np.uint16)) if found is not None and found.dtype == np.uint16 else None


def in_rgb_order(pixels: Pixels) -> Pixels:
    """Pixels as OpenCV has them, (H, W) or BGR, as a Bitmap has them."""
    if pixels.ndim == 2:
        return pixels[:, :, None]
    return np.ascontiguousarray(pixels[:, :, RGB_ORDER[pixels.shape[2]]])


def stretched(pixels: Pixels, white: int) -> Pixels:
    """Values of 0 to `white` as 0 to 65535, rounded."""
    if white == MAX_VALUE:
        return pixels
    return ((np.minimum(pixels, white).astype(np.uint64) * MAX_VALUE + white // 2) // white).astype(np.uint16)


def in_8_bits(pixels: Pixels) -> Pixels:
    """Pixels of 16 bits rounded to 8; those of 8 as they are."""
    return pixels if pixels.dtype == np.uint8 else ((pixels.astype(np.uint32) + 128) // 257).astype(np.uint8)
