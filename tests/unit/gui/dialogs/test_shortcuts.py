from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from upscaler.gui.dialogs.shortcuts import ShortcutsDialog, rows_of


def test_it_lists_what_the_actions_are(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    inner = QWidget(window)
    table: tuple[tuple[QWidget, str, list[str], Qt.ShortcutContext], ...] = (
        (window, "&Settings…", ["Ctrl+,"], Qt.ShortcutContext.WindowShortcut),
        (inner, "Zoom in", ["+", "="], Qt.ShortcutContext.WidgetShortcut),
        (inner, "Without a key", [], Qt.ShortcutContext.WindowShortcut),
    )
    for parent, text, keys, context in table:
        action = QAction(text, parent)
        action.setShortcuts([QKeySequence(key) for key in keys])
        action.setShortcutContext(context)
    assert rows_of(window, Qt.ShortcutContext.WindowShortcut) == [("Settings", "Ctrl+,")]
    assert rows_of(window, Qt.ShortcutContext.WidgetShortcut) == [("Zoom in", "+, =")]
    sheet = ShortcutsDialog(window)
    shown = {label.text() for label in sheet.findChildren(QLabel)}
    assert {"Settings", "Ctrl+,", "Zoom in", "+, ="} <= shown
    sheet.close()
