"""Runs jobs. If one fails, the next still runs; if the app crashes, the journal knows how far it got.

While the network works on one picture, the next one is decoded and the previous one is written and verified:

    calling thread    takes commands, chooses the next job, runs the network; the only owner of the run's state
    thread "read"     chooses the target, decodes
    thread "write"    encodes, verifies, moves the result into place

Commands are taken between strips, and while the calling thread waits for one of the others.
"""

from __future__ import annotations

import queue
import threading
import time
from collections import deque
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import Future, wait
from dataclasses import replace
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
    ChangeOwnOptions,
    Close,
    Command,
    Commands,
    Pause,
    Protect,
    Remove,
    Reorder,
    Resume,
)
from upscaler.jobs.events import Changed, Ended, Event, Listener, Notice, Queued, Removed, RunEnded, ignore
from upscaler.jobs.job import Job, Outcome, Picture, State
from upscaler.jobs.planning import AHEAD, job_of
from upscaler.jobs.queue import Queue
from upscaler.jobs.recorder import Recorder
from upscaler.jobs.serial_executor import SerialExecutor
from upscaler.jobs.stages import Stages, UpscaleInSteps
from upscaler.jobs.targets import Targets
from upscaler.options import UpscaleOptions
from upscaler.pipeline import upscale_in_steps

CANCEL_TIMEOUT = 0.5  # seconds in which a cancelled picture must end by itself
POLL_INTERVAL = 0.05  # seconds
ELSEWHERE_INTERVAL = 1.0  # seconds until pictures that other computers were making are checked again

Value = TypeVar("Value")


class Runner:
    """Runs jobs for the window and the command line; remembers across runs which files must not be replaced."""

    ahead = AHEAD

    def __init__(self, upscale: UpscaleInSteps = upscale_in_steps, shared: bool = False) -> None:
        """`shared`: other computers work on the same pictures, so only missing results are made."""
        self.upscale, self.shared = upscale, shared
        self.targets = Targets()
        self.options = UpscaleOptions()
        self.output: Path | None = None
        self._counters: dict[int, int] = {}  # of pictures, by id
        self._last_counter = 0

    def counter_of(self, picture: Picture | Job) -> int:
        """Its number, which file names can contain. A picture keeps it when it is run again."""
        if isinstance(picture, Job):
            self._counters[picture.id] = picture.counter
            self._last_counter = max(self._last_counter, picture.counter)
        elif picture.id not in self._counters:
            self._last_counter += 1
            self._counters[picture.id] = self._last_counter
        return self._counters[picture.id]

    def protect(self, files: Iterable[Path]) -> None:
        """Never let a job replace any of these files."""
        self.targets.protect(files)

    def close(self) -> None:
        """Nothing to do: the threads end with the run."""

    def change_options(self, command: ChangeOptions) -> None:
        """Use these options for pictures that have not begun."""
        self.options, self.output = command.options, command.output

    def run(
        self,
        commands: Commands,
        queue: Queue | None,
        listen: Listener = ignore,
        first: Add | None = None,
        other: Callable[[Command], None] = lambda _: None,
    ) -> None:
        """Take commands, beginning with `first`, until nothing is left to do. The network runs in this thread.

        Without a `queue` nothing is recorded.

        `listen` is called from the threads of the run, one at a time, and for `Rows` always from this thread. Commands
        that are not about a run go to `other`. After a cancel this returns within a second and leaves no unfinished
        file. The last event is `RunEnded`.
        """
        _Run(self, commands, queue, listen, other).run(first)


