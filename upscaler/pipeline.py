"""One picture from file to file: decode -> strips -> network -> canvas -> encode -> verify. Read this file first."""

from __future__ import annotations

import os
from collections.abc import Callable, Generator
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from upscaler import __version__, messages
from upscaler.errors import CannotSharpenError, SourceIsTargetError, UnknownFormatError
from upscaler.geometry import Size
from upscaler.images.atomic import atomic_write, copy_to_disk, digest_of, to_disk
from upscaler.images.bleed import mirrored
from upscaler.images.canvas import Canvas
from upscaler.images.decode import decode
from upscaler.images.fitting import Fitted, check_size, fitted
from upscaler.images.formats import WRITABLE, by_suffix
from upscaler.images.frames import Frames, frames_of, write_within
from upscaler.images.provenance import Provenance
from upscaler.network.catalog import Model, degradation_estimator, find_model
from upscaler.options import (
    CLEAN_MODEL,
    CRISP,
    FULL_STRENGTH,
    NO_MODEL,
    OWN_MODELS,
    RESTORE_MODEL,
    SHARP_MODEL,
    ModelChoice,
    UpscaleOptions,
    check_crop,
    chosen_model,
    sharp_share,
    with_detail,
)
from upscaler.progress import Progress
from upscaler.target_size import TargetSize, scaled

if TYPE_CHECKING:
    from upscaler.images.bitmap import Bitmap, Pixels
    from upscaler.images.codecs.base import Codec
    from upscaler.inference.engine import Engine, Report
    from upscaler.network.degradation_estimator import DegradationEstimator

Steps = Generator[None, None, "UpscaleResult"]


@dataclass(frozen=True)
class UpscaleResult:
    """How a picture was upscaled. `device` and `precision` are those of its first page.

    `retries` counts how often something was retried, `warnings` are sentences for people, and `choice` is the model and
    why it was chosen.
    """

    source_size: Size
    size: Size
    device: str
    precision: str
    retries: int
    warnings: tuple[str, ...] = ()
    choice: ModelChoice = field(default_factory=lambda: ModelChoice(CLEAN_MODEL))


def upscale_file(source: Path, target: Path, options: UpscaleOptions, progress: Progress) -> UpscaleResult:
    """Upscale `source` into `target`, whose suffix names the format.

    An existing `target` is replaced only if `options.on_exists` is "overwrite". Raises any UpscalerError; then no part
    of a result is left, and an existing file is untouched.
    """
    return finish(upscale_in_steps(source, target, options, progress))


def upscale_in_steps(
    source: Path, target: Path, options: UpscaleOptions, progress: Progress, part: Path | None = None
) -> Steps:
    """Like `upscale_file`, in four steps: decode, network, encode and verify, move into place.

    Each step may run in another thread while other pictures are at other steps; only the second one needs torch.
    Closing the generator between two steps leaves no files. `part` is the temporary file beside the target, renamed to
    it at the end; by default one with a unique name.
    """
    format = by_suffix(target.suffix)
    if format is None:
        raise UnknownFormatError(target, WRITABLE)
    if os.path.exists(target) and os.path.exists(source) and os.path.samefile(target, source):
        raise SourceIsTargetError(source)
    bitmap = decode(source, options.limit_megapixels, options.allow_truncated)
    check_crop(options.crop, bitmap.size)
    bitmap = bitmap.cropped(options.crop)
    size = options.size.with_bleed(options.size.of(bitmap.size))
    check_size(size, format, target)
    fit = fitted(bitmap, size, format, options.strip_metadata, options.size.resolution_of(bitmap.size))
    digest = digest_of(source) if options.provenance else None
    progress.check_cancelled()
    yield
    result = Frames(format, fit, options.png == "small")
    warnings, reports = list(fit.warnings), []
    scale = options.size.scale_of(bitmap.size)  # the same for pages of other sizes
    is_larger = options.size.is_exceeded_by(bitmap.size)
    if is_larger:
        warnings.append(messages.KEPT_LARGER if scale == 1 else messages.SHRUNK)
    choice = ModelChoice(NO_MODEL) if is_larger else choose_model(fit.bitmap, options)
    compute = _shrink(options) if is_larger else _network(choice, options, target)
    replaces = options.on_exists == "overwrite"
    with atomic_write(target, part, replaces) as part, ExitStack() as canvases:
        frames = frames_of(fit, source, options)
        for index, (frame, milliseconds) in enumerate(frames):
            share = progress.part(0.9 * index / fit.frames, 0.9 * (index + 1) / fit.frames)
            frame_size = scaled(frame.size, scale)
            keeps_depth = frame.is_high_bit_depth and fit.high_bit_depth
            canvas = canvases.enter_context(Canvas(frame_size, frame.channels, keeps_depth))
            reports.append(compute(frame, canvas, share))
            warnings += frame.warnings
            result.add(_with_bleed(canvas, options.size, canvases), milliseconds, frame.icc_profile)
            progress.check_between_strips()
        if index + 1 < fit.frames:
            warnings.append(messages.filled(messages.FRAMES_MISSING, count=index + 1))
        if options.provenance:
            computed = f"{reports[0].device}, {reports[0].precision}"
            warnings += result.describe(_provenance(source, digest, scale, choice, computed, options))
        yield
        if is_larger and _keeps_file(fit, format, options):
            copy_to_disk(source, part)
        else:
            warnings += _write(result, part, options, progress)
        progress.check_cancelled()
        yield
    progress.report(1)
    retries = [why for report in reports for why in report.retries]
    each_once = tuple(dict.fromkeys((*warnings, *retries, *(why for report in reports for why in report.warnings))))
    return UpscaleResult(
        fit.bitmap.size, size, reports[0].device, reports[0].precision, len(retries), each_once, choice
    )


