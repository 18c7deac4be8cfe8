"""Scaling a canvas down, a few rows at a time."""

from __future__ import annotations

import math

import numpy as np
from PIL import Image

from upscaler.images.alpha import premultiplied, unpremultiplied
from upscaler.images.bitmap import Pixels

REACH = 3  # of the Lanczos kernel, in pixels of the result
_BAND_BYTES = 32 * 2**20  # of source rows that are processed together


def downscale(source: Pixels, target: Pixels, box: tuple[float, float, float, float] | None = None) -> None:
    """Fill `target` with `source` (both H, W, C; gray, gray + alpha, BGR or BGRA; of one depth) made smaller.

    `box` is the part of the source (left, top, width, height; its pixels) that becomes the target; else all of it.

    Lanczos over three pixels of the result on each side, in float32, like Pillow's `resize` of the whole picture;
    colours are weighted by alpha. Memory use does not grow with the height.
    """
    height, width, channels = target.shape
    left, top, box_width, box_height = box or (0.0, 0.0, source.shape[1], source.shape[0])
    step = box_height / height  # source rows per target row
    rows = max(1, int(_BAND_BYTES / (4 * source.shape[1] * channels * step)))
    for start in range(0, height, rows):
        end = min(start + rows, height)
        first = max(0, math.floor(top + (start - REACH) * step) - 1)
        last = min(source.shape[0], math.ceil(top + (end + REACH) * step) + 1)
        part = (left, top + start * step - first, left + box_width, top + end * step - first)
        band = premultiplied(source[first:last])
        planes = [Image.fromarray(np.ascontiguousarray(band[:, :, i])) for i in range(channels)]
        small = [np.asarray(plane.resize((width, end - start), Image.Resampling.LANCZOS, part)) for plane in planes]
        target[start:end] = unpremultiplied(np.dstack(small), target)
