"""Bicubic interpolation of any part of a picture, at any scale and from any distance, without the rest of it."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from upscaler.geometry import Region
from upscaler.images.bitmap import Pixels

Values = npt.NDArray[np.float32]
_A = -0.75  # of the cubic kernel: what torch and OpenCV take, and the network adds its residual to
_TAPS = np.arange(-1, 3)


def interpolated(
    lr: Pixels, region: Region, scale: tuple[float, float], mean: int = 1, offset: tuple[float, float] = (0, 0)
) -> Values:
    """A region of an LR picture (H, W, C) enlarged: (h, w, C) in the range of the picture.

    `scale` is how many result pixels one LR pixel takes, across and down. With `mean` = n every pixel of the region
    stands for n x n result pixels and is their mean. Regions count from the result pixel `offset`. Half-pixel centres,
    edges repeated.
    """
    height, width = lr.shape[:2]
    left, across = _weights(offset[0] + region.x * mean, region.width, scale[0], mean, width)
    top, down = _weights(offset[1] + region.y * mean, region.height, scale[1], mean, height)
    source = lr[top : top + down.shape[1], left : left + across.shape[1]].astype(np.float32)
    rows = np.tensordot(down, source, (1, 0))
    return np.ascontiguousarray(np.tensordot(rows, across, (1, 1)).transpose(0, 2, 1))


def _weights(start: float, count: int, scale: float, mean: int, length: int) -> tuple[int, Values]:
    """(first LR pixel, weights (count, n)) of `count` pixels along one side of `length` LR pixels."""
    places = (start + np.arange(count * mean) + 0.5) / scale - 0.5
    whole = np.floor(places).astype(np.int64)
    distance = np.abs(places[:, None] - (whole[:, None] + _TAPS))
    near = ((_A + 2) * distance - (_A + 3)) * distance**2 + 1
    far = _A * (((distance - 5) * distance + 8) * distance - 4)
    taps = np.where(distance <= 1, near, far) / mean
    pixels = np.clip(whole[:, None] + _TAPS, 0, length - 1)
    first = int(pixels[0, 0])
    result = np.zeros((count, int(pixels[-1, -1]) - first + 1), np.float32)
    np.add.at(result, (np.arange(count * mean)[:, None] // mean, pixels - first), taps)
    return first, result
