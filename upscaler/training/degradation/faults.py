"""Simple faults of known strength: blur, noise and JPEG."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from upscaler.training.degradation.steps import Pixels, bicubic, gaussian_noise, jpeg, softened


@dataclass(frozen=True)
class Faults:
    """The faults of an LR picture: JPEG quality (None: never compressed), noise in levels, blur in LR pixels."""

    quality: int | None = None
    noise: float = 0.0
    blur: float = 0.0


def random_faults(rng: np.random.Generator) -> Faults:
    """Random faults, independent of each other; about one picture in six has none."""
    return Faults(
        blur=rng.uniform(0.2, 0.8) if rng.random() < 0.4 else 0.0,
        noise=rng.uniform(1, 15) if rng.random() < 0.4 else 0.0,
        quality=int(rng.integers(30, 96)) if rng.random() < 0.6 else None,
    )


def with_faults(hr: Pixels, scale: int, faults: Faults, rng: np.random.Generator) -> Pixels:
    """Gaussian blur on the HR, bicubic, Gaussian noise, JPEG. (H, W, 3) -> (H / scale, W / scale, 3)"""
    picture = bicubic(softened(hr, scale * faults.blur) if faults.blur else hr, scale)
    if faults.noise:
        picture = gaussian_noise(picture, faults.noise, rng)
    return picture if faults.quality is None else jpeg(picture, faults.quality)


FIXED = {  # to compare models on
    "clean": Faults(),
    "jpeg75": Faults(quality=75),
    "jpeg40": Faults(quality=40),
    "noise10": Faults(noise=10),
    "blur-jpeg60": Faults(quality=60, blur=0.5),
}


def simple(hr: Pixels, scale: int, rng: np.random.Generator) -> Pixels:
    """Random faults, each present or not."""
    return with_faults(hr, scale, random_faults(rng), rng)
