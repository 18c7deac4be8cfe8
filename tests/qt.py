"""Fixtures shared by tests of the window; a conftest imports them. No screen is needed."""

from __future__ import annotations

import gc
import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QLocale, QSettings
from PySide6.QtGui import QAccessible

from upscaler.gui.widgets.combo_box import ComboBox
from upscaler.images.formats import WRITABLE
from upscaler.jobs.throughput import Throughput

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from upscaler.gui.window.main_window import MainWindow

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
QLocale.setDefault(QLocale.c())  # numbers formatted as in the texts that tests compare

THROUGHPUT = Throughput(
    "cpu", "bf16", network=1e-6, result=1e-7, file=dict.fromkeys(WRITABLE, 1e-7), high_bit_depth=2.0
)


@pytest.fixture(autouse=True)
def garbage() -> Iterator[None]:
    """Collect garbage widgets in this thread and at the end of their test. See upscaler.gui.system.garbage."""
    gc.disable()
    yield
    gc.collect()
    gc.freeze()  # surviving objects are not scanned again: torch alone has half a million
    gc.enable()


@pytest.fixture(autouse=True)
def own_settings(tmp_path_factory: pytest.TempPathFactory) -> None:
    """The settings of a test are discarded after it."""
    folder = tmp_path_factory.mktemp("settings")
    QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, str(folder))


@pytest.fixture(autouse=True)
def known_throughput(monkeypatch: pytest.MonkeyPatch) -> None:
    """No test waits two seconds for a measurement."""
    monkeypatch.setattr("upscaler.jobs.throughput._measure", lambda *_: (THROUGHPUT, True))


def pick(choice: ComboBox, data: object) -> None:
    """Choose an item as a user does: only that emits `activated`."""
    position = choice.findData(data)
    assert position >= 0
    choice.setCurrentIndex(position)
    choice.activated.emit(position)


def title_of(choice: ComboBox) -> str:
    """What a screen reader on Linux calls it."""
    relations = QAccessible.queryAccessibleInterface(choice).relations(QAccessible.RelationFlag.Label)
    return " ".join(relation[0].text(QAccessible.Text.Name) for relation in relations)


@contextmanager
def run_ends(window: MainWindow, qtbot: QtBot, timeout: int) -> Iterator[None]:
    """Wait until the current run, or the one started in the body, ends within `timeout` milliseconds. Its last picture
    ends before it."""
    yield
    qtbot.waitUntil(lambda: not window.controller.is_running, timeout=timeout)
