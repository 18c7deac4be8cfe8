"""A token passed down through every layer, to report progress and to carry the request to stop."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeVar

from upscaler.errors import Cancelled

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Pixels = npt.NDArray[np.uint8 | np.uint16]
    OnRows = Callable[[Pixels, int], None]

Item = TypeVar("Item")


@dataclass(frozen=True)
class Progress:
    """Reports a share of the work between 0 and 1 and carries the request to stop.

    All callbacks are called in the thread that does the work. `on_rows` is given the canvas (H, W, C) and the number of
    its finished rows. `between_strips` is called whenever the network's thread could do something else: it handles
    commands there, and waits there while the run is paused. The default reports to nobody and is never cancelled.
    """

    on_report: Callable[[float], None] | None = None
    cancelled: threading.Event | None = None
    on_rows: OnRows | None = None
    between_strips: Callable[[], None] | None = None
    start: float = 0.0
    end: float = 1.0

    def report(self, done: float) -> None:
        """Report that the share `done` (0 to 1) of this part is finished."""
        if self.on_report is not None:
            self.on_report(self.start + (self.end - self.start) * min(max(done, 0.0), 1.0))

    def show(self, pixels: Pixels, rows: int) -> None:
        """Report that the first `rows` rows of the canvas `pixels` are final."""
        if self.on_rows is not None:
            self.on_rows(pixels, rows)

    def part(self, start: float, end: float) -> Progress:
        """The same token for the share of this work from `start` to `end` (0 to 1)."""
        length = self.end - self.start
        return replace(self, start=self.start + length * start, end=self.start + length * end)

    def each(self, items: Sequence[Item]) -> Iterator[tuple[Item, Progress]]:
        """Each of these equal parts of the work, with its token."""
        for index, item in enumerate(items):
            yield item, self.part(index / len(items), (index + 1) / len(items))

    def check_between_strips(self) -> None:
        """Call `between_strips`, which may do other work or wait; then `check_cancelled`."""
        if self.between_strips is not None:
            self.between_strips()
        self.check_cancelled()

    def check_cancelled(self) -> None:
        """Raise `Cancelled` if the user has asked to stop."""
        if self.cancelled is not None and self.cancelled.is_set():
            raise Cancelled
