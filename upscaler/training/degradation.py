"""HR to LR: how photos lose quality. Every function takes and gives (H, W, 3) uint8 RGB and is seeded by `rng`.

Two pipelines imitate what happens to photos on their way to a person:

- `bsrgan`: seven steps in random order (Zhang et al. 2021, "Designing a Practical Degradation Model for Deep Blind
  Image Super-Resolution"; its camera step is left out);
- `real_esrgan`: blur, resize, noise, JPEG, and the same again: second order (Wang et al. 2021, "Real-ESRGAN").

Both papers train for badly damaged pictures. The defaults here are milder, for photos from phones and the web; the
published ranges are kept beside them.
"""

from __future__ import annotations

import io
import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import torch
from PIL import Image

from upscaler.images.opencv import cv2

Pixels = npt.NDArray[np.uint8]
Kernel = npt.NDArray[np.float64]
Degradation = Callable[[Pixels, int, np.random.Generator], Pixels]  # (hr, scale, rng) -> lr
Range = tuple[float, float]

KERNEL_SIZE = 21  # pixels
RESAMPLING = (cv2.INTER_AREA, cv2.INTER_LINEAR, cv2.INTER_CUBIC)  # the last two alias, as many programs do


# --- single steps -----------------------------------------------------------------------------------------------


