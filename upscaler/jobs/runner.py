"""Runs jobs. Whatever happens to one, the next one runs; whatever happens to the app, the journal knows how far it was.

While the network works on one picture, the next one is decoded and the last one is written and checked:

    the caller's      takes commands, chooses what is next, runs the network: it alone knows and changes the run's state
    thread "read"     chooses the target, decodes
    thread "write"    encodes, verifies, moves into place

Commands are taken between two strips and while the caller's thread waits for one of the others.
"""

from __future__ import annotations

import queue
import threading
import time
from collections import deque
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import Future, wait
from functools import partial
from pathlib import Path
from typing import TypeVar

from upscaler.jobs.active_job import ActiveJob
from upscaler.jobs.claims import Claims
from upscaler.jobs.commands import (
    Add,
    CancelAll,
    CancelOne,
    ChangeOptions,
    Close,
    Command,
    Commands,
    Pause,
    Protect,
    Remove,
    Reorder,
    Resume,
)
from upscaler.jobs.events import (
    Changed,
    Ended,
    Event,
    Listener,
    Noticed,
    Queued,
    Removed,
    RunEnded,
    ignore,
)
from upscaler.jobs.job import Job, Outcome, Picture, State
from upscaler.jobs.planning import job_of
from upscaler.jobs.queue import Queue
from upscaler.jobs.recorder import Recorder
from upscaler.jobs.serial_executor import SerialExecutor
from upscaler.jobs.stages import Stages, UpscaleInSteps
from upscaler.jobs.targets import Targets
from upscaler.options import UpscaleOptions
from upscaler.pipeline import upscale_in_steps

PATIENCE = 0.5  # seconds that a cancelled picture gets to end by itself
LOOK_AGAIN = 0.05  # seconds

Value = TypeVar("Value")


class Runner:
    """The one place where errors become outcomes; the window and the command line both use it."""

    def __init__(self, upscale: UpscaleInSteps = upscale_in_steps) -> None:
        self.upscale = upscale
        self.targets = Targets()
        self.options = UpscaleOptions()
        self.output: Path | None = None

    def protect(self, files: Iterable[Path]) -> None:
        """Make sure that no job replaces any of these."""
        self.targets.protect(files)

    def change_options(self, command: ChangeOptions) -> None:
        """For pictures whose turn comes from now on."""
        self.options, self.output = command.options, command.output

    def run(
        self,
        commands: Commands,
        queue: Queue,
        listen: Listener = ignore,
        first: Add | None = None,
        other: Callable[[Command], None] = lambda _: None,
    ) -> None:
        """Take commands, `first` before those of the queue, until nothing is left to do. The network runs in this
        thread.

        `listen` is called in any of the threads of the run, but never in two at once; rows are told in this one. What
        is not about a run is handed to `other`. Once it is cancelled, it returns within a second, and nothing is left
        of what was in flight. It ends with `RunEnded`.
        """
        _Run(self, commands, queue, listen, other).all(first)