class _Run:
    """The state of a run. Only the calling thread reads and writes it."""

    def __init__(
        self,
        runner: Runner,
        commands: Commands,
        queue: Queue | None,
        listen: Listener,
        other: Callable[[Command], None],
    ) -> None:
        self._runner, self._commands, self._listen, self._other = runner, commands, listen, other
        self._record = ignore if queue is None else Recorder(queue)
        self._listen_lock = threading.Lock()
        self._claims = Claims(runner.targets, self._notice, runner.shared)
        self._stages = Stages(
            runner.upscale, runner.targets, self._claims, self._emit, self._between_strips, runner.shared
        )
        self._read, self._write = SerialExecutor("read"), SerialExecutor("write")
        self._waiting: dict[int, Picture | Job] = {}  # in the order in which they will run
        self._put_back: dict[int, Picture | Job] = {}  # removed and added again before they had ended
        self._reading: tuple[ActiveJob, Future[bool]] | None = None
        self._current: ActiveJob | None = None  # in the network, or about to be
        self._writing: deque[tuple[ActiveJob, Future[None]]] = deque()
        self._to_retry: list[ActiveJob] = []  # those that lacked memory or disk space while others were in flight
        self._elsewhere: list[Job] = []  # those that other computers were making
        self._expects_more = True  # more pictures will be added
        self._is_paused = self._is_stopping = False
        self._options_changed = False  # since the journal last stored the options of the waiting pictures
        self._deadline: float | None = None  # of the pictures in flight, after a cancel

    def run(self, first: Add | None) -> None:
        try:
            if first is not None:
                self._take(first)
            while (active := self._next()) is not None:
                if active.alone:
                    self._run_alone(active)
                else:
                    self._read_ahead()
                    self._run_network(active)
        finally:
            if self._reading is not None:
                self._wait_for(self._reading[1], self._reading[0])
            self._wait_for_writing(0)
            for active in self._in_flight():
                self._stages.end(active, State.CANCELLED)
            for executor in (self._read, self._write):
                executor.shutdown()
            self._claims.release()
            self._emit(RunEnded(self._is_stopping))

    def _in_flight(self) -> list[ActiveJob]:
        """Everything that has begun and not ended, in the order in which it began."""
        begun = [active for active, _ in self._writing] + self._to_retry
        begun += [self._current] if self._current else []
        begun += [self._reading[0]] if self._reading else []
        return [active for active in dict.fromkeys(begun) if not active.is_over]

    # Commands

    def _take_commands(self, timeout: float = 0.0) -> None:
        """Take all commands in the queue; if there are none, wait up to `timeout` seconds for one."""
        try:
            command = self._commands.get(timeout=timeout) if timeout else self._commands.get_nowait()
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
                self._options_changed = True
            case ChangeOwnOptions(options):
                self._change_own(options)
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
                    active.app_closes = True
                self._cancel_all()
                self._other(command)
            case _:
                self._other(command)

    def _add(self, command: Add) -> None:
        in_flight = {active.job.id: active for active in self._in_flight()}
        fresh = {picture.id: picture for picture in command.pictures if picture.id not in in_flight}
        back = {picture.id: picture for picture in command.pictures if self._is_leaving(in_flight.get(picture.id))}
        for number in back:
            in_flight[number].is_removed = False  # it ends as a picture that will run again
        self._emit(Queued(self._jobs([*fresh.values(), *back.values()]), command.complete))
        self._expects_more = command.more
        if not self._is_stopping:
            self._waiting |= fresh
            self._put_back |= back

    @staticmethod
    def _is_leaving(active: ActiveJob | None) -> bool:
        return active is not None and active.is_removed and not active.is_started

    def _change_own(self, changed: Mapping[int, UpscaleOptions | None]) -> None:
        for number, options in changed.items():
            picture = self._waiting.get(number)
            if isinstance(picture, Picture) or (picture is not None and options is not None):
                self._waiting[number] = replace(picture, options=options)  # type: ignore[arg-type]  # None for a Picture
                self._options_changed = True

    def _remove(self, ids: Sequence[int]) -> None:
        for number in ids:
            self._waiting.pop(number, None)
            self._put_back.pop(number, None)
        for active in self._in_flight():
            if active.job.id in ids:
                active.is_removed = True
                active.cancelled.set()
        self._emit(Removed(ids))

    def _cancel_one(self, number: int) -> None:
        picture = self._waiting.pop(number, None)
        if picture is not None:
            self._emit(Ended(Outcome(self._job(picture), State.CANCELLED, 0.0)))
        for active in self._in_flight():
            if active.job.id == number:
                active.cancelled_by_user = True
                active.cancelled.set()

    def _cancel_all(self) -> None:
        self._is_stopping, self._is_paused = True, False
        self._waiting.clear()
        self._put_back.clear()
        self._elsewhere.clear()
        for active in self._in_flight():
            active.cancelled.set()

    def _between_strips(self) -> None:
        """Take commands; while the run is paused, the picture in the network waits here."""
        self._take_commands()
        while self._is_paused and self._current and not self._current.cancelled.is_set():
            self._take(self._commands.get())

    # The next picture

    def _next(self) -> ActiveJob | None:
        """The next picture that has been read; None at the end of the run."""
        self._current = None
        while True:
            self._take_commands()
            if self._is_stopping:
                return None
            self._read_ahead()
            if self._reading is not None:
                active, future = self._reading
                if wait([future], POLL_INTERVAL).done:
                    self._reading = None
                    if future.result():
                        self._current = active
                        return active
                    self._keep_for_later(active)
                    self._take_back(active)
            elif self._writing or self._to_retry:
                self._wait_for_writing(0)
                self._retry()
            elif self._elsewhere:
                self._take_commands(ELSEWHERE_INTERVAL)
                self._waiting |= {job.id: job for job in self._elsewhere}
                self._elsewhere.clear()
            elif self._expects_more:
                self._take_commands(POLL_INTERVAL)
            else:
                return None

    def _take_back(self, ended: ActiveJob) -> None:
        """Let the picture run next if it was put back."""
        picture = self._put_back.pop(ended.job.id, None)
        if picture is not None:
            self._waiting = {ended.job.id: picture} | self._waiting

    def _read_ahead(self) -> None:
        """Start reading the next picture, if one is waiting and none is being read."""
        if self._reading is None and self._waiting and not self._is_stopping:
            if self._options_changed:  # one event for all changes since the last picture
                self._options_changed = False
                self._emit(Changed(self._jobs(self._waiting.values())))
            picture = self._waiting.pop(next(iter(self._waiting)))
            active = ActiveJob(self._job(picture))
            self._reading = active, self._read.submit(partial(self._stages.try_step, active, self._stages.prepare))

    def _job(self, picture: Picture | Job) -> Job:
        counter = self._runner.counter_of(picture)
        if isinstance(picture, Job):
            return picture
        return job_of(picture, self._runner.options, self._runner.output, counter, self._notice)

    def _jobs(self, pictures: Iterable[Picture | Job]) -> list[Job]:
        return [self._job(picture) for picture in pictures]

    # One picture

    def _run_network(self, active: ActiveJob) -> None:
        if self._stages.try_step(active, self._stages.enlarge):
            self._take_commands()  # its target may have become a source
            self._wait_for_writing(1)
            self._writing.append((active, self._write.submit(partial(self._stages.write, active))))
        else:
            self._keep_for_later(active)

    def _run_alone(self, active: ActiveJob) -> None:
        self._wait_for_writing(0)
        if self._wait_for(self._read.submit(partial(self._stages.try_step, active, ActiveJob.step)), active):
            self._run_network(active)
            self._wait_for_writing(0)

    def _retry(self) -> None:
        """Run the pictures that lacked memory or disk space again, each with no other one in flight."""
        while self._to_retry and not self._is_stopping:
            active = self._current = self._to_retry.pop(0)
            active.tries += 1
            self._stages.begin(active)
            self._run_alone(active)

    def _keep_for_later(self, active: ActiveJob) -> None:
        """Keep a picture for another try if it lacked memory or disk space, or if another computer has it."""
        if active.lacks_space and not active.is_over:
            self._to_retry.append(active)
        elif active.claimed_elsewhere and not self._is_stopping:
            self._elsewhere.append(active.job)

    def _emit(self, event: Event) -> None:
        self._record(event)  # outside the lock: it waits for the disk
        with self._listen_lock:
            self._listen(event)

    def _notice(self, sentence: str) -> None:
        self._emit(Notice(sentence))

    # Waiting

    def _wait_for_writing(self, limit: int) -> None:
        """Wait until no more than `limit` results are being written or waiting to be written."""
        while len(self._writing) > limit:
            active, future = self._writing[0]
            self._wait_for(future, active)
            self._writing.popleft()
            self._keep_for_later(active)

    def _wait_for(self, future: Future[Value], active: ActiveJob) -> Value | None:
        """The result of another thread's work. After a cancel, the picture is given up if that takes too long.

        A decoder or an encoder cannot be interrupted: its thread ends when it does, and its result is discarded.
        """
        while not wait([future], POLL_INTERVAL).done:
            self._take_commands()
            if self._is_stopping:
                self._deadline = self._deadline or time.monotonic() + CANCEL_TIMEOUT
                if time.monotonic() > self._deadline:
                    if active.give_up():
                        self._stages.report_end(active, State.CANCELLED)
                    return None
        return future.result()