def bicubic(hr: Pixels, scale: int, _rng: np.random.Generator | None = None) -> Pixels:
    """(H, W, 3) -> (H / scale, W / scale, 3), bicubic (a = -0.5) and antialiased as Pillow does it."""
    height, width = hr.shape[:2]
    return np.asarray(Image.fromarray(hr).resize((width // scale, height // scale), Image.Resampling.BICUBIC))


def gaussian_kernel(
    sigma_x: float, sigma_y: float, angle: float = 0.0, beta: float = 1.0, plateau: bool = False
) -> Kernel:
    """An isotropic or turned Gaussian, (21, 21), sum 1; sigmas in pixels, `angle` in radians.

    `beta` other than 1 gives the generalised Gaussian exp(-d^beta / 2), `plateau` 1 / (1 + d^beta), where d is the
    squared distance in sigmas. Source: Wang et al. 2021, section 3.2, after Liu et al. 2020.
    """
    axis = np.arange(KERNEL_SIZE) - KERNEL_SIZE // 2
    x, y = np.meshgrid(axis, axis)
    along, across = x * math.cos(angle) + y * math.sin(angle), y * math.cos(angle) - x * math.sin(angle)
    distance = ((along / sigma_x) ** 2 + (across / sigma_y) ** 2) ** beta
    return _normalised(1 / (1 + distance) if plateau else np.exp(-distance / 2))


def sinc_kernel(cutoff: float) -> Kernel:
    """A circular low-pass filter (21, 21), sum 1, that rings as over-sharpened pictures do; `cutoff` pi / 3 to pi.

    cutoff / (2 pi r) * J1(cutoff * r). Source: Wang et al. 2021, equation 6.
    """
    axis = np.arange(KERNEL_SIZE) - KERNEL_SIZE // 2
    radius = np.hypot(*np.meshgrid(axis, axis))
    radius[KERNEL_SIZE // 2, KERNEL_SIZE // 2] = 1.0
    bessel = torch.special.bessel_j1(torch.from_numpy(cutoff * radius)).numpy()
    kernel = cutoff * bessel / (2 * math.pi * radius)
    kernel[KERNEL_SIZE // 2, KERNEL_SIZE // 2] = cutoff**2 / (4 * math.pi)
    return _normalised(kernel)


def blurred(picture: Pixels, kernel: Kernel) -> Pixels:
    """Filtered with a kernel, mirrored at the edges."""
    return np.asarray(cv2.filter2D(picture, -1, kernel, borderType=cv2.BORDER_REFLECT_101), np.uint8)


def resized(picture: Pixels, height: int, width: int, interpolation: int) -> Pixels:
    """OpenCV's resize. INTER_AREA averages; INTER_LINEAR and INTER_CUBIC alias when they shrink."""
    return np.asarray(cv2.resize(picture, (width, height), interpolation=interpolation), np.uint8)


def gaussian_noise(picture: Pixels, sigma: float, rng: np.random.Generator, gray: bool = False) -> Pixels:
    """Normal noise, `sigma` in levels of 255; `gray` noise is equal in all channels."""
    height, width, channels = picture.shape
    noise = rng.standard_normal((height, width, 1 if gray else channels), np.float32)
    return _rounded(picture + sigma * noise)


def poisson_noise(picture: Pixels, strength: float, rng: np.random.Generator, gray: bool = False) -> Pixels:
    """Shot noise: its variance grows with brightness. At `strength` 1 a level is one photon, as in Real-ESRGAN."""
    source = cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY)[:, :, None] if gray else picture
    return _rounded(picture + strength * (rng.poisson(source) - source.astype(np.float32)))


def jpeg(picture: Pixels, quality: int) -> Pixels:
    """Compressed and decoded again (4:2:0, as most programs save)."""
    file = io.BytesIO()
    Image.fromarray(picture).save(file, "JPEG", quality=quality)
    return np.asarray(Image.open(file))


def _normalised(kernel: npt.NDArray[Any]) -> Kernel:
    return np.asarray(kernel / kernel.sum(), np.float64)


def _rounded(values: npt.NDArray[Any]) -> Pixels:
    return np.asarray(np.clip(np.rint(values), 0, 255), np.uint8)


# --- Real-ESRGAN ------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Stage:
    """How strong one pass of `real_esrgan` may be. Probabilities 0 to 1, sigmas in pixels and in levels."""

    blur: float
    sigma: Range
    resize: Range  # drawn evenly; 1 keeps the size
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
    """Kinds of kernels at the published shares: isotropic or not, Gaussian 70 %, generalised 15 %, plateau 15 %."""
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
    """Isotropic or not with equal chance; the widest has sigma 2 + 0.2 scale, or variances of 4 + scale."""
    if rng.random() < 0.5:
        sigma = max(0.1, strength * (2 + 0.2 * scale) * rng.random())
        return gaussian_kernel(sigma, sigma)
    sigmas = strength * np.sqrt((4 + scale) * rng.random(2))
    return gaussian_kernel(max(0.1, sigmas[0]), max(0.1, sigmas[1]), rng.uniform(0, math.pi))


def _shrunk(picture: Pixels, scale: int, rng: np.random.Generator) -> Pixels:
    """Three in four: by 1 to 2 scale with any resampling; else a narrow Gaussian and every scale-th pixel."""
    height, width = picture.shape[:2]
    if rng.random() < 0.75:
        ratio = rng.uniform(1, 2 * scale)
        return resized(picture, max(1, round(height / ratio)), max(1, round(width / ratio)), _resampling(rng))
    sigma = rng.uniform(0.1, 0.6 * scale)
    # Linear without antialiasing reads the middle of each scale x scale square, so nothing is shifted.
    small = max(1, height // scale), max(1, width // scale)
    return resized(blurred(picture, gaussian_kernel(sigma, sigma)), *small, cv2.INTER_LINEAR)


def _bsrgan_jpeg(picture: Pixels, rng: np.random.Generator, ranges: BsrganRanges) -> Pixels:
    return jpeg(picture, int(rng.integers(int(ranges.quality[0]), int(ranges.quality[1]) + 1)))


# --- few faults, of known strength ------------------------------------------------------------------------------


@dataclass(frozen=True)
class Faults:
    """What is wrong with an LR picture: JPEG quality (None: never compressed), noise in levels, blur in LR pixels."""

    quality: int | None = None
    noise: float = 0.0
    blur: float = 0.0


def random_faults(rng: np.random.Generator) -> Faults:
    """Each fault comes and goes by itself; about one picture in six has none."""
    return Faults(
        blur=rng.uniform(0.2, 0.8) if rng.random() < 0.4 else 0.0,
        noise=rng.uniform(1, 15) if rng.random() < 0.4 else 0.0,
        quality=int(rng.integers(30, 96)) if rng.random() < 0.6 else None,
    )


def with_faults(hr: Pixels, scale: int, faults: Faults, rng: np.random.Generator) -> Pixels:
    """Gaussian blur on HR, bicubic, normal noise, JPEG. (H, W, 3) -> (H / scale, W / scale, 3)"""
    if faults.blur:
        hr = blurred(hr, gaussian_kernel(scale * faults.blur, scale * faults.blur))
    picture = bicubic(hr, scale)
    if faults.noise:
        picture = gaussian_noise(picture, faults.noise, rng)
    return picture if faults.quality is None else jpeg(picture, faults.quality)


def simple(hr: Pixels, scale: int, rng: np.random.Generator) -> Pixels:
    """Few faults, of random strength."""
    return with_faults(hr, scale, random_faults(rng), rng)


# --- by name ----------------------------------------------------------------------------------------------------


def restore(hr: Pixels, scale: int, rng: np.random.Generator) -> Pixels:
    """What a restoring model trains on: 15 % clean, 35 % `simple`, the rest by the two pipelines."""
    kind = rng.random()
    pipeline = bicubic if kind < 0.15 else simple if kind < 0.5 else bsrgan if kind < 0.75 else real_esrgan
    return pipeline(hr, scale, rng)


def _fixed(faults: Faults) -> Degradation:
    return lambda hr, scale, rng: with_faults(hr, scale, faults, rng)


FIXED = {  # what models are compared on
    "clean": Faults(),
    "jpeg75": Faults(quality=75),
    "jpeg40": Faults(quality=40),
    "noise10": Faults(noise=10),
    "blur-jpeg60": Faults(quality=60, blur=0.5),
}
DEGRADATIONS: dict[str, Degradation] = {
    **{name: _fixed(faults) for name, faults in FIXED.items()},
    "simple": simple,
    "bsrgan": bsrgan,
    "real-esrgan": real_esrgan,
    "restore": restore,
}
