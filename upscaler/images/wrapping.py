"""Pictures whose edges continue at the opposite side: textures and tiles."""

from __future__ import annotations

import math

import numpy as np

from upscaler.geometry import Padding, Region, Size
from upscaler.images.bitmap import Pixels
from upscaler.images.canvas import RGB_ORDER
from upscaler.images.downscale import REACH, downscale
from upscaler.images.high_bit_depth import in_8_bits
from upscaler.options import Tileable

NO_MARGIN = Padding(0, 0, 0, 0)


def margin_of(tileable: Tileable, pixels: int) -> Padding:
    """A margin of this many pixels at the sides that wrap around ("x": left and right, "y": top and bottom)."""
    across, down = (pixels if tileable in (axis, "both") else 0 for axis in ("x", "y"))
    return Padding(across, down, across, down)


def wrapped(pixels: Pixels, margin: Padding) -> Pixels:
    """Pixels (H, W, C) with a margin that continues them from the opposite side, repeatedly if it is wide."""
    if margin == NO_MARGIN:
        return pixels
    return np.pad(pixels, ((margin.top, margin.bottom), (margin.left, margin.right), (0, 0)), mode="wrap")


def part_of_wrapped(pixels: Pixels, region: Region) -> Pixels:
    """A region that may begin and end outside the picture, which is repeated there."""
    rows = np.arange(region.y, region.bottom) % pixels.shape[0]
    columns = np.arange(region.x, region.right) % pixels.shape[1]
    return np.ascontiguousarray(pixels[rows][:, columns])


def halo_of(region: Region, pixels: int, size: Size, tileable: Tileable) -> Padding:
    """How far a region of a picture can grow, without leaving it at sides that do not wrap around."""
    inside, outside = region.halo(pixels, size), margin_of(tileable, pixels)
    return Padding(
        max(inside.left, outside.left),
        max(inside.top, outside.top),
        max(inside.right, outside.right),
        max(inside.bottom, outside.bottom),
    )


def downscale_wrapped(source: Pixels, target: Pixels, tileable: Tileable) -> None:
    """`downscale` of a whole picture whose edges wrap around."""
    height, width = source.shape[:2]
    step = max(height / target.shape[0], width / target.shape[1])
    margin = margin_of(tileable, math.ceil(REACH * step) + 1)
    downscale(wrapped(source, margin), target, (margin.left, margin.top, width, height))


def reduced(source: Pixels, target: Pixels, tileable: Tileable = "none") -> None:
    """Fill a canvas, `target`, with a picture that is not smaller, `source`: as in `Bitmap`, perhaps of more depth."""
    ordered = source[:, :, RGB_ORDER[source.shape[2]]]
    if ordered.dtype != target.dtype:
        ordered = in_8_bits(ordered)
    if ordered.shape == target.shape:
        target[:] = ordered
    else:
        downscale_wrapped(ordered, target, tileable)
