"""Keeps the computer from falling asleep while jobs run. The screen may go dark."""

from __future__ import annotations

import logging
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

_ES_CONTINUOUS, _ES_SYSTEM_REQUIRED = 0x8000_0000, 0x0000_0001
_GIVEN_UP_AFTER = 2.0  # seconds, for a helper that does not end

_log = logging.getLogger(__name__)


@contextmanager
def inhibit_sleep(wanted: bool = True) -> Iterator[None]:
    """Inside the block the computer does not sleep by itself, where the system can be asked for that.

    If this process dies, it may sleep again. Enter and leave the block in the same thread: Windows counts by threads.
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
    """login1's Inhibit, for as long as `cat` has somebody who might write to it."""
    who = ["--what=idle:sleep", "--who=Upscaler", "--why=Pictures are upscaled", "--mode=block"]
    return ["systemd-inhibit", *who, "cat"]


@contextmanager
def _helper(command: Sequence[str]) -> Iterator[None]:
    """A program runs beside the block, if it is there; it ends when its input does, as it does when we die."""
    program = shutil.which(command[0])
    if program is None:
        _log.info("nothing keeps this computer awake: there is no %s", command[0])
        yield
        return
    with subprocess.Popen(
        [program, *command[1:]], stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as helper:
        try:
            yield
        finally:
            assert helper.stdin is not None
            helper.stdin.close()
            if sys.platform == "darwin":
                helper.terminate()
            try:
                helper.wait(_GIVEN_UP_AFTER)
            except subprocess.TimeoutExpired:
                helper.kill()
