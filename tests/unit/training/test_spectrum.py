from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from upscaler.training.degradation.steps import Pixels, bicubic, gaussian_noise, rounded
from upscaler.training.evaluate import enlarged_bicubic
from upscaler.training.spectrum import GRID_PERIODS, fine_detail, grid

CAMERA = Path(__file__).with_name("camera.png")  # see test_metrics.py


@pytest.fixture(scope="module")
def hr(make_photo: Callable[[int, int, int], Pixels]) -> Pixels:
    return make_photo(5, 192, 192)


@pytest.mark.parametrize("scale", [2, 3, 4])
def test_the_original_has_all_its_fine_detail_and_bicubic_little(hr: Pixels, scale: int) -> None:
    assert fine_detail(hr, hr, scale) == 1
    blurry = fine_detail(enlarged_bicubic(bicubic(hr, scale), scale), hr, scale)
    assert 0.05 < blurry < 0.5
    noisy = gaussian_noise(hr, 20, np.random.default_rng(0))
    assert fine_detail(noisy, hr, scale) > 1.2


@pytest.mark.parametrize(("cycles", "is_seen"), [(0.06, False), (0.15, True), (0.22, True), (0.33, False)])
def test_fine_detail_is_that_between_the_two_frequencies(cycles: float, is_seen: bool) -> None:
    """At x4, the input ends at 0.125 cycles per pixel."""
    noise = np.random.default_rng(0).normal(128, 3, (96, 96, 1)).repeat(3, axis=2)
    wave = 60 * np.sin(2 * np.pi * cycles * np.arange(96))[None, :, None]
    assert (fine_detail(rounded(noise + wave), rounded(noise), 4) > 1.2) == is_seen


def test_a_flat_original_has_no_ratio() -> None:
    flat = np.full((48, 48, 3), 80, np.uint8)
    assert np.isnan(fine_detail(flat, flat, 4)) and grid(flat, 2) == 1


@pytest.mark.parametrize("scale", [2, 3, 4])
def test_a_clean_photo_shows_no_grid(scale: int) -> None:
    camera = np.asarray(Image.open(CAMERA).convert("RGB"))
    for place in (np.s_[:384, :384], np.s_[100:356, 90:410], np.s_[:]):
        for period in GRID_PERIODS[scale]:
            assert 0.7 < grid(camera[place], period) < 1.4
            assert 0.7 < grid(enlarged_bicubic(bicubic(camera[place], 4), 4), period) < 1.4


@pytest.mark.parametrize("period", [2, 3, 4])
@pytest.mark.parametrize("kind", ["checkerboard", "rows", "columns"])
def test_a_faint_grid_is_seen_at_its_period_and_nowhere_else(hr: Pixels, period: int, kind: str) -> None:
    y, x = (axis % period < period / 2 for axis in np.indices(hr.shape[:2]))
    pattern = {"checkerboard": y ^ x, "rows": y, "columns": x}[kind]
    marked = rounded(hr + 6.0 * np.dstack([pattern] * 3))
    assert grid(marked, period) > 2.5
    for other in {2, 3, 4} - {period} - ({2} if period == 4 else set()):
        assert grid(marked, other) < 1.6
