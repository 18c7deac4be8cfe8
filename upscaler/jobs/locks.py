"""Locks between processes. The system releases them when their process ends, however it ends."""

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

_POLL_INTERVAL = 0.02  # seconds

_log = logging.getLogger(__name__)


class Lock:
    """A lock that this process holds. Its file stays behind if the process dies, which shows that it crashed."""

    def __init__(self, path: Path, handle: int | None) -> None:
        self._path, self._handle = path, handle

    @property
    def is_exclusive(self) -> bool:
        """False where the system has no locks: then it is impossible to tell which processes are alive."""
        return self._handle is not None

    def is_held(self) -> bool:
        """Always true: nobody can take a lock away."""
        return True

    def release(self) -> None:
        """Release it; a second time has no effect."""
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


def acquire(name: str, timeout: float = 0) -> Lock | None:
    """The lock of this name, or None if any process holds it, this one included.

    Waits up to `timeout` seconds, since another process may hold it briefly to see whether it is free. If the state
    folder cannot be used there are no locks, and every process gets one.
    """
    deadline = time.monotonic() + timeout
    while (lock := _try_acquire(_path(name))) is None and time.monotonic() < deadline:
        time.sleep(_POLL_INTERVAL)
    return lock


def _try_acquire(path: Path) -> Lock | None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        while True:
            handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
            try:
                is_locked = _lock(handle)
            except OSError:
                Lock(path, handle).release()
                raise
            if is_locked and _is_file_of(handle, path):
                return Lock(path, handle)
            os.close(handle)
            if not is_locked:
                return None  # a process holds it; otherwise its last owner has just deleted the file: try again
    except OSError as error:
        _warn(reason_of(error))
        return Lock(path, None)


@cache
def _warn(reason: str) -> None:
    """Log a warning, once per process."""
    _log.warning(messages.NO_LOCKS.format(reason=reason))


def exists(name: str) -> bool:
    """Whether a process holds this lock, or died while it did."""
    return os.path.exists(_path(name))


def _path(name: str) -> Path:
    return paths.locks() / f"{name}.lock"


def _lock(handle: int) -> bool:
    """Lock an open file; False if another process has."""
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
