"""Runs jobs. Whatever happens to one, the next one runs; whatever happens to the app, the journal knows how far it was.

While the network works on one picture, the next one is decoded and the last one is written and checked:

    thread "read"     journal: running, choose the target, decode
    the caller's      the network, in one thread alone
    thread "apart"    decode again what had no room beside others
    thread "write"    encode, verify, journal: written, move into place, journal: how it ended
"""

from __future__ import annotations

import logging
import os
import threading
import time
from collections import deque
from collections.abc import Callable, Iterable
from concurrent.futures import Future, wait
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import psutil

from upscaler import messages
from upscaler.errors import (
    Cancelled,
    CrashedError,
    NotEnoughDiskError,
    NotEnoughMemoryError,
    SourceIsTargetError,
    UnexpectedError,
    UpscalerError,
    says_out_of_memory,
)
from upscaler.images.atomic import digest_of, part_name, target_key
from upscaler.images.codecs.base import Header
from upscaler.images.header import read_header
from upscaler.jobs import locks
from upscaler.jobs.job import Job, Outcome, State
from upscaler.jobs.lanes import Lane
from upscaler.jobs.queue import Queue
from upscaler.jobs.sweep import sweep
from upscaler.jobs.targets import Targets
from upscaler.jobs.work import Work
from upscaler.options import UpscaleOptions
from upscaler.pipeline import Steps, last_step, upscale_in_steps
from upscaler.progress import Progress

if TYPE_CHECKING:
    from upscaler.progress import OnRows

MOST_DEATHS = 3  # of the app on one picture, in one queue
PATIENCE = 0.5  # seconds that a cancelled picture gets to end by itself
LOOK_AGAIN = 0.05  # seconds
_SWEPT = 0.1  # seconds that another run may take to see whether what it has found is dead
_MOST_FOLDERS = 100  # that a run holds locks on: each is an open file
_SHARE_OF_MEMORY = 1 / 8  # of what is free, for a picture that others may run beside; four are on their way

_log = logging.getLogger(__name__)

Value = TypeVar("Value")
UpscaleInSteps = Callable[[Path, Path, UpscaleOptions, Progress, Path], Steps]


def _ignore(*_: object) -> None:
    pass


@dataclass(frozen=True)
class Watch:
    """What is told of a run: the first four in any of its threads, never two at once; rows in the caller's thread."""

    started: Callable[[Job], None] = _ignore  # the network takes it up; may raise Cancelled, for this job alone
    progressed: Callable[[Job, float], None] = _ignore  # share of its work; the same
    ended: Callable[[Outcome], None] = _ignore
    noticed: Callable[[str], None] = _ignore  # a sentence that the person should read
    rows: Callable[[Job], OnRows | None] = _ignore  # who is shown the rows of a result as they are finished
    between_strips: Callable[[], None] = _ignore  # the caller's thread could do something else for a moment


class Runner:
    """The one place where errors become outcomes; the window and the command line both use it."""

    def __init__(self, upscale: UpscaleInSteps = upscale_in_steps) -> None:
        self._upscale = upscale
        self._targets = Targets()

    def protect(self, files: Iterable[Path]) -> None:
        """Make sure that no job replaces any of these."""
        self._targets.protect(files)

    def run(
        self,
        jobs: Iterable[Job],
        queue: Queue,
        watch: Watch | None = None,
        cancelled: threading.Event | None = None,
        paused: threading.Event | None = None,
    ) -> None:
        """Upscale one file after another; the network runs in the caller's thread.

        `jobs` may be found while others run. Once it is cancelled, it returns within a second, and nothing is left of
        what was on its way. Raises only what `jobs` raises.
        """
        progress = Progress(cancelled=cancelled or threading.Event(), paused=paused)
        _Run(self._upscale, self._targets, jobs, queue, watch or Watch(), progress).all()


