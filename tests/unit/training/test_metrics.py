from __future__ import annotations

import math
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from upscaler.training import metrics
from upscaler.training.metrics import Pixels, Plane

CAMERA = Path(__file__).with_name("camera.png")  # from scikit-image; CC0 by the photographer, Lav Varshney


@pytest.fixture(scope="module")
def noisy_camera() -> tuple[Plane, Plane]:
    """The pair that scikit-image compares with IPOL's program `imdiff`: `camera` with and without noise."""
    camera = np.asarray(Image.open(CAMERA))
    noise = np.random.RandomState(5).randn(*camera.shape)
    noisy = np.clip(camera + 20.0 * noise, 0, 255).astype(np.uint8)
    return camera.astype(np.float64), noisy.astype(np.float64)


def test_psnr_equals_the_published_value(noisy_camera: tuple[Plane, Plane]) -> None:
    """22.409353 dB, by IPOL's imdiff (scikit-image's test_PSNR_vs_IPOL, pull request 4913)."""
    assert metrics.psnr(*noisy_camera) == pytest.approx(22.409353363576034, abs=1e-5)


def test_ssim_equals_the_published_value(noisy_camera: tuple[Plane, Plane]) -> None:
    """0.357959, by IPOL's imdiff (test_gaussian_structural_similarity_vs_IPOL); scikit-image 0.26 gives 0.35796424."""
    assert metrics.ssim(*noisy_camera) == pytest.approx(0.357959091663361, abs=1e-5)
    assert metrics.ssim(*noisy_camera) == pytest.approx(0.3579642362365813, abs=1e-12)


def test_luma_is_limited_range() -> None:
    colours = np.array([[[0, 0, 0], [255, 255, 255], [255, 0, 0], [0, 255, 0], [0, 0, 255]]], np.uint8)
    assert metrics.luma(colours)[0] == pytest.approx([16, 235, 81.481, 144.553, 40.966])


def test_chroma_is_limited_range() -> None:
    """MATLAB's rgb2ycbcr of pure colours, minus 128."""
    colours = np.array([[[0, 0, 0], [255, 255, 255], [255, 0, 0], [0, 255, 0], [0, 0, 255]]], np.uint8)
    expected = [[0, 0], [0, 0], [-37.797, 112], [-74.203, -93.786], [112, -18.214]]
    assert metrics.chroma(colours)[0] == pytest.approx(np.array(expected), abs=1e-9)


def test_psnr_of_chroma_sees_colour_alone(photo: Pixels) -> None:
    brighter = np.clip(photo.astype(int) + 10, 0, 255).astype(np.uint8)
    assert photo.max() < 245 and metrics.psnr_chroma(brighter, photo, 2) > 100
    a, b = np.full((20, 20, 3), 100, np.uint8), np.full((20, 20, 3), 100, np.uint8)
    b[:, :, 2] += 10
    squared = ((112 * 10 / 255) ** 2 + (18.214 * 10 / 255) ** 2) / 2
    assert metrics.psnr_chroma(a, b, 2) == pytest.approx(10 * math.log10(255**2 / squared))


def test_drift_is_that_of_the_worst_cell(photo: Pixels) -> None:
    lr = photo[:40, :70]  # two by four cells, and a rest
    result = lr.repeat(4, 0).repeat(4, 1)
    assert metrics.drift(result, lr, 4) == 0
    result[64:128, 192:256, 1] += 5
    result[130:] = 0  # in the rest
    assert metrics.drift(result, lr, 4) == pytest.approx(5)
    assert metrics.drift(result[:40, :40], lr[:10, :10], 4) == 0  # too small for a cell


def test_psnr_by_hand(photo: Pixels) -> None:
    a, b = np.full((20, 20, 3), 100, np.uint8), np.full((20, 20, 3), 110, np.uint8)
    assert metrics.psnr_y(a, b, 2) == pytest.approx(20 * math.log10(255 / (10 * 219 / 255)))
    assert metrics.psnr_y(photo, photo, 4) == math.inf


def test_the_border_does_not_count(photo: Pixels) -> None:
    changed = photo.copy()
    changed[:4], changed[-4:], changed[:, :4], changed[:, -4:] = 0, 0, 0, 0
    assert metrics.psnr_y(changed, photo, 4) == math.inf
    assert metrics.ssim_y(changed, photo, 4) == pytest.approx(1)
    assert metrics.psnr_y(changed, photo, 3) < 60


def test_flat_places_are_those_away_from_edges() -> None:
    hr = np.full((60, 60, 3), 200, np.uint8)
    hr[:, 30:] = 10
    result = hr.copy()
    result[:, 22:38] = 90  # within 8 pixels of the edge: it does not count
    assert metrics.flat_errors(result, hr).max() == 0
    assert len(metrics.flat_errors(result, hr)) == 60 * 44
    result[5, 3, 1] += 7
    assert metrics.flat_errors(result, hr).sum() == 7
    assert len(metrics.flat_errors(result[:, 25:35], hr[:, 25:35])) == 0


def test_ssim_equals_its_definition(photo: Pixels) -> None:
    """Window by window, in plain NumPy."""
    a = metrics.luma(photo[:24, :20])
    b = a + np.random.default_rng(0).normal(0, 12, a.shape)
    axis = np.exp(-((np.arange(11) - 5.0) ** 2) / (2 * 1.5**2))
    window = np.outer(axis, axis) / axis.sum() ** 2
    values = []
    for y in range(24 - 10):
        for x in range(20 - 10):
            p, q = a[y : y + 11, x : x + 11], b[y : y + 11, x : x + 11]
            mean_p, mean_q = (window * p).sum(), (window * q).sum()
            variance_p, variance_q = (window * (p - mean_p) ** 2).sum(), (window * (q - mean_q) ** 2).sum()
            covariance = (window * (p - mean_p) * (q - mean_q)).sum()
            c1, c2 = 6.5025, 58.5225
            top = (2 * mean_p * mean_q + c1) * (2 * covariance + c2)
            values.append(top / ((mean_p**2 + mean_q**2 + c1) * (variance_p + variance_q + c2)))
    assert metrics.ssim(a, b) == pytest.approx(np.mean(values), abs=1e-9)
