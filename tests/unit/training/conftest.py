"""Generated photos: edges and texture everywhere, so that patches differ."""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterator
from pathlib import Path

import cv2
import numpy as np
import pytest
import torch
from PIL import Image

from upscaler.training import classify, trainer
from upscaler.training.degradation.steps import Pixels
from upscaler.training.trainer import TrainConfig


def made_photo(seed: int, height: int = 120, width: int = 144) -> Pixels:
    """Coloured rectangles under soft noise, (H, W, 3)."""
    rng = np.random.default_rng(seed)
    photo = np.full((height, width, 3), 128, np.float32)
    for _ in range(40):
        y, x = int(rng.integers(height)), int(rng.integers(width))
        photo[y : y + int(rng.integers(4, 40)), x : x + int(rng.integers(4, 40))] = rng.uniform(
            70, 185, 3
        )  # room for overshoot
    noise = cv2.GaussianBlur(rng.standard_normal((height, width, 3)).astype(np.float32), (0, 0), 1.0)
    return np.asarray(np.clip(photo + 30 * noise, 0, 255), np.uint8)


@pytest.fixture(scope="session")
def make_photo() -> Callable[[int, int, int], Pixels]:
    """(seed, height, width) -> a photo"""
    return made_photo


@pytest.fixture(scope="session")
def photo() -> Pixels:
    return made_photo(1)


@pytest.fixture(scope="session")
def photos_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Twelve photos, some of which are held back by name."""
    folder = tmp_path_factory.mktemp("photos")
    for i in range(12):
        Image.fromarray(made_photo(i)).save(folder / f"made-{i:02}.png")
    return folder


@pytest.fixture(scope="session")
def large_photos(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Photos large enough for the estimator's crops at every scale; some are held back by name."""
    folder = tmp_path_factory.mktemp("large")
    for i in range(12):
        Image.fromarray(made_photo(i, 288, 300)).save(folder / f"made-{i:02}.png")
    return folder


@pytest.fixture
def tiny(photos_folder: Path) -> TrainConfig:
    """A run of ten steps."""
    return TrainConfig(
        str(photos_folder), steps=10, channels=16, blocks=2, batch=4, patch=12, last_patch=16, warm_up=2, last_part=0.3
    )


@pytest.fixture
def small_looks(monkeypatch: pytest.MonkeyPatch) -> None:
    """Held-back photos are evaluated in small crops."""
    monkeypatch.setattr(trainer, "HELD_BACK_SIZE", 48)


@pytest.fixture
def few_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    """The estimator trains on few pages, since drawing one takes 50 ms."""
    monkeypatch.setattr(classify, "PAGES", 20)


@pytest.fixture
def one_thread() -> Iterator[None]:
    """Training sets torch's thread count: restore it."""
    before = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(before)


@pytest.fixture
def signals() -> Iterator[None]:
    """Restores the handlers, since a run handles Ctrl-C and SIGTERM."""
    before = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM, signal.SIGCONT)}
    yield
    for number, handler in before.items():
        signal.signal(number, handler)
