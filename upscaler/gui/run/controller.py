"""Sends commands to the thread that upscales, and applies its events to the queue.

The window shows a request immediately; events correct that if it turns out differently.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QObject, Signal

from upscaler.gui.comparison.preview_service import PreviewRequest, PreviewService
from upscaler.gui.queue.entry import Entry
from upscaler.gui.queue.model import QueueModel
from upscaler.gui.run.run_thread import RunThread
from upscaler.gui.run.tally import RunTally
from upscaler.gui.widgets import text
from upscaler.jobs.commands import (
    Add,
    CancelAll,
    CancelOne,
    ChangeOptions,
    ChangeOwnOptions,
    Close,
    Command,
    FindUnfinished,
    ForgetUnfinished,
    Measure,
    Pause,
    Preview,
    Protect,
    Remove,
    Reorder,
    Resume,
    ResumeUnfinished,
    WarmUp,
)
from upscaler.jobs.events import (
    DevicesFound,
    Ended,
    Event,
    Notice,
    Progressed,
    Queued,
    Reading,
    Returned,
    RunEnded,
    Running,
    ThroughputMeasured,
    UnfinishedFound,
    UnfinishedResumed,
)
from upscaler.jobs.job import Job, Outcome, State
from upscaler.jobs.throughput import same_speed
from upscaler.options import UpscaleOptions

if TYPE_CHECKING:
    from upscaler.jobs.journal import Unfinished


class RunController(QObject):
    """Owns the thread. `changed`: the run has started, progressed, paused, continued or ended."""

    changed = Signal()
    ended = Signal(int)  # entry id: this picture is done, failed, skipped or cancelled
    noticed = Signal(str)
    devices_known = Signal(object)  # as in DevicesFound
    throughput_measured = Signal(object)  # Throughput with the current options
    resumed = Signal(list)  # ids of the entries that were put into the queue from an unfinished run
    unfinished = Signal(object)  # Unfinished: an earlier run, to be resumed or forgotten

    def __init__(
        self, queue: QueueModel, parent: QObject | None = None, keep_awake: Callable[[], bool] = lambda: True
    ) -> None:
        """`keep_awake` is called at each start and returns whether to keep the computer awake during the run."""
        super().__init__(parent)
        self._keep_awake = keep_awake
        self._queue = queue
        self._options = UpscaleOptions()
        self.is_running = self.is_paused = self._is_stopping = False
        self.is_resuming = False  # whether an earlier run is being resumed and its pictures are not in the queue yet
        self.current: Entry | None = None  # in the network, or about to be; others are only being read or written
        self.tally = RunTally(queue)
        self._takes_all = True  # pictures added to the queue join this run
        self._unanswered = 0  # Add commands whose Queued event has not arrived yet
        self._thread = RunThread(self)
        self.live_rows = self._thread.live_rows
        self.preview_service = PreviewService()
        self.preview_service.requested.connect(self._on_preview_requested)
        self._thread.happened.connect(self._handle)
        queue.rowsInserted.connect(self._on_rows_inserted)
        queue.rowsAboutToBeRemoved.connect(self._on_rows_removed)
        queue.layoutChanged.connect(self._on_rows_moved)
        self._thread.start()

    @property
    def is_stopping(self) -> bool:
        """Whether the user has asked to stop, but the thread has not stopped yet."""
        return self._is_stopping and self.is_running

    # Requests of the user

    def warm_up(self) -> None:
        """Load torch in the thread; call it once the window has been painted."""
        self._send(FindUnfinished())
        self._send(WarmUp())

    def resume_unfinished(self, found: Unfinished) -> None:
        """Put the unfinished pictures of an earlier run into the queue, and run them."""
        self.is_resuming = True
        self._send(ResumeUnfinished(found))
        self.changed.emit()

    def forget_unfinished(self, found: Unfinished) -> None:
        """Do not offer this run again."""
        self._send(ForgetUnfinished(found))

    def set_options(self, options: UpscaleOptions, output: Path | None) -> None:
        """Use these for all pictures that have not been started and have no options of their own."""
        before, self._options = self._options, options
        self._send(ChangeOptions(options, output))
        if not same_speed(before, options):
            self._send(Measure(options))
        self._queue.set_options(options)

    def set_own_options(self, own: Mapping[int, UpscaleOptions | None]) -> None:
        """Give these entries their own options; None: those of the queue."""
        self._queue.set_own_options(own)
        if own:
            self._send(ChangeOwnOptions({entry.id: entry.own for entry in self._entries(own)}))

    def measure(self, options: UpscaleOptions) -> None:
        """Measure how fast this computer is with these options; `throughput_measured` follows."""
        self._send(Measure(options))

    def start(self) -> None:
        """Run the waiting and the cancelled pictures."""
        if not self.is_running:
            for entry in self._queue.entries:
                if entry.state is State.CANCELLED:
                    self._queue.wait_again(entry)
            self._begin([entry for entry in self._queue.entries if entry.state is State.WAITING], takes_all=True)

    def run(self, entry_ids: list[int]) -> None:
        """Run these waiting pictures, and no others unless a run is already in progress."""
        entries = [entry for entry in self._entries(entry_ids) if entry.state is State.WAITING]
        if not self.is_running:
            self._begin(entries, takes_all=False)
        elif not self._takes_all:  # otherwise they are already part of the run
            self._add(entries)

    def retry(self, entry_ids: list[int]) -> None:
        """Run these pictures again with the current options; during a run, after the waiting ones."""
        again = [entry for entry in self._entries(entry_ids) if entry.state is not State.RUNNING]
        for entry in again:
            entry.job = entry.job_again
            if not entry.is_open:
                self._queue.wait_again(entry)
        if not self.is_running:
            self._begin(again, takes_all=False)
        else:
            self._add(again)

    def pause(self) -> None:
        """Pause the running picture after its current strip."""
        if self.is_running and not self.is_paused:
            self._send(Pause())
            self.tally.pause()
            self._set_paused(True)

    def resume(self) -> None:
        """Continue after a pause."""
        if self.is_paused:
            self._send(Resume())
            self._end_pause()

    def cancel_one(self, entry_id: int) -> None:
        """Stop this picture if it is still running, without a result; the others continue, or stay paused."""
        entry = self._queue.get(entry_id)
        if entry is not None and entry.state is State.RUNNING:
            self._send(CancelOne(entry_id))
            self._queue.show_stopping(entry)

    def stop(self) -> None:
        """Stop the running pictures, without results, and start no others."""
        if self.is_running:
            if self.current is not None:
                self.cancel_one(self.current.id)  # it may not have been started yet
            self._stop(CancelAll())

    def close(self) -> None:
        """Stop because the window closes: the running pictures will wait again after the next start."""
        self._stop(Close())

    def shut_down(self) -> None:
        """Stop, and wait for the thread. It ends within a second and leaves nothing half-written."""
        self.close()
        self.preview_service.cancel()
        self._thread.wait()

    def _stop(self, command: Command) -> None:
        self._send(command)
        if self.is_running:
            self._is_stopping = True
            self._end_pause()
            for entry in self.tally.in_flight.values():
                if entry.state is State.RUNNING:  # the others wait again, unless they have already finished
                    self._queue.show_stopping(entry)
            self.changed.emit()

    def _begin(self, entries: Sequence[Entry], takes_all: bool) -> None:
        self.tally.begin()
        self._takes_all, self._is_stopping = takes_all, False
        if entries:
            self.is_running = True
            self._add(entries)
            self._set_current(entries[0])
            self.changed.emit()

    def _add(self, entries: Iterable[Entry]) -> None:
        """Add these to the run; if it is about to stop, they wait for the next one."""
        fresh = [entry for entry in entries if entry.id not in self.tally.in_flight]
        if not self._is_stopping:
            self.tally.add(fresh)
            self._unanswered += 1
            self._send(Add([entry.picture for entry in fresh], keep_awake=self._keep_awake()))

    def _send(self, command: Command) -> None:
        self._thread.commands.put(command)

    def _entries(self, entry_ids: Iterable[int]) -> list[Entry]:
        return [entry for entry in map(self._queue.get, entry_ids) if entry is not None]

    def _set_paused(self, paused: bool) -> None:
        self.is_paused = paused
        for entry in {*self.tally.in_flight.values(), *([self.current] if self.current else [])}:
            self._queue.show_paused(entry, paused)
        self.changed.emit()

    def _end_pause(self) -> None:
        if self.is_paused:
            self.tally.resume()
            self._set_paused(False)

    def _set_current(self, entry: Entry) -> None:
        """This picture enters the network next. If another one was expected to, it waits again."""
        before, self.current = self.current, entry
        if before is not None and before is not entry and before.state is State.RUNNING:
            self._queue.wait_again(before)
        if entry.state is State.WAITING:
            self._queue.show_begun(entry, self._queue.options_of(entry))

    # The queue has changed

    def _on_rows_inserted(self, _parent: QModelIndex, first: int, last: int) -> None:
        entries = self._queue.entries[first : last + 1]
        self._send(Protect([entry.source for entry in entries]))
        if self.is_running and self._takes_all:
            self._add([entry for entry in entries if entry.state is State.WAITING])  # an undo brings back others too

    def _on_rows_removed(self, _parent: QModelIndex, first: int, last: int) -> None:
        ids = [entry.id for entry in self._queue.entries[first : last + 1]]
        self._send(Remove(ids))
        for entry_id in ids:
            self.tally.remove(entry_id)
            self._leave(entry_id)
        if self.current is not None and self.current.id in ids:
            self.current = None

    def _on_rows_moved(self) -> None:
        if self.is_running:
            self._send(Reorder([entry.id for entry in self._queue.entries if entry.state is State.WAITING]))

    def _on_preview_requested(self, request: PreviewRequest) -> None:
        self._send(Preview(partial(self.preview_service.serve, request)))

    # Events

    def _handle(self, event: Event) -> None:
        self._queue.handle(event)
        match event:
            case Queued():
                self._unanswered -= 1
            case Reading(job) | Running(job):
                self._on_begun(job, is_in_network=isinstance(event, Running))
            case Progressed():
                self.changed.emit()
            case Returned(job):
                self._leave(job.id)
            case Ended(outcome):
                self._on_ended(outcome)
            case RunEnded():
                self._on_run_ended()
            case Notice(sentence):
                self.noticed.emit(text.translated(sentence))  # now, since a Qt string would lose its template
            case DevicesFound(devices):
                self.devices_known.emit(devices)
                self._send(Measure(self._options))
            case ThroughputMeasured(throughput):
                self.throughput_measured.emit(throughput)
            case UnfinishedFound(unfinished):
                self.unfinished.emit(unfinished)
            case UnfinishedResumed(jobs, ended):
                self._on_resumed(jobs, ended)
            case _:
                pass

    def _on_begun(self, job: Job, is_in_network: bool) -> None:
        entry = self._queue.get(job.id)
        if entry is None:
            return  # it was removed in the meantime
        self.tally.in_flight[job.id] = entry
        if is_in_network:
            self.current = entry
        elif self.current is None or self.current.id not in self.tally.in_flight:
            self._set_current(entry)
        if self.is_paused:
            self._queue.show_paused(entry, True)
        self.changed.emit()

    def _on_ended(self, outcome: Outcome) -> None:
        entry_id = outcome.job.id
        if self._queue.get(entry_id) is not None:
            self.tally.count(outcome)
            self._leave(entry_id)
            self.ended.emit(entry_id)
            self.changed.emit()

    def _leave(self, entry_id: int) -> None:
        """It is no longer in flight. If it was the only one, it stays current until the next one is known."""
        self.tally.in_flight.pop(entry_id, None)
        if self.current is not None and self.current.id == entry_id:
            self.current = next(iter(self.tally.in_flight.values()), self.current)

    def _on_run_ended(self) -> None:
        if self._unanswered:
            return  # a new run begins with the pictures that were added in the meantime
        last, self.current = self.current, None
        self.tally.end()
        self.is_running = self.is_paused = self._is_stopping = False
        if last is not None and last.state is State.RUNNING:  # the run was stopped before it was started
            self._queue.wait_again(last)
        self.changed.emit()

    def _on_resumed(self, jobs: Sequence[Job], ended: Sequence[Outcome]) -> None:
        self.is_resuming = False
        for state in (State.DONE, State.FAILED):  # separately, since a picture may have both a result and a failure
            self._queue.add_entries(_ended(outcome) for outcome in ended if outcome.state is state)
        ids = self._queue.add_entries(Entry(job.source, job.id, own=job.options, job=job) for job in jobs)
        self.resumed.emit(ids)
        if ids and not self.is_running:
            self._begin(self._entries(ids), takes_all=False)
        self.tally.count_earlier(outcome.job.id for outcome in ended if outcome.state is State.FAILED)
        self.changed.emit()


def _ended(outcome: Outcome) -> Entry:
    """An entry for a picture that ended in an earlier run. If it failed, its job can be run again."""
    job = outcome.job if outcome.state is State.FAILED else None
    entry = Entry(outcome.job.source, outcome.job.id, own=outcome.job.options, job=job)
    entry.end(outcome)
    return entry
