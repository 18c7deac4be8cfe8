"""The log of the app, in memory and in a rotating file, and the traceback of a crash."""

from __future__ import annotations

import faulthandler
import logging
import os
import platform
import sys
import threading
from collections import deque
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import qVersion
from PySide6.QtGui import QGuiApplication

from upscaler import __version__, paths
from upscaler.logfile import LogFile

_KEPT = 1000  # records in memory
_IN_REPORT = 200  # records
_CRASH_CHARACTERS = 20_000
_PARTS = ("torch", "opencv-python-headless", "Pillow", "numpy", "PySide6-Essentials")
_LINE = logging.Formatter("%(asctime)s  %(message)s", "%H:%M:%S")

_log = logging.getLogger("upscaler")


class Log(logging.Handler):
    """The last records. Any thread may add one; `count` grows with each, so that a view knows when to refresh."""

    def __init__(self) -> None:
        super().__init__(logging.INFO)
        self.setFormatter(_LINE)
        self._lines: deque[str] = deque(maxlen=_KEPT)
        self.count = 0

    def emit(self, record: logging.LogRecord) -> None:
        self._lines.append(self.format(record))
        self.count += 1

    def lines(self) -> list[str]:
        """The records as text, the oldest first; one with a traceback has several lines."""
        return list(self._lines)


def start(folder: Path | None = None) -> Log:
    """Log records of this package and uncaught exceptions, to memory and, if the folder can be written, to a file."""
    folder = folder or paths.logs()
    log = Log()
    _log.setLevel(logging.INFO)
    _log.addHandler(log)
    _log.addHandler(LogFile(folder / "upscaler.log"))
    sys.excepthook = _on_uncaught
    threading.excepthook = _on_uncaught_in_thread
    _log.info("Upscaler %s started", __version__)
    return log


def watch_crashes(folder: Path | None = None) -> str:
    """Write the traceback of a crash to a file from now on. Returns that of the last crash; empty if there was none."""
    folder = folder or paths.logs()
    now, last = folder / "crash.log", folder / "crash-last.log"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        found = _text(now)
        if found:
            now.replace(last)
        faulthandler.enable(now.open("w", encoding="utf-8"))  # open as long as the app is
    except OSError:
        return ""
    return found


def system() -> str:
    """Lines about the app, the computer, and the versions of libraries, without importing any of them."""
    import psutil  # here: nothing may delay the first paint

    memory = round(psutil.virtual_memory().total / 2**30)
    machine = f"{platform.platform()}, {platform.machine()}"
    return "\n".join(
        [
            f"Upscaler {__version__}, {'frozen' if getattr(sys, 'frozen', False) else 'from source'}",
            f"{machine}, {os.cpu_count()} processor cores, {memory} GB of memory",
            f"Python {platform.python_version()}, Qt {qVersion()} ({QGuiApplication.platformName()})",
            ", ".join(f"{part} {version_of(part)}" for part in _PARTS),
            f"Working files: {paths.scratch()}",
        ]
    )


def diagnostics(log: Log, folder: Path | None = None) -> str:
    """The text of a bug report: system, log and last crash. It contains names of files."""
    lines = [system(), "", *log.lines()[-_IN_REPORT:]]
    crash = _text((folder or paths.logs()) / "crash-last.log")
    return "\n".join([*lines, "", "The last crash:", crash] if crash else lines)


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8", errors="replace")[-_CRASH_CHARACTERS:].strip()
    except OSError:
        return ""


def version_of(part: str) -> str:
    """The version of a package; a question mark if its metadata are missing, as they may be in a frozen app."""
    from importlib import metadata  # here: nothing may delay the first paint

    try:
        return metadata.version(part)
    except metadata.PackageNotFoundError:
        return "?"


def _on_uncaught(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    if sys.stderr is not None:  # a program with a window has none on Windows
        sys.__excepthook__(kind, error, trace)
    if not issubclass(kind, KeyboardInterrupt):
        _log.error("Something went wrong inside the app", exc_info=(kind, error, trace))


def _on_uncaught_in_thread(hook: threading.ExceptHookArgs) -> None:
    if hook.exc_value is not None:
        _on_uncaught(hook.exc_type, hook.exc_value, hook.exc_traceback)
