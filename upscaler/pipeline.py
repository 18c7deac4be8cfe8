"""The way of one picture: decode -> strips -> network -> canvas -> encode -> verify. Read this file first."""

from __future__ import annotations

import os
from contextlib import ExitStack
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from upscaler.errors import SourceIsTargetError, UnknownFormatError
from upscaler.geometry import Size
from upscaler.images.canvas import Canvas
from upscaler.images.decode import decode
from upscaler.images.encode import encode
from upscaler.images.fitting import Fitted, check_size, fitted
from upscaler.images.formats import WRITABLE, Format, by_suffix
from upscaler.images.frames import Frames, read_frames, read_loop
from upscaler.images.partial import written_whole
from upscaler.images.verify import verify_file
from upscaler.network.catalog import classifier, find_model
from upscaler.options import CLEAN_MODEL, FULL_STRENGTH, RESTORE_MODEL, ModelChoice, UpscaleOptions, chosen_model
from upscaler.progress import Progress

if TYPE_CHECKING:
    from upscaler.images.bitmap import Bitmap
    from upscaler.inference.engine import Engine
    from upscaler.network.classifier import Classifier


@dataclass(frozen=True)
class UpscaleResult:
    """What was made: sizes in pixels, which network ran, where and how, sentences the person should read."""

    source_size: Size
    size: Size
    device: str
    precision: str
    retries: int
    warnings: tuple[str, ...] = ()
    choice: ModelChoice = field(default_factory=lambda: ModelChoice(CLEAN_MODEL))


def upscale_file(source: Path, target: Path, options: UpscaleOptions, progress: Progress) -> UpscaleResult:
    """Upscale `source` into `target`, whose ending says the format; an existing target is replaced.

    Raises the UpscalerError family; then nothing is left of the target, and an older one is untouched.
    """
    format = by_suffix(target.suffix)
    if format is None:
        raise UnknownFormatError(target, WRITABLE)
    if os.path.exists(target) and os.path.exists(source) and os.path.samefile(target, source):
        raise SourceIsTargetError(source)
    bitmap = decode(source, options.limit_megapixels, options.allow_truncated)
    size = options.enlargement.target_size(bitmap.size)
    check_size(size, format, target)
    fit = fitted(bitmap, size, format, options.strip_metadata)
    bitmap = fit.bitmap
    if fit.all_frames:
        return _upscale_frames(source, target, format, fit, options, progress)
    with written_whole(target) as part, Canvas(size, bitmap.channels, fit.deep) as canvas:
        from upscaler.inference.passes import enlarge  # late: torch takes two seconds

        choice = choose_model(bitmap, options)
        engine = load_engine(choice.model, choice.denoise)
        report = enlarge(engine, bitmap, canvas, options, target, progress.part(0, 0.9))
        progress.check_cancelled()
        encode(canvas.pixels, format, part, bitmap.icc_profile, fit.metadata, options.quality)
        progress.report(0.95)
        verify_file(part, format, canvas.pixels, options.quality)
        progress.check_cancelled()
    progress.report(1)
    warnings = (*fit.warnings, *dict.fromkeys(report.retries))  # each once
    return UpscaleResult(bitmap.size, size, report.device, report.precision, len(report.retries), warnings, choice)


def _upscale_frames(
    source: Path, target: Path, format: Format, fit: Fitted, options: UpscaleOptions, progress: Progress
) -> UpscaleResult:
    """The same for a file of several pictures, all of which are kept at once: `keeps_frames` knows the limit."""
    from upscaler.inference.passes import enlarge

    made = Frames(format, fit, read_loop(source, options.limit_megapixels))
    retries: list[str] = []
    choice = choose_model(fit.bitmap, options)
    engine = load_engine(choice.model, choice.denoise)
    with written_whole(target) as part, ExitStack() as canvases:
        for index, (bitmap, milliseconds) in enumerate(read_frames(source, format, options.limit_megapixels)):
            size = options.enlargement.target_size(bitmap.size)
            canvas = canvases.enter_context(Canvas(size, bitmap.channels, bitmap.is_deep and fit.deep))
            share = progress.part(0.9 * index / fit.bitmap.frames, 0.9 * (index + 1) / fit.bitmap.frames)
            report = enlarge(engine, bitmap, canvas, options, target, share)
            retries += report.retries
            made.add(canvas.pixels, milliseconds)
            progress.check_cancelled()
        made.write(part, options.quality)
        made.verify(part, options.quality)
        progress.check_cancelled()
    progress.report(1)
    size = options.enlargement.target_size(fit.bitmap.size)
    warnings = (*fit.warnings, *dict.fromkeys(retries))
    return UpscaleResult(fit.bitmap.size, size, report.device, report.precision, len(retries), warnings, choice)


def choose_model(bitmap: Bitmap, options: UpscaleOptions) -> ModelChoice:
    """What the person has chosen, else what the picture asks for. Raises DenoiseError, ModelError."""
    chosen = chosen_model(options.model, options.denoise)
    if chosen is None:
        from upscaler.inference.automatic import choose, estimate

        chosen = choose(estimate(_load_classifier(), bitmap))
    return chosen


@lru_cache(maxsize=12)  # two models and the steps between them: a few megabytes each
def load_engine(model: str, denoise: int = 0) -> Engine:
    """The engine of a model, at a strength if it has one; loaded once."""
    from upscaler.inference.engine import Engine
    from upscaler.network.checkpoint import blended, load_model

    network = load_model(find_model(model))
    if model == RESTORE_MODEL:
        clean = load_model(find_model(CLEAN_MODEL))
        network = blended(clean, network, denoise / FULL_STRENGTH)
    return Engine(network)


@lru_cache(maxsize=1)
def _load_classifier() -> Classifier:
    from upscaler.network.checkpoint import load_classifier

    return load_classifier(classifier())
