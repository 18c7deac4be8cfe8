"""A job that is being processed. Its steps may run in different threads."""

from __future__ import annotations

import threading
import time
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Protocol

from upscaler.errors import Cancelled
from upscaler.jobs.job import Job
from upscaler.pipeline import Steps, UpscaleResult


class ClaimedElsewhere(Exception):
    """Another computer, or another process, is making this target."""


class Claim(Protocol):
    """Keeps others from making the same target."""

    def is_held(self) -> bool:
        """Whether nobody has taken it over."""

    def release(self) -> None:
        """Let others claim it."""


class ActiveJob:
    """A job that has begun. `alone`: no other picture may be in flight at the same time."""

    target: Path
    part: Path
    steps: Steps | None = None  # set after target and part
    result: UpscaleResult | None = None
    is_started = False  # it has reached the network
    cancelled_by_user = False  # this picture alone
    is_removed = False  # from the queue, by the user
    app_closes = False  # the reason why it is stopped
    lacks_space = False  # not enough memory or disk space while other pictures were in flight
    claimed_elsewhere = False  # another computer has it; it is checked again later

    def __init__(self, job: Job) -> None:
        self.job = job
        self.options = job.options
        self.alone = job.crashes > 0
        self.tries = 1
        self.seconds = 0.0  # in its steps; not counting time spent waiting for other pictures
        self.cancelled = threading.Event()  # set only by the runner's thread
        self._claim: Claim | None = None  # on the target
        self._state_lock = threading.Lock()
        self._is_moving = self._is_over = False

    def claim(self, target: Path, part: Path, claim: Claim) -> None:
        """Set its target, with the claim on it."""
        self.target, self.part, self._claim = target, part, claim

    def check_claim(self) -> None:
        """Raise ClaimedElsewhere if another computer has taken the target over."""
        if self._claim is not None and not self._claim.is_held():
            raise ClaimedElsewhere

    def replace_damaged(self) -> None:
        """Replace the existing result: it is damaged. Intact ones are kept."""
        self.options = replace(self.options, on_exists="overwrite")

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
        """From here on it can no longer be given up. Raises Cancelled if it has been."""
        with self._state_lock:
            if self._is_over:
                raise Cancelled
            self._is_moving = True

    def give_up(self) -> bool:
        """End it from another thread, and delete its unfinished file; False if it is too late for that."""
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
        if self._claim is not None:
            self._claim.release()
        with self._state_lock:
            was_over, self._is_over = self._is_over, True
        return not was_over

    @property
    def is_over(self) -> bool:
        return self._is_over
