"""Shows a file in the file manager of the desktop, selected if the desktop can do that."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from PySide6.QtCore import QObject, QProcess, QTimer, QUrl, Signal
from PySide6.QtDBus import QDBusConnection, QDBusMessage, QDBusPendingCallWatcher
from PySide6.QtGui import QDesktopServices

_SERVICE = "org.freedesktop.FileManager1"
_OPENER = "xdg-open"
_LOOK_EVERY = 250  # milliseconds


class Revealer(QObject):
    """Asks the desktop without waiting for an answer. `failed` carries a path that no file manager could show."""

    failed = Signal(object)  # Path

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._paths: dict[QDBusPendingCallWatcher, Path] = {}
        self._openers: dict[subprocess.Popen[bytes], Path] = {}
        self._timer = QTimer(self)
        self._timer.setInterval(_LOOK_EVERY)
        self._timer.timeout.connect(self._on_timeout)

    def reveal(self, path: Path) -> None:
        """Show a file; if it is gone, the folder it was in."""
        if not os.path.exists(path):
            self._open_folder(path)
        elif sys.platform == "win32":
            QProcess.startDetached("explorer.exe", ["/select,", os.fspath(path)])
        elif sys.platform == "darwin":
            QProcess.startDetached("open", ["-R", os.fspath(path)])
        else:
            self._ask_file_manager(path)

    def _ask_file_manager(self, path: Path) -> None:
        bus = QDBusConnection.sessionBus()
        if not bus.isConnected():
            self._open_folder(path)
            return
        call = QDBusMessage.createMethodCall(_SERVICE, "/org/freedesktop/FileManager1", _SERVICE, "ShowItems")
        call.setArguments([[QUrl.fromLocalFile(str(path)).toString()], ""])
        watcher = QDBusPendingCallWatcher(bus.asyncCall(call), self)
        self._paths[watcher] = path
        watcher.finished.connect(self._on_answered)

    def _on_answered(self, watcher: QDBusPendingCallWatcher) -> None:
        path = self._paths.pop(watcher)
        if watcher.isError():  # no such service on this desktop
            self._open_folder(path)
        watcher.deleteLater()

    def _open_folder(self, path: Path) -> None:
        """Open the folder of a file in the desktop's program for folders."""
        if sys.platform != "linux":
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(path.parent)))
            return
        try:  # not as a QProcess: the file manager stays when this app ends
            opener = subprocess.Popen(
                [_OPENER, path.parent],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                start_new_session=True,
            )
        except OSError:
            self.failed.emit(path)
            return
        self._openers[opener] = path
        self._timer.start()

    def _on_timeout(self) -> None:
        """Check which programs have ended, and how."""
        for opener in [opener for opener in self._openers if opener.poll() is not None]:
            path = self._openers.pop(opener)
            if opener.returncode:
                self.failed.emit(path)
        if not self._openers:
            self._timer.stop()
