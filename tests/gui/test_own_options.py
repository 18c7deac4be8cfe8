"""Options for single pictures and for all, shown in the rows and applied by the run."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from tests.qt import run_ends
from upscaler.gui.queue.model import OWN_ROLE
from upscaler.gui.window.main_window import MainWindow

LEFT, CONTROL = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ControlModifier
Make = Callable[..., Path]
Drop = Callable[..., None]


@pytest.fixture
def filled(window: MainWindow, make_photo: Make, drop: Drop, qtbot: QtBot) -> MainWindow:
    with qtbot.waitSignal(window.scanner.ended):
        drop(window, *(make_photo(f"{name}.png", 32, 24) for name in "abc"))
    return window


def click_row(window: MainWindow, row: int) -> None:
    place = window.queue_panel.list.visualRect(window.queue_panel.list.rows.index(row, 0)).center()
    QTest.mouseClick(window.queue_panel.list.viewport(), LEFT, pos=place)


def own(window: MainWindow) -> list[str]:
    return [window.queue.index(row).data(OWN_ROLE) for row in range(3)]


def scale(window: MainWindow, times: int) -> None:
    QTest.mouseClick(window.options_panel.size_section.scales.button(times), LEFT)


def test_a_change_is_for_what_is_selected_and_the_results_show_it(filled: MainWindow, qtbot: QtBot) -> None:
    panel, scope = filled.options_panel, filled.options_panel.scope
    assert scope.text.text() == "For all 3 pictures"  # what was dropped is selected
    scale(filled, 3)
    assert own(filled) == ["", "", ""]
    click_row(filled, 1)
    assert scope.text.text() == "For this picture"
    scale(filled, 2)
    assert own(filled) == ["", "2×", ""]
    click_row(filled, 0)
    assert panel.options.size.value == 3
    click_row(filled, 1)
    assert panel.options.size.value == 2
    with run_ends(filled, qtbot, 60_000):
        QTest.mouseClick(filled.bottom_bar.primary, LEFT)
    sizes = []
    for entry in filled.queue.entries:
        assert entry.target is not None
        with Image.open(entry.target) as result:
            sizes.append(result.width)
    assert sizes == [96, 64, 96]


def test_apply_to_all_and_undo(filled: MainWindow) -> None:
    panel = filled.options_panel
    assert not panel.scope.button.isEnabled()
    click_row(filled, 2)
    scale(filled, 2)
    QTest.mouseClick(panel.scope.button, LEFT)
    assert {filled.queue.options_of(entry).size.value for entry in filled.queue.entries} == {2}
    assert not panel.scope.button.isEnabled()
    for expected in (["", "", "2×"], ["", "", ""]):
        QTest.keyClick(filled, Qt.Key.Key_Z, CONTROL)
        assert own(filled) == expected
    assert panel.options.size.value == 4


def test_what_is_added_later_is_current_and_has_the_options_of_all(
    filled: MainWindow, make_photo: Make, drop: Drop, qtbot: QtBot
) -> None:
    click_row(filled, 0)
    scale(filled, 2)
    with qtbot.waitSignal(filled.scanner.ended):
        drop(filled, make_photo("d.png", 32, 24))
    current = filled.queue_panel.current()
    assert current is not None and current.source.name == "d.png"
    assert filled.options_panel.options.size.value == 4
    assert filled.queue_panel.list.selected_ids() == [current.id]
