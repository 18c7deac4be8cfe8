"""One window per user and screen: a second start passes its files to the first and exits.

A start without a window does the same with others of the same purpose.

A lock decides which is the first. The system frees it however a program ends, so a socket left by a crash does no harm.
"""

from __future__ import annotations

import hashlib
import json
import os
import time
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from PySide6.QtCore import QLockFile, QObject, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

from upscaler import paths

_PATIENCE = 10_000  # milliseconds that the other window may take to answer, or to end
_RETRY = 50
_TAKEN = b"taken\n"


class SingleInstance(QObject):
    """`received` carries the files and folders (list of Path, may be empty) of a later start of the app."""

    received = Signal(list)

    def __init__(self, parent: QObject | None = None, purpose: str = "") -> None:
        """`purpose` is empty for the window."""
        super().__init__(parent)
        screen = os.environ.get("WAYLAND_DISPLAY") or os.environ.get("DISPLAY", "")
        self._name = "upscaler-" + hashlib.sha256(f"{Path.home()}|{screen}{purpose}".encode()).hexdigest()[:16]
        with suppress(OSError):  # without a lock, each start has its own window
            paths.locks().mkdir(parents=True, exist_ok=True)
        self._lock = QLockFile(str(paths.locks() / f"{self._name}.lock"))
        self._lock.setStaleLockTime(0)  # it is freed when its owner ends, never because of its age
        self._server: QLocalServer | None = None
        self._sockets: list[QLocalSocket] = []  # of later starts that have not sent their files yet

    def is_handed_over(self, inputs: Sequence[Path]) -> bool:
        """Whether another window is running and has accepted these. Quick, since it needs no QApplication.

        Waits if the owner of the lock is about to listen; if that one ends instead, this one becomes the first.
        """
        call = _Call(self._name, json.dumps([str(path) for path in inputs]).encode() + b"\n")
        end = time.monotonic() + _PATIENCE / 1000
        while not self._lock.tryLock(0):
            if self._lock.error() != QLockFile.LockError.LockFailedError or time.monotonic() > end:
                return False
            if call.is_answered():
                return True
        return False

    def listen(self) -> None:
        """Receive the files of later starts, if this one is the first."""
        if self._lock.isLocked():
            self._server = QLocalServer(self)
            self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
            self._server.newConnection.connect(self._on_connected)
            QLocalServer.removeServer(self._name)  # left by a crash
            self._server.listen(self._name)

    def close(self) -> None:
        """Let the next start be the first."""
        if self._server is not None:
            self._server.close()
        self._lock.unlock()

    def _on_connected(self) -> None:
        while self._server is not None and (socket := self._server.nextPendingConnection()):
            self._sockets.append(socket)
            socket.readyRead.connect(self._on_ready)
        self._on_ready()

    def _on_ready(self) -> None:
        for socket in [socket for socket in self._sockets if socket.canReadLine()]:
            self._sockets.remove(socket)
            names = json.loads(bytes(socket.readLine().data()))
            socket.write(_TAKEN)
            socket.flush()
            self.received.emit([Path(name) for name in names])


class _Call:
    """A message to the other window, sent once per connection."""

    def __init__(self, name: str, message: bytes) -> None:
        self._name = name
        self._message = message
        self._socket = QLocalSocket()

    def is_answered(self) -> bool:
        """Wait a moment; returns whether the message has been received."""
        if self._socket.state() != QLocalSocket.LocalSocketState.ConnectedState and not self._connect():
            time.sleep(_RETRY / 1000)
            return False
        return self._socket.waitForReadyRead(_RETRY) and self._socket.readAll().data() == _TAKEN

    def _connect(self) -> bool:
        self._socket.connectToServer(self._name)
        if not self._socket.waitForConnected(_RETRY):
            return False
        if not _is_ours(self._socket.fullServerName()):
            self._socket.abort()
            return False
        self._socket.write(self._message)
        return True


def _is_ours(socket: str) -> bool:
    """Whether the socket belongs to this user: anyone may put one into the folder for temporary files."""
    try:
        return os.name != "posix" or Path(socket).stat().st_uid == os.getuid()
    except FileNotFoundError:  # its window has just been closed
        return False
