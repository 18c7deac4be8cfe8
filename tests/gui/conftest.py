"""The whole window, driven as a user drives it. Needs no screen."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from tests.qt import garbage, known_throughput, own_settings  # noqa: F401 - fixtures
from upscaler.gui.system.settings import Settings
from upscaler.gui.widgets.theme import Theme
from upscaler.gui.window.main_window import MainWindow

MakePhoto = Callable[..., Path]
Drop = Callable[..., None]


@pytest.fixture(autouse=True)
def no_folder_is_chosen(monkeypatch: pytest.MonkeyPatch) -> None:
    """Cancels the desktop's own dialog, which menu actions open."""
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: "")


@pytest.fixture
def window(qapp: QApplication, qtbot: QtBot) -> Iterator[MainWindow]:
    Theme(qapp, "dark")
    made = MainWindow(Settings())
    made.resize(1280, 800)
    made.show()
    qtbot.waitExposed(made)
    made.activateWindow()
    yield made
    made.shut_down()
    made.close()
    made.deleteLater()


@pytest.fixture
def make_photo(sample: Path, tmp_path: Path) -> MakePhoto:
    """A part of the sample photo as a file: make_photo("a.png", 64, 48)."""

    def make(name: str = "photo.png", width: int = 64, height: int = 48) -> Path:
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        with Image.open(sample) as photo:
            photo.convert("RGB").resize((width, height)).save(path)
        return path

    return make


@pytest.fixture
def drop() -> Drop:
    """Drags files onto a widget, as a file manager that could also move them does."""

    def drop(
        widget: QWidget, *paths: Path, release: bool = True, keys: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
    ) -> None:
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
        data.setText("\n".join(map(str, paths)))
        position, buttons = widget.rect().center(), Qt.MouseButton.LeftButton
        actions = Qt.DropAction.CopyAction | Qt.DropAction.MoveAction
        with warnings.catch_warnings(action="ignore"):  # since 6.12 it expects a QPointF, which 6.11 does not accept
            events: list[QDropEvent] = [QDragEnterEvent(position, actions, data, buttons, keys)]
        events += [QDropEvent(QPointF(position), actions, data, buttons, keys)] if release else []
        for event in events:
            QApplication.sendEvent(widget, event)
            assert event.isAccepted()
            assert event.dropAction() == Qt.DropAction.CopyAction

    return drop
