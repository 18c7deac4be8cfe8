import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QProcess
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from upscaler.gui.system import file_manager as reveal
from upscaler.gui.system.file_manager import Revealer


@pytest.fixture
def opened(qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """Folders that were shown, on a desktop whose file manager cannot select files."""
    found: list[Path] = []
    monkeypatch.setattr(Revealer, "_open_folder", lambda _self, path: found.append(path.parent))
    monkeypatch.setattr(reveal, "_SERVICE", "org.example.Nobody")
    return found


def test_the_folder_is_shown_where_no_file_can_be_selected(opened: list[Path], tmp_path: Path, qtbot: QtBot) -> None:
    path = tmp_path / "a.png"
    revealer = Revealer()
    revealer.reveal(path)
    assert opened == [tmp_path]  # the file is gone
    path.write_text("")
    revealer.reveal(path)
    qtbot.waitUntil(lambda: len(opened) == 2)
    assert opened == [tmp_path, tmp_path]
    assert revealer._paths == {}


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere there is always a file manager")
@pytest.mark.parametrize(("ends", "fails"), [("true", False), ("false", True), ("no-such-program", True)])
def test_it_is_told_when_no_file_manager_answers(
    qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot, ends: str, fails: bool
) -> None:
    monkeypatch.setattr(reveal, "_OPENER", ends)
    revealer = Revealer()
    told: list[Path] = []
    revealer.failed.connect(told.append)
    revealer.reveal(tmp_path / "gone.png")
    qtbot.waitUntil(lambda: not revealer._openers)
    assert told == ([tmp_path / "gone.png"] if fails else [])


@pytest.mark.parametrize(("platform", "command"), [("win32", "explorer.exe"), ("darwin", "open")])
def test_elsewhere_the_system_s_own_program_selects_it(
    opened: list[Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, platform: str, command: str
) -> None:
    started: list[tuple[str, list[str]]] = []
    monkeypatch.setattr(sys, "platform", platform)
    monkeypatch.setattr(QProcess, "startDetached", lambda *call: started.append(call))
    Revealer().reveal(tmp_path)
    assert started[0][0] == command
    assert started[0][1][-1] == str(tmp_path)
    assert opened == []
