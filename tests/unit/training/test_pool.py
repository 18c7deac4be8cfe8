from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import torch

from upscaler.training import pool as module
from upscaler.training.dataset import PhotosError
from upscaler.training.degradation.steps import Pixels, bicubic
from upscaler.training.pool import Crop, CropPool, photos
from upscaler.training.rendered import page

CPU = torch.device("cpu")


@pytest.fixture(autouse=True)
def _small_crops(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "SIDE", 48)


def clean(hr: Pixels, scale: int, rng: np.random.Generator) -> Crop:
    return hr, bicubic(hr, scale), 255 - hr


def pages(rng: np.random.Generator) -> Pixels:
    return page(60, rng)


def test_patches_of_lr_and_hr_are_of_one_place() -> None:
    pool = CropPool(pages, clean, {2: 6, 4: 6}, 1, CPU)
    for scale in (2, 4):
        lr, hr, target = pool.batch(np.random.default_rng(1), scale, 8, 40)
        assert torch.allclose(target, 1 - hr, atol=1e-6)
        assert lr.shape == (40, 3, 8, 8) and hr.shape == (40, 3, 8 * scale, 8 * scale)
        small = torch.nn.functional.interpolate(hr, size=(8, 8), mode="bicubic", antialias=True)
        assert (small - lr)[:, :, 2:-2, 2:-2].abs().mean() < 0.01  # at the edge Pillow saw more


def test_patches_come_turned_and_mirrored_in_all_eight_ways() -> None:
    def corner(hr: Pixels, scale: int, rng: np.random.Generator) -> Crop:
        hr = np.zeros_like(hr)
        hr[:24, :12] = 255
        return hr, bicubic(hr, scale), hr

    pool = CropPool(pages, corner, {2: 1}, 1, CPU)
    _, hr, _ = pool.batch(np.random.default_rng(1), 2, 24, 100)
    assert len({patch.numpy().tobytes() for patch in hr}) == 8


def test_crops_follow_from_the_seed_however_many_threads_make_them() -> None:
    pools = [CropPool(pages, clean, {4: 7}, seed, CPU, threads) for seed, threads in ((1, 1), (1, 3), (2, 1))]
    assert torch.equal(pools[0].hr[4], pools[1].hr[4]) and torch.equal(pools[0].lr[4], pools[1].lr[4])
    assert not torch.equal(pools[0].hr[4], pools[2].hr[4])


def test_the_oldest_crops_give_way() -> None:
    pool = CropPool(pages, clean, {4: 6}, 1, CPU)
    before = pool.hr[4].clone()
    pool.renew(4, 3)
    assert torch.equal(pool.hr[4][3:], before[3:])
    assert all(not torch.equal(new, old) for new, old in zip(pool.hr[4][:3], before[:3], strict=True))
    pool.renew(4, 3)
    assert all(not torch.equal(new, old) for new, old in zip(pool.hr[4][3:], before[3:], strict=True))


def test_photos_are_cut_at_several_sizes(photos_folder: Path) -> None:
    source = photos(sorted(photos_folder.iterdir()))
    shapes = {source(np.random.default_rng(seed)).shape for seed in range(20)}
    assert len(shapes) > 1 and all(min(shape[:2]) >= 48 for shape in shapes)


def test_photos_that_are_too_small_are_refused(photos_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "SIDE", 500)
    with pytest.raises(PhotosError, match="crops of 500 pixels"):
        photos(sorted(photos_folder.iterdir()))(np.random.default_rng(1))
