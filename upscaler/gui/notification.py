"""Tells outside the window that a run has ended, if the person is looking elsewhere and wants to be told."""

from __future__ import annotations

import sys

from PySide6.QtCore import QObject, QProcess, QStandardPaths, QTimer
from PySide6.QtWidgets import QApplication, QMainWindow, QSystemTrayIcon

from upscaler.gui.conductor import Conductor
from upscaler.gui.settings import Settings
from upscaler.gui.status import summary

_SHOWN = 10_000  # milliseconds that the icon stays, which Windows and macOS want for a message


class EndNotifier(QObject):
    """Watches the conductor. Nothing is told of a run that the person has stopped."""

    def __init__(self, window: QMainWindow, conductor: Conductor, settings: Settings) -> None:
        super().__init__(window)
        self._window = window
        self._conductor = conductor
        self._settings = settings
        self._runs = self._stops = False
        conductor.changed.connect(self._on_changed)

    def _on_changed(self) -> None:
        ran, stopped = self._runs, self._stops
        self._runs, self._stops = self._conductor.is_running, self._conductor.is_stopping
        if ran and not self._runs and not stopped and not self._window.isActiveWindow() and self._settings.notify():
            QApplication.alert(self._window)
            tell(self._window, self.tr("Upscaling has ended"), summary(self._conductor.ended_entries))


def tell(window: QMainWindow, title: str, text: str) -> None:
    """By the desktop's own means. Linux has a program for it; PySide's D-Bus cannot send the unsigned number needed."""
    program = QStandardPaths.findExecutable("notify-send") if sys.platform == "linux" else ""
    if program:
        QProcess.startDetached(program, ["--app-name=Upscaler", "--icon=upscaler", title, text])
    elif QSystemTrayIcon.isSystemTrayAvailable():
        tray = QSystemTrayIcon(window.windowIcon(), window)
        tray.show()
        tray.showMessage(title, text, window.windowIcon())
        QTimer.singleShot(_SHOWN, tray.deleteLater)
