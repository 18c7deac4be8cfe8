"""All degradations by name: fixed ones to compare models on, and random ones to train on.

A degradation returns both pictures, the reference and the LR, since an old photo has faded colours that upscaling
should not restore. `web`, `real`, `phone` and `old` imitate real life; their random values come from `rng`, so the same
seed gives the same picture. Blur is the sigma of a Gaussian in HR pixels at x4; at other scales it has the same width
in the LR.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from upscaler.training.degradation.faults import FIXED, Faults, simple, with_faults
from upscaler.training.degradation.published import bsrgan, real_esrgan
from upscaler.training.degradation.real_life import wild
from upscaler.training.degradation.steps import (
    Pixels,
    antialiased,
    bicubic,
    faded,
    film_grain,
    gaussian_noise,
    jpeg,
    sensor_noise,
    sharpened,
    smeared,
    softened,
)

Chain = Callable[[Pixels, int, np.random.Generator], Pixels]  # (hr, scale, rng) -> lr
Degradation = Callable[[Pixels, int, np.random.Generator], tuple[Pixels, Pixels]]  # (hr, scale, rng) -> reference, lr


def web(hr: Pixels, scale: int, rng: np.random.Generator) -> Pixels:
    """Bicubic, JPEG 60 to 90."""
    return _jpeg(bicubic(hr, scale), rng, 60, 90)


def real(hr: Pixels, scale: int, rng: np.random.Generator) -> Pixels:
    """Blurred (0.3 to 2), resized (to 0.35 to 0.9 of the HR at x4), noisy (1 to 10), JPEG 60 to 90, and again: blurred
    (up to 0.8), to the size of the LR, noisy (up to 5), JPEG 60 to 90."""
    height, width = hr.shape[0] // scale, hr.shape[1] // scale
    picture = softened(hr, rng.uniform(0.3, 2) * scale / 4)
    ratio = 4 * rng.uniform(0.35, 0.9)
    picture = antialiased(picture, round(ratio * height), round(ratio * width))
    picture = _jpeg(gaussian_noise(picture, rng.uniform(1, 10), rng), rng, 60, 90)
    picture = antialiased(softened(picture, rng.uniform(0.1, 0.8)), height, width)
    return _jpeg(gaussian_noise(picture, rng.uniform(0, 5), rng), rng, 60, 90)


def phone(hr: Pixels, scale: int, rng: np.random.Generator) -> Pixels:
    """Blur of 1.2, shot noise of 4 to 9 levels with coarse chroma noise 1.5 times as strong, a bilateral filter,
    sharpening by 0.9, JPEG 75 to 90."""
    picture = bicubic(softened(hr, 1.2 * scale / 4), scale)
    picture = sensor_noise(picture, rng.uniform(4, 9), 1.5, 1.5, 0, rng)
    return _jpeg(sharpened(smeared(picture, 25, 2), 0.9, 1.0), rng, 75, 90)


def old(hr: Pixels, scale: int, rng: np.random.Generator) -> tuple[Pixels, Pixels]:
    """Faded and sepia, in the reference too; blur of 1.5 to 2.5, grain of 5 to 10 levels, JPEG 80 to 92."""
    reference = faded(hr, sepia=0.6, warmth=1, black=30, white=225)
    picture = bicubic(softened(reference, rng.uniform(1.5, 2.5) * scale / 4), scale)
    return reference, _jpeg(film_grain(picture, rng.uniform(5, 10), 0.8, 0.3, rng), rng, 80, 92)


def restore(hr: Pixels, scale: int, rng: np.random.Generator) -> tuple[Pixels, Pixels]:
    """The degradation to train `photo-restore` on: 40 % `wild`, whose noise is strong, the rest mild: 10 % clean, 20 %
    `simple` and 15 % by each published chain."""
    kind = rng.random()
    if kind < 0.4:
        return wild(hr, scale, rng)
    chain = bicubic if kind < 0.5 else simple if kind < 0.7 else bsrgan if kind < 0.85 else real_esrgan
    return hr, chain(hr, scale, rng)


def _jpeg(picture: Pixels, rng: np.random.Generator, lowest: int, highest: int) -> Pixels:
    return jpeg(picture, int(rng.integers(lowest, highest + 1)))


def _faithful(chain: Chain) -> Degradation:
    """The degradation whose reference is the unchanged HR."""
    return lambda hr, scale, rng: (hr, chain(hr, scale, rng))


def _fixed(faults: Faults) -> Degradation:
    return _faithful(lambda hr, scale, rng: with_faults(hr, scale, faults, rng))


REAL_LIFE: dict[str, Degradation] = {
    "web": _faithful(web),
    "real": _faithful(real),
    "phone": _faithful(phone),
    "old": old,
}
FIXED_DEGRADATIONS: dict[str, Degradation] = {**{name: _fixed(faults) for name, faults in FIXED.items()}, **REAL_LIFE}
DEGRADATIONS: dict[str, Degradation] = {
    **FIXED_DEGRADATIONS,
    "simple": _faithful(simple),
    "bsrgan": _faithful(bsrgan),
    "real-esrgan": _faithful(real_esrgan),
    "restore": restore,
    "wild": wild,
}