class _Run:
    def __init__(
        self,
        upscale: UpscaleInSteps,
        targets: Targets,
        jobs: Iterable[Job],
        queue: Queue,
        watch: Watch,
        progress: Progress,
    ) -> None:
        self._upscale, self._targets, self._jobs, self._queue = upscale, targets, iter(jobs), queue
        self._watch, self._progress = watch, progress
        self._largest = psutil.virtual_memory().available * _SHARE_OF_MEMORY
        self._telling = threading.Lock()
        self._read, self._write, self._apart = Lane("read"), Lane("write"), Lane("apart")
        self._reading: Work | None = None
        self._deadline: float | None = None  # once it is cancelled
        self._writing: deque[tuple[Work, Future[None]]] = deque()
        self._again: list[Work] = []  # had no room beside others
        self._alone = threading.Lock()  # held by whoever decodes
        self._waits_for_jobs = False
        self._keys: set[str] = set()  # of the targets of this run
        self._folders: dict[Path, locks.Lock | None] = {}  # that were looked at, and a sign for other runs
        self._missing: set[Path] = set()  # folders that were not there
        self._is_shared = False  # another run writes into one of them, and that was told

    def all(self) -> None:
        next_one, work = self._read.do(self._prepared), None
        try:
            while (work := self._next(next_one)) is not None and not self._is_cancelled:
                if work.alone:
                    self._run_alone(work)
                    next_one = self._read.do(self._prepared)
                else:
                    next_one = self._read.do(self._prepared)
                    self._run(work)
            self._wait_for_writing(0)
            self._try_again()
        finally:
            self._wait_for_writing(0)
            for lane in (self._read, self._write, self._apart):
                lane.end()
            for left in (work, *self._again):
                if left is not None and not left.is_over:
                    self._end(left, State.CANCELLED)
            self._leave_folders()

    def _next(self, next_one: Future[Work | None]) -> Work | None:
        """What was read. The window may wait with further jobs for those that had no room: they have it now."""
        while not self._is_cancelled and not wait([next_one], LOOK_AGAIN).done:
            if self._again and self._waits_for_jobs:
                self._try_again()
            self._watch.between_strips()
        return self._patiently(next_one)

    def _try_again(self) -> None:
        """Those that had no room, while no other picture is on its way."""
        self._wait_for_writing(0)
        while self._again and not self._is_cancelled:
            with self._alone:
                work = self._again[0]
                work.tries += 1
                self._begin(work)
                self._run_alone(work)
                self._again.remove(work)

    def _run(self, work: Work) -> None:
        if self._guarded(work, self._enlarge):
            self._wait_for_writing(1)
            self._writing.append((work, self._write.do(partial(self._write_down, work))))

    def _run_alone(self, work: Work) -> None:
        self._wait_for_writing(0)
        if self._patiently(self._apart.do(partial(self._guarded, work, Work.step)), work):
            self._run(work)
            self._wait_for_writing(0)

    # In the thread "read"

    def _prepared(self) -> Work | None:
        """The next job that the network can take up; those that fail before that are told."""
        while not self._is_cancelled:
            self._waits_for_jobs = True
            job = next(self._jobs, None)
            self._waits_for_jobs = False
            if job is None:
                break
            self._reading = work = Work(job)
            with self._alone:
                if self._guarded(work, self._prepare):
                    return work
        return None

    def _prepare(self, work: Work) -> None:
        job = work.job
        self._queue.running(job)
        if job.deaths >= MOST_DEATHS:
            raise CrashedError(job.source, job.deaths)
        header = read_header(job.source, job.options.limit_megapixels)
        work.alone = work.alone or _bytes(job, header) > self._largest
        if self._claimed(work, header):
            self._begin(work)
            if not work.alone:
                work.step()

    def _begin(self, work: Work) -> None:
        report, show = partial(self._tell, self._watch.progressed, work.job), self._watch.rows(work.job)
        progress = replace(self._progress, on_report=report, on_rows=show, between_strips=self._watch.between_strips)
        work.steps = self._upscale(work.job.source, work.target, work.job.options, progress, work.part)

    def _claimed(self, work: Work, header: Header) -> bool:
        """Choose a target that nobody else writes; False if the job is skipped."""
        on_exists = work.job.options.on_exists
        while True:
            target = self._targets.choose(work.job, header)
            self._look_into(target.parent)
            key = target_key(target)
            lock = locks.acquire(key, 0 if key in self._keys else _SWEPT)
            if lock is None and key not in self._keys:
                self._notice_other_run(target.parent)
            if on_exists == "skip" and (lock is None or os.path.exists(target)):
                if lock is not None:
                    lock.release()
                self._end(work, State.SKIPPED, target)
                return False
            if lock is None:
                self._targets.protect([target])
            elif on_exists == "rename" and os.path.exists(target):  # another run has made it since it was chosen
                lock.release()
            else:
                self._keys.add(key)
                work.claim(target, part_name(target), lock)
                return True

    def _look_into(self, folder: Path) -> None:
        """Once for each folder: remove what dead runs have left, and tell of living ones."""
        if folder not in self._folders:
            self._missing.update(place for place in (folder, *folder.parents) if not os.path.exists(place))
            has_room = len(self._folders) < _MOST_FOLDERS
            self._folders[folder] = sign = locks.acquire(target_key(folder), _SWEPT) if has_room else None
            if sweep(folder) - self._keys or (has_room and sign is None):
                self._notice_other_run(folder)

    # In the caller's thread

    def _leave_folders(self) -> None:
        """Other runs may have them, and those into which nothing was written go: several pictures that fail one after
        another keep each other from removing what was made for them."""
        for sign in self._folders.values():
            if sign is not None:
                sign.release()
        for folder in sorted(self._missing, key=lambda folder: len(folder.parts), reverse=True):
            with suppress(OSError):  # it holds something
                folder.rmdir()

    def _enlarge(self, work: Work) -> None:
        work.is_started = True
        self._tell(self._watch.started, work.job)
        work.step()

    # In the thread "write"

    def _write_down(self, work: Work) -> None:
        if self._guarded(work, self._finish):
            self._end(work, State.DONE, work.target)

    def _finish(self, work: Work) -> None:
        work.step()
        if self._targets.is_source(work.target):
            raise SourceIsTargetError(work.target)
        self._queue.written(work.job, work.target, digest_of(work.part) or "")
        work.begin_to_move()
        assert work.steps is not None
        result = last_step(work.steps)
        told = (messages.TRIED_AGAIN_ALONE,) if work.tries > 1 else ()
        work.result = replace(result, retries=result.retries + work.tries - 1, warnings=(*result.warnings, *told))

    # In any of them

    def _guarded(self, work: Work, step: Callable[[Work], None]) -> bool:
        """Do a step; whether the job goes on. What cannot be foreseen is logged and told too."""
        try:
            step(work)
            if not work.is_over:
                return True
            self._end(work, State.CANCELLED)  # it was given up meanwhile, or skipped: lets go of what it holds
        except Cancelled:
            self._end(work, State.CANCELLED)
        except Exception as error:
            if work.steps is not None and work.tries == 1 and not work.alone and _lacks_room(error):
                work.steps.close()
                self._again.append(work)
                return False
            if not isinstance(error, UpscalerError):
                _log.exception("upscaling %s", work.job.source)
                error = UnexpectedError.of(error)
            self._end(work, State.FAILED, error=error)
        return False

    def _end(self, work: Work, state: State, target: Path | None = None, error: UpscalerError | None = None) -> None:
        if work.end():
            self._record(work, state, target, error)

    def _record(self, work: Work, state: State, target: Path | None = None, error: UpscalerError | None = None) -> None:
        if state is State.CANCELLED and not work.is_started:
            self._queue.wait_again(work.job)
            return
        outcome = Outcome(work.job, state, work.seconds, target, work.result, error)
        self._queue.ended(outcome)
        self._tell(self._watch.ended, outcome)

    def _tell(self, callback: Callable[..., None], *values: object) -> None:
        with self._telling:
            callback(*values)

    def _notice_other_run(self, folder: Path) -> None:
        if not self._is_shared:  # once: a tree has many folders
            self._is_shared = True
            self._tell(self._watch.noticed, messages.filled(messages.OTHER_RUN, folder=folder))

    # Waiting

    @property
    def _is_cancelled(self) -> bool:
        return self._progress.cancelled is not None and self._progress.cancelled.is_set()

    def _wait_for_writing(self, most: int) -> None:
        """Until at most so many results wait to be written or are being written."""
        while len(self._writing) > most:
            work, future = self._writing.popleft()
            self._patiently(future, work)

    def _patiently(self, future: Future[Value], work: Work | None = None) -> Value | None:
        """What comes of another thread's work. Once the run is cancelled that must not take long, else it is given up.

        Nothing can stop a decoder or an encoder: its thread ends when it does, and what it makes is thrown away.
        """
        while not wait([future], LOOK_AGAIN).done:
            if not self._is_cancelled:
                self._watch.between_strips()
                continue
            self._deadline = self._deadline or time.monotonic() + PATIENCE
            if time.monotonic() > self._deadline:
                given_up = work or self._reading
                if given_up is not None and given_up.give_up():
                    self._record(given_up, State.CANCELLED)
                return None
        return future.result()


def _bytes(job: Job, header: Header) -> int:
    """About how much memory a picture takes, source and result. Raises ScaleError."""
    target = job.options.enlargement.target_size(header.size)
    return (header.size.pixels + target.pixels) * header.frames * 4 * (2 if header.bits > 8 else 1)


def _lacks_room(error: Exception) -> bool:
    """Whether it may help to try again while no other picture is on its way."""
    return isinstance(error, NotEnoughMemoryError | NotEnoughDiskError) or says_out_of_memory(error)
