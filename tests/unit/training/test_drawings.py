from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from upscaler.training import drawings as module
from upscaler.training import pool
from upscaler.training.degradation.steps import bicubic
from upscaler.training.drawings import Drawings, load_drawings, lr_of
from upscaler.training.metrics import psnr_y
from upscaler.training.rendered import page

SIDE = 96


@pytest.fixture(autouse=True)
def _small_crops(monkeypatch: pytest.MonkeyPatch) -> None:
    for owner in (pool, module):
        monkeypatch.setattr(owner, "SIDE", SIDE)
    monkeypatch.setattr(module, "CROPS", 12)
    monkeypatch.setattr(module, "HELD_BACK_CROPS", 3)


def test_patches_are_of_one_place_and_the_busier_ones() -> None:
    patches = Drawings([], False, {2: 9}, 1, 1)
    lr, hr = patches.batch(np.random.default_rng(1), 2, 24, 40)
    assert lr.shape == (40, 24, 24, 3) and hr.shape == (40, 48, 48, 3) and lr.dtype == hr.dtype == np.uint8
    assert np.mean([psnr_y(bicubic(b, 2), a, 2) for a, b in zip(lr, hr, strict=True)]) > 25


def test_crops_are_renewed_while_batches_are_drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "RENEW_EVERY", 2)
    patches = Drawings([], False, {4: 3}, 1, 1)

    def crops() -> set[bytes]:
        return {hr.tobytes() for hr in patches.batch(np.random.default_rng(1), 4, SIDE // 4, 20)[1]}

    assert crops() != crops()


def test_only_drawings_are_taken_and_others_are_held_back(tmp_path: Path) -> None:
    for index in range(30):
        pixels = page(120, np.random.default_rng(index))
        Image.fromarray(pixels).save(tmp_path / f"{'drawing' if index < 25 else 'photo'}-{index:03}.png")
    data = load_drawings(tmp_path, 1, (0.25, 0.25, 0.5), 1)
    names = [set(patches.names) for patches in (data.training, data.required())]
    assert names[0] and names[1] and not names[0] & names[1]
    assert names[0] | names[1] == {f"drawing-{index:03}.png" for index in range(25)}
    assert data.training.holds(4, SIDE // 4) and not data.training.holds(4, SIDE // 4 + 1)


def test_damage_is_none_for_about_half_and_follows_from_the_seed() -> None:
    hr = page(SIDE, np.random.default_rng(3))
    lr = [lr_of(hr, 3, np.random.default_rng(seed)) for seed in range(200)]
    assert all(one.shape == (SIDE // 3, SIDE // 3, 3) for one in lr)
    assert np.array_equal(lr[7], lr_of(hr, 3, np.random.default_rng(7)))
    common = max(sum(np.array_equal(one, other) for other in lr) for one in lr)
    assert 0.2 < common / len(lr) < 0.4  # clean and bicubic
    assert len({one.tobytes() for one in lr}) > 60
