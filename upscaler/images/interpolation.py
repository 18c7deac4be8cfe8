"""Bicubic interpolation of any part of a picture, at any scale and zoom, without computing the rest."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from upscaler.geometry import Region
from upscaler.images.bitmap import Pixels

Values = npt.NDArray[np.float32]
Places = npt.NDArray[np.int64]
_A = -0.75  # of the cubic kernel, as in torch and OpenCV: the network adds its residual to this
_TAPS = np.arange(-1, 3)


def interpolated(
    lr: Pixels, region: Region, scale: tuple[float, float], mean: int = 1, offset: tuple[float, float] = (0, 0)
) -> Values:
    """A region of an LR picture (H, W, C) enlarged: (h, w, C) in the range of the picture.

    `scale` is result pixels per LR pixel, across and down. With `mean` = n every pixel of the region is the mean of
    n x n result pixels. Regions are relative to the result pixel `offset`. Half-pixel centres, edges repeated.
    """
    left, across = _weights(offset[0] + region.x * mean, region.width, scale[0], mean)
    top, down = _weights(offset[1] + region.y * mean, region.height, scale[1], mean)
    columns = np.clip(np.arange(left[0], left[-1] + across.shape[1]), 0, lr.shape[1] - 1)
    rows = np.clip(np.arange(top[0], top[-1] + down.shape[1]), 0, lr.shape[0] - 1)
    source = lr[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1].astype(np.float32)
    source = source[rows - rows[0]][:, columns - columns[0]]
    wide = _along_first(source.transpose(1, 0, 2), left - left[0], across).transpose(1, 0, 2)
    return _along_first(wide, top - top[0], down)


def _along_first(values: Values, first: Places, weights: Values) -> Values:
    """(n, m, C) -> (count, m, C): weighted sums from `first` on. Not a matrix product, whose threads disturb others."""
    flat = np.ascontiguousarray(values).reshape(values.shape[0], -1)
    result = np.zeros((len(first), flat.shape[1]), np.float32)
    term = np.empty_like(result)
    for tap in range(weights.shape[1]):
        np.take(flat, first + tap, axis=0, out=term, mode="clip")
        term *= weights[:, tap, None]
        result += term
    return result.reshape(-1, *values.shape[1:])


def _weights(start: float, count: int, scale: float, mean: int) -> tuple[Places, Values]:
    """For `count` pixels along one side: the first LR pixel of each, even outside, and the weights from there."""
    places = ((start + np.arange(count * mean) + 0.5) / scale - 0.5).reshape(count, mean)
    whole = np.floor(places).astype(np.int64)
    pixels = whole[:, :, None] + _TAPS
    distance = np.abs(places[:, :, None] - pixels)
    near = ((_A + 2) * distance - (_A + 3)) * distance**2 + 1
    far = _A * (((distance - 5) * distance + 8) * distance - 4)
    first = whole[:, 0] - 1
    place = pixels - first[:, None, None]
    result = np.zeros((count, int(place.max()) + 1), np.float32)
    np.add.at(result, (np.arange(count)[:, None, None], place), np.where(distance <= 1, near, far) / mean)
    return first, result
