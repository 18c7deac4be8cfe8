"""The file in which the window and the command line write what may explain a fault."""

from __future__ import annotations

import logging
from contextlib import suppress
from logging.handlers import RotatingFileHandler
from pathlib import Path

_BYTES = 500_000
_LINE = logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s")


class LogFile(RotatingFileHandler):
    """Writes records, tracebacks included. Where that is not possible it says nothing: the work matters more."""

    def __init__(self, path: Path) -> None:
        with suppress(OSError):
            path.parent.mkdir(parents=True, exist_ok=True)
        super().__init__(path, maxBytes=_BYTES, backupCount=2, encoding="utf-8", delay=True)
        self.setFormatter(_LINE)

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 - logging's own name
        pass
