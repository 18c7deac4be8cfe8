"""Everything without a mouse."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QComboBox, QWidget
from pytestqt.qtbot import QtBot

from upscaler.gui.window.main_window import MainWindow

Make = Callable[..., Path]
Drop = Callable[..., None]
Key = Qt.Key


@pytest.fixture
def filled(window: MainWindow, make_photo: Make, drop: Drop, qtbot: QtBot) -> MainWindow:
    with qtbot.waitSignal(window.scanner.found):
        drop(window, *(make_photo(f"{name}.png", 64, 48) for name in "abc"))
    qtbot.waitUntil(lambda: window.view.content.scene is not None)
    return window


def test_the_first_picture_is_in_view_and_the_queue_has_the_focus(filled: MainWindow) -> None:
    assert filled.queue_panel.list.hasFocus()
    assert filled.queue_panel.list.currentIndex().row() == 0


def test_letters_and_digits_act_in_the_canvas(filled: MainWindow) -> None:
    view = filled.view
    view.setFocus()
    QTest.keyClick(view, Key.Key_Z)
    assert view.zoom == 1
    QTest.keyClick(view, Key.Key_Plus)
    assert view.zoom == 1.25
    QTest.keyClick(view, Key.Key_F)
    assert view.is_fitted
    QTest.keyClick(view, Key.Key_2)
    assert view.mode.name == "split"


def test_letters_and_digits_search_the_queue(filled: MainWindow) -> None:
    mode = filled.view.mode
    QTest.keyClick(filled.queue_panel.list, Key.Key_B)
    assert filled.queue_panel.list.rows.rowCount() == 1
    current = filled.queue_panel.current()
    assert current is not None and current.source.name == "b.png"
    field = filled.focusWidget()
    QTest.keyClick(field, Key.Key_2)
    assert filled.queue_panel.list.rows.rowCount() == 0
    assert filled.view.mode is mode
    QTest.keyClick(field, Key.Key_Escape)
    assert filled.queue_panel.list.rows.rowCount() == 3
    assert filled.queue_panel.list.hasFocus()


@pytest.mark.parametrize("place", ["queue", "canvas"])
def test_arrows_and_delete_act_in_queue_and_canvas_and_are_undone(filled: MainWindow, place: str) -> None:
    widget: QWidget = filled.view if place == "canvas" else filled.queue_panel.list
    widget.setFocus()
    QTest.keyClick(widget, Key.Key_Down)
    assert filled.queue_panel.list.currentIndex().row() == 1
    QTest.keyClick(widget, Key.Key_Delete)
    assert [entry.source.name for entry in filled.queue.entries] == ["a.png", "c.png"]
    QTest.keyClick(widget, Key.Key_Delete)
    assert [entry.source.name for entry in filled.queue.entries] == [
        "a.png"
    ]  # the one after it had become the current one
    for _ in range(2):
        QTest.keyClick(widget, Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert [entry.source.name for entry in filled.queue.entries] == ["a.png", "b.png", "c.png"]
    QTest.keyClick(widget, Key.Key_Y, Qt.KeyboardModifier.ControlModifier)
    assert [entry.source.name for entry in filled.queue.entries] == ["a.png", "c.png"]


def test_letters_do_not_act_elsewhere(filled: MainWindow, qtbot: QtBot) -> None:
    filled.view.fit()
    filled.options_panel.format_section.choice.setFocus()
    QTest.keyClick(filled.options_panel.format_section.choice, Key.Key_Z)
    assert filled.view.is_fitted


def test_opening_by_keyboard(window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    dialog = "upscaler.gui.inputs.file_opener.QFileDialog"

    def answer(kind: str, result: object) -> object:
        asked.append(kind)
        return result

    monkeypatch.setattr(f"{dialog}.getOpenFileNames", lambda *_: answer("files", ([], "")))
    monkeypatch.setattr(f"{dialog}.getExistingDirectory", lambda *_: answer("folder", ""))
    control, shift = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
    QTest.keyClick(window, Key.Key_O, control)
    QTest.keyClick(window, Key.Key_O, control | shift)
    QTest.keyClick(window.drop_area, Key.Key_Return)
    assert asked == ["files", "folder", "files"]


def test_tab_reaches_every_control_and_each_has_a_name(filled: MainWindow, qtbot: QtBot) -> None:
    filled.options_panel.show_more(True)
    reached: set[QWidget] = set()
    for _ in range(60):
        QTest.keyClick(filled.focusWidget() or filled, Key.Key_Tab)
        focused = filled.focusWidget()
        assert focused is not None
        reached.add(focused)
    controls = [
        widget
        for kind in (QAbstractButton, QComboBox)
        for widget in filled.findChildren(kind)
        if widget.isVisible() and widget.isEnabled() and not widget.objectName().startswith("qt_")
    ]
    assert len(controls) > 12
    for control in controls:
        if control.focusPolicy() == Qt.FocusPolicy.NoFocus:
            continue
        in_group = isinstance(control, QAbstractButton) and control.group() is not None
        assert control in reached or in_group, control.accessibleName()
        assert control.accessibleName() or (isinstance(control, QAbstractButton) and control.text())
