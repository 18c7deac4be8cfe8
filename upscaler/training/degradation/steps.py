"""Single steps of degradations: blur, resize, noise, compression, a camera's processing, fading.

Pictures are (H, W, 3) uint8 RGB. All random numbers come from `rng`.
"""

from __future__ import annotations

import io
import math
from typing import Any

import numpy as np
import numpy.typing as npt
import torch
from PIL import Image

from upscaler.images.opencv import cv2

Pixels = npt.NDArray[np.uint8]
Kernel = npt.NDArray[np.float64]
Noise = npt.NDArray[np.float32]
Range = tuple[float, float]

KERNEL_SIZE = 21  # pixels
RESAMPLING = (cv2.INTER_AREA, cv2.INTER_LINEAR, cv2.INTER_CUBIC)  # the last two alias, as many programs do
FILTERS = (  # of Pillow, antialiased
    Image.Resampling.BICUBIC,
    Image.Resampling.LANCZOS,
    Image.Resampling.BOX,
    Image.Resampling.BILINEAR,
)


# --- size and blur ----------------------------------------------------------------------------------------------


def bicubic(hr: Pixels, scale: int, _rng: np.random.Generator | None = None) -> Pixels:
    """(H, W, 3) -> (H / scale, W / scale, 3), bicubic (a = -0.5) and antialiased as Pillow does it."""
    height, width = hr.shape[:2]
    return antialiased(hr, height // scale, width // scale)


def antialiased(picture: Pixels, height: int, width: int, filter: Image.Resampling = FILTERS[0]) -> Pixels:
    """Resized by Pillow, antialiased."""
    return np.asarray(Image.fromarray(picture).resize((width, height), filter))


def resized(picture: Pixels, height: int, width: int, interpolation: int) -> Pixels:
    """Resized by OpenCV. INTER_AREA averages; INTER_LINEAR and INTER_CUBIC alias when downscaling."""
    return np.asarray(cv2.resize(picture, (width, height), interpolation=interpolation), np.uint8)


def gaussian_kernel(
    sigma_x: float, sigma_y: float, angle: float = 0.0, beta: float = 1.0, plateau: bool = False
) -> Kernel:
    """An isotropic or rotated Gaussian, (21, 21), sum 1; sigmas in pixels, `angle` in radians.

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


def softened(picture: Pixels, sigma: float) -> Pixels:
    """An isotropic Gaussian blur, `sigma` in pixels."""
    return blurred(picture, gaussian_kernel(sigma, sigma))


# --- noise ------------------------------------------------------------------------------------------------------


def gaussian_noise(picture: Pixels, sigma: float, rng: np.random.Generator, gray: bool = False) -> Pixels:
    """Gaussian noise, `sigma` in levels of 255; `gray` noise is equal in all channels."""
    height, width, channels = picture.shape
    noise = rng.standard_normal((height, width, 1 if gray else channels), np.float32)
    return rounded(picture + sigma * noise)


def poisson_noise(picture: Pixels, strength: float, rng: np.random.Generator, gray: bool = False) -> Pixels:
    """Shot noise: its variance grows with brightness. At `strength` 1 a level is one photon, as in Real-ESRGAN."""
    source = cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY)[:, :, None] if gray else picture
    return rounded(picture + strength * (rng.poisson(source) - source.astype(np.float32)))


def correlated_noise(height: int, width: int, channels: int, size: float, rng: np.random.Generator) -> Noise:
    """(height, width, channels) with mean 0 and standard deviation 1, blurred by a Gaussian of sigma `size` pixels."""
    noise = rng.standard_normal((height, width, channels), np.float32)
    if size == 0:
        return noise
    blurry = cv2.GaussianBlur(noise, (0, 0), size).reshape(height, width, channels)
    return np.asarray(blurry / max(1e-6, float(blurry.std())), np.float32)


def film_grain(picture: Pixels, sigma: float, size: float, colour: float, rng: np.random.Generator) -> Pixels:
    """Film grain, strongest in the mid-tones, where its standard deviation is `sigma` levels; `size` is the sigma in
    pixels of the Gaussian that blurs it. `colour` 0 to 1 is the share that differs between the channels."""
    height, width = picture.shape[:2]
    grain = (1 - colour) * correlated_noise(height, width, 1, size, rng)
    grain = grain + colour * correlated_noise(height, width, 3, size, rng)
    brightness = picture.mean(2, keepdims=True) / 255
    return rounded(picture + sigma * grain / math.hypot(1 - colour, colour) * (0.5 + 2 * brightness * (1 - brightness)))


def sensor_noise(
    picture: Pixels, sigma: float, chroma: float, size: float, fineness: float, rng: np.random.Generator
) -> Pixels:
    """A small camera's shot noise after demosaicing: fine in luma, coarse in colour.

    `sigma` is the standard deviation of luma at mid-gray, in levels; that of chroma is `chroma` times as large. `size`
    and `fineness` are the sigmas, in pixels, of the Gaussians that blur chroma and luma; 0 is no blur.
    """
    height, width = picture.shape[:2]
    shot = np.sqrt((picture.mean(2, keepdims=True) + 16) / 144)
    luma = correlated_noise(height, width, 1, fineness, rng)
    colour = correlated_noise(height, width, 3, size, rng)
    colour -= colour.mean(2, keepdims=True)
    return rounded(picture + sigma * shot * (luma + chroma * colour))


# --- what programs and cameras do -------------------------------------------------------------------------------


def jpeg(picture: Pixels, quality: int, colour_halved: bool = True) -> Pixels:
    """Compressed and decoded again; 4:2:0, as most programs save, or 4:4:4."""
    return _saved(picture, "JPEG", quality=quality, subsampling=2 if colour_halved else 0)


def webp(picture: Pixels, quality: int) -> Pixels:
    """Compressed as lossy WebP and decoded again."""
    return _saved(picture, "WEBP", quality=quality, method=1)


def sharpened(picture: Pixels, amount: float, sigma: float) -> Pixels:
    """An unsharp mask: adds `amount` times the difference to a Gaussian blur of `sigma` pixels, which causes halos."""
    values = picture.astype(np.float32)
    return rounded(values + amount * (values - cv2.GaussianBlur(values, (0, 0), sigma)))


def smeared(picture: Pixels, strength: float, sigma: float) -> Pixels:
    """A camera's denoising: a bilateral filter of 5 pixels, `strength` in levels, `sigma` in pixels."""
    return np.asarray(cv2.bilateralFilter(picture, 5, strength, sigma), np.uint8)


def faded(picture: Pixels, sepia: float, warmth: float, black: float, white: float) -> Pixels:
    """An old print: less colour (`sepia` 0 to 1), a brown tint on the rest (`warmth` from 0), and levels from `black`
    to `white`."""
    values = picture.astype(np.float32)
    luma = (values @ np.array([0.299, 0.587, 0.114], np.float32))[:, :, None]
    tint = np.array([1.07, 1.0, 0.86], np.float32) ** warmth
    toned = values * (1 - sepia) + luma * tint * sepia
    return rounded(black + toned * (white - black) / 255)


def rounded(values: npt.NDArray[Any]) -> Pixels:
    """Rounded and clipped to uint8."""
    return np.asarray(np.clip(np.rint(values), 0, 255), np.uint8)


def _saved(picture: Pixels, format: str, **how: int) -> Pixels:
    file = io.BytesIO()
    Image.fromarray(picture).save(file, format, **how)
    return np.asarray(Image.open(file))


def _normalised(kernel: npt.NDArray[Any]) -> Kernel:
    return np.asarray(kernel / kernel.sum(), np.float64)
