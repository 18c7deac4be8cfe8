from __future__ import annotations

import numpy as np
import pytest

from upscaler.training.degradation import catalog
from upscaler.training.degradation.catalog import DEGRADATIONS, FIXED_DEGRADATIONS, REAL_LIFE
from upscaler.training.degradation.steps import Pixels, bicubic, faded


def rng(seed: int = 0) -> np.random.Generator:
    return np.random.default_rng(seed)


@pytest.mark.parametrize("scale", [2, 3, 4])
@pytest.mark.parametrize("name", DEGRADATIONS)
def test_a_degradation_gives_the_size_of_the_lr_and_follows_its_seed(photo: Pixels, name: str, scale: int) -> None:
    for seed in range(6):
        _, lr = DEGRADATIONS[name](photo, scale, rng(seed))
        assert lr.dtype == np.uint8
        assert lr.shape == (photo.shape[0] // scale, photo.shape[1] // scale, 3)
        assert np.array_equal(lr, DEGRADATIONS[name](photo, scale, rng(seed))[1])


@pytest.mark.parametrize("name", ["noise10", *REAL_LIFE, "bsrgan", "real-esrgan", "restore", "wild"])
def test_other_seeds_give_other_results(photo: Pixels, name: str) -> None:
    assert not np.array_equal(DEGRADATIONS[name](photo, 2, rng(3))[1], DEGRADATIONS[name](photo, 2, rng(4))[1])


def test_degradations_leave_the_hr_alone(photo: Pixels) -> None:
    before = photo.copy()
    for degrade in DEGRADATIONS.values():
        degrade(photo, 2, rng())
    assert np.array_equal(photo, before)


@pytest.mark.parametrize("name", [name for name in FIXED_DEGRADATIONS if name != "old"])
def test_the_reference_is_the_hr(photo: Pixels, name: str) -> None:
    assert FIXED_DEGRADATIONS[name](photo, 2, rng())[0] is photo


def test_what_age_took_is_not_in_the_reference_either(photo: Pixels) -> None:
    reference, lr = catalog.old(photo, 2, rng())
    assert np.array_equal(reference, faded(photo, 0.6, 1, 30, 225))
    assert np.abs(bicubic(reference, 2).mean((0, 1)) - lr.mean((0, 1))).max() < 2
    assert np.abs(bicubic(photo, 2).mean((0, 1)) - lr.mean((0, 1))).max() > 5


@pytest.mark.parametrize("name", ["real", "phone", "old"])
def test_an_edge_is_as_soft_in_the_lr_at_every_scale(name: str) -> None:
    def steepest(scale: int) -> float:
        """The steepest step at an edge, in levels from one LR pixel to the next; noise is averaged out along it."""
        hr = np.full((1200, 32 * scale, 3), 70, np.uint8)
        hr[:, 16 * scale :] = 180
        return float(np.diff(REAL_LIFE[name](hr, scale, rng(3))[1].mean((0, 2))).max())

    assert steepest(2) == pytest.approx(steepest(4), rel=0.12)
    assert steepest(3) == pytest.approx(steepest(4), rel=0.12)


@pytest.mark.parametrize("name", REAL_LIFE)
def test_real_life_hurts(photo: Pixels, name: str) -> None:
    for seed in range(5):
        reference, lr = REAL_LIFE[name](photo, 4, rng(seed))
        assert 1 < np.abs(lr - bicubic(reference, 4).astype(float)).mean() < 30
