"""Realistic degradations of random strength, to train on.

Each chain makes the LR of an HR picture: (H, W, 3) -> (H / scale, W / scale, 3), uint8 RGB. Strengths are in levels of
255 and in LR pixels, except the blur of `phone` and `old`, which is in HR pixels at x4 and has the same width in the LR
at other scales. `wild` uses a random chain.
"""

from __future__ import annotations

import numpy as np
from PIL import Image

from upscaler.training.degradation.published import GRAY_NOISE, Stage, real_esrgan
from upscaler.training.degradation.steps import (
    FILTERS,
    Pixels,
    antialiased,
    faded,
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

HARSH_FIRST = Stage(0.9, (0.2, 2.4), (0.25, 1.2), 0.9, (1, 25), (0.05, 2.5), 0.9, (40, 95))
HARSH_SECOND = Stage(0.5, (0.2, 1.0), (0.4, 1.2), 0.6, (1, 15), (0.05, 1.8), 1.0, (45, 95))


def web(hr: Pixels, scale: int, rng: np.random.Generator) -> Pixels:
    """Downscaled and compressed, sometimes sharpened, sometimes compressed before at another size, so that blocks are
    off the grid."""
    picture = _small(hr, scale, rng)
    height, width = picture.shape[:2]
    if rng.random() < 0.3:
        picture = sharpened(picture, rng.uniform(0.2, 0.9), rng.uniform(0.6, 1.3))
    if rng.random() < 0.35:
        ratio = rng.uniform(0.7, 1.8)
        other = _resized(hr, max(16, round(height * ratio)), max(16, round(width * ratio)), rng)
        picture = _resized(_compressed(other, rng, 45, 92), height, width, rng)
    return _compressed(picture, rng, 40, 95)


def real(hr: Pixels, scale: int, rng: np.random.Generator) -> Pixels:
    """Shared several times: `real_esrgan`, between its mild and its published ranges."""
    return real_esrgan(hr, scale, rng, HARSH_FIRST, HARSH_SECOND, last_ringing=0.4)


def phone(hr: Pixels, scale: int, rng: np.random.Generator) -> Pixels:
    """From a small lens and sensor: soft and noisy, mostly with smears from denoising and halos from sharpening."""
    picture = _small(softened(hr, rng.uniform(0.5, 1.8) * scale / 4), scale, rng)
    sigma, chroma, size = rng.uniform(1.5, 18), rng.uniform(0.6, 2.0), rng.uniform(0.8, 2.2)
    fineness = 0 if rng.random() < 0.5 else rng.uniform(0.3, 0.6)
    picture = sensor_noise(picture, sigma, chroma, size, fineness, rng)
    if rng.random() < 0.7:
        picture = smeared(picture, rng.uniform(8, 45), rng.uniform(1, 3))
    if rng.random() < 0.7:
        picture = sharpened(picture, rng.uniform(0.3, 1.3), rng.uniform(0.7, 1.5))
    return _compressed(picture, rng, 60, 95)


def old(hr: Pixels, scale: int, rng: np.random.Generator) -> Pixels:
    """A scanned print or a film still: soft and grainy."""
    picture = _small(softened(hr, rng.uniform(0.8, 3.2) * scale / 4), scale, rng)
    sigma, size, colour = rng.uniform(2, 20), rng.uniform(0.4, 1.4), float(rng.choice([0.0, 0.3, 0.7]))
    picture = film_grain(picture, sigma, size, colour, rng)
    return _compressed(picture, rng, 65, 95) if rng.random() < 0.8 else picture


def noisy(hr: Pixels, scale: int, rng: np.random.Generator) -> Pixels:
    """White noise, Gaussian or shot noise."""
    picture = _small(hr, scale, rng)
    if rng.random() < 0.5:
        picture = gaussian_noise(picture, rng.uniform(1, 30), rng, gray=rng.random() < GRAY_NOISE)
    else:
        picture = poisson_noise(picture, rng.uniform(0.1, 3.0), rng, gray=rng.random() < GRAY_NOISE)
    return picture if rng.random() < 0.4 else _compressed(picture, rng, 50, 95)


def soft(hr: Pixels, scale: int, rng: np.random.Generator) -> Pixels:
    """Out of focus: a blur of 0.2 to 0.8 LR pixels."""
    picture = _small(softened(hr, rng.uniform(0.2, 0.8) * scale), scale, rng)
    return picture if rng.random() < 0.5 else _compressed(picture, rng, 60, 95)


def clean(hr: Pixels, scale: int, rng: np.random.Generator) -> Pixels:
    """Only bicubic or Lanczos downscaling."""
    return _small(hr, scale, rng, FILTERS[:2])


CHAINS = {"clean": clean, "web": web, "real": real, "phone": phone, "old": old, "noisy": noisy, "soft": soft}
SHARES = (0.14, 0.2, 0.24, 0.14, 0.14, 0.1, 0.04)


def wild(hr: Pixels, scale: int, rng: np.random.Generator) -> tuple[Pixels, Pixels]:
    """The HR as the result should look, and the LR made by a random chain."""
    return damaged(hr, scale, rng)[1:]


def damaged(hr: Pixels, scale: int, rng: np.random.Generator) -> tuple[str, Pixels, Pixels]:
    """The name of the chain, then the same pair. 60 % of the old ones are faded, in the HR too: upscaling should not
    change colours."""
    name = str(rng.choice(list(CHAINS), p=np.divide(SHARES, sum(SHARES))))
    if name == "old" and rng.random() < 0.6:
        sepia, warmth = rng.uniform(0.3, 1.0), rng.uniform(0, 1.5)
        hr = faded(hr, sepia, warmth, black=rng.uniform(0, 50), white=rng.uniform(200, 255))
    return name, hr, CHAINS[name](hr, scale, rng)


def _small(
    hr: Pixels, scale: int, rng: np.random.Generator, filters: tuple[Image.Resampling, ...] = FILTERS[:3]
) -> Pixels:
    return _resized(hr, hr.shape[0] // scale, hr.shape[1] // scale, rng, filters)


def _resized(
    picture: Pixels,
    height: int,
    width: int,
    rng: np.random.Generator,
    filters: tuple[Image.Resampling, ...] = FILTERS,
) -> Pixels:
    return antialiased(picture, height, width, filters[int(rng.integers(len(filters)))])


def _compressed(picture: Pixels, rng: np.random.Generator, lowest: int, highest: int) -> Pixels:
    """WebP in 15 % of all cases, else JPEG, a quarter of them 4:4:4."""
    is_webp = rng.random() < 0.15
    quality = int(rng.integers(lowest, highest + 1))
    return webp(picture, quality) if is_webp else jpeg(picture, quality, colour_halved=rng.random() < 0.75)
