"""The file in which the window and the command line write what may explain a fault."""

from __future__ import annotations

import logging
import os
from contextlib import suppress
from logging.handlers import RotatingFileHandler
from pathlib import Path

_BYTES = 500_000
_LINE = logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s")


def file_handlers(path: Path) -> list[logging.Handler]:
    """What writes records there, tracebacks included; nothing if the folder cannot be written."""
    with suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        if os.access(path.parent, os.W_OK):
            handler = RotatingFileHandler(path, maxBytes=_BYTES, backupCount=2, encoding="utf-8", delay=True)
            handler.setFormatter(_LINE)
            return [handler]
    return []
