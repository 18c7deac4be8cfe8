"""Shows a file in the file manager of the desktop, selected if the desktop can do that."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from PySide6.QtCore import QObject, QProcess, QUrl
from PySide6.QtDBus import QDBusConnection, QDBusMessage, QDBusPendingCallWatcher
from PySide6.QtGui import QDesktopServices

_SERVICE = "org.freedesktop.FileManager1"


class Revealer(QObject):
    """Asks the desktop without waiting for an answer."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._paths: dict[QDBusPendingCallWatcher, Path] = {}

    def reveal(self, path: Path) -> None:
        """Show a file; if it is gone, the folder it was in."""
        if not os.path.exists(path):
            _open_folder(path.parent)
        elif sys.platform == "win32":
            QProcess.startDetached("explorer.exe", ["/select,", os.fspath(path)])
        elif sys.platform == "darwin":
            QProcess.startDetached("open", ["-R", os.fspath(path)])
        else:
            self._ask_file_manager(path)

    def _ask_file_manager(self, path: Path) -> None:
        bus = QDBusConnection.sessionBus()
        if not bus.isConnected():
            _open_folder(path.parent)
            return
        call = QDBusMessage.createMethodCall(_SERVICE, "/org/freedesktop/FileManager1", _SERVICE, "ShowItems")
        call.setArguments([[QUrl.fromLocalFile(str(path)).toString()], ""])
        watcher = QDBusPendingCallWatcher(bus.asyncCall(call), self)
        self._paths[watcher] = path
        watcher.finished.connect(self._on_answered)

    def _on_answered(self, watcher: QDBusPendingCallWatcher) -> None:
        path = self._paths.pop(watcher)
        if watcher.isError():  # no such service on this desktop
            _open_folder(path.parent)
        watcher.deleteLater()


def _open_folder(folder: Path) -> None:
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))
