"""Any size of result: a chain of network passes, then one downscale."""

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
from upscaler.images.downscale import downscale
from upscaler.images.verify import verify_canvas
from upscaler.inference.engine import Engine, Report
from upscaler.options import UpscaleOptions, chain
from upscaler.progress import Progress

_DOWNSCALE_SHARE = 0.05  # of the time; a guess, only for progress


def enlarge(
    engine: Engine, bitmap: Bitmap, canvas: Canvas, options: UpscaleOptions, path: Path, progress: Progress
) -> Report:
    """Fill a canvas that is at least as large as the picture and at most 16 times.

    Every pass is checked against what went into it. Raises VerificationError, which names `path`, and the errors of
    `Engine.upscale`; NotEnoughMemoryError and NotEnoughDiskError come before the work.
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
            report = engine.upscale(bitmap, scale, out.pixels, options.device, options.precision, part, shown)
            retries += report.retries
            verify_canvas(out.pixels, bitmap, scale, path)
            if part is not parts[-1]:  # what the last pass has made is no source: a copy would take memory for nothing
                bitmap = Bitmap(out.pixels[:, :, RGB_ORDER[bitmap.channels]])
        if out is not canvas:
            downscale(out.pixels, canvas.pixels)
            progress.show(canvas.pixels, canvas.size.height)
    progress.report(1)
    return replace(report, retries=retries)


def check_space(
    engine: Engine, bitmap: Bitmap, target: Size, scales: Sequence[int], high_bit_depth: bool = False
) -> None:
    """Raise NotEnoughMemoryError or NotEnoughDiskError before the work if it cannot be finished.

    Counted are the canvases of all passes but the last one's, which is there, the largest of them once more as a source
    in memory, a second one of the target's size for the check of the file, and the network's buffers.
    """
    sizes = [bitmap.size * math.prod(scales[: index + 1]) for index in range(len(scales))]
    pixel = bitmap.channels * (2 if high_bit_depth else 1)  # bytes
    between = [size.pixels * pixel for size in sizes if size != target]
    lengths = [*between, target.pixels * pixel]
    check_disk(sum(length for length in lengths if is_on_disk(length)))
    widest = bitmap.size * math.prod(scales[:-1])
    needed = sum(length for length in lengths if not is_on_disk(length)) + max(between[: len(scales) - 1], default=0)
    needed += engine.memory(widest.width, scales[-1])
    free = psutil.virtual_memory().available
    if needed > free:
        raise NotEnoughMemoryError(-(-needed // 2**20), free // 2**20)


def _parts(scales: Sequence[int], progress: Progress) -> list[Progress]:
    """The progress of each pass, by the pixels that go into it."""
    work = [math.prod(scales[:index]) ** 2 for index in range(len(scales))]
    ends = list(itertools.accumulate(work, initial=0))
    return [progress.part(start / ends[-1], end / ends[-1]) for start, end in itertools.pairwise(ends)]
