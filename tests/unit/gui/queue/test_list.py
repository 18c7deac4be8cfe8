import warnings
from pathlib import Path

import pytest
from PySide6.QtCore import QItemSelectionModel, QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QContextMenuEvent, QDragEnterEvent, QDragMoveEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from upscaler.gui.queue.delegate import ROW_HEIGHT
from upscaler.gui.queue.list import QueueList
from upscaler.gui.queue.model import ROWS, QueueModel
from upscaler.gui.widgets.theme import Theme
from upscaler.gui.widgets.tokens import DARK

BUTTON, KEYS, COPY = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, Qt.DropAction.CopyAction


class OwnDrop(QDropEvent):
    """Qt sets the source only during a real drag."""

    def __init__(self, source: QueueList, y: int, data: QMimeData) -> None:
        super().__init__(QPointF(100, y), COPY, data, BUTTON, KEYS)
        self._source = source

    def source(self) -> QueueList:
        return self._source


@pytest.fixture
def view(qapp: QApplication, queue: QueueModel, qtbot: QtBot) -> QueueList:
    Theme(qapp, "dark")
    queue.add(Path(f"{name}.png") for name in "abc")
    made = QueueList(queue)
    qtbot.addWidget(made)
    made.resize(296, 600)
    made.show()
    return made


@pytest.mark.parametrize(("y", "before"), [(10, 0), (ROW_HEIGHT - 10, 1), (2 * ROW_HEIGHT + 60, 3), (500, 3)])
def test_where_rows_are_let_go(view: QueueList, queue: QueueModel, qtbot: QtBot, y: int, before: int) -> None:
    data = queue.mimeData([view.model().index(0, 0), queue.index(2)])
    event = OwnDrop(view, y, data)
    with qtbot.waitSignal(view.moved) as moved:
        view.dropEvent(event)
    assert moved.args == [[queue.entries[0].id, queue.entries[2].id], before]
    assert event.isAccepted()


def test_files_from_outside_are_left_to_the_window(view: QueueList) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile("/photos/a.png")])
    place = QPoint(100, 10)
    with warnings.catch_warnings(action="ignore"):  # since 6.12 they expect a QPointF, which 6.11 does not accept
        events = [QDragEnterEvent(place, COPY, data, BUTTON, KEYS), QDragMoveEvent(place, COPY, data, BUTTON, KEYS)]
    view.dragEnterEvent(events[0])  # type: ignore[arg-type]
    view.dragMoveEvent(events[1])
    drop = QDropEvent(QPointF(place), COPY, data, BUTTON, KEYS)
    view.dropEvent(drop)
    assert not any(event.isAccepted() for event in (*events, drop))


@pytest.mark.parametrize(("row", "y"), [(0, 0), (1, ROW_HEIGHT), (3, 3 * ROW_HEIGHT)])
def test_a_line_shows_where_they_will_go(view: QueueList, row: int, y: int) -> None:
    def lines() -> set[int]:
        image = view.viewport().grab().toImage()
        return {y for y in range(image.height()) if image.pixelColor(20, y).name() == DARK.accent}

    assert lines() == set()
    view._set_mark(row)
    assert lines() & {y - 1, y}
    view._set_mark(None)
    assert lines() == set()


def test_the_menu_opens_at_the_row_when_a_key_asks(view: QueueList, qtbot: QtBot) -> None:
    view.setCurrentIndex(view.model().index(1, 0))
    row = view.visualRect(view.currentIndex())
    for reason, place in (
        (QContextMenuEvent.Reason.Keyboard, row.center()),
        (QContextMenuEvent.Reason.Mouse, QPoint(9, 9)),
    ):
        with qtbot.waitSignal(view.menu_requested) as asked:
            view.contextMenuEvent(QContextMenuEvent(reason, QPoint(9, 9), QPoint(9, 9)))
        assert view.viewport().mapFromGlobal(asked.args[0]) == place


