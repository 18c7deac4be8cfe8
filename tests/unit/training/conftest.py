"""Photos made on the spot: edges and texture at every place, so that patches differ."""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterator
from pathlib import Path

import cv2
import numpy as np
import pytest
import torch
from PIL import Image

from upscaler.training.degradation.steps import Pixels


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
    """Photos that a crop of the estimator fits in at every scale; some are held back by name."""
    folder = tmp_path_factory.mktemp("large")
    for i in range(12):
        Image.fromarray(made_photo(i, 288, 300)).save(folder / f"made-{i:02}.png")
    return folder


@pytest.fixture
def one_thread() -> Iterator[None]:
    """Training sets torch's thread count: put it back."""
    before = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(before)


@pytest.fixture
def signals() -> Iterator[None]:
    """Handlers as they were before: a run takes Ctrl-C and SIGTERM."""
    before = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM, signal.SIGCONT)}
    yield
    for number, handler in before.items():
        signal.signal(number, handler)
