"""The thread that upscales. One worker object lives in one thread for as long as the window does.

Wishes reach it through queued signals; while it is busy it hears none of them, so what may change during a run travels
in a queue and in events that both threads know.
"""

from __future__ import annotations

import queue
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from upscaler.errors import Cancelled, UpscalerError
from upscaler.gui.comparison.live_rows import LiveRows
from upscaler.gui.comparison.preview_service import PreviewService
from upscaler.gui.widgets import text
from upscaler.jobs.job import Job, Outcome, Root, State
from upscaler.options import UpscaleOptions
from upscaler.progress import Progress

if TYPE_CHECKING:
    from upscaler.jobs.journal import Journal, Unfinished
    from upscaler.jobs.queue import Queue
    from upscaler.jobs.room import Estimate
    from upscaler.jobs.runner import Runner
    from upscaler.progress import OnRows

_REPORT_EVERY = 0.05  # seconds: 20 repaints per second are enough
_LOOK_AGAIN = 0.05  # seconds
_ESTIMATED_FOR = 1.0  # seconds that the first picture waits at most until the room for all is known


@dataclass(frozen=True)
class Order:
    """One picture to upscale. `output` is a folder, or None for one inside `root`, whose tree is mirrored.

    `job` is what the journal knows of a picture that an earlier start has left.
    """

    entry_id: int
    source: Path
    output: Path | None
    options: UpscaleOptions
    root: Root
    cancelled: threading.Event  # taken back before its turn
    position: int = 1  # in the run
    job: Job | None = None

    @property
    def number(self) -> int:
        """Of the job, in the journal."""
        return self.entry_id if self.job is None else self.job.id


@dataclass(frozen=True)
class Change:
    """Pictures that came to those that wait during a run, those whose options are others now, and those that went."""

    added: Sequence[Order] = ()
    changed: Sequence[Order] = ()
    removed: Sequence[Order] = ()


@dataclass(frozen=True)
class Run:
    """What the GUI thread and the worker share during a run. `orders` ends with None."""

    waiting: Sequence[Order]  # all that is known to belong to it
    keeps_awake: bool = True
    orders: queue.SimpleQueue[Order | Change | None] = field(default_factory=queue.SimpleQueue)
    cancelled: threading.Event = field(default_factory=threading.Event)
    paused: threading.Event = field(default_factory=threading.Event)


