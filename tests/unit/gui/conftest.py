"""Fixtures for tests of the window's modules. No screen is needed, and the user's settings are not touched."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from PySide6.QtWidgets import QApplication

from tests import release_server
from tests.qt import garbage, known_throughput, own_settings  # noqa: F401 - fixtures
from tests.release_server import ReleaseServer
from upscaler.gui.queue.model import QueueModel
from upscaler.gui.queue.thumbnails import Thumbnails
from upscaler.gui.system import releases

MakePicture = Callable[..., Path]


@pytest.fixture
def make_picture(tmp_path: Path) -> MakePicture:
    """Writes a small picture file of random pixels: make_picture("a.png", 24, 16)."""

    def make(name: str = "a.png", width: int = 24, height: int = 16, mode: str = "RGB") -> Path:
        channels = len(mode)
        pixels = np.random.default_rng(0).integers(0, 255, (height, width, channels), dtype=np.uint8)
        path = tmp_path / name
        Image.fromarray(pixels[:, :, 0] if channels == 1 else pixels, mode).save(path)
        return path

    return make


@pytest.fixture
def thumbnails(qapp: QApplication) -> Iterator[Thumbnails]:
    made = Thumbnails()
    yield made
    made.shut_down()


@pytest.fixture
def queue(thumbnails: Thumbnails) -> QueueModel:
    return QueueModel(thumbnails)


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[ReleaseServer]:
    """A server of releases, whose address the app came with."""
    with release_server.running() as made:
        monkeypatch.setattr(releases, "address", lambda: made.address)
        yield made
