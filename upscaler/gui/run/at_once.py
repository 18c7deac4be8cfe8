"""Upscales files without a window, for a file manager's menu, and notifies the user at the end."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal

from upscaler.gui.run.run_thread import RunThread
from upscaler.gui.run.status import summary
from upscaler.gui.system.file_manager import Revealer
from upscaler.gui.system.notifier import Notifier
from upscaler.gui.widgets import text
from upscaler.jobs.commands import Close
from upscaler.jobs.events import Ended, Event, Notice, RunEnded
from upscaler.jobs.job import Outcome, State
from upscaler.jobs.planning import JobFinder, Plan
from upscaler.options import UpscaleOptions

_LISTENS = 60_000  # milliseconds after the end, for a click on the notification


class RunAtOnce(QObject):
    """Upscales files; results go beside the originals. `finished`: nothing is left to do, and the user was notified."""

    finished = Signal()

    def __init__(self, options: UpscaleOptions, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.outcomes: list[Outcome] = []
        self._options = options
        self._notices: list[str] = []
        self._waiting: list[Path] = []  # arrived during a run
        self._finder: JobFinder | None = None
        self._notifier, self._revealer = Notifier(self), Revealer(self)
        self._notifier.clicked.connect(self._on_clicked)
        self._notifier.gone.connect(self._on_gone)
        self._listening = QTimer(self, interval=_LISTENS, singleShot=True)
        self._listening.timeout.connect(self.finished)
        self._thread = RunThread(self)
        self._thread.happened.connect(self._handle)
        self._thread.start()

    @property
    def has_failures(self) -> bool:
        return any(outcome.state is State.FAILED for outcome in self.outcomes)

    def add(self, inputs: Sequence[Path]) -> None:
        """Upscale these files, and the pictures in these folders; after those of earlier calls."""
        self._waiting += inputs
        if self._finder is None:
            self._begin()

    def shut_down(self) -> None:
        """Stop, and wait for the thread."""
        self._notifier.shut_down()
        self._thread.commands.put(Close())
        self._thread.wait()

    def _begin(self) -> None:
        if self._listening.isActive():  # the user has already been notified of the previous ones
            self._listening.stop()
            self.outcomes.clear()
            self._notices.clear()
        plan = Plan(self._waiting, None, self._options, recursive=True, notify=self._notices.append)
        self._waiting = []
        self._finder = JobFinder(plan, self._thread.commands, lambda _: None)

    def _handle(self, event: Event) -> None:
        if self._finder is not None:
            self._finder(event)
        match event:
            case Ended(outcome):
                self.outcomes.append(outcome)
            case Notice(sentence):
                self._notices.append(sentence)
            case RunEnded():
                self._on_run_ended()
            case _:
                pass

    def _on_run_ended(self) -> None:
        finder, self._finder = self._finder, None
        if self._waiting:
            self._begin()
        else:
            self._tell()
        if finder is not None:
            finder.check()

    def _tell(self) -> None:
        """Notify the user: the counts of outcomes, why the first picture failed, and other notices."""
        title = self.tr("Upscaling finished") if self.outcomes else self.tr("There are no pictures to upscale")
        failures = [text.failure(outcome.error) for outcome in self.outcomes if outcome.error is not None]
        notices = map(text.translated, dict.fromkeys(self._notices))
        lines = [summary(self.outcomes), *failures[:1], *notices]
        self._notifier.notify(title, "\n".join(line for line in lines if line))
        self._listening.start()

    def _on_gone(self) -> None:
        if self._finder is None:
            self.finished.emit()

    def _on_clicked(self) -> None:
        target = next((outcome.target for outcome in self.outcomes if outcome.target is not None), None)
        if target is not None:
            self._revealer.reveal(target)
