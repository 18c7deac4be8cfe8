"""The log file of the window and the command line."""

from __future__ import annotations

import logging
from contextlib import suppress
from logging.handlers import RotatingFileHandler
from pathlib import Path

_BYTES = 500_000
_LINE = logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s")


class LogFile(RotatingFileHandler):
    """Writes records with tracebacks. Errors of writing are ignored: the log must not stop the work."""

    def __init__(self, path: Path) -> None:
        with suppress(OSError):
            path.parent.mkdir(parents=True, exist_ok=True)
        # File names may not be valid Unicode
        super().__init__(path, "a", _BYTES, 2, encoding="utf-8", delay=True, errors="backslashreplace")
        self.setFormatter(_LINE)

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 - logging's own name
        pass
