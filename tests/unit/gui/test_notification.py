import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QMainWindow, QSystemTrayIcon
from pytestqt.qtbot import QtBot

from upscaler.gui import notification
from upscaler.gui.entry import Entry
from upscaler.gui.notification import EndNotifier, tell
from upscaler.gui.settings import Settings


class Run(QObject):
    """What is asked of a conductor."""

    changed = Signal()
    is_running = is_stopping = False
    ended_entries: list[Entry] = []  # noqa: RUF012

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
    monkeypatch.setattr(notification, "tell", lambda _window, title, _text: found.append(title))
    return found


def test_only_the_end_of_a_run_behind_other_windows_is_told(window: Window, told: list[str]) -> None:
    run, settings = Run(), Settings()
    notifier = EndNotifier(window, run, settings)  # type: ignore[arg-type]
    run.be(True)
    run.be(True)
    assert told == []
    run.be(False)
    run.be(False)
    assert told == ["Upscaling has ended"]
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
    assert told == ["Upscaling has ended"]
    assert notifier.parent() is window


@pytest.mark.posix
def test_linux_has_a_program_for_it(
    window: Window, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    program, heard = tmp_path / "notify-send", tmp_path / "heard"
    program.write_text(f'#!/bin/sh\nprintf "%s\\n" "$@" > {heard}.part\n/bin/mv {heard}.part {heard}\n')
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(sys, "platform", "linux")
    tell(window, "Ended", "4 upscaled")
    qtbot.waitUntil(heard.exists)
    assert heard.read_text().splitlines()[-2:] == ["Ended", "4 upscaled"]


def test_elsewhere_an_icon_in_the_tray_says_it(window: Window, monkeypatch: pytest.MonkeyPatch) -> None:
    said: list[tuple[str, str]] = []
    monkeypatch.setenv("PATH", "")
    monkeypatch.setattr(QSystemTrayIcon, "showMessage", lambda _, title, text, _icon: said.append((title, text)))
    monkeypatch.setattr(QSystemTrayIcon, "show", lambda _: None)
    for there in (False, True):
        monkeypatch.setattr(QSystemTrayIcon, "isSystemTrayAvailable", lambda there=there: there)
        tell(window, "Ended", "4 upscaled")
    assert said == [("Ended", "4 upscaled")]
