"""What one thread does for as long as the window is there: runs, previews, measurements, looking for unfinished work.

Importing this loads neither torch nor what decodes pictures: the thread does that, once it is asked for something.
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
    Noticed,
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
    from upscaler.jobs.journal import Journal, Unfinished
    from upscaler.jobs.queue import Queue
    from upscaler.jobs.runner import Runner

_REPORT_EVERY = 0.05  # seconds: 20 repaints per second are enough
_ESTIMATED_FOR = 1.0  # seconds that the first picture waits at most until it is known whether there is space for all

_log = logging.getLogger(__name__)


class Session:
    """Takes commands from one queue, one after another, and tells what happens. Work never waits for a measurement."""

    def __init__(self, commands: Commands, tell: Listener) -> None:
        """`tell` is called in the thread of `work` and in those of a run."""
        self._commands, self._tell = commands, tell
        self._later: deque[Command] = deque()  # came during a run, and are not about it
        self._journal: Journal | None = None
        self._queue: Queue | None = None
        self._runner: Runner | None = None
        self._options: ChangeOptions | None = None
        self._unmeasured: UpscaleOptions | None = None
        self._is_warm = self._is_closing = False

    def work(self) -> None:
        """Take commands until `Close`. What is left then can be resumed."""
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
        except Exception:  # a fault of ours: neither the run nor the next command is to suffer from it
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
                pass  # about a run that has ended meanwhile

    def _run(self, command: Add) -> None:
        from upscaler.jobs.disk_space import DiskSpaceInBackground

        disk_space = DiskSpaceInBackground(self._notice)
        ear = _RunListener(self._tell, disk_space)
        try:
            with inhibit_sleep(command.keep_awake):
                self.runner().run(self._commands, self.queue(), ear, command, self._do_beside_run)
        finally:
            disk_space.end()

    def _do_beside_run(self, command: Command) -> None:
        if isinstance(command, Preview | Close):
            self._do(command)
        else:
            self._later.append(command)

    def _warm_up(self) -> None:
        """Spend the two seconds of importing torch now, so that Start is quick."""
        from upscaler.inference.devices import available_devices
        from upscaler.inference.engine import Engine  # noqa: F401 - to have it loaded

        self._is_warm = True
        self._tell(DevicesFound(list(available_devices())))

    def _measure(self) -> None:
        """Takes three seconds, once, and gives way to any other command. Wrong options are reported by the pictures."""
        if self._unmeasured is None or not self._is_warm or self._has_work():
            return
        from upscaler.jobs.throughput import throughput_of

        try:
            self._tell(ThroughputMeasured(throughput_of(self._unmeasured, Progress(between_strips=self._give_way))))
        except Cancelled:
            return  # until there is time again
        except UpscalerError:
            pass
        except Exception:
            _log.exception("measuring")
        self._unmeasured = None

    def _give_way(self) -> None:
        if self._has_work():
            raise Cancelled

    def _has_work(self) -> bool:
        return self._is_closing or bool(self._later) or not self._commands.empty()

    def _find_unfinished(self) -> None:
        """The latest work that was not finished, be it the window's or the command line's."""
        for found in self.journal().unfinished():
            if found.open:
                self._tell(UnfinishedFound(found))
                return

    def _resume(self, found: Unfinished) -> None:
        from upscaler.jobs.calls import rest_of
        from upscaler.jobs.queue import ABSORBED

        old, jobs = self.journal().resume(found.id), []
        if old is not None:
            queue = self.queue()
            queue.absorb(old)
            self.runner().protect(queue.targets())
            jobs = [job for job in rest_of(found, queue, self._notice) if job.id > ABSORBED]
        self._tell(UnfinishedResumed(jobs))

    def _notice(self, sentence: str) -> None:
        self._tell(Noticed(sentence))

    # Made once they are needed

    def runner(self) -> Runner:
        """One runner for all runs: it knows which names are taken."""
        if self._runner is None:
            from upscaler.jobs.runner import Runner

            self._runner = Runner()
            if self._options is not None:
                self._runner.change_options(self._options)
        return self._runner

    def queue(self) -> Queue:
        """One queue in the journal for as long as the window is open."""
        if self._queue is None:
            self._queue = self.journal().begin({"window": time.time()})
        return self._queue

    def journal(self) -> Journal:
        if self._journal is None:
            from upscaler.jobs.journal import Journal

            self._journal = Journal()
        return self._journal


class _RunListener:
    """Passes the events of one run to the window: progress no more often than it can show, each notice once."""

    def __init__(self, tell: Listener, disk_space: DiskSpaceInBackground) -> None:
        self._tell, self._disk_space = tell, disk_space
        self._is_first = True
        self._sentences: set[str] = set()
        self._told = 0.0  # time.monotonic

    def __call__(self, event: Event) -> None:
        match event:
            case Queued(jobs):
                self._disk_space.add(jobs)
                if self._is_first:
                    self._is_first = False
                    self._disk_space.wait(_ESTIMATED_FOR)
            case Noticed(sentence):
                if sentence in self._sentences:
                    return
                self._sentences.add(sentence)
            case Progressed():
                now = time.monotonic()
                if now - self._told < _REPORT_EVERY:
                    return
                self._told = now
            case _:
                pass
        self._tell(event)
