"""The progress of a run, counted from its events, for the status line, the title and the progress bar."""

from __future__ import annotations

import time
from collections.abc import Iterable
from typing import TYPE_CHECKING

from upscaler.gui.queue.entry import Entry
from upscaler.gui.queue.model import QueueModel
from upscaler.jobs.job import Outcome

if TYPE_CHECKING:
    from upscaler.pipeline import UpscaleResult


class RunTally:
    """The progress of the current run, or of the last one. Times leave out pauses."""

    def __init__(self, queue: QueueModel) -> None:
        self._queue = queue
        self.in_flight: dict[int, Entry] = {}  # started, but not ended
        self.latest_result: UpscaleResult | None = None
        self._pictures: dict[int, None] = {}  # ids of all pictures of the run
        self._ended: dict[int, None] = {}
        self._earlier: dict[int, None] = {}  # failed before the app crashed or was closed
        self._began = self._paused_at = 0.0  # time.monotonic
        self._seconds: float | None = 0.0  # of a run that has ended; None during a run

    def begin(self) -> None:
        """A new run begins: count from zero."""
        self._pictures, self._ended, self._earlier, self.latest_result = {}, {}, {}, None
        self._began, self._seconds = time.monotonic(), None

    def add(self, entries: Iterable[Entry]) -> None:
        """Add pictures to the run; those that have ended before are counted again."""
        for entry in entries:
            self._pictures[entry.id] = None
            self._ended.pop(entry.id, None)
            self._earlier.pop(entry.id, None)

    def remove(self, entry_id: int) -> None:
        """Forget a picture that is removed from the queue, unless it has ended: its outcome still counts."""
        self.in_flight.pop(entry_id, None)
        if entry_id not in self._ended:
            self._pictures.pop(entry_id, None)

    def count(self, outcome: Outcome) -> None:
        """Count the outcome of a picture."""
        self.in_flight.pop(outcome.job.id, None)
        self._ended[outcome.job.id] = None
        self.latest_result = outcome.result or self.latest_result

    def count_earlier(self, entry_ids: Iterable[int]) -> None:
        """Count pictures that failed before this run was resumed as ended; they are not part of its progress."""
        self._earlier |= dict.fromkeys(entry_ids)

    def pause(self) -> None:
        self._paused_at = time.monotonic()

    def resume(self) -> None:
        waited = time.monotonic() - self._paused_at
        self._began += waited
        for entry in self.in_flight.values():
            entry.began += waited

    def end(self) -> None:
        self._seconds = self.seconds

    @property
    def ended_entries(self) -> list[Entry]:
        """Pictures that have ended and are still in the queue."""
        ended = [*self._earlier, *self._ended]
        return [entry for entry in map(self._queue.get, ended) if entry is not None]

    @property
    def total(self) -> int:
        """How many pictures the run has."""
        return len(self._pictures)

    @property
    def left(self) -> int:
        """How many of them have not ended."""
        return len(self._pictures) - len(self._ended)

    def position(self, current: Entry) -> int:
        """The number of the running picture, from 1. Earlier ones may still be being written."""
        ids = list(self.in_flight)
        position = len(self._ended) + (ids.index(current.id) if current.id in ids else 0) + 1
        return min(position, self.total)  # the last one has ended, the run not yet

    @property
    def share(self) -> float:
        """The share of its pictures that is done, 0 to 1."""
        shares = sum(entry.share for entry in self.in_flight.values())
        return (len(self._ended) + shares) / max(1, self.total)

    @property
    def seconds(self) -> float:
        """How long the run has taken so far, or in total."""
        return time.monotonic() - self._began if self._seconds is None else self._seconds
