"""The thread that upscales. One worker object lives in one thread for as long as the window does.

Wishes reach it through queued signals; while it is busy it hears none of them, so the wish to stop is an event that
travels with each picture.
"""

from __future__ import annotations

import threading
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from upscaler.errors import UpscalerError
from upscaler.gui.comparison.desk import PreviewDesk
from upscaler.gui.comparison.growth import Growth
from upscaler.jobs.job import Outcome
from upscaler.options import UpscaleOptions
from upscaler.progress import Progress

if TYPE_CHECKING:
    from upscaler.jobs.runner import Runner

_REPORT_EVERY = 0.05  # seconds: 20 repaints per second are enough


@dataclass(frozen=True)
class Order:
    """One picture to upscale. `output` is a folder, or None for one beside the picture."""

    entry_id: int
    source: Path
    output: Path | None
    options: UpscaleOptions
    cancelled: threading.Event
    paused: threading.Event


class UpscaleWorker(QObject):
    """Its slots run in the worker thread. Its signals are facts: entry ids and values, nothing that it still uses."""

    warmed_up = Signal(list)  # names of the devices that this computer has, the fastest first
    paced = Signal(object)  # Pace
    progressed = Signal(int, float)  # entry id, share of the work done
    noticed = Signal(str)  # a sentence that the person should read
    finished = Signal(int, object)  # entry id, Outcome

    def __init__(self) -> None:
        super().__init__()
        self._runner: Runner | None = None
        self.desk = PreviewDesk()
        self.growth = Growth()

    @Slot()
    def warm_up(self) -> None:
        """Import what the first picture needs, two seconds of it, so that Start is quick."""
        from upscaler.inference.devices import available_devices
        from upscaler.inference.engine import Engine  # noqa: F401 - it shall only be there

        self.warmed_up.emit(list(available_devices()))

    @Slot(object)
    def measure(self, options: UpscaleOptions) -> None:
        """Tell how fast this computer is; takes two seconds once. Pictures tell what is wrong with options."""
        from upscaler.jobs.pace import pace_of

        with suppress(UpscalerError):
            self.paced.emit(pace_of(options))

    @Slot()
    def preview(self) -> None:
        """Serve the preview that waits. While a picture runs, this is done between its strips."""
        self.desk.serve()

    @Slot(list)
    def protect(self, sources: list[Path]) -> None:
        """No result may replace any of these."""
        self._the_runner().protect(sources)

    @Slot(object)
    def run(self, order: Order) -> None:
        """Upscale one picture; `finished` follows, whatever happens to it."""
        self.finished.emit(order.entry_id, self._outcome(order))

    def _outcome(self, order: Order) -> Outcome:
        from upscaler.jobs.planning import plan

        planned = plan([order.source], order.output, order.options)
        for notice in planned.notices:
            self.noticed.emit(notice)
        report, on_rows = _Throttle(self, order.entry_id).report, self.growth.teller(order.entry_id)
        progress = Progress(report, order.cancelled, order.paused, on_rows, self.desk.serve)
        return self._the_runner().run(planned.jobs[0], progress)

    def _the_runner(self) -> Runner:
        """One runner for all: it knows which names are taken."""
        if self._runner is None:
            from upscaler.jobs.runner import Runner

            self._runner = Runner()
        return self._runner


class _Throttle:
    """Lets through 20 reports per second."""

    def __init__(self, worker: UpscaleWorker, entry_id: int) -> None:
        self._worker = worker
        self._entry_id = entry_id
        self._last = 0.0

    def report(self, share: float) -> None:
        now = time.monotonic()
        if now - self._last >= _REPORT_EVERY:
            self._last = now
            self._worker.progressed.emit(self._entry_id, share)
