"""One token that travels down through every layer: how far the work is, and whether to stop or to wait."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from upscaler.errors import Cancelled

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Pixels = npt.NDArray[np.uint8 | np.uint16]
    OnRows = Callable[[Pixels, int], None]

_LOOK_AGAIN = 0.05  # seconds, while paused


@dataclass(frozen=True)
class Progress:
    """Reports a share of the work between 0 and 1 and carries the wishes to stop and to pause.

    `on_report` is called in the thread that does the work; so is `on_rows`, with the result (H, W, C) as it lies in its
    canvas and how many of its rows are finished, and `between_strips`, whenever the network could do something else
    for a moment. The default reports to nobody and is never cancelled.
    """

    on_report: Callable[[float], None] | None = None
    cancelled: threading.Event | None = None
    paused: threading.Event | None = None
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
        """`check_cancelled`, and let the network do something else meanwhile."""
        self._check(self.between_strips)

    def check_cancelled(self) -> None:
        """Wait while the person has paused the work; raise `Cancelled` if they have asked to stop."""
        self._check(None)

    def _check(self, meanwhile: Callable[[], None] | None) -> None:
        while True:
            if self.cancelled is not None and self.cancelled.is_set():
                raise Cancelled
            if meanwhile is not None:
                meanwhile()
            if self.paused is None or not self.paused.is_set():
                return
            time.sleep(_LOOK_AGAIN)
