"""A stand-in for the pipeline where the network does not matter: the same steps, the same files, no torch."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from upscaler.errors import BrokenPictureError
from upscaler.images.atomic import atomic_write, to_disk
from upscaler.images.canvas import RGB_ORDER
from upscaler.images.decode import decode
from upscaler.images.encode import encode
from upscaler.images.formats import by_suffix
from upscaler.images.verify import verify_file
from upscaler.options import UpscaleOptions
from upscaler.pipeline import Steps, UpscaleResult
from upscaler.progress import Progress

STRIPS = 4


def repeat_in_steps(
    source: Path, target: Path, options: UpscaleOptions, progress: Progress, part: Path | None = None
) -> Steps:
    """Every pixel becomes a square of pixels, strip by strip."""
    format = by_suffix(target.suffix)
    assert format is not None
    bitmap = decode(source)
    scale = round(options.size.value)
    yield
    with atomic_write(target, part) as part:
        strips = []
        for index, strip in enumerate(np.array_split(bitmap.pixels[:, :, RGB_ORDER[bitmap.channels]], STRIPS)):
            progress.report(index / STRIPS)
            progress.check_between_strips()
            strips.append(strip.repeat(scale, 0).repeat(scale, 1))
        canvas = np.concatenate(strips)
        yield
        encode(canvas, format, part, bitmap.icc_profile)
        to_disk(part)
        verify_file(part, format, canvas)
        progress.check_cancelled()
        yield
    progress.report(1)
    return UpscaleResult(bitmap.size, bitmap.size * scale, "cpu", "fp32", 0)


def is_whole(source: Path, target: Path, scale: int) -> bool:
    """Whether `target` is the result of `repeat_in_steps` for `source`."""
    try:
        return np.array_equal(decode(target).pixels, decode(source).pixels.repeat(scale, 0).repeat(scale, 1))
    except BrokenPictureError:
        return False