def _with_bleed(canvas: Canvas, size: TargetSize, canvases: ExitStack) -> Pixels:
    """The pixels of a canvas, on a new one with bleed if there is any."""
    if not size.bleed_pixels:
        return canvas.pixels
    larger = canvases.enter_context(Canvas(size.with_bleed(canvas.size), canvas.pixels.shape[2], canvas.high_bit_depth))
    mirrored(canvas.pixels, size.bleed_pixels, larger.pixels)
    return larger.pixels


def _write(result: Frames, part: Path, options: UpscaleOptions, progress: Progress) -> tuple[str, ...]:
    """Encode the canvases into a file, and check it. Returns warnings."""
    quality, told = write_within(result, part, options.quality, options.largest_file, progress)
    to_disk(part)
    progress.report(0.95)
    result.verify(part, quality)
    return told


def _keeps_file(fit: Fitted, format: Codec, options: UpscaleOptions) -> bool:
    """Whether a picture that is already larger can be copied as a file, byte by byte."""
    changes_pixels = options.crop is not None or options.size.larger != "copy" or options.largest_file is not None
    changes_metadata = options.strip_metadata or options.provenance or options.size.resolution is not None
    is_same = format.name == fit.bitmap.kind and not fit.bitmap.warnings
    return is_same and not changes_pixels and not changes_metadata


def _provenance(
    source: Path, digest: str | None, scale: float, choice: ModelChoice, computed: str, options: UpscaleOptions
) -> Provenance:
    weights = () if choice.model == NO_MODEL else weights_of(choice)
    models = tuple((model.card.name, model.card.sha256) for model in weights)
    strengths = choice.denoise, choice.detail
    return Provenance(f"Upscaler {__version__}", scale, source, digest, models, *strengths, computed, options.crop)


Compute = Callable[["Bitmap", Canvas, Progress], "Report"]  # fills the canvas with a picture


def _network(choice: ModelChoice, options: UpscaleOptions, target: Path) -> Compute:
    from upscaler.inference.textures import enlarge_as_asked  # here, since importing torch takes two seconds

    engine = load_engine(choice.model, choice.denoise, choice.detail)

    def compute(frame: Bitmap, canvas: Canvas, progress: Progress) -> Report:
        return enlarge_as_asked(engine, frame, canvas, options, target, progress)

    return compute


def _shrink(options: UpscaleOptions) -> Compute:
    """Reduce a picture that is larger than its result, or copy its pixels; no network is needed."""
    from upscaler.images.wrapping import reduced
    from upscaler.inference.engine import Report

    def compute(frame: Bitmap, canvas: Canvas, progress: Progress) -> Report:
        reduced(frame.pixels, canvas.pixels, options.tileable)
        progress.show(canvas.pixels, canvas.size.height)
        progress.report(1)
        return Report("cpu", "fp32")

    return compute