class UpscaleWorker(QObject):
    """Its slots run in the worker thread. Its signals are facts: entry ids and values, nothing that it still uses."""

    warmed_up = Signal(list)  # names of the devices that this computer has, the fastest first
    paced = Signal(object)  # Pace
    unfinished = Signal(object)  # Unfinished: work of an earlier start
    taken_up = Signal(list)  # its jobs
    taken = Signal(object)  # Run: the file of the picture that was sent last is being read
    started = Signal(int)  # entry id: the network runs
    progressed = Signal(int, float)  # entry id, share of the work done
    noticed = Signal(str)  # a sentence that the person should read
    finished = Signal(int, object)  # entry id, Outcome
    run_ended = Signal(object)  # Run

    def __init__(self) -> None:
        super().__init__()
        self._runner: Runner | None = None
        self._journal: Journal | None = None
        self._queue: Queue | None = None
        self._orders: dict[int, Order] = {}  # by the number of the job
        self._reported = 0.0
        self._told: set[str] = set()  # sentences
        self.sources: queue.SimpleQueue[list[Path]] = queue.SimpleQueue()  # that came: put in by the GUI thread
        self.needed = threading.Event()  # a run begins, or the window closes: set by the GUI thread
        self.closing = threading.Event()  # the window is: set by the GUI thread
        self._unmeasured: UpscaleOptions | None = None  # a measurement that gave way
        self.preview_service = PreviewService()
        self.live_rows = LiveRows()

    @Slot()
    def warm_up(self) -> None:
        """Import what the first picture needs, two seconds of it, so that Start is quick."""
        from upscaler.inference.devices import available_devices
        from upscaler.inference.engine import Engine  # noqa: F401 - it shall only be there

        self.warmed_up.emit(list(available_devices()))

    @Slot()
    def look_back(self) -> None:
        """Tell of the latest work that was not finished, be it the window's or the command line's."""
        for found in self._the_journal().unfinished():
            if found.open:
                self.unfinished.emit(found)
                return

    @Slot(object)
    def take_up(self, found: Unfinished) -> None:
        """Go on with such work: its jobs follow."""
        from upscaler.jobs.calls import rest_of
        from upscaler.jobs.queue import ABSORBED

        old, jobs = self._the_journal().take_up(found.id), []
        if old is not None:
            queue = self._the_queue()
            queue.absorb(old)
            self._the_runner().protect(queue.targets())
            jobs = [job for job in rest_of(found, queue, self._notice) if job.id > ABSORBED]
        self.taken_up.emit(jobs)

    @Slot(object)
    def forget(self, found: Unfinished) -> None:
        """The person does not want to go on with it."""
        self._the_journal().close(found.id)

    @Slot(object)
    def measure(self, options: UpscaleOptions) -> None:
        """Tell how fast this computer is; takes three seconds once. Pictures tell what is wrong with options."""
        from upscaler.jobs.pace import pace_of

        self._unmeasured = options
        with suppress(UpscalerError):
            self.paced.emit(pace_of(options, Progress(between_strips=self._give_way)))
            self._unmeasured = None

    def _give_way(self) -> None:
        """A measurement ends where the person waits for something else."""
        if self.needed.is_set() or self.preview_service.is_waiting:
            raise Cancelled

    @Slot()
    def preview(self) -> None:
        """Serve the preview that waits. While a picture runs, this is done between its strips."""
        self.preview_service.serve()
        if self._unmeasured is not None and not self.needed.is_set():
            self.measure(self._unmeasured)

    @Slot()
    def protect(self) -> None:
        """No result may replace any of the `sources`. A run hears no signal: its progress asks for it."""
        with suppress(queue.Empty):
            while True:
                self._the_runner().protect(self.sources.get_nowait())

    @Slot(object)
    def run(self, run: Run) -> None:
        """Upscale what is ordered; `finished` follows for each picture that was begun, and `run_ended` at last."""
        from upscaler.jobs.awake import awake
        from upscaler.jobs.room import Estimate
        from upscaler.jobs.runner import Watch

        watch = Watch(
            self._on_started,
            self._on_progressed,
            self._on_ended,
            self._notice,
            self._row_callback,
            self.preview_service.serve,
        )
        self._told.clear()
        room = Estimate(self._notice, run.cancelled)
        jobs, gone = self._the_queue(), list[int]()
        try:
            self._wait(run.waiting, jobs, room)
            jobs.all_known()
            room.wait(_ESTIMATED_FOR)
            with awake(run.keeps_awake):
                self._the_runner().run(self._ordered(run, jobs, room, gone), jobs, watch, run.cancelled, run.paused)
        finally:
            room.end()
            jobs.drop(gone)  # once more: those that were being read ended after they were dropped
            self.run_ended.emit(run)

    @Slot(list)
    def drop(self, numbers: list[int]) -> None:
        """The person has taken these out while nothing ran."""
        if self._queue is not None:
            self._queue.drop(numbers)

    def let_go(self) -> None:
        """Once its thread has ended: close the journal; what is left can be gone on with."""
        if self._queue is not None:
            self._queue.leave()
        if self._journal is not None:
            self._journal.shut()

    def _wait(self, orders: Sequence[Order], jobs: Queue, room: Estimate) -> None:
        """These are to be done, be it once more: the journal knows it before the first one begins."""
        waiting = [self._job(order) for order in orders]
        jobs.wait(waiting)
        room.add(waiting)

    def _ordered(self, run: Run, jobs: Queue, room: Estimate, gone: list[int]) -> Iterator[Job]:
        """The jobs as they are ordered. Numbers of those that are taken out are added to `gone`."""
        while not run.cancelled.is_set():
            try:
                order = run.orders.get(timeout=_LOOK_AGAIN)
            except queue.Empty:
                continue
            if order is None:
                return
            if isinstance(order, Change):
                self._wait(order.added, jobs, room)
                jobs.wait(map(self._job, order.changed))
                gone += (removed.number for removed in order.removed)
                jobs.drop(gone)
                continue
            self._orders[order.number] = order
            self.taken.emit(run)
            if not order.cancelled.is_set():
                self.protect()
                yield self._job(order)

    def _job(self, order: Order) -> Job:
        from upscaler.jobs.planning import base_folder, mirrored

        if order.job is not None:
            return replace(order.job, options=order.options)
        base = base_folder(order.root, order.output, self._notice)
        folder = base / mirrored(order.source, order.root.folder)
        return Job(order.number, order.source, folder, order.options, order.position)

    def _the_queue(self) -> Queue:
        """One queue in the journal for as long as the window is there."""
        if self._queue is None:
            self._queue = self._the_journal().begin({"window": time.time()})
        return self._queue

    def _the_journal(self) -> Journal:
        if self._journal is None:
            from upscaler.jobs.journal import Journal

            self._journal = Journal()
        return self._journal

    def _notice(self, sentence: str) -> None:
        """Once in a run: a person who has closed it has read it."""
        if sentence not in self._told:
            self._told.add(sentence)
            self.noticed.emit(text.told(sentence))  # as a string of Qt it would forget its template

    def _the_runner(self) -> Runner:
        """One runner for all: it knows which names are taken."""
        if self._runner is None:
            from upscaler.jobs.runner import Runner

            self._runner = Runner()
        return self._runner

    def _row_callback(self, job: Job) -> OnRows:
        return self.live_rows.row_callback(self._orders[job.id].entry_id)

    # Called in any of the threads of a run, one after another

    def _on_started(self, job: Job) -> None:
        if self._orders[job.id].cancelled.is_set():
            raise Cancelled
        self.started.emit(self._orders[job.id].entry_id)

    def _on_progressed(self, job: Job, share: float) -> None:
        self.protect()
        if share < 1 and self._orders[job.id].cancelled.is_set():  # at 1 its file is there
            raise Cancelled
        now = time.monotonic()
        if now - self._reported >= _REPORT_EVERY:
            self._reported = now
            self.progressed.emit(self._orders[job.id].entry_id, share)

    def _on_ended(self, outcome: Outcome) -> None:
        if outcome.state is State.CANCELLED and self.closing.is_set():
            self._the_queue().wait_again(outcome.job)  # nobody has given it up
        self.finished.emit(self._orders[outcome.job.id].entry_id, outcome)
