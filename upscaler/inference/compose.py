"""From a network's output to canvas pixels: base image, sum, rounding."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from upscaler.geometry import Region, Size
from upscaler.images.bitmap import Pixels, max_value
from upscaler.images.opencv import cv2
from upscaler.network.architectures.network import Base

Values = npt.NDArray[np.float32]
_REACH = 2  # LR pixels on each side that the interpolation of one pixel looks at


def base_image(base: Base, lr: Pixels, region: Region, scale: int) -> Values:
    """What the network's output for a region of an LR picture (H, W, C) is added to: (scale * h, scale * w, C).

    Values are 0 to 255 or 65535 as in `lr`. Exact for any region, as the pixels around it are read from the picture.
    Bicubic is with a = -0.75, half-pixel centres, edges repeated, no antialiasing: torch's with align_corners=False,
    which the networks were trained with.
    """
    if base == "none":
        return np.zeros((scale * region.height, scale * region.width, lr.shape[2]), np.float32)
    halo = region.halo(_REACH if base == "bicubic" else 0, Size(lr.shape[1], lr.shape[0]))
    source = np.ascontiguousarray(lr[region.grown(halo).slices], np.float32)
    kind = cv2.INTER_CUBIC if base == "bicubic" else cv2.INTER_NEAREST
    large = cv2.resize(source, None, fx=scale, fy=scale, interpolation=kind)
    large = large.reshape(large.shape[0], large.shape[1], lr.shape[2])  # OpenCV drops a single channel
    inner = Region(halo.left, halo.top, region.width, region.height) * scale
    return np.asarray(large[inner.slices], np.float32)


def quantised(values: Values, base: Values, lr: Pixels, canvas: Pixels) -> Pixels:
    """Values of 0 to 1 added to those of `base`, rounded and clipped in the depth of `canvas`: (H, W, C).

    `base` has the range of `lr`. All must be finite.
    """
    largest = max_value(canvas)
    flat = (values.shape[0], -1)  # one channel, so that OpenCV takes any number of them
    depth = cv2.CV_16U if largest > 255 else cv2.CV_8U
    out = cv2.addWeighted(values.reshape(flat), largest, base.reshape(flat), largest / max_value(lr), 0, dtype=depth)
    return np.asarray(out, canvas.dtype).reshape(values.shape)
