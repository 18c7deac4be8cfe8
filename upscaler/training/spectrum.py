"""Fine detail and grid patterns of a result, measured in the Fourier transform of its luma.

The mean of luma is subtracted and a Hann window applied, so that picture borders do not count as detail.
"""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt

from upscaler.training.degradation.steps import Pixels
from upscaler.training.metrics import Plane, luma

NEIGHBOURS = range(3, 13)  # bins away; closer ones are smeared by the window
GRID_PERIODS = {2: (2,), 3: (2, 3), 4: (2, 4)}  # pixels, by scale: grids of pixel shuffles and discriminators


def fine_detail(result: Pixels, hr: Pixels, scale: int) -> float:
    """Mean amplitude of the frequencies just above those that the input can represent, relative to the HR.

    The input represents up to 0.5 / scale cycles per pixel of the result; the ring extends from there to 1 / scale. 1
    is as much fine detail as in the original, right or wrong; bicubic has about 0.2.
    """
    ring = _ring(result.shape[0], result.shape[1], 0.5 / scale, 1 / scale)
    found, wanted = (float(_amplitude(pixels)[ring].mean()) for pixels in (result, hr))
    return found / wanted if wanted else float("nan")


def grid(result: Pixels, period: int) -> float:
    """How far a pattern of `period` pixels stands out: its amplitude over the median of the frequencies around it.

    The larger value of rows and columns: 1 / period cycles per pixel along one axis, at any frequency along the other,
    so that both stripes and checkerboards count. About 1 if there is no pattern.
    """
    side = min(result.shape[:2]) // period * period  # the frequency falls on a bin
    energy = np.square(_amplitude(result[:side, :side]))
    at = side // period
    around = [sign * offset + at for offset in NEIGHBOURS for sign in (1, -1)]
    ratios = []
    for axis in (0, 1):
        along = energy.sum(axis=axis)
        median = float(np.median(along[np.mod(around, side)]))
        ratios.append(math.sqrt(float(along[at]) / median) if median else 1.0)
    return max(ratios)


def _amplitude(pixels: Pixels) -> Plane:
    """(H, W, 3) -> (H, W), all frequencies, zero first"""
    plane = luma(pixels)
    window = np.outer(*(np.hanning(side + 2)[1:-1] for side in plane.shape))
    return np.abs(np.fft.fft2((plane - plane.mean()) * window))


def _ring(height: int, width: int, inner: float, outer: float) -> npt.NDArray[np.bool_]:
    """A mask of the frequencies between two radii, in cycles per pixel."""
    radius = np.hypot(np.fft.fftfreq(height)[:, None], np.fft.fftfreq(width))
    return np.asarray((radius > inner) & (radius <= outer))
