"""Enlargers to compare: the app's models, weights in training, and third-party networks."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
import torch

from upscaler.images.bitmap import Bitmap
from upscaler.inference.engine import Engine
from upscaler.network.catalog import file_hash, find_model
from upscaler.network.checkpoint import blended, load_model, load_third_party
from upscaler.options import (
    AUTO,
    CLEAN_MODEL,
    CRISP,
    FAITHFUL,
    FULL_STRENGTH,
    RESTORE_MODEL,
    ModelChoice,
    UpscaleOptions,
    sharp_share,
)
from upscaler.pipeline import choose_model, load_engine
from upscaler.training.degradation.steps import Pixels, antialiased
from upscaler.training.evaluate import enlarged, enlarged_bicubic, load_weights
from upscaler.training.trainer import as_pixels, as_tensor

AUTOMATIC, BICUBIC = "automatic", "bicubic"


@dataclass(frozen=True)
class Enlarged:
    """A result (scale * H, scale * W, 3) and its CPU time in seconds, over all threads."""

    pixels: Pixels
    seconds: float


Enlarger = Callable[[Pixels, int], Enlarged]  # (lr, scale) -> result


def timed(work: Callable[[], Pixels]) -> Enlarged:
    """The result of `work` with its CPU time, which is not affected by other programs."""
    start = time.process_time()
    pixels = work()
    return Enlarged(pixels, time.process_time() - start)


def of_the_app(name: str) -> Enlarger:
    """The enlarger of this name: `bicubic` or MODEL[@DENOISE][/DETAIL], where MODEL may be `automatic`.

    Without DETAIL, `automatic` uses the app's default and other models none. Raises ModelError, OptionsError.
    """
    if name == BICUBIC:
        return lambda lr, scale: timed(lambda: enlarged_bicubic(lr, scale))
    rest, _, detail = name.partition("/")
    model, _, denoise = rest.partition("@")
    is_automatic = model == AUTOMATIC
    options = UpscaleOptions(
        model=AUTO if is_automatic else model,
        denoise=int(denoise) if denoise else None,
        detail=int(detail) if detail else None if is_automatic else FAITHFUL,
    )
    if not is_automatic:
        chosen = choice_of(np.zeros((1, 1, 3), np.uint8), options)  # raises errors now rather than later
        _engine(chosen.model, chosen.denoise, chosen.detail)

    def engine_for(lr: Pixels) -> Engine:
        choice = choice_of(lr, options)
        return _engine(choice.model, choice.denoise, choice.detail)

    return through(engine_for)


def of_weights(path: Path, detail: int = CRISP) -> Enlarger:
    """Weights of an SR-ResNet, blended with the automatic choice as in the app if `detail` is not full.

    Raises ModelError.
    """
    network = load_weights(path)
    if detail == CRISP:
        engine = Engine(network)
        return through(lambda _: engine)
    clean, restoring = (load_model(find_model(name)) for name in (CLEAN_MODEL, RESTORE_MODEL))

    @cache
    def engine_at(denoise: int) -> Engine:
        return Engine(blended(blended(clean, restoring, denoise / FULL_STRENGTH), network, sharp_share(detail)))

    return through(lambda lr: engine_at(choice_of(lr, UpscaleOptions(detail=FAITHFUL)).denoise))


def through(engine_for: Callable[[Pixels], Engine]) -> Enlarger:
    """Enlarges with the engine, as in the app. Choosing and loading are not timed, since they do not depend on the
    size."""

    def enlarge(lr: Pixels, scale: int) -> Enlarged:
        engine = engine_for(lr)
        return timed(lambda: enlarged(engine, lr, scale))

    return enlarge


def choice_of(lr: Pixels, options: UpscaleOptions) -> ModelChoice:
    """The model that the app chooses for a picture (H, W, 3)."""
    return choose_model(Bitmap(lr), options)


def of_others(weights: Path, folder: Path) -> Enlarger:
    """A third-party network with one scale. It may be slow, so results are cached in `folder`.

    At scales other than its own the result is resized, bicubic and antialiased. Raises ModelFileError.
    """
    network = load_third_party(weights)
    (own_scale,) = network.config.scales

    def run(lr: Pixels, scale: int) -> Pixels:
        with torch.inference_mode():
            result = as_pixels(network(as_tensor(lr[None].copy()), own_scale))[0]
        return result if scale == own_scale else antialiased(result, scale * lr.shape[0], scale * lr.shape[1])

    return remembered(lambda lr, scale: timed(lambda: run(lr, scale)), file_hash(weights), folder)


def remembered(enlarger: Enlarger, model: str, folder: Path) -> Enlarger:
    """The same enlarger with its results cached in a folder, by model, scale and pixels of the LR."""

    def enlarge(lr: Pixels, scale: int) -> Enlarged:
        key = hashlib.sha256(f"{model} {scale} {lr.shape}".encode() + lr.tobytes()).hexdigest()
        path = folder / f"{key}.npz"
        if path.is_file():
            with np.load(path) as kept:
                return Enlarged(kept["pixels"], float(kept["seconds"]))
        made = enlarger(lr, scale)
        folder.mkdir(parents=True, exist_ok=True)
        part = path.with_suffix(".part.npz")
        np.savez_compressed(part, pixels=made.pixels, seconds=made.seconds)
        part.replace(path)
        return made

    return enlarge


@cache
def _engine(model: str, denoise: int, detail: int) -> Engine:
    """Keeps every engine, whereas the app keeps only a few."""
    return load_engine(model, denoise, detail)
