"""One session with the real app, in a separate process: python sitting.py PHOTO [FOLDER].

With a folder, everything that is remembered is changed as a user does it, including the results folder, and the window
is closed. Prints what the window shows before and after, as JSON.
"""

from __future__ import annotations

import json
import os
import sys
import time
import traceback
from collections.abc import Callable
from dataclasses import asdict
from typing import Any

from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget

from upscaler.gui import app
from upscaler.gui.dialogs.settings import SettingsDialog
from upscaler.gui.widgets.combo_box import ComboBox
from upscaler.gui.window.main_window import MainWindow

LEFT, CTRL = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ControlModifier


def until(condition: Callable[[], bool], what: str) -> None:
    end = time.monotonic() + 30
    while not condition():
        assert time.monotonic() < end, what
        QTest.qWait(20)


def shown(window: MainWindow) -> dict[str, Any]:
    panel = window.options_panel
    colour = panel.grab().toImage().pixelColor(4, 4)
    return {
        "options": asdict(panel.options),
        "size of the result": panel.size_section.scales.current(),
        "format": panel.format_section.choice.currentText(),
        "output folder": panel.folder_section.choice.currentText(),
        "name": panel.more.name_section.template.text(),
        "more options": panel.more_shown,
        "theme": "dark" if colour.lightness() < 128 else "light",
        "mode": window.view.mode.name,
        "panels": window.page.splitter.sizes(),
        "size": [window.width(), window.height()],
    }


def choose(choice: ComboBox, data: object) -> None:
    """By keyboard."""
    choice.setFocus()
    for _ in range(choice.findData(data) - choice.currentIndex()):
        QTest.keyClick(choice, Qt.Key.Key_Down)


def change(window: MainWindow, folder: str) -> None:
    """Everything that is remembered."""
    panel = window.options_panel
    QTest.mouseClick(panel.size_section.scales.button(2), LEFT)
    choose(panel.format_section.choice, "webp")
    setattr(QFileDialog, "getExistingDirectory", staticmethod(lambda *_: folder))  # noqa: B010 - the desktop's own
    choose(panel.folder_section.choice, "choose")
    QTest.mouseClick(panel.more.button, LEFT)
    panel.more.name_section.template.selectAll()
    QTest.keyClicks(panel.more.name_section.template, "large {name}")
    QTest.mouseClick(window.top_bar.modes.button("split"), LEFT)
    drag(window.page.splitter.handle(1), 40)
    drag(window.page.splitter.handle(2), -30)
    window.resize(1100, 640)
    QTest.keyClick(window, Qt.Key.Key_Comma, CTRL)
    until(lambda: window.findChild(SettingsDialog) is not None, "the settings open")
    settings = window.findChild(SettingsDialog)
    assert settings is not None
    choose(settings.theme, "dark")
    settings.close()


def drag(handle: QWidget, by: int) -> None:
    start = handle.rect().center()
    QTest.mousePress(handle, LEFT, pos=start)
    QTest.mouseMove(handle, start + QPoint(by, 0))
    QTest.mouseRelease(handle, LEFT, pos=start)


def sit() -> None:
    window = next(widget for widget in QApplication.topLevelWidgets() if isinstance(widget, MainWindow))
    until(lambda: window.windowHandle().isExposed(), "the window is there")
    until(lambda: window.options_panel._state.picture is not None, "the photo is looked at")
    before = shown(window)
    if sys.argv[2:]:
        change(window, sys.argv[2])
        until(lambda: window.width() == 1100, "the window has its new size")
    print(json.dumps([before, shown(window)]), flush=True)
    window.close()


def fail(*fault: Any) -> None:
    """Fail, although an event loop continues after an exception."""
    traceback.print_exception(*fault)
    os._exit(1)


create = app.create_application


def create_and_sit(*arguments: Any) -> QApplication:
    application = create(*arguments)
    sys.excepthook = fail
    QTimer.singleShot(0, sit)
    return application


if __name__ == "__main__":
    vars(app)["create_application"] = create_and_sit
    sys.exit(app.main(sys.argv[1:2]))
