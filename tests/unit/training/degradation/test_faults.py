from __future__ import annotations

import numpy as np
import pytest

from upscaler.training.degradation import faults
from upscaler.training.degradation.faults import Faults, with_faults
from upscaler.training.degradation.steps import Pixels, bicubic, blurred, gaussian_kernel


def rng(seed: int = 0) -> np.random.Generator:
    return np.random.default_rng(seed)


@pytest.mark.parametrize("scale", [2, 4])
def test_blur_is_in_pixels_of_the_lr(photo: Pixels, scale: int) -> None:
    kernel = gaussian_kernel(0.5 * scale, 0.5 * scale)
    expected = bicubic(blurred(photo, kernel), scale)
    assert np.array_equal(with_faults(photo, scale, Faults(blur=0.5), rng(1)), expected)


def test_each_fault_comes_and_goes_within_its_range() -> None:
    drawn = [faults.random_faults(rng(seed)) for seed in range(300)]
    blurs = [each.blur for each in drawn if each.blur]
    noises = [each.noise for each in drawn if each.noise]
    qualities = [each.quality for each in drawn if each.quality is not None]
    assert min(blurs) >= 0.2 and max(blurs) <= 0.8 and 0.3 < len(blurs) / 300 < 0.5
    assert min(noises) >= 1 and max(noises) <= 15 and 0.3 < len(noises) / 300 < 0.5
    assert min(qualities) >= 30 and max(qualities) <= 95 and 0.5 < len(qualities) / 300 < 0.7
    assert 0.1 < sum(each == Faults() for each in drawn) / 300 < 0.22


def test_no_fault_is_bicubic_alone(photo: Pixels) -> None:
    assert np.array_equal(with_faults(photo, 3, faults.FIXED["clean"], rng()), bicubic(photo, 3))


def test_faults_add_up(photo: Pixels) -> None:
    clean = bicubic(photo, 2).astype(float)

    def error(found: Faults) -> float:
        return float(np.abs(with_faults(photo, 2, found, rng()) - clean).mean())

    assert error(Faults(noise=10)) > error(Faults(noise=3)) > 1
    assert error(Faults(quality=30, noise=5, blur=0.8)) > error(Faults(quality=90, noise=5, blur=0.2))
