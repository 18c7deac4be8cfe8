"""Finds the results that earlier runs have made of a picture, once it comes into view."""

from __future__ import annotations

from contextlib import closing
from functools import partial
from pathlib import Path

from PySide6.QtCore import QModelIndex, QObject

from upscaler.errors import UpscalerError
from upscaler.gui.queue.entry import Entry
from upscaler.gui.queue.list import QueueList
from upscaler.gui.queue.model import ENTRY_ROLE, QueueModel
from upscaler.gui.system.background import Background
from upscaler.options import UpscaleOptions

_Results = dict[Path, UpscaleOptions]


class History(QObject):
    """Adds the results in the journal to the entry in view, once for each entry."""

    def __init__(self, queue: QueueModel, view: QueueList) -> None:
        super().__init__(view)
        self._queue = queue
        self._known: set[int] = set()  # ids of entries
        self._background = Background(self, self._on_delivered)
        view.selectionModel().currentChanged.connect(self._on_current_changed)

    def shut_down(self) -> None:
        self._background.shut_down()

    def _on_current_changed(self, current: QModelIndex, _previous: QModelIndex) -> None:
        self._background.forget()
        entry = current.data(ENTRY_ROLE)
        if isinstance(entry, Entry) and entry.id not in self._known:
            self._background.submit(entry.id, partial(_results_of, entry.source))

    def _on_delivered(self, entry_id: int, found: _Results | UpscalerError) -> None:
        entry = self._queue.get(entry_id)
        if entry is not None and not isinstance(found, UpscalerError):
            self._known.add(entry_id)
            entry.results = {path: made for path, made in found.items() if path not in entry.results} | entry.results


def _results_of(source: Path) -> _Results:
    from upscaler.jobs.journal import Journal  # late: it is not needed to show the window

    with closing(Journal()) as journal:
        return journal.results_of(source)
