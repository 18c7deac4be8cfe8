"""The menu of the app itself: settings, help, log, about. Each window is there once."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from upscaler.gui.system.log import Log
from upscaler.gui.system.settings import Settings
from upscaler.gui.widgets.sheet import Sheet


class AppMenu(QMenu):
    """Its keys act in the whole window that it belongs to."""

    def __init__(self, window: QWidget, settings: Settings, log: Log) -> None:
        super().__init__(window)
        self._window = window
        self._settings = settings
        self._log = log
        table: list[tuple[str, str, Callable[[], Sheet]]] = [
            (self.tr("Settings…"), "Ctrl+,", self._settings_dialog),
            (self.tr("Keyboard shortcuts"), "F1", self._shortcuts),
            (self.tr("Log"), "Ctrl+L", self._log_window),
            (self.tr("About Upscaler"), "", self._about),
        ]
        for text, keys, make in table:
            action = QAction(text, window)
            if keys:
                action.setShortcut(QKeySequence(keys))
            action.triggered.connect(partial(self.open, make))
            self.addAction(action)
            window.addAction(action)

    def open(self, make: Callable[[], Sheet], _checked: bool = False) -> None:
        """Show a window, or bring the one to the front that is there already."""
        name = make.__name__
        sheet = self._window.findChild(Sheet, name)
        if sheet is None:
            sheet = make()
            sheet.setObjectName(name)
        sheet.show()
        sheet.activateWindow()

    # Late imports: nothing may delay the first paint.

    def _settings_dialog(self) -> Sheet:
        from upscaler.gui.dialogs.settings_dialog import SettingsDialog

        return SettingsDialog(self._window, self._settings)

    def _shortcuts(self) -> Sheet:
        from upscaler.gui.dialogs.shortcuts import Shortcuts

        return Shortcuts(self._window)

    def _log_window(self) -> Sheet:
        from upscaler.gui.dialogs.log_window import LogWindow

        return LogWindow(self._window, self._log)

    def _about(self) -> Sheet:
        from upscaler.gui.dialogs.about import About

        return About(self._window)
