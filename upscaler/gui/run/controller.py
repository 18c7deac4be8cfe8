"""Sends waiting pictures to the worker, one ahead of the one that runs, and writes into the queue what comes back."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QObject, QThread, Signal

from upscaler.gui.queue.entry import Entry
from upscaler.gui.queue.model import QueueModel
from upscaler.gui.run.worker import Change, Order, Run, UpscaleWorker
from upscaler.jobs.job import Job, Outcome, State
from upscaler.jobs.pace import same_speed
from upscaler.options import UpscaleOptions

if TYPE_CHECKING:
    from upscaler.jobs.journal import Unfinished
    from upscaler.pipeline import UpscaleResult


class RunController(QObject):
    """Owns the worker and its thread. `changed`: whether it runs, how far it is, or how it ended has changed."""

    changed = Signal()
    ended = Signal(int)  # entry id: this picture is done, failed, skipped or cancelled
    noticed = Signal(str)
    devices_known = Signal(list)
    paced = Signal(object)  # Pace, for the options of now
    taken_up = Signal(list)  # entry ids: what an earlier start has left is in the queue
    unfinished = Signal(object)  # Unfinished: an earlier start has left work; answer with `go_on` or `forget`

    # To the worker only. A signal is what carries a call into another thread.
    _warm_up_requested = Signal()
    _look_back_requested = Signal()
    _take_up_requested = Signal(object)
    _forget_requested = Signal(object)
    _measure_requested = Signal(object)
    _protect_requested = Signal()
    _run_requested = Signal(object)
    _drop_requested = Signal(list)

    def __init__(
        self, queue: QueueModel, parent: QObject | None = None, keep_awake: Callable[[], bool] = lambda: True
    ) -> None:
        """`keep_awake` is asked at each start whether the computer may not fall asleep during the run."""
        super().__init__(parent)
        self._keep_awake = keep_awake
        self._queue = queue
        self._options = UpscaleOptions()
        self._output: Path | None = None
        self._run: Run | None = None
        self._on_their_way: dict[int, Entry] = {}  # sent to the worker; several, since one is read and one is written
        self._current: Entry | None = None
        self._is_hungry = False  # the worker has taken what was sent
        self._has_other_options = False  # than the journal knows of what waits
        self._ended_ids: list[int] = []  # of this run
        self._total: int | None = None  # counted when it is asked for, as thousands may wait
        self.latest_result: UpscaleResult | None = None  # of this run
        self._scope: set[int] | None = None  # what this run is about; None: all that waits
        self._stopping = False
        self._paused_at = 0.0
        self._pauses_after: int | None = None  # the picture that is stopped during a pause, and has to run for that
        self._is_warm = False  # torch is loaded
        self.is_taking_up = False  # what an earlier start has left
        self._began = 0.0
        self._seconds = 0.0
        self._worker = UpscaleWorker()
        self._thread = QThread(self)
        self._thread.setObjectName("upscale")
        self._worker.moveToThread(self._thread)
        self.preview_service, self.live_rows = self._worker.preview_service, self._worker.live_rows
        self._connect()
        self._thread.start()

    def _connect(self) -> None:
        self._warm_up_requested.connect(self._worker.warm_up)
        self._measure_requested.connect(self._worker.measure)
        self._protect_requested.connect(self._worker.protect)
        self._run_requested.connect(self._worker.run)
        self._drop_requested.connect(self._worker.drop)
        self._look_back_requested.connect(self._worker.look_back)
        self._take_up_requested.connect(self._worker.take_up)
        self._forget_requested.connect(self._worker.forget)
        self.preview_service.requested.connect(self._worker.preview)
        self._worker.warmed_up.connect(self._on_warmed_up)
        self._worker.paced.connect(self.paced)
        self._worker.noticed.connect(self.noticed)
        self._worker.unfinished.connect(self.unfinished)
        self._worker.taken_up.connect(self._on_taken_up)
        self._worker.taken.connect(self._on_taken)
        self._worker.started.connect(self._on_started)
        self._worker.progressed.connect(self._on_progressed)
        self._worker.finished.connect(self._on_finished)
        self._worker.run_ended.connect(self._on_run_ended)
        self._queue.counts_changed.connect(self._count_again)
        self._queue.rowsInserted.connect(self._on_rows_inserted)
        self._queue.rowsAboutToBeRemoved.connect(self._on_rows_removed)

    @property
    def current(self) -> Entry | None:
        """The picture that is running: the one in the network, since others are only read or written."""
        return self._current

    @property
    def is_running(self) -> bool:
        return self._run is not None

    @property
    def is_stopping(self) -> bool:
        """The person has asked to stop, and the worker has not yet."""
        return self._stopping and self.is_running

    @property
    def is_paused(self) -> bool:
        """The running picture waits for the person."""
        return self._run is not None and self._run.paused.is_set()

    @property
    def ended_entries(self) -> list[Entry]:
        """Pictures of this run, or of the last one, that are through and still in the queue."""
        found = [self._queue.get(entry_id) for entry_id in self._ended_ids]
        return [entry for entry in found if entry is not None]

    @property
    def total(self) -> int:
        """Pictures of this run: those that are through, those on their way, and those that wait."""
        if self._total is None:
            self._total = len(self._ended_ids) + len(self._on_their_way) + len(self._waiting())
        return self._total

    def _count_again(self) -> None:
        self._total = None

    @property
    def position(self) -> int:
        """Of the running picture in this run, from 1. Others before it may still be written."""
        ids = list(self._on_their_way)
        before = ids.index(self._current.id) if self._current is not None and self._current.id in ids else 0
        return len(self._ended_ids) + before + 1

    @property
    def share(self) -> float:
        """Of the pictures of this run that is done, 0 to 1."""
        shares = sum(entry.share for entry in self._on_their_way.values())
        return (len(self._ended_ids) + shares) / max(1, self.total)

    @property
    def seconds(self) -> float:
        """How long the run takes so far, or has taken."""
        return time.monotonic() - self._began if self.is_running else self._seconds

    def warm_up(self) -> None:
        """Load torch in the worker's thread; call it once the window has been painted."""
        self._look_back_requested.emit()
        self._warm_up_requested.emit()

    def go_on(self, found: Unfinished) -> None:
        """Put what an earlier start has left into the queue, and run it."""
        self.is_taking_up = True
        self._worker.needed.set()
        self._take_up_requested.emit(found)
        self.changed.emit()

    def forget(self, found: Unfinished) -> None:
        """Do not offer that work again."""
        self._forget_requested.emit(found)

    def set_options(self, options: UpscaleOptions, output: Path | None) -> None:
        """For every picture that is not yet sent to the worker."""
        before, self._options, self._output = self._options, options, output
        if not same_speed(before, options):
            self._measure()
        self._has_other_options = True
        self._queue.set_options(options)

    def start(self) -> None:
        """Run what waits; what was cancelled waits again."""
        if not self.is_running:
            self._wait_again([entry for entry in self._queue.entries if entry.state is State.CANCELLED])
            self._begin(None)

    def retry(self, entry_ids: list[int]) -> None:
        """Run pictures that are through once more, with the options of now: at once, or after those that wait."""
        found = [self._queue.get(entry_id) for entry_id in entry_ids]
        again = [entry for entry in found if entry is not None and entry.state is not State.RUNNING]
        for entry in again:
            if entry.outcome is not None and entry.state is not State.CANCELLED:
                entry.job = None  # it is begun anew
        self._wait_again([entry for entry in again if not entry.is_open])
        ids = {entry.id for entry in again}
        if self._run is None:
            self._begin(ids)
        else:
            if self._scope is not None:
                self._scope |= ids
                self._count_again()
            self._run.orders.put(Change(added=self._orders(again)))
            self._feed()

    def close(self) -> None:
        """Stop, and remember the running pictures as those that wait: the window is about to close."""
        self._worker.closing.set()
        self.cancel()

    def cancel(self) -> None:
        """Stop the running pictures and start no other one. Nothing is left of them."""
        if self._run is not None:
            self._stopping = True
            self._run.cancelled.set()
            self.resume()
            for entry in list(self._on_their_way.values()):
                if entry.state is State.RUNNING:  # the others wait again, unless they turn out to be through
                    entry.cancelled.set()
                    self._queue.refresh(entry.id)
            self.changed.emit()

    def cancel_one(self, entry_id: int) -> None:
        """Stop this picture if it is still running; the others go on, or stay paused. Nothing is left of it."""
        entry = self._on_their_way.get(entry_id)
        if entry is not None and entry.state is State.RUNNING:
            entry.cancelled.set()
            if self.is_paused:
                self._pauses_after = entry_id
                self.resume()
            self._queue.refresh(entry_id)

    def pause(self) -> None:
        """Let the running picture wait, at the next strip."""
        if self._run is not None and not self.is_paused:
            self._run.paused.set()
            self._paused_at = time.monotonic()
            self._set_paused(True)

    def resume(self) -> None:
        """Go on. The time of the pause counts for no estimate."""
        if self._run is not None and self.is_paused:
            self._run.paused.clear()
            waited = time.monotonic() - self._paused_at
            self._began += waited
            for entry in self._on_their_way.values():
                entry.began += waited
            self._set_paused(False)

    def _set_paused(self, paused: bool) -> None:
        for entry in self._on_their_way.values():
            entry.is_paused = paused
            self._queue.refresh(entry.id)
        self.changed.emit()

    def shut_down(self) -> None:
        """Stop, and wait for the thread. What it is at ends within a second; nothing half-written stays."""
        self.close()
        self.preview_service.cancel()
        self._worker.needed.set()
        self._thread.quit()
        self._thread.wait()
        self._worker.let_go()

    def _begin(self, scope: set[int] | None) -> None:
        self._scope, self._ended_ids, self._stopping, self._began = scope, [], False, time.monotonic()
        self.latest_result = self._pauses_after = None
        self._count_again()
        waiting = self._waiting()
        if not waiting:
            return
        self._worker.needed.set()
        self._run = Run(self._orders(waiting), self._keep_awake())
        self._has_other_options = False
        self._run_requested.emit(self._run)
        self._is_hungry = True
        self._feed()
        self._current = waiting[0]
        self._set_running(waiting[0])
        self.changed.emit()

    def _order(self, entry: Entry, ahead: int = 0) -> Order:
        """`ahead` pictures that wait run before this one."""
        options = entry.options or self._options
        position = len(self._ended_ids) + len(self._on_their_way) + ahead + 1
        return Order(entry.id, entry.source, self._output, options, entry.root, entry.cancelled, position, entry.job)

    def _orders(self, waiting: Sequence[Entry]) -> list[Order]:
        return [self._order(entry, ahead) for ahead, entry in enumerate(waiting)]

    def _wait_again(self, entries: list[Entry]) -> None:
        for entry in entries:
            entry.wait_again()
            self._queue.state_changed(entry.id)
            if entry.id in self._ended_ids:
                self._ended_ids.remove(entry.id)
        self._count_again()

    def _waiting(self) -> list[Entry]:
        """What this run has still to do."""
        scope = self._scope
        return [
            entry
            for entry in self._queue.entries
            if entry.state is State.WAITING
            and entry.id not in self._on_their_way
            and not entry.cancelled.is_set()  # it is being removed
            and (scope is None or entry.id in scope)
        ]

    def _feed(self) -> None:
        """Send the next picture, if the worker has none before it."""
        if self._run is not None and self._is_hungry and not self._stopping:
            for entry in self._waiting()[:1]:
                self._is_hungry = False
                if self._has_other_options:
                    self._run.orders.put(Change(changed=self._orders(self._waiting())))
                    self._has_other_options = False
                self._run.orders.put(self._order(entry))
                self._on_their_way[entry.id] = entry

    def _go_on(self) -> None:
        """A picture has left the run, which is over if it was the last one. What waits may have to wait on: the worker
        does not take what was sent before it has come to it."""
        if self._current is not None and self._current.id not in self._on_their_way:
            self._current = next(iter(self._on_their_way.values()), None)
        self._feed()
        if not self._on_their_way and not self._waiting():
            self._end_run()

    def _end_run(self) -> None:
        assert self._run is not None
        self._run.orders.put(None)
        self._run = self._current = None
        self._worker.needed.clear()
        self._seconds = time.monotonic() - self._began
        self._measure()  # what came up meanwhile; mostly it is known

    def _measure(self) -> None:
        """Only while nothing runs or is about to: work never waits for a measurement."""
        if self._is_warm and self._run is None and not self.is_taking_up:
            self._measure_requested.emit(self._options)

    def _on_warmed_up(self, devices: list[str]) -> None:
        self._is_warm = True
        self.devices_known.emit(devices)
        self._measure()

    def _on_taken_up(self, jobs: list[Job]) -> None:
        self.is_taking_up = False
        ids = self._queue.add_entries(Entry(job.source, options=job.options, job=job) for job in jobs)
        self.taken_up.emit(ids)
        if self.is_running:
            return
        if ids:
            self._begin(set(ids))
        else:
            self._worker.needed.clear()
            self._measure()
            self.changed.emit()

    def _on_rows_inserted(self, _parent: QModelIndex, first: int, last: int) -> None:
        entries = self._queue.entries[first : last + 1]
        self._worker.sources.put([entry.source for entry in entries])
        self._protect_requested.emit()
        if self._run is not None and self._scope is None:
            self._run.orders.put(Change(added=self._orders(entries)))
            self._feed()

    def _on_rows_removed(self, _parent: QModelIndex, first: int, last: int) -> None:
        entries = self._queue.entries[first : last + 1]
        for entry in entries:
            entry.cancelled.set()
            self._on_their_way.pop(entry.id, None)
        if self._run is not None:
            self._run.orders.put(Change(removed=self._orders(entries)))
            self._go_on()
        else:
            self._drop_requested.emit([order.number for order in self._orders(entries)])

    def _on_taken(self, run: Run) -> None:
        if run is not self._run:
            return
        self._is_hungry = True
        self._feed()

    def _set_running(self, entry: Entry) -> None:
        if entry.state is State.WAITING:
            entry.send(entry.options or self._options)
            self._queue.state_changed(entry.id)

    def _on_started(self, entry_id: int) -> None:
        entry = self._on_their_way.get(entry_id)
        if entry is not None:
            self._set_running(entry)
            self._current, entry.began = entry, time.monotonic()
            self.changed.emit()

    def _on_progressed(self, entry_id: int, share: float) -> None:
        entry = self._on_their_way.get(entry_id)
        if entry is not None:
            entry.share = share
            self._queue.refresh(entry_id)
            self.changed.emit()

    def _on_finished(self, entry_id: int, outcome: Outcome) -> None:
        entry = self._on_their_way.pop(entry_id, None)
        if entry is None:
            return
        self._ended_ids.append(entry_id)
        self.latest_result = outcome.result or self.latest_result
        entry.end(outcome)
        self._queue.state_changed(entry_id)
        self._go_on()
        if entry_id == self._pauses_after and not self._stopping:
            self._pauses_after = None
            self.pause()
        self.ended.emit(entry_id)
        self.changed.emit()

    def _on_run_ended(self, run: Run) -> None:
        """Of what the worker has told nothing, nothing has come: it was cancelled before its turn."""
        if run is not self._run:
            return
        left = list(self._on_their_way.values())
        self._on_their_way.clear()
        self._end_run()
        for entry in left:
            if entry.state is State.RUNNING:
                entry.cancel()
                self._ended_ids.append(entry.id)
                self._queue.state_changed(entry.id)
                self.ended.emit(entry.id)
            else:
                self._wait_again([entry])
        self.changed.emit()
