from __future__ import annotations

import numpy as np
import pytest

from upscaler.training.degradation import published
from upscaler.training.degradation.catalog import Chain
from upscaler.training.degradation.published import MILD_FIRST, MILD_SECOND, PUBLISHED_FIRST, PUBLISHED_SECOND, Stage
from upscaler.training.degradation.steps import Pixels, bicubic

CHAINS: dict[str, Chain] = {"bsrgan": published.bsrgan, "real-esrgan": published.real_esrgan}


def rng(seed: int = 0) -> np.random.Generator:
    return np.random.default_rng(seed)


@pytest.mark.parametrize("name", ["bsrgan", "real-esrgan"])
def test_pipelines_neither_shift_nor_tint(photo: Pixels, name: str) -> None:
    clean = bicubic(photo, 2).astype(np.float64)
    mean = np.mean([CHAINS[name](photo, 2, rng(seed)) for seed in range(60)], axis=0)
    assert np.abs(mean.mean(axis=(0, 1)) - clean.mean(axis=(0, 1))).max() < 2

    def difference(dy: int, dx: int) -> float:
        return float(np.abs(np.roll(mean, (dy, dx), (0, 1)) - clean)[4:-4, 4:-4].mean())

    shifts = [(dy, dx) for dy in (-1, 0, 1) for dx in (-1, 0, 1)]
    assert min(shifts, key=lambda shift: difference(*shift)) == (0, 0)
    assert difference(0, 1) == pytest.approx(difference(0, -1), rel=0.1)  # not even half a pixel
    assert difference(1, 0) == pytest.approx(difference(-1, 0), rel=0.1)


def test_published_ranges_hurt_more_than_the_mild_ones(photo: Pixels) -> None:
    clean = bicubic(photo, 2).astype(np.float64)

    def error(first: Stage, second: Stage) -> float:
        results = [published.real_esrgan(photo, 2, rng(seed), first, second) for seed in range(20)]
        return float(np.mean([np.abs(result - clean).mean() for result in results]))

    assert error(PUBLISHED_FIRST, PUBLISHED_SECOND) > 1.3 * error(MILD_FIRST, MILD_SECOND)
