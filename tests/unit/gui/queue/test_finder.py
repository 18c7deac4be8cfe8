from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from upscaler.gui.queue.entry import Entry
from upscaler.gui.queue.finder import QueueFinder, by_age, by_folder, by_name, by_state
from upscaler.jobs.job import State


@pytest.fixture
def finder(qapp: QApplication, qtbot: QtBot) -> QueueFinder:
    made = QueueFinder()
    qtbot.addWidget(made)
    made.show()
    return made


def choose(finder: QueueFinder, title: str) -> None:
    next(action for action in finder.menu.actions() if action.text() == title).trigger()


def test_what_is_typed_is_searched_and_escape_clears_it(finder: QueueFinder, qtbot: QtBot) -> None:
    searched: list[str] = []
    finder.searched.connect(searched.append)
    QTest.keyClicks(finder.field, "ca")
    with qtbot.waitSignal(finder.left):
        QTest.keyClick(finder.field, Qt.Key.Key_Escape)
    assert searched == ["c", "ca", ""]
    with qtbot.waitSignal(finder.left):
        QTest.keyClick(finder.field, Qt.Key.Key_Down)


def test_a_filter_is_chosen_shown_and_cleared(finder: QueueFinder, qtbot: QtBot) -> None:
    told: list[frozenset[State]] = []
    finder.filtered.connect(told.append)
    choose(finder, "Failed or cancelled")
    assert told == [{State.FAILED, State.CANCELLED}]
    assert finder.button.isChecked()
    assert finder.button.accessibleName() == "Filter and sort: Failed or cancelled"
    finder.clear()
    assert told[-1] == set()
    assert not finder.button.isChecked()


@pytest.mark.parametrize(
    ("title", "order"),
    [
        ("Sort by name", [1, 2, 0, 3]),
        ("Sort by folder", [3, 1, 2, 0]),
        ("Sort by state", [1, 0, 2, 3]),
        ("Sort by order added", [0, 1, 2, 3]),
    ],
)
def test_keys_to_sort_by(finder: QueueFinder, qtbot: QtBot, title: str, order: list[int]) -> None:
    entries = [Entry(Path(path)) for path in ("/b/img10.png", "/b/Img1.png", "/b/img2.png", "/a/z.png")]
    entries[1].state, entries[3].state = State.RUNNING, State.DONE
    with qtbot.waitSignal(finder.sorted) as sorted_by:
        choose(finder, title)
    key = sorted_by.args[0]
    assert key in (by_name, by_folder, by_state, by_age)
    assert sorted(range(4), key=lambda number: key(entries[number])) == order
