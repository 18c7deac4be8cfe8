"""A job on its way through the pipeline. Its steps may run in different threads."""

from __future__ import annotations

import threading
import time
from contextlib import suppress
from pathlib import Path

from upscaler.errors import Cancelled
from upscaler.jobs.job import Job
from upscaler.jobs.locks import Lock
from upscaler.pipeline import Steps, UpscaleResult


class ActiveJob:
    """A job that has begun. `alone`: no other picture may be in flight at the same time."""

    target: Path
    part: Path
    steps: Steps | None = None  # set after target and part
    result: UpscaleResult | None = None
    is_started = False  # it has reached the network
    cancelled_by_user = False  # this picture alone
    is_removed = False  # from the queue, by the user
    app_closes = False  # that is why it stops
    lacks_space = False  # memory or disk space, next to other pictures

    def __init__(self, job: Job) -> None:
        self.job = job
        self.alone = job.crashes > 0
        self.tries = 1
        self.seconds = 0.0  # in its steps; not counting time spent waiting for other pictures
        self.cancelled = threading.Event()  # set only by the runner's thread
        self._lock: Lock | None = None  # on the target
        self._state_lock = threading.Lock()
        self._is_moving = self._is_over = False

    def claim(self, target: Path, part: Path, lock: Lock) -> None:
        """Set its target, with the lock on it."""
        self.target, self.part, self._lock = target, part, lock

    def step(self) -> None:
        """Run the next step. Raises Cancelled."""
        assert self.steps is not None
        if self.cancelled.is_set():
            raise Cancelled
        began = time.monotonic()
        try:
            next(self.steps)
        finally:
            self.seconds += time.monotonic() - began

    def begin_to_move(self) -> None:
        """From here on it can no longer be given up. Raises Cancelled if it was."""
        with self._state_lock:
            if self._is_over:
                raise Cancelled
            self._is_moving = True

    def give_up(self) -> bool:
        """End it from a thread other than its own, and delete its unfinished file; False if it is too late for that."""
        with self._state_lock:
            if self._is_moving or self._is_over:
                return False
            self._is_over = True
        if self.steps is not None:
            with suppress(OSError):
                self.part.unlink(missing_ok=True)
        return True

    def end(self) -> bool:
        """Release everything it holds, in the thread of its last step; False if it was given up before."""
        if self.steps is not None:
            self.steps.close()
        if self._lock is not None:
            self._lock.release()
        with self._state_lock:
            was_over, self._is_over = self._is_over, True
        return not was_over

    @property
    def is_over(self) -> bool:
        return self._is_over
