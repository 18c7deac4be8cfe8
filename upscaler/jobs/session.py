"""The thread that works for the window as long as it is open: runs, previews, measurements, unfinished work.

Importing this loads neither torch nor the decoders: the thread does that when it first needs them.
"""

from __future__ import annotations

import logging
import time
from collections import deque
from typing import TYPE_CHECKING

from upscaler.errors import Cancelled, UpscalerError
from upscaler.jobs.commands import (
    Add,
    ChangeOptions,
    Close,
    Command,
    Commands,
    FindUnfinished,
    ForgetUnfinished,
    Measure,
    Preview,
    Protect,
    Remove,
    ResumeUnfinished,
    WarmUp,
)
from upscaler.jobs.events import (
    DevicesFound,
    Event,
    Listener,
    Notice,
    Progressed,
    Queued,
    ThroughputMeasured,
    UnfinishedFound,
    UnfinishedResumed,
)
from upscaler.jobs.inhibit_sleep import inhibit_sleep
from upscaler.options import UpscaleOptions
from upscaler.progress import Progress

if TYPE_CHECKING:
    from upscaler.jobs.disk_space import DiskSpaceInBackground
    from upscaler.jobs.job import Job, Outcome
    from upscaler.jobs.journal import Journal, Unfinished
    from upscaler.jobs.queue import Queue
    from upscaler.jobs.runner import Runner

_PROGRESS_INTERVAL = 0.05  # seconds: 20 repaints per second are enough
_SPACE_TIMEOUT = 1.0  # seconds that the first picture waits for the estimate of the disk space

_log = logging.getLogger(__name__)


