"""The jobs of a watched folder: one for each picture that arrives, without end."""

from __future__ import annotations

import itertools
import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from upscaler.jobs.arrivals import Arrival, Arrivals, Memory, state_of
from upscaler.jobs.events import Ended, Event
from upscaler.jobs.job import Job, Root, State
from upscaler.jobs.journal import Journal
from upscaler.jobs.naming import UniqueNames
from upscaler.jobs.planning import base_folder, mirrored
from upscaler.options import UpscaleOptions, options_from

WATCH = "watch"  # in the call


class Watch:
    """Iterate over it in a separate thread: yields jobs, and None if there are none for now. Call it with each event.

    A picture that was there before the very first watch is skipped if its result exists. One that has changed since it
    was upscaled is upscaled again. A picture on which the app crashed comes first, and the journal counts its crashes.
    """

    def __init__(self, call: dict[str, Any], journal: Journal, notify: Callable[[str], None]) -> None:
        """`call` is the result of `calls.call_of` with the entry WATCH: the value of `on_exists` if it was given."""
        self.queue = journal.begin_watch(call)
        self._journal, self._notify = journal, notify
        self._options = options_from(call["options"])
        self._output = Path(call["output"]) if call["output"] else None
        folders = [Path(path) for path in call["inputs"]]
        self._memory = Memory(journal, json.dumps(call, sort_keys=True))
        for outcome in self.queue.finished():  # after a crash: done, but not remembered as finished
            if self._take(outcome.job.source):
                self._finish(outcome.job)
        self._is_first = not len(self._memory)
        self._has_chosen = call[WATCH] is not None
        self._arrivals = Arrivals(folders, self._output, call["recursive"], self._memory)
        names = UniqueNames()
        self._roots = {path: Root(path, names.of(path) if len(folders) > 1 else "") for path in folders}

    def __iter__(self) -> Iterator[Job | None]:
        numbers = itertools.count(self.queue.highest_number() + 1)
        counters = itertools.count(len(self._memory) + 1)
        for job in self.queue.open_jobs():
            if self._take(job.source):
                yield job
            else:
                self.queue.forget(job.id)
        for arrival in self._arrivals:
            yield None if arrival is None else self._job(arrival, next(numbers), next(counters))

    def __call__(self, event: Event) -> None:
        """Remember what has ended. The journal keeps only unfinished pictures."""
        if isinstance(event, Ended) and event.outcome.state is not State.CANCELLED:
            self._finish(event.outcome.job)

    def stop(self) -> None:
        """Take no more pictures."""
        self._arrivals.stop()

    def end(self) -> None:
        """Call it when nothing is in flight any more. The next watch finds the remaining pictures again."""
        self.queue.leave()
        self._journal.forget(self.queue.id)

    def _take(self, source: Path) -> bool:
        """Take a file found by an earlier process, so that it is not found again. False if it is gone."""
        state = state_of(source)
        if state is not None:
            self._memory.take(source, state)
        return state is not None

    def _finish(self, job: Job) -> None:
        self._memory.finish(job.source)
        self.queue.forget(job.id)

    def _job(self, arrival: Arrival, number: int, counter: int) -> Job:
        root = self._roots[arrival.folder]
        folder = base_folder(root, self._output, self._notify) / mirrored(arrival.source, root.folder)
        may_be_there = self._is_first and arrival.at_first and not self._has_chosen and _names_repeat(self._options)
        options = replace(self._options, on_exists="skip") if may_be_there else self._options
        return Job(number, arrival.source, folder, options, counter)


def _names_repeat(options: UpscaleOptions) -> bool:
    """Whether a picture's result has the same name every time, and a different name from those of other pictures."""
    return "{name}" in options.name and "{counter}" not in options.name and "{date}" not in options.name
