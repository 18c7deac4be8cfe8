"""The journal's listener: records what happens in a run, so that another process can resume it."""

from __future__ import annotations

from upscaler.jobs.events import Changed, Ended, Event, Queued, Reading, Removed, Returned, Written
from upscaler.jobs.queue import Queue


class Recorder:
    """Call it with each event before acting on it; it returns once the event is on disk."""

    def __init__(self, queue: Queue) -> None:
        self._queue = queue

    def __call__(self, event: Event) -> None:
        match event:
            case Queued(jobs, complete):
                self._queue.set_waiting(jobs)
                if complete:
                    self._queue.mark_planned()
            case Changed(jobs):
                self._queue.set_waiting(jobs)
            case Removed(ids):
                self._queue.drop(ids)
            case Reading(job):
                self._queue.running(job)
            case Written(job, target, digest):
                self._queue.written(job, target, digest)
            case Returned(job):
                self._queue.wait_again(job)
            case Ended(outcome):
                self._queue.ended(outcome)
            case _:
                pass
