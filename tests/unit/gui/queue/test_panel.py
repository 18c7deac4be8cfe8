from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from upscaler.gui.queue.entry import Entry
from upscaler.gui.queue.model import QueueModel
from upscaler.gui.queue.panel import WIDTH, QueuePanel
from upscaler.jobs.job import Job, Outcome, State
from upscaler.options import UpscaleOptions

MakePicture = Callable[..., Path]


@pytest.fixture
def panel(queue: QueueModel, make_picture: MakePicture, qtbot: QtBot) -> Iterator[QueuePanel]:
    made = QueuePanel(queue)
    qtbot.addWidget(made)
    made.resize(296, 600)
    queue.add([make_picture(f"{name}.png") for name in "abc"])
    made.show()
    yield made
    made.commands.shut_down()


def end(entry: Entry, state: State) -> None:
    entry.end(Outcome(Job(1, entry.source, Path(), UpscaleOptions()), state, 1.0))


def ids(queue: QueueModel) -> list[int]:
    return [entry.id for entry in queue.entries]


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
    panel.step(1)  # it stops at the end
    assert panel.current() is queue.entries[2]
    panel.step(-1)
    assert panel.current() is queue.entries[1]


def test_what_comes_back_to_an_empty_queue_is_selected_and_the_first_is_in_view(
    panel: QueuePanel, queue: QueueModel
) -> None:
    panel.select(ids(queue)[1])
    panel.edits.remove(ids(queue))
    assert panel.current() is None
    panel.edits.undo.trigger()
    assert panel.current() is queue.entries[0]
    assert panel.list.selected_ids() == ids(queue)
    panel.select(ids(queue)[1])
    panel.edits.remove(ids(queue)[:1])
    panel.edits.undo.trigger()
    assert panel.list.selected_ids() == [ids(queue)[1]]  # it was in view all the time


def test_a_click_picks_and_a_double_click_opens(panel: QueuePanel, queue: QueueModel, qtbot: QtBot) -> None:
    place = panel.list.visualRect(panel.list.model().index(2, 0)).center()
    with qtbot.waitSignal(panel.picked) as picked:
        QTest.mouseClick(panel.list.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert picked.args == [ids(queue)[2]]
    with qtbot.waitSignal(panel.opened) as opened:
        QTest.mouseDClick(panel.list.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert opened.args == [ids(queue)[2]]


def test_in_a_narrow_panel_the_button_has_only_an_icon(panel: QueuePanel, queue: QueueModel) -> None:
    end(queue.entries[0], State.DONE)
    queue.state_changed(ids(queue)[0])
    for width, shown in ((WIDTH, "Clear done"), (190, ""), (WIDTH, "Clear done")):
        panel.resize(width, 400)
        assert panel.clear_button.text() == shown
        assert panel.clear_button.toolTip()
    assert panel.clear_button.accessibleName() == "Clear done"


def test_what_is_done_is_cleared_by_one_button(panel: QueuePanel, queue: QueueModel) -> None:
    assert not panel.clear_button.isVisible()
    for row, state in enumerate((State.DONE, State.SKIPPED, State.FAILED)):
        end(queue.entries[row], state)
        queue.state_changed(ids(queue)[row])
    QTest.mouseClick(panel.clear_button, Qt.MouseButton.LeftButton)
    assert [entry.state for entry in queue.entries] == [State.FAILED]
    assert not panel.clear_button.isVisible()


def test_letters_typed_in_the_list_search_it(panel: QueuePanel, queue: QueueModel) -> None:
    panel.activateWindow()
    panel.select(ids(queue)[0])
    panel.list.setFocus()
    QTest.keyClick(panel.list, Qt.Key.Key_B)
    assert panel.finder.field.text() == "b"
    assert panel.finder.field.hasFocus()
    assert panel.list.rows.rowCount() == 1
    assert panel.current() is queue.entries[1]
    QTest.keyClick(panel.finder.field, Qt.Key.Key_Escape)
    assert panel.list.rows.rowCount() == 3
    assert panel.list.hasFocus()


def test_deleting_touches_only_what_the_search_shows(panel: QueuePanel, queue: QueueModel) -> None:
    panel.finder.field.setText("b")
    panel.list.selectAll()
    panel.list.setFocus()
    QTest.keyClick(panel.list, Qt.Key.Key_Delete)
    assert [entry.source.name for entry in queue.entries] == ["a.png", "c.png"]


def test_what_is_added_is_selected_and_the_first_is_current(
    panel: QueuePanel, queue: QueueModel, make_picture: MakePicture
) -> None:
    panel.select(ids(queue)[0])
    panel.finder.field.setText("a")
    first = queue.add([make_picture("d.png"), make_picture("e.png")])
    panel.select_added(first)
    second = queue.add([make_picture("f.png")])
    panel.select_added(second)  # from the same drop
    assert panel.list.selected_ids() == [*first, *second]
    assert panel.current() is queue.get(first[0])
    assert panel.finder.field.text() == ""  # it hid them
    panel.end_of_drop()
    third = queue.add([make_picture("g.png")])
    panel.select_added(third)
    assert panel.list.selected_ids() == third


def test_a_batch_does_not_take_the_selection_from_the_user(
    panel: QueuePanel, queue: QueueModel, make_picture: MakePicture
) -> None:
    panel.select_added(queue.add([make_picture("d.png"), make_picture("e.png")]))
    panel.select(ids(queue)[1])
    panel.select_added(queue.add([make_picture("f.png")]))
    assert panel.list.selected_ids() == [ids(queue)[1]]
