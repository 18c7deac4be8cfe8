"""Turns a network's output into canvas pixels: adds the base image and rounds."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from upscaler.geometry import Region, Size
from upscaler.images.bitmap import Pixels, max_value
from upscaler.images.opencv import cv2
from upscaler.network.architectures.network import Base

Values = npt.NDArray[np.float32]
_INTERPOLATIONS = {  # with the number of LR pixels that they read on each side
    "bicubic": (cv2.INTER_CUBIC, 2),
    "bilinear": (cv2.INTER_LINEAR, 1),
    "nearest": (cv2.INTER_NEAREST, 0),
}


def base_image(base: Base, lr: Pixels, region: Region, scale: int) -> Values:
    """The image that the network's output is added to, for a region of an LR picture (H, W, C).

    Returns (scale * h, scale * w, C), 0 to 255 or 65535 as in `lr`. Exact for any region: the pixels around it are read
    from the picture. Bicubic means a = -0.75, half-pixel centres, edge pixels repeated, no antialiasing: the same as
    torch's with align_corners=False, which the networks were trained with.
    """
    if base == "none":
        return np.zeros((scale * region.height, scale * region.width, lr.shape[2]), np.float32)
    interpolation, reach = _INTERPOLATIONS[base]
    halo = region.halo(reach, Size(lr.shape[1], lr.shape[0]))
    source = np.ascontiguousarray(lr[region.grown(halo).slices], np.float32)
    large = cv2.resize(source, None, fx=scale, fy=scale, interpolation=interpolation)
    large = large.reshape(large.shape[0], large.shape[1], lr.shape[2])  # OpenCV drops a single channel
    inner = Region(halo.left, halo.top, region.width, region.height) * scale
    return np.asarray(large[inner.slices], np.float32)


def quantised(values: Values, base: Values, lr: Pixels, canvas: Pixels) -> Pixels:
    """`values` (0 to 1) plus `base` (in the range of `lr`), rounded and clipped to the depth of `canvas`: (H, W, C).

    All must be finite.
    """
    largest = max_value(canvas)
    flat = (values.shape[0], -1)  # as one channel: OpenCV limits their number
    depth = cv2.CV_16U if largest > 255 else cv2.CV_8U
    out = cv2.addWeighted(values.reshape(flat), largest, base.reshape(flat), largest / max_value(lr), 0, dtype=depth)
    return np.asarray(out, canvas.dtype).reshape(values.shape)
