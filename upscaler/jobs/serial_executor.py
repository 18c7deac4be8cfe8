"""A thread that does what it is given, one thing after another."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable
from concurrent.futures import Future
from typing import Any, TypeVar

Value = TypeVar("Value")


class SerialExecutor:
    """Unlike a pool of one, it never keeps the process from ending: an encoder cannot be stopped while it writes."""

    def __init__(self, name: str) -> None:
        self._given: queue.SimpleQueue[tuple[Future[Any], Callable[[], Any]] | None] = queue.SimpleQueue()
        threading.Thread(target=self._work, name=name, daemon=True).start()

    def submit(self, function: Callable[[], Value]) -> Future[Value]:
        """Have it done after what was given before."""
        future: Future[Value] = Future()
        self._given.put((future, function))
        return future

    def shutdown(self) -> None:
        """Nothing more will be given; what was given is still done."""
        self._given.put(None)

    def _work(self) -> None:
        while (given := self._given.get()) is not None:
            future, function = given
            try:
                future.set_result(function())
            except BaseException as error:
                future.set_exception(error)
            del given, future, function  # a picture hangs on them
