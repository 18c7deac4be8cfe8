"""Upscales to any size: a chain of network passes, then a downscale if they overshoot."""

from __future__ import annotations

import itertools
import math
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import replace
from functools import partial
from pathlib import Path

import psutil

from upscaler.errors import NotEnoughMemoryError
from upscaler.geometry import Size
from upscaler.images.bitmap import Bitmap
from upscaler.images.canvas import RGB_ORDER, Canvas, check_disk, is_on_disk
from upscaler.images.verify import verify_canvas
from upscaler.images.wrapping import downscale_wrapped, margin_of, wrapped
from upscaler.inference.engine import Engine, Report
from upscaler.options import UpscaleOptions
from upscaler.progress import Progress
from upscaler.target_size import chain

_DOWNSCALE_SHARE = 0.05  # of the time; an estimate, for the progress bar


def enlarge(
    engine: Engine, bitmap: Bitmap, canvas: Canvas, options: UpscaleOptions, path: Path, progress: Progress
) -> Report:
    """Fill a canvas whose size is 1 to 16 times that of the picture.

    The result of each pass is verified against its input. Raises VerificationError, which names `path`, and the errors
    of `Engine.upscale`; NotEnoughMemoryError and NotEnoughDiskError before any work is done.
    """
    scales = chain(bitmap.size, canvas.size, engine.scales)
    check_space(engine, bitmap, canvas.size, scales, canvas.high_bit_depth)
    retries: tuple[str, ...] = ()
    with ExitStack() as scratch:
        parts = _parts(scales, progress.part(0, 1 - _DOWNSCALE_SHARE))
        for scale, part in zip(scales, parts, strict=True):
            size = bitmap.size * scale
            out = canvas
            if size != canvas.size:
                out = scratch.enter_context(Canvas(size, bitmap.channels, canvas.high_bit_depth))
            shown = partial(progress.show, canvas.pixels) if out is canvas else None
            margin = margin_of(options.tileable, _context(engine, bitmap))
            padded = replace(bitmap, pixels=wrapped(bitmap.pixels, margin))
            report = engine.upscale(padded, scale, out.pixels, options.device, options.precision, part, shown, margin)
            retries += report.retries
            verify_canvas(out.pixels, bitmap, scale, path)
            if part is not parts[-1]:  # no pass reads the last result: copying it would waste memory
                bitmap = Bitmap(out.pixels[:, :, RGB_ORDER[bitmap.channels]])
        if out is not canvas:
            downscale_wrapped(out.pixels, canvas.pixels, options.tileable)
            progress.show(canvas.pixels, canvas.size.height)
    progress.report(1)
    return replace(report, retries=retries)


def _context(engine: Engine, bitmap: Bitmap) -> int:
    """How many pixels beyond an edge its result depends on: the halo, and once more the halo if it has alpha, since
    colours of fully transparent pixels are filled in from their neighbours."""
    return engine.halo * (2 if bitmap.has_alpha else 1)


def check_space(
    engine: Engine, bitmap: Bitmap, target: Size, scales: Sequence[int], high_bit_depth: bool = False
) -> None:
    """Raise NotEnoughMemoryError or NotEnoughDiskError if the work could not be finished.

    Counts the canvases of all passes but the last, which already exists; the largest of them twice, since it is copied
    into memory as the source of the next pass; a copy of the result, to verify the file; and the network's buffers.
    """
    sizes = [bitmap.size * math.prod(scales[: index + 1]) for index in range(len(scales))]
    pixel_bytes = bitmap.channels * (2 if high_bit_depth else 1)
    between = [size.pixels * pixel_bytes for size in sizes if size != target]
    lengths = [*between, target.pixels * pixel_bytes]
    check_disk(sum(length for length in lengths if is_on_disk(length)))
    last_source = bitmap.size * math.prod(scales[:-1])
    needed = sum(length for length in lengths if not is_on_disk(length)) + max(between[: len(scales) - 1], default=0)
    needed += engine.memory(last_source.width, scales[-1])
    free = psutil.virtual_memory().available
    if needed > free:
        raise NotEnoughMemoryError(-(-needed // 2**20), free // 2**20)


def _parts(scales: Sequence[int], progress: Progress) -> list[Progress]:
    """The progress of each pass, in proportion to its input pixels."""
    work = [math.prod(scales[:index]) ** 2 for index in range(len(scales))]
    ends = list(itertools.accumulate(work, initial=0))
    return [progress.part(start / ends[-1], end / ends[-1]) for start, end in itertools.pairwise(ends)]
