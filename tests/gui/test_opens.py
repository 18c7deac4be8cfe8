"""The window opens a picture once for the queue, once for the comparison, and once to upscale it."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from tests.opens import counted
from tests.qt import run_ends
from upscaler.gui.comparison.stage import Side
from upscaler.gui.window.main_window import MainWindow
from upscaler.images import header
from upscaler.jobs.job import State


def test_one_picture(
    window: MainWindow,
    make_photo: Callable[..., Path],
    drop: Callable[..., None],
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(header, "MAY_CHANGE", 0)
    photo = make_photo("photo.png", 320, 240)
    with counted() as opens:
        with qtbot.waitSignal(window.scanner.found):
            drop(window, photo)
        entry = window.queue.entries[0]
        qtbot.waitUntil(lambda: Side.ORIGINAL in window.view.content.layers, timeout=20_000)  # it is compared
        qtbot.waitUntil(lambda: window.thumbnails.header(entry.id, photo) is not None, timeout=20_000)
        with run_ends(window, qtbot, 60_000):
            QTest.mouseClick(window.bottom_bar.primary, Qt.MouseButton.LeftButton)
    assert entry.state is State.DONE
    assert opens[str(photo)] == 3
