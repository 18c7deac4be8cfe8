from __future__ import annotations

import pytest
from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QMainWindow
from pytestqt.qtbot import QtBot

from upscaler.gui.queue.entry import Entry
from upscaler.gui.run.notification import EndNotifier
from upscaler.gui.system.settings import Settings


class Run(QObject):
    """The part of a controller that is used."""

    changed = Signal()
    is_running = is_stopping = False
    ended_entries: list[Entry] = []  # noqa: RUF012

    @property
    def tally(self) -> Run:
        return self

    def be(self, running: bool, stopping: bool = False) -> None:
        self.is_running, self.is_stopping = running, stopping
        self.changed.emit()


class Window(QMainWindow):
    in_front = False

    def isActiveWindow(self) -> bool:
        return self.in_front


@pytest.fixture
def window(qtbot: QtBot) -> Window:
    made = Window()
    qtbot.addWidget(made)
    return made


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    found: list[str] = []
    monkeypatch.setattr(EndNotifier, "notify", lambda _, title, _text: found.append(title))
    return found


def test_only_the_end_of_a_run_behind_other_windows_is_told(window: Window, told: list[str]) -> None:
    run, settings = Run(), Settings()
    notifier = EndNotifier(window, run, settings)  # type: ignore[arg-type]
    run.be(True)
    run.be(True)
    assert told == []
    run.be(False)
    run.be(False)
    assert told == ["Upscaling finished"]
    run.be(True)
    run.be(True, stopping=True)
    run.be(False)  # by the person
    window.in_front = True
    run.be(True)
    run.be(False)
    window.in_front = False
    settings.set_notify(False)
    run.be(True)
    run.be(False)
    assert told == ["Upscaling finished"]
    assert notifier.parent() is window
