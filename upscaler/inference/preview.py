"""Upscales only a region, to the same pixels that the whole picture will have there."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from upscaler.geometry import Padding, Region, Size
from upscaler.images.bitmap import Bitmap, Pixels
from upscaler.images.canvas import RGB_ORDER
from upscaler.images.downscale import downscale
from upscaler.images.high_bit_depth import in_8_bits
from upscaler.images.wrapping import halo_of, part_of_wrapped
from upscaler.inference.engine import Engine
from upscaler.inference.textures import (
    fill_with,
    harden,
    has_hard_alpha,
    holds_vectors,
    is_constant,
    normalise,
    places_of_cells,
)
from upscaler.options import UpscaleOptions, cell_size
from upscaler.progress import Progress
from upscaler.target_size import chain

_MARGIN = 2  # LR pixels; rounding shifts an edge by less than that
_LANCZOS_HALO = 4  # result pixels on each side: the downscale reads three, and one may lie only partly in the region

_Source = Callable[[Region], Bitmap]
_Found = tuple[Region, Pixels]


@dataclass(frozen=True)
class _Whole:
    """A picture, or a cell or a channel of one, and the size of its result; `source` decodes a region of it."""

    source: _Source
    size: Size
    target: Size


def enlarge_region(
    engine: Engine,
    source: _Source,
    size: Size,
    region: Region,
    options: UpscaleOptions,
    high_bit_depth: bool,
    progress: Progress,
) -> _Found:
    """Upscale an LR region of a picture of `size` as the whole picture would be; `source` decodes a region of it.

    Returns the matching region of the result, and its pixels as in a canvas: 16-bit if `high_bit_depth`. If the result
    is not a whole multiple of the picture, samples may be off by one. Raises Cancelled, CellsDoNotFitError and the
    errors of `Engine.upscale`.
    """
    whole = _Whole(source, size, options.size.of(size))
    if options.size.is_exceeded_by(size):
        return _enlarged(engine, whole, (), region, options, high_bit_depth, progress)
    cell = cell_size(options.cells)
    if cell is not None:
        return _cells(engine, whole, cell, region, options, high_bit_depth, progress)
    return _one_picture(engine, whole, region, options, high_bit_depth, progress)


def _one_picture(
    engine: Engine, whole: _Whole, region: Region, options: UpscaleOptions, high_bit_depth: bool, progress: Progress
) -> _Found:
    scales = chain(whole.size, whole.target, engine.scales)
    pixels = whole.source(whole.size.region).pixels if options.normal_map else None
    if pixels is None or pixels.shape[2] < 3:
        return _enlarged(engine, whole, scales, region, options, high_bit_depth, progress)
    channels = []
    for channel, part in progress.each(RGB_ORDER[pixels.shape[2]]):
        values = pixels[:, :, channel : channel + 1]
        alone = replace(whole, source=Bitmap(values).cropped)
        place, found = _enlarged(engine, alone, scales, region, options, high_bit_depth, part)
        if is_constant(values):
            fill_with(found, values)
        channels.append(found)
    result = np.concatenate(channels, axis=2)
    if holds_vectors(pixels):
        normalise(result[:, :, :3])
    return place, result


def _cells(
    engine: Engine,
    whole: _Whole,
    cell: Size,
    region: Region,
    options: UpscaleOptions,
    high_bit_depth: bool,
    progress: Progress,
) -> _Found:
    """The parts of a sheet's cells that lie in the region, each cell treated as a separate picture."""
    sheet = whole.source(whole.size.region)
    is_hard = has_hard_alpha(sheet)
    places = [
        (source, target, seen)
        for source, target in places_of_cells(whole.size, whole.target, cell)
        if (seen := region.common(source)) is not None
    ]
    parts: list[_Found] = []
    for (source, target, seen), share in progress.each(places):
        one = _Whole(sheet.cropped(source).cropped, source.size, target.size)
        inside, found = _one_picture(engine, one, seen.moved(-source.x, -source.y), options, high_bit_depth, share)
        if is_hard:
            harden(found)
        parts.append((inside.moved(target.x, target.y), found))
    first, last = parts[0][0], parts[-1][0]
    area = Region(first.x, first.y, last.right - first.x, last.bottom - first.y)
    result = np.empty((area.height, area.width, sheet.channels), _dtype(high_bit_depth))
    for place, found in parts:
        result[place.moved(-area.x, -area.y).slices] = found
    return area, result


def _enlarged(
    engine: Engine,
    whole: _Whole,
    scales: tuple[int, ...],
    region: Region,
    options: UpscaleOptions,
    high_bit_depth: bool,
    progress: Progress,
) -> _Found:
    """A region, enlarged by passes of these scales; without any, it is only resized."""
    size, target = whole.size, whole.target
    scale = math.prod(scales)
    halo = _halo(scales, engine.halo, size.width * scale / target.width)
    around = halo_of(region, halo, size, options.tileable)
    context = _aligned(region.grown(around), engine.alignment)
    bitmap = _read(whole.source, size, context)
    out = bitmap.pixels[:, :, RGB_ORDER[bitmap.channels]]  # without a pass, only its size changes
    out = out if high_bit_depth else in_8_bits(out)
    for step, part in progress.each(scales):
        out = np.empty((bitmap.size.height * step, bitmap.size.width * step, bitmap.channels), _dtype(high_bit_depth))
        engine.upscale(bitmap, step, out, options.device, options.precision, part)
        bitmap = replace(bitmap, pixels=out[:, :, RGB_ORDER[bitmap.channels]])
    if size * scale == target:
        inner = region.moved(-context.x, -context.y) * scale
        return region * scale, np.ascontiguousarray(out[inner.slices])
    result = _inside(region, size, target)
    across, down = size.width * scale / target.width, size.height * scale / target.height
    corner = result.x * across - context.x * scale, result.y * down - context.y * scale
    small = np.empty((result.height, result.width, bitmap.channels), _dtype(high_bit_depth))
    downscale(out, small, (*corner, result.width * across, result.height * down))
    return result, small


def _read(source: _Source, size: Size, region: Region) -> Bitmap:
    """A region that may extend beyond the edges of a picture that wraps around."""
    if region.is_inside(size):
        return source(region)
    whole = source(size.region)
    return replace(whole, pixels=part_of_wrapped(whole.pixels, region))


def _halo(scales: tuple[int, ...], network_halo: int, shrink: float) -> int:
    """LR pixels around a region that its result depends on; the final downscale makes that `shrink` times smaller."""
    halo, scale = 0.0, 1
    for step in scales:
        halo, scale = halo + (network_halo + _MARGIN) / scale, scale * step
    return math.ceil(halo + _LANCZOS_HALO * shrink / scale) + _MARGIN


def _aligned(region: Region, alignment: int) -> Region:
    """The region, grown to the left and upwards until it begins at multiples of `alignment`."""
    left, top = region.x % alignment, region.y % alignment
    return region.grown(Padding(left, top, 0, 0))


def _inside(region: Region, size: Size, target: Size) -> Region:
    """The result pixels that lie entirely within an LR region; at least one, if only in part."""
    left, right = -(-region.x * target.width // size.width), region.right * target.width // size.width
    top, bottom = -(-region.y * target.height // size.height), region.bottom * target.height // size.height
    left, top = min(left, target.width - 1), min(top, target.height - 1)
    return Region(left, top, max(1, right - left), max(1, bottom - top))


def _dtype(high_bit_depth: bool) -> type[np.uint8 | np.uint16]:
    return np.uint16 if high_bit_depth else np.uint8
