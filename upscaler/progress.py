"""One token that travels down through every layer: how far the work is, and whether to stop."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass

from upscaler.errors import Cancelled


@dataclass(frozen=True)
class Progress:
    """Reports a share of the work between 0 and 1 and carries the wish to stop.

    `on_report` is called in the thread that does the work. The default reports to
    nobody and is never cancelled.
    """

    on_report: Callable[[float], None] | None = None
    cancelled: threading.Event | None = None
    start: float = 0.0
    end: float = 1.0

    def report(self, done: float) -> None:
        """Tell that `done` (0 to 1) of this part is finished."""
        if self.on_report is not None:
            self.on_report(self.start + (self.end - self.start) * min(max(done, 0.0), 1.0))

    def part(self, start: float, end: float) -> Progress:
        """The same token for the share of this work from `start` to `end` (0 to 1)."""
        length = self.end - self.start
        return Progress(self.on_report, self.cancelled, self.start + length * start, self.start + length * end)

    def check_cancelled(self) -> None:
        """Raise `Cancelled` if the person has asked to stop."""
        if self.cancelled is not None and self.cancelled.is_set():
            raise Cancelled
