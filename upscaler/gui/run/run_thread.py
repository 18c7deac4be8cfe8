"""The thread that upscales, as a QThread: commands go in through a queue, events come out as signals."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QThread, Signal

from upscaler.gui.comparison.live_rows import LiveRows
from upscaler.jobs.commands import Commands
from upscaler.jobs.events import Event, Rows, Running
from upscaler.jobs.session import Session

if TYPE_CHECKING:
    from upscaler.progress import OnRows


class RunThread(QThread):
    """Lives as long as the window; a `Close` command ends it."""

    happened = Signal(object)  # any Event except Rows, which only go to `live_rows`

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("upscale")
        self.commands = Commands()
        self.live_rows = LiveRows()
        self.session = Session(self.commands, self._report)
        self._show_rows: OnRows | None = None

    def run(self) -> None:
        """Qt calls this in the thread."""
        self.session.work()

    def _report(self, event: Event) -> None:
        match event:
            case Rows(_, pixels, rows):
                if self._show_rows is not None:
                    self._show_rows(pixels, rows)
                return
            case Running(job):
                self._show_rows = self.live_rows.row_callback(job.id)
            case _:
                pass
        self.happened.emit(event)
