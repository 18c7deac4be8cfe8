from __future__ import annotations

import numpy as np
import pytest

from upscaler.training.degradation import real_life
from upscaler.training.degradation.catalog import Chain
from upscaler.training.degradation.real_life import CHAINS, SHARES, wild
from upscaler.training.degradation.steps import Pixels, bicubic


def rng(seed: int = 0) -> np.random.Generator:
    return np.random.default_rng(seed)


@pytest.mark.parametrize("scale", [2, 3, 4])
@pytest.mark.parametrize("name", CHAINS)
def test_a_chain_gives_the_size_of_the_lr_and_follows_its_seed(photo: Pixels, name: str, scale: int) -> None:
    results = []
    for seed in range(8):
        lr = CHAINS[name](photo, scale, rng(seed))
        assert lr.dtype == np.uint8 and lr.shape == (photo.shape[0] // scale, photo.shape[1] // scale, 3)
        assert np.array_equal(lr, CHAINS[name](photo, scale, rng(seed)))
        results.append(lr.tobytes())
    assert len(set(results)) >= (2 if name == "clean" else 8)


@pytest.mark.parametrize("name", CHAINS)
def test_a_chain_neither_shifts_nor_tints(photo: Pixels, name: str) -> None:
    clean = bicubic(photo, 2).astype(np.float64)
    mean = np.mean([CHAINS[name](photo, 2, rng(seed)) for seed in range(40)], axis=0)
    assert np.abs(mean.mean(axis=(0, 1)) - clean.mean(axis=(0, 1))).max() < 2

    def difference(dy: int, dx: int) -> float:
        return float(np.abs(np.roll(mean, (dy, dx), (0, 1)) - clean)[4:-4, 4:-4].mean())

    shifts = [(dy, dx) for dy in (-1, 0, 1) for dx in (-1, 0, 1)]
    assert min(shifts, key=lambda shift: difference(*shift)) == (0, 0)
    assert difference(0, 1) == pytest.approx(difference(0, -1), rel=0.15)


def test_wild_takes_every_chain_as_often_as_it_is_said(photo: Pixels, monkeypatch: pytest.MonkeyPatch) -> None:
    taken: list[str] = []

    def noted(name: str) -> Chain:
        def chain(hr: Pixels, scale: int, _: np.random.Generator) -> Pixels:
            taken.append(name)
            return bicubic(hr, scale)

        return chain

    monkeypatch.setattr(real_life, "CHAINS", {name: noted(name) for name in CHAINS})
    changed = [wild(photo, 4, rng(seed))[0] is not photo for seed in range(1000)]
    assert sum(SHARES) == pytest.approx(1)
    for name, share in zip(CHAINS, SHARES, strict=True):
        assert taken.count(name) / 1000 == pytest.approx(share, abs=0.04)
    assert {name for name, has_changed in zip(taken, changed, strict=True) if has_changed} == {"old"}
    assert sum(changed) / taken.count("old") == pytest.approx(0.6, abs=0.12)  # the other old ones keep their colours
