"""A part of a result, before the whole of it: the pixels that the whole picture will have there."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import replace

import numpy as np

from upscaler.geometry import Region, Size
from upscaler.images.bitmap import Bitmap, Pixels
from upscaler.images.canvas import RGB_ORDER
from upscaler.images.downscale import downscale
from upscaler.inference.engine import Engine
from upscaler.options import UpscaleOptions, chain
from upscaler.progress import Progress

_EDGE = 2  # LR pixels; more than a rounded edge of the region needs
_LANCZOS = 3  # result pixels that the downscale of one pixel looks at, on each side


def enlarge_region(
    engine: Engine,
    source: Callable[[Region], Bitmap],
    size: Size,
    region: Region,
    options: UpscaleOptions,
    high_bit_depth: bool,
    progress: Progress,
) -> tuple[Region, Pixels]:
    """Run an LR region of a picture of `size`, whose pixels `source` gives, as the whole picture would be.

    Returns the region of the result that it becomes, and its pixels as in a canvas, of 16 bits if
    `high_bit_depth`. Where the
    result is no whole multiple, samples may be one off. Raises Cancelled and the errors of `Engine.upscale`.
    """
    target = options.size.of(size)
    scales = chain(size, target, engine.scales)
    scale = math.prod(scales)
    place = region.grown(region.halo(_halo(scales, engine.halo, size.width * scale / target.width), size))
    bitmap = source(place)
    for step in scales:
        out = np.empty((bitmap.size.height * step, bitmap.size.width * step, bitmap.channels), _dtype(high_bit_depth))
        engine.upscale(bitmap, step, out, options.device, options.precision, progress)
        bitmap = replace(bitmap, pixels=out[:, :, RGB_ORDER[bitmap.channels]])
    if size * scale == target:
        inner = Region(region.x - place.x, region.y - place.y, region.width, region.height) * scale
        return region * scale, np.ascontiguousarray(out[inner.slices])
    made = _inside(region, size, target)
    across, down = size.width * scale / target.width, size.height * scale / target.height
    corner = made.x * across - place.x * scale, made.y * down - place.y * scale
    small = np.empty((made.height, made.width, bitmap.channels), _dtype(high_bit_depth))
    downscale(out, small, (*corner, made.width * across, made.height * down))
    return made, small


def _halo(scales: tuple[int, ...], reach: int, shrink: float) -> int:
    """LR pixels around a region that its result depends on; `shrink` is by how much the last pass is made smaller."""
    halo, scale = 0.0, 1
    for step in scales:
        halo, scale = halo + (reach + _EDGE) / scale, scale * step
    return math.ceil(halo + _LANCZOS * shrink / scale) + _EDGE


def _inside(region: Region, size: Size, target: Size) -> Region:
    """The result pixels that lie wholly in an LR region, at least one."""
    left, right = -(-region.x * target.width // size.width), region.right * target.width // size.width
    top, bottom = -(-region.y * target.height // size.height), region.bottom * target.height // size.height
    return Region(left, top, max(1, right - left), max(1, bottom - top))


def _dtype(high_bit_depth: bool) -> type[np.uint8 | np.uint16]:
    return np.uint16 if high_bit_depth else np.uint8