@pytest.mark.parametrize(
    ("current", "gone", "left"), [(0, (0,), "b"), (1, (1,), "c"), (2, (0, 2), "b"), (0, (0, 1), "c")]
)
def test_what_is_current_after_a_removal_is_selected(
    view: QueueList, queue: QueueModel, current: int, gone: tuple[int, ...], left: str
) -> None:
    view.setCurrentIndex(view.model().index(current, 0))
    queue.remove([queue.entries[row].id for row in gone])
    assert [index.data() for index in view.selectedIndexes()] == [f"{left}.png"]
    assert view.currentIndex() in view.selectedIndexes()


def test_a_removal_leaves_what_else_is_selected(view: QueueList, queue: QueueModel) -> None:
    view.setCurrentIndex(view.model().index(0, 0))
    view.selectionModel().select(view.model().index(2, 0), QItemSelectionModel.SelectionFlag.Select)
    queue.remove([queue.entries[0].id])
    assert [index.data() for index in view.selectedIndexes()] == ["c.png"]


def test_a_click_beside_the_rows_changes_nothing(view: QueueList, queue: QueueModel) -> None:
    view.setCurrentIndex(view.model().index(1, 0))
    QTest.mouseClick(view.viewport(), BUTTON, pos=QPoint(100, 3 * ROW_HEIGHT + 60))
    assert [index.data() for index in view.selectedIndexes()] == ["b.png"]
    QTest.mouseClick(view.viewport(), BUTTON, pos=QPoint(100, 10))
    assert [index.data() for index in view.selectedIndexes()] == ["a.png"]


def test_rows_can_be_dragged_and_results_only_copied(
    view: QueueList, queue: QueueModel, monkeypatch: pytest.MonkeyPatch
) -> None:
    dragged: list[tuple[str, Qt.DropAction]] = []
    monkeypatch.setattr(
        "upscaler.gui.queue.list.QDrag.exec",
        lambda drag, actions: dragged.append((bytes(drag.mimeData().data(ROWS).data()).decode(), actions)),
    )
    view.setCurrentIndex(view.model().index(1, 0))
    view.startDrag(Qt.DropAction.MoveAction)
    assert dragged == [(str(queue.entries[1].id), COPY)]


def test_a_drag_of_its_own_rows_is_accepted(view: QueueList, queue: QueueModel) -> None:
    data, place = queue.mimeData([view.model().index(0, 0)]), QPoint(100, ROW_HEIGHT)

    class OwnEnter(QDragEnterEvent):
        def source(self) -> QueueList:
            return view

    class OwnMove(QDragMoveEvent):
        def source(self) -> QueueList:
            return view

    with warnings.catch_warnings(action="ignore"):  # as above
        enter, move = OwnEnter(place, COPY, data, BUTTON, KEYS), OwnMove(place, COPY, data, BUTTON, KEYS)
    view.dragEnterEvent(enter)
    view.dragMoveEvent(move)
    assert enter.isAccepted() and move.isAccepted()


def test_it_follows_what_runs_until_the_user_scrolls(view: QueueList, queue: QueueModel, qtbot: QtBot) -> None:
    def in_sight(row: int) -> bool:
        return view.viewport().rect().contains(view.visualRect(view.rows.index(row, 0)).center())

    ids = queue.add(Path(f"{number}.png") for number in range(100))
    view.follow(ids[50])
    assert in_sight(53)
    view.verticalScrollBar().setValue(0)  # the user looks elsewhere
    view.follow(ids[51])
    assert in_sight(0) and not in_sight(54)
    view.scrollTo(view.rows.index_of(ids[51]))  # and comes back
    view.follow(ids[70])
    assert in_sight(73)
    view.verticalScrollBar().setValue(0)
    view.follow_again()
    view.follow(ids[80])
    assert in_sight(83)
    view.rows.search("7")  # skips it
    view.verticalScrollBar().setValue(1)
    view.rows.search("")
    view.follow(ids[90])
    assert in_sight(93)
