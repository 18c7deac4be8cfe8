"""Realistic degradations of known strength, to train the estimator on.

Noise is of every kind that cameras, film and programs leave, added before or after downscaling, smeared or not; its
strength is measured on the LR. Pictures are compressed once, or twice, first at another size.
"""

from __future__ import annotations

import numpy as np
from PIL import Image

from upscaler.training.degradation.faults import Faults
from upscaler.training.degradation.published import GRAY_NOISE
from upscaler.training.degradation.steps import (
    FILTERS,
    Pixels,
    antialiased,
    film_grain,
    gaussian_noise,
    jpeg,
    poisson_noise,
    sensor_noise,
    sharpened,
    smeared,
    softened,
    webp,
)

MOST_NOISE = 15.0  # levels
NOISY, NOISY_DRAWINGS, COMPRESSED, BLURRED = 0.45, 0.1, 0.55, 0.3  # how often
KINDS = {"white": 0.25, "photons": 0.15, "grain": 0.3, "sensor": 0.2, "before": 0.1}


def with_known_faults(hr: Pixels, scale: int, rng: np.random.Generator, is_drawing: bool) -> tuple[Pixels, Faults]:
    """(H, W, 3) -> the LR (H / scale, W / scale, 3) and its faults."""
    height, width = hr.shape[0] // scale, hr.shape[1] // scale
    blur = rng.uniform(0.2, 0.8) if rng.random() < BLURRED else 0.0
    soft = softened(hr, scale * blur) if blur else hr
    filter = FILTERS[int(rng.integers(len(FILTERS)))]
    clean = antialiased(soft, height, width, filter)
    pictures = [clean]
    if rng.random() < (NOISY_DRAWINGS if is_drawing else NOISY):
        pictures.append(_noisy(soft, clean, filter, rng))
        if rng.random() < 0.25:
            strength, sigma = rng.uniform(8, 45), rng.uniform(1, 3)
            pictures = [smeared(picture, strength, sigma) for picture in pictures]
    if rng.random() < 0.2:
        amount, sigma = rng.uniform(0.3, 1.3), rng.uniform(0.6, 1.5)
        pictures = [sharpened(picture, amount, sigma) for picture in pictures]
    noise = float(np.std(pictures[-1].astype(np.float32) - pictures[0]))
    picture, quality = pictures[-1], None
    if rng.random() < COMPRESSED:
        picture, quality = _compressed(picture, rng)
    return picture, Faults(quality, min(noise, MOST_NOISE), blur)


def _noisy(soft: Pixels, clean: Pixels, filter: Image.Resampling, rng: np.random.Generator) -> Pixels:
    """`clean`, which is `soft` downscaled, with a random kind of noise added."""
    kind, gray = str(rng.choice(list(KINDS), p=list(KINDS.values()))), rng.random() < GRAY_NOISE
    if kind == "white":
        return gaussian_noise(clean, rng.uniform(1, MOST_NOISE), rng, gray)
    if kind == "photons":
        return poisson_noise(clean, rng.uniform(0.1, 1.5), rng, gray)
    if kind == "grain":
        colour = float(rng.choice([0.0, 0.3, 0.7]))
        return film_grain(clean, rng.uniform(2, 14), rng.uniform(0.4, 1.4), colour, rng)
    if kind == "sensor":
        fineness = 0 if rng.random() < 0.5 else rng.uniform(0.3, 0.6)
        return sensor_noise(clean, rng.uniform(1.5, 12), rng.uniform(0.6, 2), rng.uniform(0.8, 2.2), fineness, rng)
    height, width = clean.shape[:2]
    return antialiased(gaussian_noise(soft, rng.uniform(3, 30), rng, gray), height, width, filter)


def _compressed(picture: Pixels, rng: np.random.Generator) -> tuple[Pixels, int]:
    """The compressed picture and its visible quality: the lower of two, where downscaled blocks count less."""
    severity = 0.0
    if rng.random() < 0.25:
        height, width = picture.shape[:2]
        ratio, quality = rng.uniform(0.7, 1.8), int(rng.integers(30, 93))
        other = antialiased(picture, round(ratio * height), round(ratio * width))
        picture = antialiased(_saved(other, quality, rng), height, width)
        severity = (100 - quality) / max(1.0, ratio)
        if rng.random() < 0.3:
            return picture, round(100 - severity)
    quality = int(rng.integers(30, 97))
    return _saved(picture, quality, rng), round(100 - max(severity, 100 - quality))


def _saved(picture: Pixels, quality: int, rng: np.random.Generator) -> Pixels:
    """WebP in 15 % of all cases, else JPEG, a quarter of them 4:4:4."""
    is_webp = rng.random() < 0.15
    return webp(picture, quality) if is_webp else jpeg(picture, quality, colour_halved=rng.random() < 0.75)
