"""The menu of the app itself: settings, shortcuts, log, about. Each dialog is open only once at a time."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from upscaler.gui.system.log import Log
from upscaler.gui.system.settings import Settings
from upscaler.gui.widgets.dialog import Dialog


class AppMenu(QMenu):
    """Its shortcuts work in the whole window it belongs to."""

    def __init__(self, window: QWidget, settings: Settings, log: Log) -> None:
        super().__init__(window)
        self._window = window
        self._settings = settings
        self._log = log
        table: list[tuple[str, str, Callable[[], Dialog]]] = [
            (self.tr("Settings…"), "Ctrl+,", self._settings_dialog),
            (self.tr("Keyboard shortcuts"), "F1", self._shortcuts),
            (self.tr("Log"), "Ctrl+L", self._log_dialog),
            (self.tr("About Upscaler"), "", self._about),
        ]
        for text, keys, make in table:
            action = QAction(text, window)
            if keys:
                action.setShortcut(QKeySequence(keys))
            action.triggered.connect(partial(self.open, make))
            self.addAction(action)
            window.addAction(action)

    def open(self, make: Callable[[], Dialog], _checked: bool = False) -> None:
        """Show a dialog, or bring it to the front if it is already open."""
        name = make.__name__
        dialog = self._window.findChild(Dialog, name)
        if dialog is None:
            dialog = make()
            dialog.setObjectName(name)
        dialog.show()
        dialog.activateWindow()

    # Late imports: nothing may delay the first paint.

    def _settings_dialog(self) -> Dialog:
        from upscaler.gui.dialogs.settings import SettingsDialog

        return SettingsDialog(self._window, self._settings)

    def _shortcuts(self) -> Dialog:
        from upscaler.gui.dialogs.shortcuts import ShortcutsDialog

        return ShortcutsDialog(self._window)

    def _log_dialog(self) -> Dialog:
        from upscaler.gui.dialogs.log import LogDialog

        return LogDialog(self._window, self._log)

    def _about(self) -> Dialog:
        from upscaler.gui.dialogs.about import AboutDialog

        return AboutDialog(self._window)
