"""Locks between processes. The system holds them, so they end with their process, however it ends."""

from __future__ import annotations

import logging
import os
import sys
import time
from contextlib import suppress
from functools import cache
from pathlib import Path

from upscaler import messages, paths
from upscaler.errors import reason_of

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

_LOOK_AGAIN = 0.02  # seconds

_log = logging.getLogger(__name__)


class Lock:
    """A lock that this process has. Its file stays when the process dies: a sign that it has not ended by itself."""

    def __init__(self, path: Path, handle: int | None) -> None:
        self._path, self._handle = path, handle

    @property
    def keeps_others_off(self) -> bool:
        """False where the system refuses locks: then nobody can tell who is alive."""
        return self._handle is not None

    def release(self) -> None:
        """Give it back; a second time has no effect."""
        if self._handle is None:
            return
        if sys.platform == "win32":  # an open file cannot be removed there
            os.close(self._handle)
            with suppress(OSError):
                self._path.unlink()
        else:
            with suppress(OSError):
                self._path.unlink()
            os.close(self._handle)
        self._handle = None


def acquire(name: str, patience: float = 0) -> Lock | None:
    """The lock of this name, or None while somebody has it, be it this process.

    `patience`, in seconds, is for those who hold it for a moment, to see whether anybody else does. Where the state
    folder cannot be used there is nothing to hold: everybody gets it.
    """
    deadline = time.monotonic() + patience
    while (lock := _acquired(_path(name))) is None and time.monotonic() < deadline:
        time.sleep(_LOOK_AGAIN)
    return lock


def _acquired(path: Path) -> Lock | None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        while True:
            handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
            try:
                holds = _holds(handle)
            except OSError:
                Lock(path, handle).release()
                raise
            if holds and _is_file_of(handle, path):
                return Lock(path, handle)
            os.close(handle)
            if not holds:
                return None  # else whoever had it has removed the file in between
    except OSError as error:
        _tell(reason_of(error))
        return Lock(path, None)


@cache
def _tell(reason: str) -> None:
    """Once for all locks of this process."""
    _log.warning(messages.NO_LOCKS.format(reason=reason))


def is_known(name: str) -> bool:
    """Whether somebody holds this lock, or has died with it."""
    return os.path.exists(_path(name))


def _path(name: str) -> Path:
    return paths.locks() / f"{name}.lock"


def _holds(handle: int) -> bool:
    """Lock an open file if nobody else has."""
    try:
        if sys.platform == "win32":
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        else:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (BlockingIOError, PermissionError):
        return False
    return True


def _is_file_of(handle: int, path: Path) -> bool:
    try:
        return os.path.samestat(os.fstat(handle), path.stat())
    except FileNotFoundError:
        return False
