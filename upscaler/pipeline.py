"""The way of one picture: decode -> strips -> network -> canvas -> encode -> verify. Read this file first."""

from __future__ import annotations

import os
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from upscaler import messages
from upscaler.errors import SourceIsTargetError, TargetTooLargeError, UnknownFormatError
from upscaler.geometry import Size
from upscaler.images.alpha import flattened
from upscaler.images.canvas import Canvas
from upscaler.images.decode import decode
from upscaler.images.encode import encode
from upscaler.images.formats import WRITABLE, by_suffix
from upscaler.images.partial import written_whole
from upscaler.images.verify import verify_file
from upscaler.network.catalog import find_model
from upscaler.options import UpscaleOptions
from upscaler.progress import Progress

if TYPE_CHECKING:
    from upscaler.inference.engine import Engine


@dataclass(frozen=True)
class UpscaleResult:
    """What was made: sizes in pixels, where and how the network ran, sentences the person should read."""

    source_size: Size
    size: Size
    device: str
    precision: str
    retries: int
    warnings: tuple[str, ...] = ()


def upscale_file(source: Path, target: Path, options: UpscaleOptions, progress: Progress) -> UpscaleResult:
    """Upscale `source` into `target`, whose ending says the format; an existing target is replaced.

    Raises the UpscalerError family; then nothing is left of the target, and an older one is untouched.
    """
    format = by_suffix(target.suffix)
    if format is None:
        raise UnknownFormatError(target, WRITABLE)
    if os.path.exists(target) and os.path.exists(source) and os.path.samefile(target, source):
        raise SourceIsTargetError(source)
    warnings: list[str] = []
    bitmap = decode(source)
    size = options.enlargement.target_size(bitmap.size)
    if max(size.width, size.height) > format.largest_side:
        raise TargetTooLargeError(target, size.width, size.height, format.largest_side)
    if bitmap.has_alpha and not format.alpha:
        bitmap = flattened(bitmap)
        warnings.append(messages.TRANSPARENCY_DROPPED)
    with written_whole(target) as part, Canvas(size, bitmap.channels) as canvas:
        from upscaler.inference.passes import enlarge  # late: torch takes two seconds

        report = enlarge(load_engine(options.model), bitmap, canvas, options, target, progress.part(0, 0.9))
        progress.check_cancelled()
        encode(canvas.pixels, format, part, bitmap.icc_profile)
        progress.report(0.95)
        verify_file(part, format, canvas.pixels)
        progress.check_cancelled()
    progress.report(1)
    warnings += dict.fromkeys(report.retries)  # each once
    return UpscaleResult(bitmap.size, size, report.device, report.precision, len(report.retries), tuple(warnings))


@lru_cache(maxsize=2)
def load_engine(model: str) -> Engine:
    """The engine of a model, loaded once."""
    from upscaler.inference.engine import Engine
    from upscaler.network.checkpoint import load_model

    return Engine(load_model(find_model(model)))
