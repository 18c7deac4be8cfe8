"""Small work off the GUI thread: opening pictures, thumbnails, walking through folders."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, QRunnable, QThreadPool, Signal

from upscaler.errors import UnexpectedError, UpscalerError

_log = logging.getLogger(__name__)


class Background(QObject):
    """Runs functions in its own thread and delivers what they return, or the error they raised.

    Every function that was started delivers a result, so callers may wait for it. An exception other than an
    UpscalerError is a bug, and is delivered as an UnexpectedError.

    Whoever has one shuts it down before it is deleted, as a function that ends later could not deliver.

    A function must not touch widgets or pixmaps. `delivered` carries the ticket given to `submit` and the result.
    """

    delivered = Signal(object, object)

    def __init__(self, parent: QObject | None = None, deliver: Callable[[Any, Any], None] | None = None) -> None:
        """`deliver` is connected to `delivered`; a bound method of a QObject, as that runs in the GUI thread."""
        super().__init__(parent)
        if deliver is not None:
            self.delivered.connect(deliver)
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(1)
        self._latest = 0
        self._ended = False

    def submit(self, ticket: object, function: Callable[[], Any]) -> None:
        """Run `function` before those that are waiting, as the latest request is usually for something visible."""
        if not self._ended:
            self._latest += 1
            self._pool.start(_Task(self, ticket, function), self._latest)

    def forget(self) -> None:
        """Drop the functions that have not been started."""
        self._pool.clear()

    def shut_down(self) -> None:
        """Drop the functions that have not been started, wait for the others, and accept no more."""
        self._ended = True
        self._pool.clear()
        self._pool.waitForDone()


class _Task(QRunnable):
    def __init__(self, background: Background, ticket: object, function: Callable[[], Any]) -> None:
        super().__init__()
        self._background = background
        self._ticket = ticket
        self._function = function

    def run(self) -> None:
        try:
            result = self._function()
        except UpscalerError as error:
            result = error
        except Exception as error:
            _log.exception("background")
            result = UnexpectedError.of(error)
        self._background.delivered.emit(self._ticket, result)
