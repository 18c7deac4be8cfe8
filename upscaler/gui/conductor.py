"""Sends waiting pictures to the worker, one at a time, and writes into the queue what comes back."""

from __future__ import annotations

import threading
import time
from pathlib import Path

from PySide6.QtCore import QModelIndex, QObject, QThread, Signal

from upscaler.gui.entry import Entry
from upscaler.gui.queue_model import QueueModel
from upscaler.gui.worker import Order, UpscaleWorker
from upscaler.jobs.job import Outcome, State
from upscaler.options import UpscaleOptions


class Conductor(QObject):
    """Owns the worker and its thread. `changed`: whether it runs, how far it is, or how it ended has changed."""

    changed = Signal()
    ended = Signal(int)  # entry id: this picture is done, failed, skipped or cancelled
    noticed = Signal(str)
    devices_known = Signal(list)
    paced = Signal(object)  # Pace, for the options of now

    # To the worker only. A signal is what carries a call into another thread.
    _warm_up_requested = Signal()
    _measure_requested = Signal(object)
    _protect_requested = Signal(list)
    _run_requested = Signal(object)

    def __init__(self, queue: QueueModel, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._queue = queue
        self._options = UpscaleOptions()
        self._output: Path | None = None
        self._current: Entry | None = None
        self._ended_ids: list[int] = []  # of this run
        self._scope: set[int] | None = None  # what this run is about; None: all that waits
        self._stopping = False
        self._paused = threading.Event()
        self._paused_at = 0.0
        self._is_warm = False  # torch is loaded
        self._began = 0.0
        self._seconds = 0.0
        self._worker = UpscaleWorker()
        self._thread = QThread(self)
        self._thread.setObjectName("upscale")
        self._worker.moveToThread(self._thread)
        self._warm_up_requested.connect(self._worker.warm_up)
        self._measure_requested.connect(self._worker.measure)
        self._protect_requested.connect(self._worker.protect)
        self._run_requested.connect(self._worker.run)
        self.desk, self.growth = self._worker.desk, self._worker.growth
        self.desk.ordered.connect(self._worker.preview)
        self._worker.warmed_up.connect(self._on_warmed_up)
        self._worker.paced.connect(self.paced)
        self._worker.noticed.connect(self.noticed)
        self._worker.progressed.connect(self._on_progressed)
        self._worker.finished.connect(self._on_finished)
        queue.rowsInserted.connect(self._on_rows_inserted)
        self._thread.start()

    @property
    def current(self) -> Entry | None:
        """The picture that is running."""
        return self._current

    @property
    def is_running(self) -> bool:
        return self._current is not None

    @property
    def is_stopping(self) -> bool:
        """The person has asked to stop, and the worker has not yet."""
        return self._stopping and self.is_running

    @property
    def is_paused(self) -> bool:
        """The running picture waits for the person."""
        return self._current is not None and self._current.is_paused

    @property
    def ended_entries(self) -> list[Entry]:
        """Pictures of this run, or of the last one, that are through and still in the queue."""
        found = [self._queue.get(entry_id) for entry_id in self._ended_ids]
        return [entry for entry in found if entry is not None]

    @property
    def total(self) -> int:
        """Pictures of this run: those that are through, the running one, and those that wait."""
        return len(self._ended_ids) + self.is_running + len(self._waiting())

    @property
    def position(self) -> int:
        """Of the running picture in this run, from 1."""
        return len(self._ended_ids) + 1

    @property
    def share(self) -> float:
        """Of the pictures of this run that is done, 0 to 1."""
        return (len(self._ended_ids) + (self._current.share if self._current else 0.0)) / max(1, self.total)

    @property
    def seconds(self) -> float:
        """How long the run takes so far, or has taken."""
        return time.monotonic() - self._began if self.is_running else self._seconds

    def warm_up(self) -> None:
        """Load torch in the worker's thread; call it once the window has been painted."""
        self._warm_up_requested.emit()

    def set_options(self, options: UpscaleOptions, output: Path | None) -> None:
        """For every picture that is not yet sent to the worker."""
        before, self._options, self._output = self._options, options, output
        runs_alike = (before.model, before.device, before.precision) == (
            options.model,
            options.device,
            options.precision,
        )
        if self._is_warm and not runs_alike:
            self._measure_requested.emit(options)
        self._queue.set_enlargement(options.enlargement)

    def start(self) -> None:
        """Run what waits; what was cancelled waits again."""
        if not self.is_running:
            self._wait_again([entry for entry in self._queue.entries if entry.state is State.CANCELLED])
            self._begin(None)

    def retry(self, entry_ids: list[int]) -> None:
        """Run pictures that are through once more, with the options of now: at once, or after those that wait."""
        found = [self._queue.get(entry_id) for entry_id in entry_ids]
        again = [entry for entry in found if entry is not None and entry.state is not State.RUNNING]
        self._wait_again([entry for entry in again if not entry.is_open])
        ids = {entry.id for entry in again}
        if not self.is_running:
            self._begin(ids)
        elif self._scope is not None:
            self._scope |= ids

    def cancel(self) -> None:
        """Stop the running picture and start no other one. Nothing is left of it."""
        if self._current is not None:
            self._stopping = True
            self._current.cancelled.set()
            self.resume()
            self._queue.refresh(self._current.id)
            self.changed.emit()

    def pause(self) -> None:
        """Let the running picture wait, at the next strip."""
        if self._current is not None and not self._current.is_paused:
            self._paused.set()
            self._paused_at = time.monotonic()
            self._set_paused(self._current, True)

    def resume(self) -> None:
        """Go on. The time of the pause counts for no estimate."""
        self._paused.clear()
        if self._current is not None and self._current.is_paused:
            waited = time.monotonic() - self._paused_at
            self._began += waited
            self._current.began += waited
            self._set_paused(self._current, False)

    def _set_paused(self, entry: Entry, paused: bool) -> None:
        entry.is_paused = paused
        self._queue.refresh(entry.id)
        self.changed.emit()

    def shut_down(self) -> None:
        """Stop, and wait for the thread. What it is at ends within a second; nothing half-written stays."""
        self.cancel()
        self.desk.cancel()
        self._thread.quit()
        self._thread.wait()

    def _begin(self, scope: set[int] | None) -> None:
        self._scope, self._ended_ids, self._stopping, self._began = scope, [], False, time.monotonic()
        self._send_next()

    def _wait_again(self, entries: list[Entry]) -> None:
        for entry in entries:
            entry.wait_again()
            self._queue.state_changed(entry.id)
            if entry.id in self._ended_ids:
                self._ended_ids.remove(entry.id)

    def _waiting(self) -> list[Entry]:
        """What this run has still to do."""
        scope = self._scope
        return [
            entry
            for entry in self._queue.entries
            if entry.state is State.WAITING and (scope is None or entry.id in scope)
        ]

    def _send_next(self) -> None:
        waiting = [] if self._stopping else self._waiting()
        self._current = waiting[0] if waiting else None
        if self._current is None:
            self._seconds = time.monotonic() - self._began
        else:
            entry = self._current
            entry.send(self._options.enlargement)
            self._queue.state_changed(entry.id)
            self._run_requested.emit(
                Order(entry.id, entry.source, self._output, self._options, entry.cancelled, self._paused)
            )
        self.changed.emit()

    def _on_warmed_up(self, devices: list[str]) -> None:
        self._is_warm = True
        self.devices_known.emit(devices)
        self._measure_requested.emit(self._options)

    def _on_rows_inserted(self, _parent: QModelIndex, first: int, last: int) -> None:
        self._protect_requested.emit([entry.source for entry in self._queue.entries[first : last + 1]])

    def _on_progressed(self, entry_id: int, share: float) -> None:
        if self._current is not None and self._current.id == entry_id:
            self._current.share = share
            self._queue.refresh(entry_id)
            self.changed.emit()

    def _on_finished(self, entry_id: int, outcome: Outcome) -> None:
        entry = self._current
        if entry is None or entry.id != entry_id:
            return
        self._current = None
        self._ended_ids.append(entry_id)
        entry.end(outcome)
        self._queue.state_changed(entry_id)
        self.ended.emit(entry_id)
        self._send_next()
