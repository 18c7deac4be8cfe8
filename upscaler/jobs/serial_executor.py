"""A thread that calls functions one after another."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable
from concurrent.futures import Future
from typing import Any, TypeVar

Value = TypeVar("Value")


class SerialExecutor:
    """Unlike a ThreadPoolExecutor, it never keeps the process from exiting: an encoder cannot be interrupted."""

    def __init__(self, name: str) -> None:
        self._submitted: queue.SimpleQueue[tuple[Future[Any], Callable[[], Any]] | None] = queue.SimpleQueue()
        threading.Thread(target=self._work, name=name, daemon=True).start()

    def submit(self, function: Callable[[], Value]) -> Future[Value]:
        """Call `function` after those submitted before."""
        future: Future[Value] = Future()
        self._submitted.put((future, function))
        return future

    def shutdown(self) -> None:
        """End the thread after the functions already submitted."""
        self._submitted.put(None)

    def _work(self) -> None:
        while (task := self._submitted.get()) is not None:
            future, function = task
            try:
                future.set_result(function())
            except BaseException as error:
                future.set_exception(error)
            del task, future, function  # they keep a picture in memory
