"""Reads the JPEG quality with which a picture was last saved from its pixels.

JPEG rounds the DCT coefficients of blocks of 8 x 8 pixels to multiples of steps. After decoding they still lie near
these multiples, so the steps can be found, and from them, by comparison with the standard table, the quality. That
works for any file format, even if the picture was cropped or rotated, unless it has been resized or edited since.
Source: Fan and de Queiroz 2003 ("Identification of Bitmap Compression History"); the table is that of ITU-T T.81, annex
K, scaled as libjpeg does.
"""

from __future__ import annotations

import itertools

import numpy as np

from upscaler.images.bitmap import Pixels
from upscaler.inference.compose import Values

BLOCK = 8
WINDOW = 2 * BLOCK - 1  # side of a window in pixels: it contains a whole block, wherever blocks begin
WINDOWS = 32  # number of windows along each side of the picture
LUMA = np.array([0.299, 0.587, 0.114], np.float32)  # JPEG's luma weights
LUMA_TABLE = np.array(
    [
        [16, 11, 10, 16, 24, 40],
        [12, 12, 14, 19, 26, 58],
        [14, 13, 16, 24, 40, 57],
        [14, 17, 22, 29, 51, 87],
        [18, 22, 37, 56, 68, 109],
        [24, 35, 55, 64, 81, 104],
    ]
)  # steps at quality 50; rows are vertical frequencies
FREQUENCIES = np.array([(y, x) for y in range(6) for x in range(6) if 0 < x + y <= 6])  # higher ones are mostly zero
BINS, BIN = 1600, 0.25  # of the histograms of coefficients: how many, and how wide
STEPS = np.arange(2, 64)
FEW = 24  # fewer coefficients than this are not conclusive
CERTAIN = 5.0  # how many standard deviations (roughly) the score must be above chance
FREQUENCIES_NEEDED = 5
MOST, ALIKE = 0.8, 2.0  # at least this share of the steps must be within this factor of the table

_VALUES = BIN * np.arange(BINS)[:, None]
_IS_ROUNDED = (_VALUES > STEPS / 2).astype(np.float64)  # not rounded to zero, where all steps fit
_NEARNESS = np.cos(2 * np.pi * _VALUES / STEPS) * _IS_ROUNDED  # 1 at multiples of the step, -1 between them
_ALONG = np.arange(BLOCK)
_COSINES = np.cos((2 * _ALONG + 1) * _ALONG[:, None] * np.pi / (2 * BLOCK))
_DCT: Values = (_COSINES * np.where(_ALONG, 0.5, 0.125**0.5)[:, None]).astype(np.float32)  # rows are frequencies


def jpeg_quality(pixels: Pixels) -> float | None:
    """The quality, 1 to 100 as libjpeg counts it, with which (H, W, C) uint8 was saved; None without traces of a JPEG.

    For the tables of other encoders, it is the quality at which libjpeg is equally coarse.
    """
    if min(pixels.shape[:2]) < WINDOW:
        return None
    luma = _windows(pixels)
    for top, left in itertools.product(range(BLOCK), repeat=2):  # it may have been cropped or rotated since then
        found = _quality(_steps(_transformed(luma[:, top : top + BLOCK, left : left + BLOCK])))
        if found is not None:
            return found
    return None


def _windows(pixels: Pixels) -> Values:
    """The luma (N, WINDOW, WINDOW) of windows spread over the picture, a whole number of blocks apart."""
    grid = np.lib.stride_tricks.sliding_window_view(pixels, (WINDOW, WINDOW), (0, 1))[::BLOCK, ::BLOCK]
    rows, columns = (np.unique(np.linspace(0, count - 1, min(count, WINDOWS)).astype(int)) for count in grid.shape[:2])
    chosen = grid[rows[:, None], columns].reshape(-1, pixels.shape[2], WINDOW, WINDOW).astype(np.float32)
    luma: Values = chosen[:, 0] if pixels.shape[2] < 3 else np.tensordot(chosen[:, :3], LUMA, (1, 0))
    return luma


def _transformed(blocks: Values) -> Values:
    """The orthonormal DCT coefficients of blocks (N, 8, 8); rows are vertical frequencies."""
    return np.asarray(_DCT @ blocks @ _DCT.T, np.float32)


def _steps(coefficients: Values) -> Values:
    """For each of FREQUENCIES, the step whose multiples are close to the coefficients (N, 8, 8); 1 if there is none, 0
    if almost all were rounded to zero."""
    values = np.abs(coefficients[:, FREQUENCIES[:, 0], FREQUENCIES[:, 1]])
    bins = np.minimum(np.rint(values / BIN).astype(np.intp), BINS - 1) + BINS * np.arange(len(FREQUENCIES))
    counts = np.bincount(bins.ravel(), minlength=BINS * len(FREQUENCIES)).reshape(-1, BINS)
    rounded = counts @ _IS_ROUNDED
    score = np.where(rounded < FEW, 0, counts @ _NEARNESS / np.sqrt(np.maximum(rounded, 1)))
    steps = np.where(score.max(1) > CERTAIN, STEPS[score.argmax(1)], 1)
    result: Values = np.where(rounded[:, 0] < FEW, 0, steps).astype(np.float32)
    return result


def _quality(steps: Values) -> float | None:
    """The quality whose table has these steps; None if too few were found, or if no JPEG table resembles them."""
    table = LUMA_TABLE[FREQUENCIES[:, 0], FREQUENCIES[:, 1]]
    certain = steps > 1
    if certain.sum() < FREQUENCIES_NEEDED:
        return None
    percent = float(np.median(100 * (steps / table)[steps > 0]))
    ratio = steps[certain] / np.maximum(1, table[certain] * percent / 100)
    if np.mean((ratio >= 1 / ALIKE) & (ratio <= ALIKE)) < MOST:  # the steps found in a drawn pattern can be anything
        return None
    return 100 - percent / 2 if percent <= 100 else 5000 / percent
