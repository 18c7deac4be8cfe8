"""Notifies the user that a run has ended, if the window is in the background and they want to know."""

from __future__ import annotations

import sys

from PySide6.QtCore import QObject, QProcess, QStandardPaths, QTimer, Signal
from PySide6.QtWidgets import QApplication, QMainWindow, QSystemTrayIcon

from upscaler.gui.run.controller import RunController
from upscaler.gui.run.status import summary
from upscaler.gui.system.settings import Settings

_CLICKED = "default"  # the action of a click on the notification itself (freedesktop.org)
_SHOWN = 10_000  # milliseconds that the tray icon stays, which Windows and macOS need for a notification


class EndNotifier(QObject):
    """Watches the controller; says nothing about a run that the user has stopped. `clicked`: on its notification."""

    clicked = Signal()

    def __init__(self, window: QMainWindow, controller: RunController, settings: Settings) -> None:
        super().__init__(window)
        self._window = window
        self._controller = controller
        self._settings = settings
        self._was_running = self._was_stopping = False
        controller.changed.connect(self._on_changed)

    def _on_changed(self) -> None:
        ran, stopped = self._was_running, self._was_stopping
        self._was_running, self._was_stopping = self._controller.is_running, self._controller.is_stopping
        if (
            ran
            and not self._was_running
            and not stopped
            and not self._window.isActiveWindow()
            and self._settings.notify()
        ):
            QApplication.alert(self._window)
            self.notify(self.tr("Upscaling finished"), summary(self._controller.tally.ended_entries))

    def notify(self, title: str, text: str) -> None:
        """Show a desktop notification. On Linux notify-send does it, since PySide's D-Bus lacks unsigned integers."""
        program = QStandardPaths.findExecutable("notify-send") if sys.platform == "linux" else ""
        if program:
            process = QProcess(self)  # it exits when the message is gone
            process.finished.connect(self._on_message_gone)
            show = f"--action={_CLICKED}={self.tr('Show')}"
            process.start(program, [show, "--app-name=Upscaler", "--icon=upscaler", title, text])
        elif QSystemTrayIcon.isSystemTrayAvailable():
            tray = QSystemTrayIcon(self._window.windowIcon(), self)
            tray.messageClicked.connect(self.clicked)
            tray.show()
            tray.showMessage(title, text, self._window.windowIcon())
            QTimer.singleShot(_SHOWN, tray.deleteLater)

    def shut_down(self) -> None:
        """Stop watching; clicks on notifications that are still shown have no effect."""
        for process in self.findChildren(QProcess):
            process.kill()
            process.waitForFinished()

    def _on_message_gone(self, code: int, status: QProcess.ExitStatus) -> None:
        process = self.sender()
        assert isinstance(process, QProcess)
        if bytes(process.readAllStandardOutput().data()).decode().strip() == _CLICKED:
            self.clicked.emit()
        elif code and status is QProcess.ExitStatus.NormalExit:  # before libnotify 0.8 it supported no actions
            QProcess.startDetached(process.program(), process.arguments()[1:])
        process.deleteLater()
