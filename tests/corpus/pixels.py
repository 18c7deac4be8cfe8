"""Pictures that reveal every mistake, and what readers have to do with them, following the specifications."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import numpy.typing as npt

from upscaler.images.bitmap import Pixels

Array = npt.NDArray[Any]
_CORNER = 5  # pixels


def size_of(word: str) -> tuple[int, int]:
    """Width and height of "37x23"."""
    width, height = word.split("x")
    return int(width), int(height)


def picture(size: tuple[int, int], channels: int, white: int = 255, shift: int = 0, smooth: bool = False) -> Array:
    """(H, W, C) int64 from 0 to `white`: a different gradient in each channel, two marked corners, fine noise.

    The last of 2 or 4 channels is meant as alpha: with holes and a slope, elsewhere opaque. A smooth picture, for lossy
    kinds, has no noise.
    """
    width, height = size
    y, x = np.mgrid[:height, :width]
    across, down = x / max(1, width - 1), y / max(1, height - 1)
    slopes = [across, down, 1 - (across + down) / 2, (across + 1 - down) / 2, across * down]
    found = np.stack([slopes[(c + shift) % 5] for c in range(channels)], 2) * 0.8 + 0.1
    colours = channels - (channels in (2, 4))
    found[:_CORNER, : _CORNER + 2, :colours] *= 0.5
    found[:_CORNER, -_CORNER:, :colours] = found[:_CORNER, -_CORNER:, :colours] * 0.6 + 0.38
    if not smooth:
        noise = np.random.default_rng(shift).random(found.shape) - 0.5
        found += noise * max(0.1, 4 / white)
    if channels in (2, 4):
        found[..., -1] = np.clip(across * 1.6 - 0.2 + 0.2 * down, 0, 1)
    return np.asarray(np.rint(found.clip(0, 1) * white), np.int64)


def scaled(values: Array, white: int) -> Pixels:
    """Samples up to `white` as in a Bitmap: 8 bits, or 16 if there are more than 256 levels."""
    if white > 255:
        return np.asarray((values * 65_535 + white // 2) // white, np.uint16)
    return np.asarray((values * 255 + white // 2) // white, np.uint8)


def with_alpha(colour: Array, alpha: Array) -> Array:
    return np.concatenate([colour, alpha.reshape(*colour.shape[:2], 1)], 2)


# By EXIF and TIFF 6.0 (tag 274): where the first row and the first column of the stored pixels are when upright.
_TURNS: dict[int, Callable[[Array], Array]] = {
    1: lambda p: p,
    2: np.fliplr,
    3: lambda p: np.rot90(p, 2),
    4: np.flipud,
    5: lambda p: p.swapaxes(0, 1),
    6: lambda p: np.rot90(p, -1),
    7: lambda p: np.rot90(p.swapaxes(0, 1), 2),
    8: np.rot90,
}


def turned(stored: Array, orientation: int) -> Array:
    """Pixels as they are displayed."""
    return np.ascontiguousarray(_TURNS[orientation](stored))


def rgb_of_cmyk(values: Array, white: int) -> Array:
    """Without a profile: each ink absorbs its share of what black leaves."""
    return np.asarray((white - values[..., :3]) * (white - values[..., 3:4]) / white)


def rgb_of_ycbcr(values: Array) -> Array:
    """JFIF (T.871), and TIFF 6.0 with full range."""
    y, cb, cr = (values[..., i].astype(float) for i in range(3))
    cb, cr = cb - 128, cr - 128
    return np.stack([y + 1.402 * cr, y - 0.344136 * cb - 0.714136 * cr, y + 1.772 * cb], 2).clip(0, 255)


def ycbcr_of_rgb(values: Array) -> Array:
    r, g, b = (values[..., i].astype(float) for i in range(3))
    y = 0.299 * r + 0.587 * g + 0.114 * b
    return np.rint(np.stack([y, (b - y) / 1.772 + 128, (r - y) / 1.402 + 128], 2)).clip(0, 255)


_D50 = np.array([0.9642, 1.0, 0.8251])
_SRGB_D50 = np.array(  # XYZ to linear sRGB, Bradford-adapted
    [[3.1338561, -1.6168667, -0.4906146], [-0.9787684, 1.9161415, 0.0334540], [0.0719453, -0.2289914, 1.4052427]]
)


def rgb_of_lab(lab: Array) -> Array:
    """(H, W, 3) float: L 0 to 100, a and b about 0; sRGB of 0 to 255."""
    fy = (lab[..., 0] + 16) / 116
    f = np.stack([fy + lab[..., 1] / 500, fy, fy - lab[..., 2] / 200], 2)
    xyz = np.where(f > 6 / 29, f**3, 3 * (6 / 29) ** 2 * (f - 4 / 29)) * _D50
    linear = (xyz @ _SRGB_D50.T).clip(0, 1)
    return np.asarray(255 * np.where(linear <= 0.0031308, 12.92 * linear, 1.055 * linear ** (1 / 2.4) - 0.055))


def over(canvas: Array, drawn: Array) -> Array:
    """RGBA drawn over RGBA, straight alpha of 0 to 255 (Porter and Duff)."""
    a, b = drawn[..., 3:] / 255.0, canvas[..., 3:] / 255.0
    alpha = a + b * (1 - a)
    colour = (drawn[..., :3] * a + canvas[..., :3] * b * (1 - a)) / np.where(alpha == 0, 1, alpha)
    return np.concatenate([colour, alpha * 255], 2)
