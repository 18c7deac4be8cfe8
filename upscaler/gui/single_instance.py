"""One window per person and screen: a second start hands its files to the first and ends.

A lock tells who is first; the system frees it when a program ends, however it ends, so the socket that a crash leaves
behind misleads nobody.
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

_PATIENCE = 3_000  # milliseconds that the other window may take to answer
_RETRY = 50
_TAKEN = b"taken\n"


class SingleInstance(QObject):
    """`received` carries the files and folders (list of Path, may be empty) of a later start."""

    received = Signal(list)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        screen = os.environ.get("WAYLAND_DISPLAY") or os.environ.get("DISPLAY", "")
        self._name = "upscaler-" + hashlib.sha256(f"{Path.home()}|{screen}".encode()).hexdigest()[:16]
        with suppress(OSError):  # then there is no lock, and each start has its own window
            paths.locks().mkdir(parents=True, exist_ok=True)
        self._lock = QLockFile(str(paths.locks() / f"{self._name}.lock"))
        self._lock.setStaleLockTime(0)  # only the end of its owner frees it, not age
        self._server: QLocalServer | None = None
        self._sockets: list[QLocalSocket] = []  # of later starts that have not said what they bring

    def is_handed_over(self, inputs: Sequence[Path]) -> bool:
        """Whether another window runs and has taken these. Needs no application yet, so it is quick."""
        if self._lock.tryLock(0) or self._lock.error() != QLockFile.LockError.LockFailedError:
            return False
        return _send(self._name, json.dumps([str(path) for path in inputs]).encode() + b"\n")

    def listen(self) -> None:
        """Take what later starts bring, if this one was the first."""
        if self._lock.isLocked():
            self._server = QLocalServer(self)
            self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
            self._server.newConnection.connect(self._on_connected)
            QLocalServer.removeServer(self._name)  # of a run that crashed
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


def _send(name: str, message: bytes) -> bool:
    """Whether someone has answered. The owner of the lock may be about to listen: it is asked for a while."""
    socket = QLocalSocket()
    for _ in range(_PATIENCE // _RETRY):
        socket.connectToServer(name)
        if socket.waitForConnected(_PATIENCE):
            break
        time.sleep(_RETRY / 1000)
    else:
        return False
    if not _is_ours(socket.fullServerName()):
        return False
    socket.write(message)
    return socket.waitForReadyRead(_PATIENCE) and socket.readAll().data() == _TAKEN


def _is_ours(socket: str) -> bool:
    """Anyone may put a socket into the folder for temporary files; file names are not for anyone."""
    return os.name != "posix" or Path(socket).stat().st_uid == os.getuid()
