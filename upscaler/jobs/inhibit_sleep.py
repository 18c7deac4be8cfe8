"""Keeps the computer awake while jobs run. The screen may still turn off."""

from __future__ import annotations

import logging
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

_ES_CONTINUOUS, _ES_SYSTEM_REQUIRED = 0x8000_0000, 0x0000_0001
_TIMEOUT = 2.0  # seconds to wait for the helper program to exit

_log = logging.getLogger(__name__)


@contextmanager
def inhibit_sleep(wanted: bool = True) -> Iterator[None]:
    """Keep the computer from going to sleep inside the block, where the system supports that.

    It may sleep again if this process dies. Enter and leave the block in the same thread: Windows counts per thread.
    """
    if not wanted:
        yield
    elif sys.platform == "win32":
        import ctypes

        ctypes.windll.kernel32.SetThreadExecutionState(_ES_CONTINUOUS | _ES_SYSTEM_REQUIRED)
        try:
            yield
        finally:
            ctypes.windll.kernel32.SetThreadExecutionState(_ES_CONTINUOUS)
    else:
        with _helper(["caffeinate", "-i", "-w", str(os.getpid())] if sys.platform == "darwin" else _inhibit()):
            yield


def _inhibit() -> list[str]:
    """The command that holds a systemd inhibitor lock until the input of `cat` is closed."""
    who = ["--what=idle:sleep", "--who=Upscaler", "--why=Pictures are upscaled", "--mode=block"]
    return ["systemd-inhibit", *who, "cat"]


@contextmanager
def _helper(command: Sequence[str]) -> Iterator[None]:
    """Run a program during the block, if possible. It exits when its input is closed, also if this process dies."""
    started = _started(command)
    if started is None:
        yield
        return
    with started as helper:
        try:
            yield
        finally:
            assert helper.stdin is not None
            helper.stdin.close()
            if sys.platform == "darwin":
                helper.terminate()
            try:
                helper.wait(_TIMEOUT)
            except subprocess.TimeoutExpired:
                helper.kill()


def _started(command: Sequence[str]) -> subprocess.Popen[bytes] | None:
    """The running program; None if it is not installed or cannot be started."""
    program = shutil.which(command[0])
    if program is None:
        _log.info("nothing keeps this computer awake: there is no %s", command[0])
        return None
    try:
        return subprocess.Popen(
            [program, *command[1:]], stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
    except OSError as error:
        _log.info("nothing keeps this computer awake: %s", error)
        return None
