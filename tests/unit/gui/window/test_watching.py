from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog, QMenu, QWidget
from pytestqt.qtbot import QtBot

from tests.stand_in import repeat_in_steps
from upscaler.gui.queue.model import QueueModel
from upscaler.gui.run.controller import RunController
from upscaler.gui.system.settings import Settings
from upscaler.gui.window import watching as module
from upscaler.gui.window.watching import Watching
from upscaler.jobs import arrivals
from upscaler.jobs.job import State
from upscaler.jobs.runner import Runner

MakePicture = Callable[..., Path]
Make = Callable[[], Watching]


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(arrivals, "SETTLED", 0.1)
    monkeypatch.setattr(module, "_AFTER_START", 0)
    monkeypatch.setattr("upscaler.jobs.runner.Runner", lambda: Runner(repeat_in_steps))


@pytest.fixture
def make(queue: QueueModel, qtbot: QtBot) -> Iterator[Make]:
    window = QWidget()
    qtbot.addWidget(window)
    controller = RunController(queue, window)
    made: list[Watching] = []

    def make() -> Watching:
        made.append(Watching(window, queue, controller, Settings()))
        return made[-1]

    yield make
    for watching in made:
        watching.shut_down()
    controller.shut_down()


def choose(folder: Path | None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(folder or ""))


def test_a_chosen_folder_is_watched_and_its_pictures_upscaled(
    make: Make,
    queue: QueueModel,
    make_picture: MakePicture,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    qtbot: QtBot,
) -> None:
    other = make_picture("other.png")
    queue.add([other])  # it waits to be started by the user
    (tmp_path / "in").mkdir()
    watching = make()
    choose(tmp_path / "in", monkeypatch)
    with qtbot.waitSignal(watching.noticed) as noticed:
        watching.trigger()
    assert "in are upscaled" in noticed.args[0]
    assert watching.text().startswith("Stop watching")
    for name in ("a", "b"):
        make_picture(f"in/{name}.png")
        result = tmp_path / "in" / "upscaled" / f"{name}_4x.png"
        qtbot.waitUntil(result.is_file, timeout=30_000)
    qtbot.waitUntil(lambda: queue.count(State.DONE) == 2)
    assert queue.count(State.WAITING) == 1
    watching.trigger()
    assert watching.text() == "Watch a folder…"
    assert Settings().watched_folder() is None


def test_the_watch_goes_on_with_the_next_start(
    make: Make, queue: QueueModel, make_picture: MakePicture, tmp_path: Path, qtbot: QtBot
) -> None:
    Settings().set_watched_folder(tmp_path)
    make_picture("a.png")
    first = make()
    qtbot.waitUntil(lambda: queue.count(State.DONE) == 1, timeout=30_000)
    first.shut_down()
    second = make()
    with qtbot.waitSignal(second.added, timeout=30_000):
        make_picture("b.png")
    assert [entry.source.name for entry in queue.entries] == ["a.png", "b.png"]


def test_the_folder_of_results_is_not_watched(
    make: Make, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    Settings().set_output_folder(tmp_path)
    watching = make()
    choose(tmp_path, monkeypatch)
    with qtbot.waitSignal(watching.noticed) as noticed:
        watching.trigger()
    assert noticed.args == ["Results are saved in this folder, so it cannot be watched. Choose another one."]
    choose(None, monkeypatch)  # cancelled
    watching.trigger()
    assert watching.text() == "Watch a folder…"


def test_it_is_in_the_menu(make: Make, qtbot: QtBot) -> None:
    menu = QMenu()
    qtbot.addWidget(menu)
    menu.addAction("Settings…")
    make().insert_into(menu)
    assert [action.text() for action in menu.actions()] == ["Watch a folder…", "", "Settings…"]
