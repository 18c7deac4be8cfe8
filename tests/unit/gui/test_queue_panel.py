from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from upscaler.errors import SourceMissingError
from upscaler.gui.queue_model import QueueModel
from upscaler.gui.queue_panel import QueuePanel
from upscaler.jobs.job import Job, Outcome, State
from upscaler.options import UpscaleOptions

MakePicture = Callable[..., Path]


@pytest.fixture
def panel(queue: QueueModel, make_picture: MakePicture, qtbot: QtBot) -> QueuePanel:
    made = QueuePanel(queue)
    qtbot.addWidget(made)
    made.resize(296, 600)
    queue.add([make_picture(f"{name}.png") for name in "abc"])
    made.show()
    return made


def ids(queue: QueueModel) -> list[int]:
    return [entry.id for entry in queue.entries]


def end(queue: QueueModel, row: int, state: State) -> None:
    entry = queue.entries[row]
    error = SourceMissingError(entry.source) if state is State.FAILED else None
    entry.end(Outcome(Job(1, entry.source, Path(), UpscaleOptions()), state, 1.0, error=error))


def actions(panel: QueuePanel) -> list[str]:
    return [action.text() for action in panel.menu().actions() if action.text()]


def test_the_count_is_shown(panel: QueuePanel, queue: QueueModel) -> None:
    assert panel._count.text() == "3 pictures"
    queue.remove(ids(queue))
    assert panel._count.text() == ""
    assert panel.current() is None


def test_selecting_and_stepping(panel: QueuePanel, queue: QueueModel, qtbot: QtBot) -> None:
    with qtbot.waitSignal(panel.picked) as picked:
        panel.select(ids(queue)[1])
    assert picked.args == [ids(queue)[1]]
    panel.step(1)
    panel.step(1)  # the end is the end
    assert panel.current() is queue.entries[2]
    panel.step(-1)
    assert panel.current() is queue.entries[1]


def test_a_click_picks_and_a_double_click_opens(panel: QueuePanel, queue: QueueModel, qtbot: QtBot) -> None:
    place = panel.list.visualRect(queue.index(2)).center()
    with qtbot.waitSignal(panel.picked) as picked:
        QTest.mouseClick(panel.list.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert picked.args == [ids(queue)[2]]
    with qtbot.waitSignal(panel.opened) as opened:
        QTest.mouseDClick(panel.list.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert opened.args == [ids(queue)[2]]


@pytest.mark.parametrize(
    ("state", "expected"),
    [
        (State.WAITING, ["Show in folder", "Remove"]),
        (State.RUNNING, ["Show in folder"]),
        (State.DONE, ["Upscale again", "Show in folder", "Copy details", "Remove"]),
        (State.FAILED, ["Try again", "Show in folder", "Copy details", "Remove"]),
    ],
)
def test_the_menu_offers_only_what_has_an_effect(
    panel: QueuePanel, queue: QueueModel, state: State, expected: list[str]
) -> None:
    panel.select(ids(queue)[0])
    if state in (State.WAITING, State.RUNNING):
        queue.entries[0].state = state
    else:
        end(queue, 0, state)
    assert actions(panel) == expected


def test_several_pictures_are_handled_together(panel: QueuePanel, queue: QueueModel, qtbot: QtBot) -> None:
    panel.select(ids(queue)[0])
    panel.list.selectionModel().select(queue.index(2), QItemSelectionModel.SelectionFlag.Select)
    end(queue, 0, State.FAILED)
    assert actions(panel) == ["Try again", "Remove"]
    with qtbot.waitSignal(panel.retry_requested) as retry:
        panel._retry.trigger()
    with qtbot.waitSignal(panel.remove_requested) as remove:
        panel.remove_action.trigger()
    assert retry.args == remove.args == [[ids(queue)[0], ids(queue)[2]]]


def test_details_are_copied(panel: QueuePanel, queue: QueueModel) -> None:
    panel.select(ids(queue)[0])
    end(queue, 0, State.FAILED)
    panel._copy_details.trigger()
    assert "SourceMissingError" in QGuiApplication.clipboard().text()


def test_the_folder_is_asked_for(panel: QueuePanel, queue: QueueModel, qtbot: QtBot) -> None:
    panel.select(ids(queue)[1])
    with qtbot.waitSignal(panel.show_in_folder_requested) as asked:
        panel._show_in_folder.trigger()
    assert asked.args == [ids(queue)[1]]