class Session:
    """Takes commands from a queue, one by one, and emits events. Work never waits for a measurement."""

    def __init__(self, commands: Commands, emit: Listener) -> None:
        """`emit` is called in the thread of `work` and in those of a run."""
        self._commands, self._emit = commands, emit
        self._later: deque[Command] = deque()  # arrived during a run, but are not about it
        self._journal: Journal | None = None
        self._queue: Queue | None = None
        self._runner: Runner | None = None
        self._options: ChangeOptions | None = None
        self._unmeasured: UpscaleOptions | None = None
        self._is_warm = self._is_closing = False

    def work(self) -> None:
        """Take commands until `Close`. Unfinished work can then be resumed."""
        try:
            while not self._is_closing:
                self._do(self._later.popleft() if self._later else self._commands.get())
                self._measure()
        finally:
            if self._queue is not None:
                self._queue.leave()
            if self._journal is not None:
                self._journal.close()

    def _do(self, command: Command) -> None:
        try:
            self._take(command)
        except Exception:  # a bug must stop neither the run nor the next command
            _log.exception("%s", type(command).__name__)

    def _take(self, command: Command) -> None:
        match command:
            case Add():
                self._run(command)
            case ChangeOptions():
                self._options = command
                if self._runner is not None:
                    self._runner.change_options(command)
            case Protect(files):
                self.runner().protect(files)
            case Remove(ids):
                if self._queue is not None:
                    self._queue.drop(ids)
            case Preview(make):
                make()
            case WarmUp():
                self._warm_up()
            case Measure(options):
                self._unmeasured = options
            case FindUnfinished():
                self._find_unfinished()
            case ResumeUnfinished(unfinished):
                self._resume(unfinished)
            case ForgetUnfinished(unfinished):
                self.journal().forget(unfinished.id)
            case Close():
                self._is_closing = True
            case _:
                pass  # about a run that has already ended

    def _run(self, command: Add) -> None:
        from upscaler.jobs.disk_space import DiskSpaceInBackground

        disk_space = DiskSpaceInBackground(self._notice)
        listener = _RunListener(self._emit, disk_space)
        try:
            with inhibit_sleep(command.keep_awake):
                self.runner().run(self._commands, self.queue(), listener, command, self._do_during_run)
        finally:
            disk_space.end()

    def _do_during_run(self, command: Command) -> None:
        if isinstance(command, Preview | Close):
            self._do(command)
        else:
            self._later.append(command)

    def _warm_up(self) -> None:
        """Import torch now, which takes two seconds, so that Start is quick."""
        from upscaler.inference.devices import available_devices, device_name
        from upscaler.inference.engine import Engine  # noqa: F401 - imports torch

        self._is_warm = True
        self._emit(DevicesFound({device: device_name(device) for device in available_devices()}))

    def _measure(self) -> None:
        """Measure if idle: takes three seconds, and any command interrupts it. The run reports invalid options."""
        if self._unmeasured is None or not self._is_warm or self._has_work():
            return
        from upscaler.jobs.throughput import throughput_of

        try:
            self._emit(ThroughputMeasured(throughput_of(self._unmeasured, Progress(between_strips=self._stop_if_busy))))
        except Cancelled:
            return  # measure the next time it is idle
        except UpscalerError:
            pass
        except Exception:
            _log.exception("measuring")
        self._unmeasured = None

    def _stop_if_busy(self) -> None:
        if self._has_work():
            raise Cancelled

    def _has_work(self) -> bool:
        return self._is_closing or bool(self._later) or not self._commands.empty()

    def _find_unfinished(self) -> None:
        """Find the latest work that was not finished, by the window or the command line."""
        for found in self.journal().unfinished():
            if found.open:
                self._emit(UnfinishedFound(found))
                return

    def _resume(self, found: Unfinished) -> None:
        from upscaler.jobs.calls import remaining_jobs
        from upscaler.jobs.queue import ABSORBED_OFFSET

        jobs: list[Job] = []
        ended: list[Outcome] = []
        old = self.journal().resume(found.id)
        if old is not None:
            queue = self.queue()
            queue.absorb(old)
            self.runner().protect(queue.targets())
            jobs = [job for job in remaining_jobs(found, queue, self._notice) if job.id > ABSORBED_OFFSET]
            known = [*queue.finished(), *queue.failed()]
            ended = [outcome for outcome in known if outcome.job.id > ABSORBED_OFFSET]
            for outcome in ended:
                self.runner().counter_of(outcome.job)  # reserve its number
        self._emit(UnfinishedResumed(jobs, ended))

    def _notice(self, sentence: str) -> None:
        self._emit(Notice(sentence))

    # Created when first needed

    def runner(self) -> Runner:
        """The runner of all runs: it remembers which names are taken."""
        if self._runner is None:
            from upscaler.jobs.runner import Runner

            self._runner = Runner()
            if self._options is not None:
                self._runner.change_options(self._options)
        return self._runner

    def queue(self) -> Queue:
        """The queue in the journal, the same for as long as the window is open."""
        if self._queue is None:
            self._queue = self.journal().begin({"window": time.time()})
        return self._queue

    def journal(self) -> Journal:
        if self._journal is None:
            from upscaler.jobs.journal import Journal

            self._journal = Journal()
        return self._journal


class _RunListener:
    """Passes the events of a run to the window: progress only as often as it can be shown, each notice only once."""

    def __init__(self, emit: Listener, disk_space: DiskSpaceInBackground) -> None:
        self._emit, self._disk_space = emit, disk_space
        self._is_first = True
        self._notices: set[str] = set()
        self._last_progress = 0.0  # time.monotonic

    def __call__(self, event: Event) -> None:
        match event:
            case Queued(jobs):
                self._disk_space.add(jobs)
                if self._is_first:
                    self._is_first = False
                    self._disk_space.wait(_SPACE_TIMEOUT)
            case Notice(sentence):
                if sentence in self._notices:
                    return
                self._notices.add(sentence)
            case Progressed():
                now = time.monotonic()
                if now - self._last_progress < _PROGRESS_INTERVAL:
                    return
                self._last_progress = now
            case _:
                pass
        self._emit(event)
