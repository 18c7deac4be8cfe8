"""The rows of the queue that are listed: those in the chosen states whose name contains the searched text."""

from __future__ import annotations

from collections.abc import Collection

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSortFilterProxyModel

from upscaler.gui.queue.entry import Entry
from upscaler.gui.queue.model import QueueModel
from upscaler.jobs.job import State


class VisibleRows(QSortFilterProxyModel):
    """All rows at first, always in the order of the queue."""

    def __init__(self, queue: QueueModel) -> None:
        super().__init__(queue)
        self._queue = queue
        self._words: list[str] = []
        self._states: frozenset[State] = frozenset()
        self.setSourceModel(queue)

    @property
    def is_filtered(self) -> bool:
        """Whether rows may be hidden."""
        return bool(self._words or self._states)

    @property
    def states(self) -> frozenset[State]:
        """The states that are shown; empty: all."""
        return self._states

    def search(self, text: str) -> None:
        """Show only pictures whose name contains all words of the text, ignoring case."""
        self.beginFilterChange()
        self._words = text.casefold().split()
        self.endFilterChange()

    def show_states(self, states: Collection[State]) -> None:
        """Show only pictures in these states; empty: in any."""
        self.beginFilterChange()
        self._states = frozenset(states)
        self.endFilterChange()

    def filterAcceptsRow(self, row: int, _parent: QModelIndex | QPersistentModelIndex) -> bool:
        if not self.is_filtered:
            return True
        entry: Entry = self._queue.at(row)
        name = entry.source.name.casefold()
        return (not self._states or entry.state in self._states) and all(word in name for word in self._words)

    def index_of(self, entry_id: int) -> QModelIndex:
        """The index of an entry; invalid if it is hidden."""
        return self.mapFromSource(self._queue.index_of(entry_id))

    def queue_row(self, row: int) -> int:
        """The row of the queue that this row of the list shows; for the row after the last one, the row after that."""
        if row < self.rowCount():
            return self.mapToSource(self.index(row, 0)).row()
        last = self.rowCount() - 1
        return self.mapToSource(self.index(last, 0)).row() + 1 if last >= 0 else self._queue.rowCount()

    @property
    def entries(self) -> list[Entry]:
        """The entries in the list, from top to bottom."""
        if not self.is_filtered:
            return self._queue.entries
        return [self._queue.at(self.queue_row(row)) for row in range(self.rowCount())]
