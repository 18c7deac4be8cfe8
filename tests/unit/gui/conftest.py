"""Fixtures for tests of the window's modules. No screen is needed, and no setting of the person is touched."""

from __future__ import annotations

import gc
import os
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication

from upscaler.gui.queue_model import QueueModel
from upscaler.gui.thumbnails import Thumbnails

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

MakePicture = Callable[..., Path]


@pytest.fixture(autouse=True)
def garbage() -> Iterator[None]:
    """Widgets that are garbage end in this thread, and with their test. See upscaler.gui.garbage."""
    gc.disable()
    yield
    gc.collect()
    gc.freeze()  # what lives on is not looked at again: torch alone has half a million objects
    gc.enable()


@pytest.fixture(autouse=True)
def own_settings(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Settings of a test end with it."""
    folder = tmp_path_factory.mktemp("settings")
    QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, str(folder))


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
