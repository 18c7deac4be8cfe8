"""One job that goes through the steps of the pipeline, in whatever thread."""

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
    """A job that was begun. `alone`: no other picture may be in flight beside this one."""

    target: Path
    part: Path
    steps: Steps | None = None  # target and part are set before it
    result: UpscaleResult | None = None
    is_started = False  # the network has taken it up
    is_unwanted = False  # the person has cancelled this one
    is_removed = False  # the person has taken this one out
    is_kept = False  # it is stopped because the app closes
    lacks_space = False  # beside others

    def __init__(self, job: Job) -> None:
        self.job = job
        self.alone = job.crashes > 0
        self.tries = 1
        self.seconds = 0.0  # of all steps; in between it may wait for another picture
        self.cancelled = threading.Event()  # set by the runner's thread alone
        self._lock: Lock | None = None  # on the target
        self._turn = threading.Lock()
        self._is_moving = self._is_over = False

    def claim(self, target: Path, part: Path, lock: Lock) -> None:
        """This is its target from now on."""
        self.target, self.part, self._lock = target, part, lock

    def step(self) -> None:
        """Do the next one. Raises Cancelled."""
        assert self.steps is not None
        if self.cancelled.is_set():
            raise Cancelled
        began = time.monotonic()
        try:
            next(self.steps)
        finally:
            self.seconds += time.monotonic() - began

    def begin_to_move(self) -> None:
        """From here on it cannot be given up. Raises Cancelled if it has been."""
        with self._turn:
            if self._is_over:
                raise Cancelled
            self._is_moving = True

    def give_up(self) -> bool:
        """End it from another thread than its own; False if it is too late for that. Nothing is left of it."""
        with self._turn:
            if self._is_moving or self._is_over:
                return False
            self._is_over = True
        if self.steps is not None:
            with suppress(OSError):
                self.part.unlink(missing_ok=True)
        return True

    def end(self) -> bool:
        """Let go of everything, in the thread of its last step; False if it was given up before."""
        if self.steps is not None:
            self.steps.close()
        if self._lock is not None:
            self._lock.release()
        with self._turn:
            was_over, self._is_over = self._is_over, True
        return not was_over

    @property
    def is_over(self) -> bool:
        return self._is_over