def finish(steps: Steps) -> UpscaleResult:
    """Run the steps that are left and return the result."""
    while True:
        try:
            next(steps)
        except StopIteration as end:
            return end.value  # type: ignore[no-any-return]  # the generator's return value


def choose_model(
    bitmap: Bitmap, options: UpscaleOptions, suitable: Callable[[Bitmap], ModelChoice] | None = None
) -> ModelChoice:
    """The model that the user has chosen, or else the one that suits the picture. Raises OptionsError, ModelError.

    Nothing is invented in a normal map. A third-party model is mixed with one of ours, at the strength that suits the
    picture. `suitable` can be passed to replace `suitable_model`.
    """
    suitable = suitable or suitable_model
    chosen = chosen_model(options.model, options.denoise)
    if chosen is None:
        chosen = ModelChoice(CLEAN_MODEL) if options.normal_map else suitable(bitmap)
    chosen = with_detail(chosen, options.detail, bitmap.is_high_bit_depth or options.normal_map)
    check_mixing(chosen)
    return replace(chosen, denoise=suitable(bitmap).denoise) if is_mixed(chosen.model, chosen.detail) else chosen


def check_mixing(chosen: ModelChoice) -> None:
    """Raise CannotSharpenError if pixels are to be mixed at scales that our models do not have; and ModelError."""
    if is_mixed(chosen.model, chosen.detail) and not find_model(chosen.model).card.can_mix:
        raise CannotSharpenError(chosen.model, chosen.detail, CRISP)


def is_mixed(model: str, detail: int) -> bool:
    """Whether pixels of a third-party model are mixed with ours."""
    return model not in OWN_MODELS and detail < CRISP


def suitable_model(bitmap: Bitmap) -> ModelChoice:
    """The model that suits a picture, found by looking at it. Raises ModelError."""
    from upscaler.inference.automatic import choose, estimate

    return choose(estimate(_load_estimator(), bitmap))


def weights_of(choice: ModelChoice) -> tuple[Model, ...]:
    """The models whose weights are blended, or whose pixels are mixed, by `load_engine`. Raises ModelError."""
    names = [choice.model]
    if is_mixed(choice.model, choice.detail):
        names += [CLEAN_MODEL, RESTORE_MODEL]
    elif choice.model in OWN_MODELS:
        names += find_model(choice.model).card.strengths.get("denoise", "").split()
        names += [SHARP_MODEL] if choice.detail else []
    return tuple(map(find_model, names))


@lru_cache(maxsize=12)  # two models and the blends between them: a few megabytes each
def load_engine(model: str, denoise: int, detail: int = 0) -> Engine:
    """The engine of a model, its weights blended for these strengths (0 to 100). Raises ModelError.

    Weights of third-party models cannot be blended: their pixels are mixed with ours.
    """
    from upscaler.inference.engine import Engine
    from upscaler.inference.mixture import Mixture
    from upscaler.network.checkpoint import blended, load_model

    found = find_model(model)
    network = load_model(found)
    if is_mixed(model, detail):
        restoring = find_model(RESTORE_MODEL)
        ours = blended(load_model(find_model(CLEAN_MODEL)), load_model(restoring), denoise / FULL_STRENGTH)
        half = tuple(format for format in found.card.half if format != "bf16")  # bf16 is too coarse for a base image
        return Engine(Mixture(ours, network, detail / CRISP), max(found.card.halo, restoring.card.halo), half)
    if model not in OWN_MODELS:
        return Engine(network, found.card.halo, found.card.half)
    if "denoise" in found.card.strengths:
        other_end = load_model(find_model(found.card.strengths["denoise"]))
        network = blended(other_end, network, denoise / FULL_STRENGTH)
    halo = found.card.halo
    if detail:
        sharp = find_model(SHARP_MODEL)
        network = blended(network, load_model(sharp), sharp_share(detail))
        halo = max(halo, sharp.card.halo)  # the blend needs the larger of the two
    return Engine(network, halo)


@lru_cache(maxsize=1)
def _load_estimator() -> DegradationEstimator:
    from upscaler.network.checkpoint import load_estimator

    return load_estimator(degradation_estimator())
