from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from upscaler.gui.inputs.folder_watcher import FolderWatcher
from upscaler.jobs import arrivals
from upscaler.jobs.job import Root

MakePicture = Callable[..., Path]


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(arrivals, "SETTLED", 0.1)


@pytest.fixture
def watcher(qapp: QApplication) -> Iterator[FolderWatcher]:
    made = FolderWatcher()
    yield made
    made.stop()


def test_pictures_are_found_until_they_are_done(
    watcher: FolderWatcher, make_picture: MakePicture, tmp_path: Path, qtbot: QtBot
) -> None:
    source = make_picture("a.png")
    for _ in range(2):  # after a restart, it is found again
        with qtbot.waitSignal(watcher.found, timeout=30_000) as found:
            watcher.watch(tmp_path, tmp_path / "out")
        assert found.args == [[source], Root(tmp_path, "")]
        watcher.finish(tmp_path / "of another folder.png")
        watcher.stop()
    with qtbot.waitSignal(watcher.found, timeout=30_000):
        watcher.watch(tmp_path, None)
        watcher.finish(source)  # not found in this watch yet
    watcher.finish(source)
    watcher.watch(tmp_path, None)
    with qtbot.waitSignal(watcher.found, timeout=30_000) as found:
        other = make_picture("b.png")
    assert found.args == [[other], Root(tmp_path, "")]


def test_it_can_be_stopped_at_any_time(watcher: FolderWatcher, tmp_path: Path) -> None:
    watcher.stop()
    watcher.finish(tmp_path / "a.png")
    watcher.watch(tmp_path, None)
    assert watcher.folder == tmp_path
    watcher.stop()
    assert watcher.folder is None
