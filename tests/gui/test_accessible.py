"""What screen readers get: every control has a name and a role, rows have their state, progress its value."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from upscaler.gui.widgets.dialog import Dialog
from upscaler.gui.window.app_menu import AppMenu
from upscaler.gui.window.main_window import MainWindow

Make = Callable[..., Path]
Drop = Callable[..., None]
Role = QAccessible.Role

# Of widgets that have no text themselves
DUMB = (Role.NoRole, Role.Client, Role.Pane, Role.Grouping, Role.Separator, Role.Splitter)


@pytest.fixture
def filled(window: MainWindow, make_photo: Make, drop: Drop, qtbot: QtBot) -> MainWindow:
    window.options_panel.show_more(True)
    window.options_panel.size_section.scales.button("custom").click()
    with qtbot.waitSignal(window.scanner.found):
        drop(window, *(make_photo(f"{name}.jpg", 64, 48) for name in "abc"))
    qtbot.waitUntil(lambda: window.view.content.scene is not None)
    return window


def interface(widget: QWidget) -> QAccessibleInterface:
    found = QAccessible.queryAccessibleInterface(widget)
    assert found is not None, widget
    return found


def name(of: QAccessibleInterface) -> str:
    return of.text(QAccessible.Text.Name)


def controls(root: QWidget) -> Iterator[QWidget]:
    """The widgets that the keyboard reaches; Qt's internal parts get their names from their parents."""
    for widget in root.findChildren(QWidget):
        inner = widget.objectName().startswith("qt_") or widget.focusProxy() is not None
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.isVisibleTo(root) and not inner:
            yield widget


def unnamed(root: QWidget) -> list[str]:
    found = []
    for widget in controls(root):
        told = interface(widget)
        if not name(told) or (told.role() in DUMB and not widget.accessibleName()):
            found.append(f"{type(widget).__name__} {widget.objectName()} in {type(widget.parent()).__name__}")
    return found


def test_every_control_has_a_name(window: MainWindow) -> None:
    assert len(list(controls(window))) > 10
    assert unnamed(window) == []


def test_every_control_of_a_full_window_has_a_name(filled: MainWindow) -> None:
    assert len(list(controls(filled))) > 25
    assert unnamed(filled) == []


def test_every_control_of_the_other_windows_has_a_name(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: "")  # the desktop's own, which would block
    menu = window.findChild(AppMenu)
    assert menu is not None
    for action in menu.actions():
        action.trigger()
    sheets = window.findChildren(Dialog)
    assert len(sheets) == 4  # others act immediately
    for sheet in sheets:
        assert sheet.windowTitle()
        assert unnamed(sheet) == []
        sheet.close()


def test_rows_tell_name_size_and_state(filled: MainWindow) -> None:
    rows = interface(filled.queue_panel.list)
    assert rows.role() == Role.List
    told = [name(rows.child(row)) for row in range(rows.childCount())]
    assert len(told) == 3
    assert "a.jpg" in told[0]
    assert "Waiting" in told[0]
    assert "64" in told[0]


def test_progress_has_a_value(filled: MainWindow) -> None:
    filled.bottom_bar.show_progress(0.37)
    told = interface(filled.bottom_bar._progress)
    assert told.role() == Role.ProgressBar
    assert name(told)
    assert told.valueInterface().currentValue() == 370


def test_what_is_expanded_and_what_is_wrong_is_told(filled: MainWindow) -> None:
    more = filled.options_panel.more.button
    assert interface(more).text(QAccessible.Text.Description) == "expanded"
    number = filled.options_panel.size_section.custom.number
    number.setText("99")
    number.textEdited.emit("99")
    assert interface(number).text(QAccessible.Text.Description) == "Enter a number from 1 to 16."


def test_tab_goes_from_left_to_right_and_down(filled: MainWindow) -> None:
    """Tab follows the visual order: bar, queue, picture, options from top to bottom, bottom bar."""
    panel = filled.options_panel
    wanted: list[QWidget] = [
        filled.top_bar.open_button,
        filled.top_bar.menu_button,
        filled.queue_panel.list,
        filled.view,
        panel.presets,
        panel.model_section.choice,
        panel.size_section.custom.number,
        panel.size_section.custom.measure,
        panel.format_section.choice,
        panel.format_section.quality.slider,
        panel.folder_section.choice,
        panel.more.button,
        panel.more.name_section.template,
        panel.more.device_section.precision,
        filled.bottom_bar.primary,
    ]
    order: list[QWidget] = []
    widget: QWidget | None = filled.top_bar.open_button
    while widget is not None and widget not in order:
        order.append(widget)
        widget = widget.nextInFocusChain()
    places = [order.index(one) for one in wanted]
    assert places == sorted(places)
