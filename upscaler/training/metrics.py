"""PSNR and SSIM on luma following the protocol of the super-resolution papers, and measures of colour.

Results are uint8; Y is BT.601 limited range, not rounded; `scale` pixels are cut from each border; one number per
picture, and tables show the mean over pictures. Source: Evaluate_PSNR_SSIM.m of RCAN (Zhang et al. 2018).
"""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt

from upscaler.images.opencv import cv2

Pixels = npt.NDArray[np.uint8]
Plane = npt.NDArray[np.float64]

LUMA = (65.481, 128.553, 24.966)  # of R, G and B from 0 to 1, in levels. Source: ITU-R BT.601
CHROMA = ((-37.797, -74.203, 112.0), (112.0, -93.786, -18.214))  # likewise for Cb and Cr
CELL = 16  # side, in LR pixels, of a cell whose mean colour should not change


def luma(rgb: Pixels) -> Plane:
    """(H, W, 3) uint8 -> (H, W), 16 to 235. Source: MATLAB's rgb2ycbcr without its rounding."""
    y: Plane = 16.0 + rgb.astype(np.float64) @ (np.array(LUMA) / 255.0)
    return y


def chroma(rgb: Pixels) -> Plane:
    """(H, W, 3) uint8 -> Cb and Cr (H, W, 2), -112 to 112."""
    planes: Plane = rgb.astype(np.float64) @ (np.array(CHROMA).T / 255.0)
    return planes


def psnr_y(result: Pixels, hr: Pixels, border: int) -> float:
    """PSNR in dB of the luma of two pictures (H, W, 3), `border` pixels cut from each side."""
    return psnr(_luma_inside(result, border), _luma_inside(hr, border))


def psnr_chroma(result: Pixels, hr: Pixels, border: int) -> float:
    """PSNR in dB over Cb and Cr together of two pictures (H, W, 3), `border` pixels cut from each side."""
    return psnr(chroma(_inside(result, border)), chroma(_inside(hr, border)))


def drift(result: Pixels, lr: Pixels, scale: int) -> float:
    """The largest change in the mean colour of any cell of 16 x 16 LR pixels, in levels; partial cells are left out.

    Compares a result (scale * H, scale * W, 3) with its LR (H, W, 3).
    """
    height, width = (side // CELL for side in lr.shape[:2])
    before, after = (
        pixels[: height * cell, : width * cell].reshape(height, cell, width, cell, 3).mean((1, 3))
        for pixels, cell in ((lr, CELL), (result, CELL * scale))
    )
    return float(np.abs(after - before).max(initial=0))


def flat_errors(result: Pixels, hr: Pixels, distance: int = 8) -> Plane:
    """The errors, in levels, of the N pixels around which the HR is flat for `distance` pixels: (N,), possibly empty.

    The error of a pixel is the largest of R, G and B. Halos and ringing show there. Both pictures are (H, W, 3).
    """
    window = np.ones((2 * distance + 1,) * 2, np.uint8)
    is_flat = (cv2.dilate(hr, window) == cv2.erode(hr, window)).all(2)
    errors: Plane = np.abs(result.astype(np.float64) - hr).max(2)[is_flat]
    return errors


def ssim_y(result: Pixels, hr: Pixels, border: int) -> float:
    """SSIM of the luma of two pictures (H, W, 3), `border` pixels cut from each side."""
    return ssim(_luma_inside(result, border), _luma_inside(hr, border))


def psnr(a: Plane, b: Plane) -> float:
    """Peak signal-to-noise ratio of two planes (H, W) in dB; infinite for equal ones."""
    mse = float(np.square(a - b).mean())
    return math.inf if mse == 0 else 10 * math.log10(255.0**2 / mse)


def ssim(a: Plane, b: Plane) -> float:
    """Structural similarity of two planes (H, W), at least 11 x 11; 1 for equal ones.

    Source: Wang et al. 2004, "Image quality assessment: from error visibility to structural similarity": an 11x11
    Gaussian window of sigma 1.5, only where it lies wholly inside, K1 = 0.01, K2 = 0.03, L = 255.
    """
    c1, c2 = (0.01 * 255) ** 2, (0.03 * 255) ** 2
    mean_a, mean_b = _windowed(a), _windowed(b)
    variance_a = _windowed(a * a) - mean_a**2
    variance_b = _windowed(b * b) - mean_b**2
    covariance = _windowed(a * b) - mean_a * mean_b
    luminance = (2 * mean_a * mean_b + c1) / (mean_a**2 + mean_b**2 + c1)
    structure = (2 * covariance + c2) / (variance_a + variance_b + c2)
    return float((luminance * structure).mean())


def _luma_inside(rgb: Pixels, border: int) -> Plane:
    return luma(_inside(rgb, border))


def _inside(rgb: Pixels, border: int) -> Pixels:
    height, width = rgb.shape[:2]
    return rgb[border : height - border, border : width - border]


def _windowed(plane: Plane) -> Plane:
    """Gaussian-weighted means, valid region: (H, W) -> (H - 10, W - 10)"""
    kernel = cv2.getGaussianKernel(11, 1.5, cv2.CV_64F)
    return np.asarray(cv2.sepFilter2D(plane, cv2.CV_64F, kernel, kernel)[5:-5, 5:-5], np.float64)
