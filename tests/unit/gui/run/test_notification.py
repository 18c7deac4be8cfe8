from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QMainWindow, QSystemTrayIcon
from pytestqt.qtbot import QtBot

from upscaler.gui.queue.entry import Entry
from upscaler.gui.run.notification import EndNotifier
from upscaler.gui.system.settings import Settings


class Run(QObject):
    """What is asked of a controller."""

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


@pytest.fixture
def notifier(window: Window) -> Iterator[EndNotifier]:
    made = EndNotifier(window, Run(), Settings())  # type: ignore[arg-type]
    yield made
    made.shut_down()


@pytest.fixture
def notify_send(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], Path]:
    """A program of that name, a shell script. It writes down what it is told: notify_send("echo default")."""

    def make(script: str) -> Path:
        program, heard = tmp_path / "notify-send", tmp_path / "heard"
        program.write_text(f'#!/bin/sh\nprintf "%s\\n" "$@" > {heard}.part\n/bin/mv {heard}.part {heard}\n{script}\n')
        program.chmod(0o755)
        monkeypatch.setenv("PATH", str(tmp_path))
        monkeypatch.setattr(sys, "platform", "linux")
        return heard

    return make


@pytest.mark.posix
def test_linux_has_a_program_that_tells_of_a_click(
    notifier: EndNotifier, notify_send: Callable[[str], Path], qtbot: QtBot
) -> None:
    heard = notify_send("echo default")
    with qtbot.waitSignal(notifier.clicked):
        notifier.notify("Ended", "4 upscaled")
    assert heard.read_text().splitlines()[-2:] == ["Ended", "4 upscaled"]
    assert heard.read_text().startswith("--action=default=")


@pytest.mark.posix
def test_a_message_that_nobody_clicks(notifier: EndNotifier, notify_send: Callable[[str], Path], qtbot: QtBot) -> None:
    heard = notify_send("exec /bin/sleep 60")
    with qtbot.assertNotEmitted(notifier.clicked):
        notifier.notify("Ended", "4 upscaled")
        qtbot.waitUntil(heard.exists)
        notifier.shut_down()
    assert "--action" in heard.read_text()  # it was not told again


@pytest.mark.posix
def test_an_old_program_that_knows_no_actions(
    notifier: EndNotifier, notify_send: Callable[[str], Path], qtbot: QtBot
) -> None:
    heard = notify_send('case "$1" in --action*) exit 1;; esac')
    notifier.notify("Ended", "4 upscaled")
    qtbot.waitUntil(lambda: heard.exists() and heard.read_text().startswith("--app-name"))
    assert heard.read_text().splitlines()[-2:] == ["Ended", "4 upscaled"]


def test_elsewhere_an_icon_in_the_tray_says_it(
    notifier: EndNotifier, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[tuple[str, str]] = []
    monkeypatch.setenv("PATH", "")
    monkeypatch.setattr(QSystemTrayIcon, "showMessage", lambda _, title, text, _icon: said.append((title, text)))
    monkeypatch.setattr(QSystemTrayIcon, "show", lambda _: None)
    for there in (False, True):
        monkeypatch.setattr(QSystemTrayIcon, "isSystemTrayAvailable", lambda there=there: there)
        notifier.notify("Ended", "4 upscaled")
    assert said == [("Ended", "4 upscaled")]
    tray = notifier.findChild(QSystemTrayIcon)
    assert tray is not None
    with qtbot.waitSignal(notifier.clicked):
        tray.messageClicked.emit()
