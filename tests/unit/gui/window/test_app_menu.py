import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMainWindow
from pytestqt.qtbot import QtBot

from upscaler.gui.dialogs.about import AboutDialog
from upscaler.gui.dialogs.log import LogDialog
from upscaler.gui.dialogs.settings import SettingsDialog
from upscaler.gui.dialogs.shortcuts import ShortcutsDialog
from upscaler.gui.system.log import Log
from upscaler.gui.system.settings import Settings
from upscaler.gui.widgets.dialog import Dialog
from upscaler.gui.window.app_menu import AppMenu


@pytest.fixture
def window(qtbot: QtBot) -> QMainWindow:
    made = QMainWindow()
    qtbot.addWidget(made)
    made.show()
    return made


def test_each_entry_opens_its_window_once(window: QMainWindow) -> None:
    menu = AppMenu(window, Settings(), Log())
    for _ in range(2):
        for action in menu.actions():
            action.trigger()
    opened = [type(dialog) for dialog in window.findChildren(Dialog)]
    assert opened == [SettingsDialog, ShortcutsDialog, LogDialog, AboutDialog]


def test_keys(window: QMainWindow, qtbot: QtBot) -> None:
    AppMenu(window, Settings(), Log())
    qtbot.waitExposed(window)
    window.activateWindow()
    QTest.keyClick(window, Qt.Key.Key_F1)
    assert window.findChild(ShortcutsDialog) is not None
