"""One token that travels down through every layer: how far the work is, and whether to stop."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from upscaler.errors import Cancelled

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Pixels = npt.NDArray[np.uint8 | np.uint16]
    OnRows = Callable[[Pixels, int], None]


@dataclass(frozen=True)
class Progress:
    """Reports a share of the work between 0 and 1 and carries the request to stop.

    `on_report` is called in the thread that does the work; so is `on_rows`, with the result (H, W, C) as it lies in its
    canvas and how many of its rows are finished, and `between_strips`, whenever the network's thread could do something
    else: it hears there of what the person wants, and waits there while the work is paused. The default reports to
    nobody and is never cancelled.
    """

    on_report: Callable[[float], None] | None = None
    cancelled: threading.Event | None = None
    on_rows: OnRows | None = None
    between_strips: Callable[[], None] | None = None
    start: float = 0.0
    end: float = 1.0

    def report(self, done: float) -> None:
        """Tell that `done` (0 to 1) of this part is finished."""
        if self.on_report is not None:
            self.on_report(self.start + (self.end - self.start) * min(max(done, 0.0), 1.0))

    def show(self, pixels: Pixels, rows: int) -> None:
        """Tell that the first `rows` of the result will not change any more."""
        if self.on_rows is not None:
            self.on_rows(pixels, rows)

    def part(self, start: float, end: float) -> Progress:
        """The same token for the share of this work from `start` to `end` (0 to 1)."""
        length = self.end - self.start
        return replace(self, start=self.start + length * start, end=self.start + length * end)

    def check_between_strips(self) -> None:
        """Let the network's thread do something else, or wait; then `check_cancelled`."""
        if self.between_strips is not None:
            self.between_strips()
        self.check_cancelled()

    def check_cancelled(self) -> None:
        """Raise `Cancelled` if the person has asked to stop."""
        if self.cancelled is not None and self.cancelled.is_set():
            raise Cancelled