class _Run:
    """The state of a run. The caller's thread alone reads and writes it."""

    def __init__(
        self, runner: Runner, commands: Commands, queue: Queue, listen: Listener, other: Callable[[Command], None]
    ) -> None:
        self._runner, self._commands, self._listen, self._other = runner, commands, listen, other
        self._record = Recorder(queue)
        self._telling = threading.Lock()
        self._claims = Claims(runner.targets, self._notice)
        self._stages = Stages(runner.upscale, runner.targets, self._claims, self._tell, self._between_strips)
        self._read, self._write = SerialExecutor("read"), SerialExecutor("write")
        self._waiting: dict[int, Picture | Job] = {}  # in the order in which they will run
        self._reading: tuple[ActiveJob, Future[bool]] | None = None
        self._current: ActiveJob | None = None  # is in the network, or about to be
        self._writing: deque[tuple[ActiveJob, Future[None]]] = deque()
        self._to_retry: list[ActiveJob] = []  # lacked memory or disk space beside others
        self._begun = 0
        self._expects_more = True  # pictures are still to be added
        self._is_paused = self._is_stopping = False
        self._has_other_options = False  # than the journal knows of what waits
        self._deadline: float | None = None  # once it is cancelled

    def all(self, first: Add | None) -> None:
        try:
            if first is not None:
                self._take(first)
            while (active := self._next()) is not None:
                if active.alone:
                    self._run_alone(active)
                else:
                    self._read_ahead()
                    self._run(active)
        finally:
            if self._reading is not None:
                self._patiently(self._reading[1], self._reading[0])
            self._wait_for_writing(0)
            for active in self._in_flight():
                self._stages.end(active, State.CANCELLED)
            for executor in (self._read, self._write):
                executor.shutdown()
            self._claims.release()
            self._tell(RunEnded(self._is_stopping))

    def _in_flight(self) -> list[ActiveJob]:
        """All that was begun and has not ended, in the order in which it was begun."""
        begun = [active for active, _ in self._writing] + self._to_retry
        begun += [self._current] if self._current else []
        begun += [self._reading[0]] if self._reading else []
        return [active for active in dict.fromkeys(begun) if not active.is_over]

    # Commands

    def _take_commands(self, patience: float = 0.0) -> None:
        """All that are there; if there are none, wait so many seconds for one."""
        try:
            command = self._commands.get(timeout=patience) if patience else self._commands.get_nowait()
            while True:
                self._take(command)
                command = self._commands.get_nowait()
        except queue.Empty:
            pass

    def _take(self, command: Command) -> None:
        match command:
            case Add():
                self._add(command)
            case ChangeOptions():
                self._runner.change_options(command)
                self._has_other_options = True
            case Reorder(ids):
                first = {number: self._waiting[number] for number in ids if number in self._waiting}
                self._waiting = first | self._waiting
            case Remove(ids):
                self._remove(ids)
            case Pause():
                self._is_paused = not self._is_stopping
            case Resume():
                self._is_paused = False
            case CancelOne(number):
                self._cancel_one(number)
            case CancelAll():
                self._cancel_all()
            case Protect(files):
                self._runner.protect(files)
            case Close():
                for active in self._in_flight():
                    active.is_kept = True
                self._cancel_all()
                self._other(command)
            case _:
                self._other(command)

    def _add(self, command: Add) -> None:
        in_flight = {active.job.id for active in self._in_flight()}
        fresh = [picture for picture in command.pictures if picture.id not in in_flight]
        self._tell(Queued(self._jobs(fresh, self._begun + len(self._waiting)), command.complete))
        self._expects_more = command.more
        if not self._is_stopping:
            self._waiting |= {picture.id: picture for picture in fresh}

    def _remove(self, ids: Sequence[int]) -> None:
        for number in ids:
            self._waiting.pop(number, None)
        for active in self._in_flight():
            if active.job.id in ids:
                active.is_removed = True
                active.cancelled.set()
        self._tell(Removed(ids))

    def _cancel_one(self, number: int) -> None:
        picture = self._waiting.pop(number, None)
        if picture is not None:
            self._tell(Ended(Outcome(self._job(picture, self._begun + 1), State.CANCELLED, 0.0)))
        for active in self._in_flight():
            if active.job.id == number:
                active.is_unwanted = True
                active.cancelled.set()

    def _cancel_all(self) -> None:
        self._is_stopping, self._is_paused = True, False
        self._waiting.clear()
        for active in self._in_flight():
            active.cancelled.set()

    def _between_strips(self) -> None:
        """While the run is paused, the picture in the network waits here."""
        self._take_commands()
        while self._is_paused and self._current and not self._current.cancelled.is_set():
            self._take(self._commands.get())

    # What is next

    def _next(self) -> ActiveJob | None:
        """The next one that was read; None at the end of the run."""
        self._current = None
        while True:
            self._take_commands()
            if self._is_stopping:
                return None
            self._read_ahead()
            if self._reading is not None:
                active, future = self._reading
                if wait([future], LOOK_AGAIN).done:
                    self._reading = None
                    if future.result():
                        self._current = active
                        return active
                    self._collect(active)
            elif self._writing or self._to_retry:
                self._wait_for_writing(0)
                self._try_again()
            elif self._expects_more:
                self._take_commands(LOOK_AGAIN)
            else:
                return None

    def _read_ahead(self) -> None:
        """Have the next picture read, if one waits and none is being read."""
        if self._reading is None and self._waiting and not self._is_stopping:
            if self._has_other_options:  # once for all changes since the last picture
                self._has_other_options = False
                self._tell(Changed(self._jobs(self._waiting.values(), self._begun)))
            picture = self._waiting.pop(next(iter(self._waiting)))
            self._begun += 1
            active = ActiveJob(self._job(picture, self._begun))
            self._reading = active, self._read.submit(partial(self._stages.guarded, active, self._stages.prepare))

    def _job(self, picture: Picture | Job, counter: int) -> Job:
        if isinstance(picture, Job):
            return picture
        return job_of(picture, self._runner.options, self._runner.output, counter, self._notice)

    def _jobs(self, pictures: Iterable[Picture | Job], before: int) -> list[Job]:
        return [self._job(picture, counter) for counter, picture in enumerate(pictures, before + 1)]

    # One picture

    def _run(self, active: ActiveJob) -> None:
        if self._stages.guarded(active, self._stages.enlarge):
            self._take_commands()  # a file that came meanwhile may be its target
            self._wait_for_writing(1)
            self._writing.append((active, self._write.submit(partial(self._stages.write_down, active))))
        else:
            self._collect(active)

    def _run_alone(self, active: ActiveJob) -> None:
        self._wait_for_writing(0)
        if self._patiently(self._read.submit(partial(self._stages.guarded, active, ActiveJob.step)), active):
            self._run(active)
            self._wait_for_writing(0)

    def _try_again(self) -> None:
        """Run those that lacked memory or disk space, each while no other picture is in flight."""
        while self._to_retry and not self._is_stopping:
            active = self._current = self._to_retry.pop(0)
            active.tries += 1
            self._stages.begin(active)
            self._run_alone(active)

    def _collect(self, active: ActiveJob) -> None:
        """Keep it for another try if it lacked memory or disk space."""
        if active.lacks_space and not active.is_over:
            self._to_retry.append(active)

    def _tell(self, event: Event) -> None:
        self._record(event)  # nobody waits for the disk with it
        with self._telling:
            self._listen(event)

    def _notice(self, sentence: str) -> None:
        self._tell(Noticed(sentence))

    # Waiting

    def _wait_for_writing(self, most: int) -> None:
        """Until at most so many results wait to be written or are being written."""
        while len(self._writing) > most:
            active, future = self._writing[0]
            self._patiently(future, active)
            self._writing.popleft()
            self._collect(active)

    def _patiently(self, future: Future[Value], active: ActiveJob) -> Value | None:
        """What comes of another thread's work. Once the run is cancelled that must not take long, else it is given up.

        Nothing can stop a decoder or an encoder: its thread ends when it does, and what it makes is thrown away.
        """
        while not wait([future], LOOK_AGAIN).done:
            self._take_commands()
            if self._is_stopping:
                self._deadline = self._deadline or time.monotonic() + PATIENCE
                if time.monotonic() > self._deadline:
                    if active.give_up():
                        self._stages.tell_end(active, State.CANCELLED)
                    return None
        return future.result()
