from __future__ import annotations

import numpy as np
import pytest

from upscaler.training.degradation import known
from upscaler.training.degradation.known import KINDS, with_known_faults
from upscaler.training.degradation.steps import Pixels, bicubic


def test_damage_follows_from_the_seed_and_is_within_its_ranges(photo: Pixels) -> None:
    found = []
    for seed in range(300):
        lr, faults = with_known_faults(photo, 3, np.random.default_rng(seed), is_drawing=False)
        assert lr.shape == (photo.shape[0] // 3, photo.shape[1] // 3, 3) and lr.dtype == np.uint8
        found.append(faults)
    again, faults = with_known_faults(photo, 3, np.random.default_rng(299), is_drawing=False)
    assert np.array_equal(again, lr) and faults == found[-1]
    assert 0.35 < np.mean([one.noise > 0.5 for one in found]) < 0.55
    assert 0.45 < np.mean([one.quality is not None for one in found]) < 0.65
    assert all(0 <= one.noise <= 15 and 0 <= one.blur <= 0.8 and 30 <= (one.quality or 30) <= 100 for one in found)


def test_drawings_have_little_noise(photo: Pixels) -> None:
    noisy = [with_known_faults(photo, 2, np.random.default_rng(seed), True)[1].noise > 0.5 for seed in range(200)]
    assert 0.03 < np.mean(noisy) < 0.2


@pytest.mark.parametrize("kind", KINDS)
def test_noise_is_told_as_it_is_in_the_picture(kind: str, photo: Pixels, monkeypatch: pytest.MonkeyPatch) -> None:
    """On a gray plane, where all variation is noise."""
    monkeypatch.setattr(known, "KINDS", {kind: 1.0})
    for name, value in {"NOISY": 1.0, "COMPRESSED": 0.0, "BLURRED": 0.0}.items():
        monkeypatch.setattr(known, name, value)
    gray = np.full_like(photo, 120)
    for seed in range(20):
        lr, faults = with_known_faults(gray, 2, np.random.default_rng(seed), is_drawing=False)
        assert faults.noise == pytest.approx(min(15, lr.std()), abs=0.05)
        assert lr.std() > 0.1


def test_what_was_larger_when_it_was_compressed_shows_less(photo: Pixels, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing else is done, so all differences from the clean picture come from the compression."""
    monkeypatch.setattr(known, "NOISY", 0.0)
    monkeypatch.setattr(known, "BLURRED", 0.0)
    monkeypatch.setattr(known, "COMPRESSED", 1.0)
    worst: list[float] = []
    best: list[float] = []
    for seed in range(120):
        lr, faults = with_known_faults(photo, 2, np.random.default_rng(seed), is_drawing=False)
        error = float(np.abs(lr.astype(float) - bicubic(photo, 2)).mean())
        assert faults.quality is not None and faults.noise == 0
        (worst if faults.quality < 50 else best if faults.quality > 80 else []).append(error)
    assert np.median(worst) > 1.3 * np.median(best)
