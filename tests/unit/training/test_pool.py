from __future__ import annotations

import itertools
from pathlib import Path

import numpy as np
import pytest
import torch

from upscaler.training import pool as module
from upscaler.training.dataset import PhotosError
from upscaler.training.degradation.steps import Pixels, bicubic
from upscaler.training.pool import Crop, CropMaker, CropPool, photos
from upscaler.training.rendered import page

CPU = torch.device("cpu")


@pytest.fixture(autouse=True)
def _small_crops(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "SIDE", 48)


def clean(hr: Pixels, scale: int, rng: np.random.Generator) -> Crop:
    return hr, bicubic(hr, scale), 255 - hr


def pages(rng: np.random.Generator) -> Pixels:
    return page(60, rng)


def sample(pool: CropPool) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
    return pool.batch(np.random.default_rng(1), 4, 8, 40)


def numbered() -> CropMaker:
    """Crops whose brightness is their number, counted from 0."""
    numbers = itertools.count()

    def make_crop(hr: Pixels, scale: int, rng: np.random.Generator) -> Crop:
        hr = np.full_like(hr, next(numbers))
        return hr, bicubic(hr, scale), hr

    return make_crop


def numbers_in(pool: CropPool) -> set[int]:
    return {round(255 * float(patch.mean())) for patch in sample(pool)[1]}


def stopped_after(count: int, make_crop: CropMaker) -> CropMaker:
    """A crop maker that raises an error after this many crops."""
    left = iter(range(count))

    def stopping(hr: Pixels, scale: int, rng: np.random.Generator) -> Crop:
        if next(left, None) is None:
            raise OSError("stopped")
        return make_crop(hr, scale, rng)

    return stopping


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
    first, same, other = (sample(pool) for pool in pools)
    assert all(map(torch.equal, first, same))
    assert not any(map(torch.equal, first, other))


def test_the_oldest_crops_give_way() -> None:
    pool = CropPool(pages, numbered(), {4: 6}, 1, CPU)
    assert numbers_in(pool) == {0, 1, 2, 3, 4, 5}
    pool.renew(4, 3)
    assert numbers_in(pool) == {3, 4, 5, 6, 7, 8}
    pool.renew(4, 3)
    assert numbers_in(pool) == {6, 7, 8, 9, 10, 11}


def test_a_folder_keeps_the_crops_for_a_later_run(tmp_path: Path) -> None:
    make_crop = numbered()
    with pytest.raises(OSError, match="stopped"):  # crops are made in threes
        CropPool(pages, stopped_after(4, make_crop), {4: 6}, 1, CPU, folder=tmp_path / "pool")
    first = CropPool(pages, make_crop, {4: 6}, 1, CPU, folder=tmp_path / "pool")
    assert numbers_in(first) == {0, 1, 2, 4, 5, 6}  # 3 was lost with its siblings
    first.renew(4, 3)
    assert numbers_in(first) == {4, 5, 6, 7, 8, 9}
    later = CropPool(pages, stopped_after(0, make_crop), {4: 6}, 1, CPU, folder=tmp_path / "pool")
    assert all(map(torch.equal, sample(later), sample(first)))
    with pytest.raises(PhotosError, match="another number"):
        CropPool(pages, make_crop, {4: 7}, 1, CPU, folder=tmp_path / "pool")


def test_photos_are_cut_at_several_sizes(photos_folder: Path) -> None:
    source = photos(sorted(photos_folder.iterdir()))
    shapes = {source(np.random.default_rng(seed)).shape for seed in range(20)}
    assert len(shapes) > 1 and all(min(shape[:2]) >= 48 for shape in shapes)


def test_photos_that_are_too_small_are_refused(photos_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "SIDE", 500)
    with pytest.raises(PhotosError, match="crops of 500 pixels"):
        photos(sorted(photos_folder.iterdir()))(np.random.default_rng(1))
