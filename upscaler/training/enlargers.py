"""What enlarges a picture in a comparison: the app's own models, weights in training, networks of others."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np

from upscaler.images.bitmap import Bitmap
from upscaler.inference.engine import Engine
from upscaler.network.catalog import find_model
from upscaler.network.checkpoint import blended, file_hash, load_model
from upscaler.options import CLEAN_MODEL, FULL_STRENGTH, RESTORE_MODEL, ModelChoice, UpscaleOptions, chosen_model
from upscaler.pipeline import choose_model, load_engine
from upscaler.training.degradation.steps import Pixels, antialiased
from upscaler.training.evaluate import enlarged, enlarged_bicubic, load_weights
from upscaler.training.ncnn import load_ncnn
from upscaler.training.trainer import as_pixels, as_tensor

AUTOMATIC, BICUBIC = "automatic", "bicubic"


@dataclass(frozen=True)
class Enlarged:
    """A result (scale * H, scale * W, 3) and how many seconds of a processor core it took."""

    pixels: Pixels
    seconds: float


Run = Callable[[Pixels, int], Pixels]  # (lr, scale) -> result
Enlarger = Callable[[Pixels, int], Enlarged]


def timed(run: Run) -> Enlarger:
    """An enlarger whose time is taken: that of all threads together, so that other programs do not count."""

    def enlarge(lr: Pixels, scale: int) -> Enlarged:
        begun = time.process_time()
        pixels = run(lr, scale)
        return Enlarged(pixels, time.process_time() - begun)

    return enlarge


def of_the_app(name: str) -> Enlarger:
    """`bicubic`, `automatic`, or a model as NAME or NAME@STRENGTH. Raises ModelError, DenoiseError."""
    if name == BICUBIC:
        return timed(enlarged_bicubic)
    if name == AUTOMATIC:
        return timed(lambda lr, scale: enlarged(_engine_of(automatic_choice(lr)), lr, scale))
    model, _, strength = name.partition("@")
    choice = chosen_model(model, int(strength) if strength else None)
    assert choice is not None  # the model is named
    engine = _engine_of(choice)
    return timed(lambda lr, scale: enlarged(engine, lr, scale))


def of_weights(path: Path, detail: int = FULL_STRENGTH) -> Enlarger:
    """Weights of an SR-ResNet; with less than full `detail` as much of them, and the rest of the automatic choice.

    Raises ModelError.
    """
    network = load_weights(path)
    if detail == FULL_STRENGTH:
        engine = Engine(network)
        return timed(lambda lr, scale: enlarged(engine, lr, scale))
    clean, restoring = (load_model(find_model(name)) for name in (CLEAN_MODEL, RESTORE_MODEL))

    @cache
    def engine_at(denoise: int) -> Engine:
        return Engine(blended(blended(clean, restoring, denoise / FULL_STRENGTH), network, detail / FULL_STRENGTH))

    return timed(lambda lr, scale: enlarged(engine_at(automatic_choice(lr).denoise), lr, scale))


def of_others(param: Path, folder: Path) -> Enlarger:
    """A network of ncnn's, as slow as it may be: each result is kept in `folder` and taken from there.

    At scales other than its own the result is resized, bicubic and antialiased. Raises ModelFileError.
    """
    network = load_ncnn(param)

    def run(lr: Pixels, scale: int) -> Pixels:
        result = as_pixels(network(as_tensor(lr[None].copy())))[0]
        return result if scale == network.scale else antialiased(result, scale * lr.shape[0], scale * lr.shape[1])

    model = file_hash(param) + file_hash(param.with_suffix(".bin"))
    return remembered(timed(run), model, folder)


def remembered(enlarger: Enlarger, model: str, folder: Path) -> Enlarger:
    """The same, whose results are kept in a folder by model, scale and pixels of the LR."""

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


def automatic_choice(lr: Pixels) -> ModelChoice:
    """The model and strength that the app takes by itself."""
    return choose_model(Bitmap(lr), UpscaleOptions())


def _engine_of(choice: ModelChoice) -> Engine:
    return load_engine(choice.model, choice.denoise)
