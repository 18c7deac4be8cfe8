import os
import select
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtNetwork import QLocalServer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from upscaler import paths
from upscaler.gui.system import single_instance
from upscaler.gui.system.single_instance import SingleInstance

HAND_OVER = """
import os, sys
from pathlib import Path
from upscaler.gui.system.single_instance import SingleInstance
instance = SingleInstance()
print(instance.is_handed_over([Path(os.fsdecode(os.fsencode(name))) for name in sys.argv[1:]]))
"""
CRASH = (
    HAND_OVER
    + """
from PySide6.QtCore import QCoreApplication
application = QCoreApplication()
instance.listen()
os.kill(os.getpid(), 9)
"""
)


@pytest.fixture
def first(qapp: QApplication) -> Iterator[SingleInstance]:
    made = SingleInstance()
    assert not made.is_handed_over([])
    made.listen()
    yield made
    made.close()


def later_start(script: str, *inputs: str) -> subprocess.Popen[str]:
    return subprocess.Popen([sys.executable, "-c", script, *inputs], stdout=subprocess.PIPE, text=True)


def said(start: subprocess.Popen[str]) -> str:
    return start.communicate(timeout=30)[0].strip()


def test_a_later_start_hands_its_files_over(first: SingleInstance, qtbot: QtBot) -> None:
    for inputs in (["/photos/ä b.png", "/photos"], []):
        with qtbot.waitSignal(first.received, timeout=30_000) as received:
            later = later_start(HAND_OVER, *inputs)
        assert received.args == [[Path(name) for name in inputs]]
        assert said(later) == "True"


@pytest.mark.posix
def test_names_that_are_no_text_arrive(first: SingleInstance, qtbot: QtBot) -> None:
    with qtbot.waitSignal(first.received, timeout=30_000) as received:
        later = later_start(HAND_OVER, "/photos/\udcff.png")
    assert received.args == [[Path("/photos/\udcff.png")]]
    assert said(later) == "True"


def test_after_the_end_the_next_is_the_first(first: SingleInstance) -> None:
    first.close()
    assert said(later_start(HAND_OVER)) == "False"


@pytest.mark.posix
def test_what_a_crash_leaves_misleads_nobody(qapp: QApplication, qtbot: QtBot) -> None:
    assert said(later_start(CRASH)) in ("", "False")
    again = SingleInstance()
    assert not again.is_handed_over([])
    again.listen()
    with qtbot.waitSignal(again.received, timeout=30_000):
        later = later_start(HAND_OVER, "a.png")
    assert said(later) == "True"
    again.close()


@pytest.mark.posix
def test_a_start_while_the_window_closes_becomes_the_first(first: SingleInstance) -> None:
    later = later_start(HAND_OVER + "print(instance._lock.isLocked())", "a.png")
    assert first._server is not None
    assert select.select([first._server.socketDescriptor()], [], [], 30)[0]  # it called, and no event is handled yet
    first.close()
    assert said(later).split() == ["False", "True"]


@pytest.mark.parametrize("silent", ["nobody listens", "nobody answers"])
def test_a_window_that_does_not_answer_is_not_waited_for(
    qapp: QApplication, monkeypatch: pytest.MonkeyPatch, silent: str
) -> None:
    monkeypatch.setattr(single_instance, "_PATIENCE", 100)
    first, second = SingleInstance(), SingleInstance()
    assert not first.is_handed_over([])
    server = QLocalServer()
    if silent == "nobody answers":
        assert server.listen(first._name)
    assert not second.is_handed_over([Path("a.png")])
    server.close()
    first.close()


def test_each_screen_has_its_own_window(qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> None:
    names = set()
    for screen in (":1", ":2"):
        monkeypatch.setenv("DISPLAY", screen)
        names.add(SingleInstance()._name)
    assert len(names) == 2


@pytest.mark.posix
def test_another_person_s_socket_is_not_trusted(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    assert single_instance._is_ours(str(tmp_path))
    monkeypatch.setattr(os, "getuid", lambda: tmp_path.stat().st_uid + 1)
    assert not single_instance._is_ours(str(tmp_path))


def test_without_a_folder_for_the_lock_there_is_a_window_all_the_same(
    qapp: QApplication, monkeypatch: pytest.MonkeyPatch, own_folders: Path
) -> None:
    (own_folders / "taken").write_text("no folder")
    monkeypatch.setattr(paths, "locks", lambda: own_folders / "taken" / "locks")
    instance = SingleInstance()
    assert not instance.is_handed_over([])
    instance.listen()
    instance.close()
