from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QSystemTrayIcon
from pytestqt.qtbot import QtBot

from upscaler.gui.system.notifier import Notifier


@pytest.fixture
def notifier(qapp: QApplication) -> Iterator[Notifier]:
    made = Notifier()
    yield made
    made.shut_down()


@pytest.fixture
def notify_send(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], Path]:
    """A shell script of that name. It records its arguments: notify_send("echo default")."""

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
    notifier: Notifier, notify_send: Callable[[str], Path], qtbot: QtBot
) -> None:
    heard = notify_send("echo default")
    with qtbot.waitSignals([notifier.clicked, notifier.gone]):
        notifier.notify("Ended", "4 upscaled")
    assert heard.read_text().splitlines()[-2:] == ["Ended", "4 upscaled"]
    assert heard.read_text().startswith("--action=default=")


@pytest.mark.posix
def test_a_message_that_nobody_clicks(notifier: Notifier, notify_send: Callable[[str], Path], qtbot: QtBot) -> None:
    heard = notify_send("exec /bin/sleep 60")
    with qtbot.assertNotEmitted(notifier.clicked):
        notifier.notify("Ended", "4 upscaled")
        qtbot.waitUntil(heard.exists)
        notifier.shut_down()
    assert "--action" in heard.read_text()  # it was not reported again


@pytest.mark.posix
def test_an_old_program_that_knows_no_actions(
    notifier: Notifier, notify_send: Callable[[str], Path], qtbot: QtBot
) -> None:
    heard = notify_send('case "$1" in --action*) exit 1;; esac')
    notifier.notify("Ended", "4 upscaled")
    qtbot.waitUntil(lambda: heard.exists() and heard.read_text().startswith("--app-name"))
    assert heard.read_text().splitlines()[-2:] == ["Ended", "4 upscaled"]


def test_elsewhere_an_icon_in_the_tray_says_it(
    notifier: Notifier, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
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
    with qtbot.waitSignal(notifier.gone):
        tray.deleteLater()


def test_where_there_is_neither_it_is_gone_at_once(
    notifier: Notifier, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "")
    monkeypatch.setattr(QSystemTrayIcon, "isSystemTrayAvailable", lambda: False)
    with qtbot.waitSignal(notifier.gone):
        notifier.notify("Ended", "4 upscaled")
