"""From a network's output to canvas pixels: pixel shuffle, interpolated input, sum, rounding."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import torch
from torch import Tensor, nn

from upscaler.geometry import Region, Size
from upscaler.images.bitmap import Pixels, full
from upscaler.images.opencv import cv2
from upscaler.network.architectures.srresnet import SRResNet

Values = npt.NDArray[np.float32]
_REACH = 2  # LR pixels on each side that the interpolation of one pixel looks at


def order_for_stitching(network: SRResNet) -> None:
    """Reorder the outputs of `conv_last`, in place, from (colour, row, column) to (row, column, BGR).

    The pixel shuffle then moves runs of neighbouring values instead of single ones, and needs no swap to BGR.
    """
    for key, conv in network.conv_last.items():
        assert isinstance(conv, nn.Conv2d)
        assert conv.bias is not None
        scale = int(key)
        order = torch.arange(3 * scale * scale).view(3, scale * scale).flip(0).T.flatten()
        conv.weight.data, conv.bias.data = conv.weight.data[order], conv.bias.data[order]


def shuffled(output: Tensor, scale: int) -> Tensor:
    """Pixel shuffle of reordered outputs (1, 3 * scale**2, H, W): float32 BGR (scale * H, scale * W, 3)."""
    height, width = output.shape[2:]
    blocks = output.permute(0, 2, 3, 1).reshape(height, width, scale, scale * 3)
    # One pass for the change of order and of precision
    rows = torch.empty((height, scale, width, scale * 3), device=output.device).copy_(blocks.permute(0, 2, 1, 3))
    return rows.view(height * scale, width * scale, 3)


def interpolated(lr: Pixels, region: Region, scale: int) -> Values:
    """A region of an LR picture (H, W, C) enlarged: (scale * h, scale * w, C), 0 to 255 or 65535 as it is.

    Cubic, a = -0.75, half-pixel centres, edges repeated, no antialiasing: torch's bicubic with align_corners=False,
    which the network was trained with. Exact for any region, as the pixels around it are read from the picture.
    """
    halo = region.halo(_REACH, Size(lr.shape[1], lr.shape[0]))
    source = np.ascontiguousarray(lr[region.grown(halo).slices], np.float32)
    large = cv2.resize(source, None, fx=scale, fy=scale, interpolation=cv2.INTER_CUBIC)
    large = large.reshape(large.shape[0], large.shape[1], lr.shape[2])  # OpenCV drops a single channel
    inner = Region(halo.left, halo.top, region.width, region.height) * scale
    return np.asarray(large[inner.slices], np.float32)


def quantised(values: Values, base: Values, lr: Pixels, canvas: Pixels) -> Pixels:
    """Values of 0 to 1 added to those of `base`, rounded and clipped in the depth of `canvas`: (H, W, C).

    `base` has the range of `lr`. All must be finite.
    """
    largest = full(canvas)
    flat = (values.shape[0], -1)  # one channel, so that OpenCV takes any number of them
    depth = cv2.CV_16U if largest > 255 else cv2.CV_8U
    out = cv2.addWeighted(values.reshape(flat), largest, base.reshape(flat), largest / full(lr), 0, dtype=depth)
    return np.asarray(out, canvas.dtype).reshape(values.shape)
