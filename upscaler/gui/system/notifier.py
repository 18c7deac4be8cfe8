"""Shows desktop notifications."""

from __future__ import annotations

import sys

from PySide6.QtCore import QObject, QProcess, QStandardPaths, QTimer, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QSystemTrayIcon

_CLICKED = "default"  # the action of a click on the notification itself (freedesktop.org)
_SHOWN = 10_000  # milliseconds that the tray icon, which Windows and macOS need for notifications, is shown


class Notifier(QObject):
    """`clicked`: on a notification. `gone`: a notification is no longer shown, or could not be shown."""

    clicked = Signal()
    gone = Signal()

    def notify(self, title: str, text: str) -> None:
        """Show a desktop notification. On Linux notify-send does it, since PySide's D-Bus lacks unsigned integers."""
        program = QStandardPaths.findExecutable("notify-send") if sys.platform == "linux" else ""
        if program:
            process = QProcess(self)  # it exits when the notification is gone
            process.finished.connect(self._on_message_gone)
            show = f"--action={_CLICKED}={self.tr('Show')}"
            process.start(program, [show, "--app-name=Upscaler", "--icon=upscaler", title, text])
        elif QSystemTrayIcon.isSystemTrayAvailable():
            tray = QSystemTrayIcon(QGuiApplication.windowIcon(), self)
            tray.messageClicked.connect(self.clicked)
            tray.destroyed.connect(self.gone)
            tray.show()
            tray.showMessage(title, text, QGuiApplication.windowIcon())
            QTimer.singleShot(_SHOWN, tray.deleteLater)
        else:
            QTimer.singleShot(0, self.gone.emit)

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
        self.gone.emit()
