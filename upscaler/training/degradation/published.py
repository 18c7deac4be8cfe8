"""Two published chains of degradations, (H, W, 3) -> (H / scale, W / scale, 3), uint8 RGB, seeded by `rng`:

- `bsrgan`: seven steps in random order (Zhang et al. 2021, "Designing a Practical Degradation Model for Deep Blind
  Image Super-Resolution"; its camera step is left out);
- `real_esrgan`: blur, resize, noise, JPEG, and the same again: second order (Wang et al. 2021, "Real-ESRGAN").

Both papers train for badly degraded pictures. The defaults here are milder, for photos from phones and the web; the
published ranges are given beside them.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from upscaler.images.opencv import cv2
from upscaler.training.degradation.steps import (
    RESAMPLING,
    Kernel,
    Pixels,
    Range,
    blurred,
    gaussian_kernel,
    gaussian_noise,
    jpeg,
    poisson_noise,
    resized,
    sinc_kernel,
    softened,
)

# --- Real-ESRGAN ------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Stage:
    """How strong one pass of `real_esrgan` may be. Probabilities 0 to 1, sigmas in pixels and in levels."""

    blur: float
    sigma: Range
    resize: Range  # drawn uniformly; 1 keeps the size
    noise: float
    gaussian: Range
    poisson: Range
    jpeg: float
    quality: Range


MILD_FIRST = Stage(0.7, (0.2, 1.6), (0.5, 1.2), 0.6, (1, 10), (0.05, 1.0), 0.7, (50, 95))
MILD_SECOND = Stage(0.3, (0.2, 0.8), (0.7, 1.2), 0.3, (1, 6), (0.05, 0.6), 1.0, (40, 95))
PUBLISHED_FIRST = Stage(1.0, (0.2, 3.0), (0.15, 1.5), 1.0, (1, 30), (0.05, 3.0), 1.0, (30, 95))
PUBLISHED_SECOND = Stage(0.8, (0.2, 1.5), (0.3, 1.2), 1.0, (1, 25), (0.05, 2.5), 1.0, (30, 95))
GRAY_NOISE = 0.4
RINGING = 0.1  # how often a blur is a sinc filter


def real_esrgan(
    hr: Pixels,
    scale: int,
    rng: np.random.Generator,
    first: Stage = MILD_FIRST,
    second: Stage = MILD_SECOND,
    last_ringing: float = 0.3,  # published: 0.8
) -> Pixels:
    """Blur, resize, noise and JPEG, twice, then to the size of the LR. (H, W, 3) -> (H / scale, W / scale, 3)"""
    height, width = hr.shape[:2]
    picture = _stage(hr, (height, width), rng, first)
    small = (height // scale, width // scale)
    picture = _noisy(_resized_about(_random_blur(picture, rng, second), small, rng, second.resize), rng, second)
    rings = rng.random() < last_ringing
    kernel = sinc_kernel(rng.uniform(math.pi / 3, math.pi))
    compress_first = rng.random() < 0.5
    if compress_first:
        picture = _compressed(picture, rng, second)
    picture = resized(picture, *small, _resampling(rng))
    if rings:
        picture = blurred(picture, kernel)
    return picture if compress_first else _compressed(picture, rng, second)


def _stage(picture: Pixels, size: tuple[int, int], rng: np.random.Generator, stage: Stage) -> Pixels:
    picture = _resized_about(_random_blur(picture, rng, stage), size, rng, stage.resize)
    return _compressed(_noisy(picture, rng, stage), rng, stage)


def _random_blur(picture: Pixels, rng: np.random.Generator, stage: Stage) -> Pixels:
    """Kernel types in the published proportions: isotropic or not, Gaussian 70 %, generalised 15 %, plateau 15 %."""
    if rng.random() >= stage.blur:
        return picture
    if rng.random() < RINGING:
        return blurred(picture, sinc_kernel(rng.uniform(math.pi / 3, math.pi)))
    sigma_x, sigma_y = rng.uniform(*stage.sigma, size=2)
    if rng.random() < 0.7:
        sigma_y = sigma_x
    kind = rng.random()
    beta = 1.0 if kind < 0.7 else rng.uniform(0.5, 4.0) if kind < 0.85 else rng.uniform(1.0, 2.0)
    return blurred(picture, gaussian_kernel(sigma_x, sigma_y, rng.uniform(-math.pi, math.pi), beta, kind >= 0.85))


def _resized_about(picture: Pixels, size: tuple[int, int], rng: np.random.Generator, ratios: Range) -> Pixels:
    ratio = rng.uniform(*ratios)
    height, width = (max(1, round(side * ratio)) for side in size)
    return resized(picture, height, width, _resampling(rng))


def _noisy(picture: Pixels, rng: np.random.Generator, stage: Stage) -> Pixels:
    if rng.random() >= stage.noise:
        return picture
    gray = rng.random() < GRAY_NOISE
    if rng.random() < 0.5:
        return gaussian_noise(picture, rng.uniform(*stage.gaussian), rng, gray)
    return poisson_noise(picture, rng.uniform(*stage.poisson), rng, gray)


def _compressed(picture: Pixels, rng: np.random.Generator, stage: Stage) -> Pixels:
    if rng.random() >= stage.jpeg:
        return picture
    return jpeg(picture, int(rng.integers(int(stage.quality[0]), int(stage.quality[1]) + 1)))


def _resampling(rng: np.random.Generator) -> int:
    return int(rng.choice(RESAMPLING))


# --- BSRGAN -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class BsrganRanges:
    """How strong `bsrgan` may be. The published ranges are blur 1, noise (2, 25), quality (30, 95)."""

    blur: float = 0.5  # times the published width, which grows with the scale
    noise: Range = (1, 10)  # levels
    quality: Range = (50, 95)
    skip: float = 0.4  # how often a step is left out (published: 0, JPEG 0.1)


def bsrgan(hr: Pixels, scale: int, rng: np.random.Generator, ranges: BsrganRanges | None = None) -> Pixels:
    """Two blurs, two downscalings, noise and JPEG in random order, then JPEG. (H, W, 3) -> (H / scale, W / scale, 3)"""
    ranges = ranges or BsrganRanges()
    height, width = hr.shape[0] // scale, hr.shape[1] // scale
    order = [str(step) for step in rng.permutation(["blur", "blur", "shrink", "to size", "noise", "jpeg"])]
    i, j = order.index("shrink"), order.index("to size")
    if i > j:  # the random downscaling comes before the one to the size of the LR
        order[i], order[j] = order[j], order[i]
    picture = hr
    for step in order:
        if step == "to size":
            picture = resized(picture, height, width, _resampling(rng))
        elif rng.random() < ranges.skip:
            continue
        elif step == "blur":
            picture = blurred(picture, _bsrgan_kernel(scale, rng, ranges.blur))
        elif step == "shrink":
            picture = _shrunk(picture, scale, rng)
        elif step == "noise":
            picture = gaussian_noise(picture, rng.uniform(*ranges.noise), rng, gray=rng.random() < GRAY_NOISE)
        else:
            picture = _bsrgan_jpeg(picture, rng, ranges)
    return _bsrgan_jpeg(picture, rng, ranges)


def _bsrgan_kernel(scale: int, rng: np.random.Generator, strength: float) -> Kernel:
    """Isotropic or not with equal probability; at most sigma 2 + 0.2 scale, or variances of 4 + scale."""
    if rng.random() < 0.5:
        sigma = max(0.1, strength * (2 + 0.2 * scale) * rng.random())
        return gaussian_kernel(sigma, sigma)
    sigmas = strength * np.sqrt((4 + scale) * rng.random(2))
    return gaussian_kernel(max(0.1, sigmas[0]), max(0.1, sigmas[1]), rng.uniform(0, math.pi))


def _shrunk(picture: Pixels, scale: int, rng: np.random.Generator) -> Pixels:
    """Three times in four by 1 to 2 scale with any resampling; otherwise a narrow Gaussian and every scale-th pixel."""
    height, width = picture.shape[:2]
    if rng.random() < 0.75:
        ratio = rng.uniform(1, 2 * scale)
        return resized(picture, max(1, round(height / ratio)), max(1, round(width / ratio)), _resampling(rng))
    sigma = rng.uniform(0.1, 0.6 * scale)
    # Linear without antialiasing reads the middle of each scale x scale square, so nothing is shifted.
    small = max(1, height // scale), max(1, width // scale)
    return resized(softened(picture, sigma), *small, cv2.INTER_LINEAR)


def _bsrgan_jpeg(picture: Pixels, rng: np.random.Generator, ranges: BsrganRanges) -> Pixels:
    return jpeg(picture, int(rng.integers(int(ranges.quality[0]), int(ranges.quality[1]) + 1)))
