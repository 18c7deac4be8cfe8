"""The queue: a plain list of entries, and Qt's item model as an adapter over it."""

from __future__ import annotations

import time
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import QAbstractListModel, QMimeData, QModelIndex, QObject, QPersistentModelIndex, Qt, QUrl, Signal

from upscaler.errors import CropError, ScaleError
from upscaler.geometry import Size
from upscaler.gui.queue.entry import Entry, notes, own_options, state_text
from upscaler.gui.queue.thumbnails import Thumbnails
from upscaler.gui.widgets import text
from upscaler.jobs.events import Ended, Event, Progressed, Returned, Running
from upscaler.jobs.job import Root, State
from upscaler.options import UpscaleOptions

Index = QModelIndex | QPersistentModelIndex

ENTRY_ROLE = Qt.ItemDataRole.UserRole
SIZES_ROLE = Qt.ItemDataRole.UserRole + 1  # the sizes of original and result
OWN_ROLE = Qt.ItemDataRole.UserRole + 2  # how its options differ from those of the queue
ROWS = "application/x-upscaler-rows"  # ids of entries that are being moved within the list


class QueueModel(QAbstractListModel):
    """Entries in the order in which they will run."""

    counts_changed = Signal()  # the number of entries in some state
    options_changed = Signal()  # of the queue or of entries
    leaving = Signal(set)  # ids of entries that are about to be removed

    def __init__(self, thumbnails: Thumbnails, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.thumbnails = thumbnails
        self._options = UpscaleOptions()  # of waiting pictures without their own
        self._entries: list[Entry] = []
        self._rows: dict[int, int] = {}  # entry id -> row
        thumbnails.ready.connect(self.refresh)

    @property
    def entries(self) -> list[Entry]:
        return list(self._entries)

    def add(self, sources: Iterable[Path], folder: Root | None = None) -> list[int]:
        """Append files, found in `folder`, except those already waiting or running. Returns the new ids."""
        return self.add_entries(Entry(source, added=folder) for source in sources)

    def add_entries(self, entries: Iterable[Entry]) -> list[int]:
        """Append entries, except those whose files are already waiting or running. Returns the ids of those added."""
        taken = {entry.source for entry in self._entries if entry.is_open}
        fresh = list({entry.source: entry for entry in entries if entry.source not in taken}.values())
        if fresh:
            first = len(self._entries)
            self.beginInsertRows(QModelIndex(), first, first + len(fresh) - 1)
            self._entries += fresh
            self._rows.update((entry.id, first + number) for number, entry in enumerate(fresh))
            self.endInsertRows()
            self.counts_changed.emit()
        return [entry.id for entry in fresh]

    def remove(self, entry_ids: Iterable[int]) -> None:
        """Take entries out, except the running one."""
        found = [entry for entry in map(self.get, entry_ids) if entry is not None]
        going = {entry.id for entry in found if entry.state is not State.RUNNING}
        if not going:
            return
        self.leaving.emit(going)
        self.move(going, len(self._entries))  # so that thousands of rows are removed in one step
        first = len(self._entries) - len(going)
        self.beginRemoveRows(QModelIndex(), first, len(self._entries) - 1)
        del self._entries[first:]
        self._number()
        self.endRemoveRows()
        for entry_id in going:
            self.thumbnails.forget(entry_id)
        self.counts_changed.emit()

    def restore(self, entries: Iterable[Entry], order: Sequence[int]) -> None:
        """Put removed entries back, and arrange all ids in this order."""
        self.add_entries(entries)
        self.arrange(order)

    def move(self, entry_ids: Iterable[int], before: int) -> None:
        """Move entries, in their present order, before the row that is now `before`."""
        moving = set(entry_ids)
        ahead = [entry.id for entry in self._entries[:before] if entry.id not in moving]
        self.arrange([*ahead, *(entry.id for entry in self._entries if entry.id in moving)])

    def arrange(self, entry_ids: Iterable[int]) -> None:
        """Put the entries in this order; unlisted ones come last, in their present order."""
        named = {entry.id: entry for entry in map(self.get, entry_ids) if entry is not None}
        order = [*named.values(), *(entry for entry in self._entries if entry.id not in named)]
        if order == self._entries:
            return
        self.layoutAboutToBeChanged.emit()
        kept = self.persistentIndexList()
        kept_ids = [self._entries[index.row()].id for index in kept]
        self._entries = order
        self._number()
        self.changePersistentIndexList(kept, [self.index_of(entry_id) for entry_id in kept_ids])
        self.layoutChanged.emit()

    @property
    def ids(self) -> list[int]:
        """The ids of all entries, in their order."""
        return [entry.id for entry in self._entries]

    def get(self, entry_id: int) -> Entry | None:
        row = self._rows.get(entry_id)
        return None if row is None else self._entries[row]

    def at(self, row: int) -> Entry:
        return self._entries[row]

    def index_of(self, entry_id: int) -> QModelIndex:
        row = self._rows.get(entry_id)
        return QModelIndex() if row is None else self.index(row)

    def count(self, *states: State) -> int:
        """The number of entries in any of these states; of all entries if no state is given."""
        return sum(entry.state in states for entry in self._entries) if states else len(self._entries)

    @property
    def options(self) -> UpscaleOptions:
        """The options of waiting pictures without their own options."""
        return self._options

    def options_of(self, entry: Entry) -> UpscaleOptions:
        """The options with which this entry would run next."""
        return entry.own or self._options

    def set_options(self, options: UpscaleOptions) -> None:
        self._options = options
        self._show_new_options()

    def set_own_options(self, own: Mapping[int, UpscaleOptions | None]) -> None:
        """Give entries their own options; None: those of the queue, unless the journal has options for the entry."""
        for entry_id, options in own.items():
            if entry := self.get(entry_id):
                entry.own = self._options if options is None and entry.job is not None else options
        self._show_new_options()

    def _show_new_options(self) -> None:
        if self._entries:
            self.dataChanged.emit(self.index(0), self.index(len(self._entries) - 1))
        self.options_changed.emit()

    def refresh(self, entry_id: int) -> None:
        """Redraw this entry, if it is still in the queue."""
        index = self.index_of(entry_id)
        if index.isValid():
            self.dataChanged.emit(index, index)

    def state_changed(self, entry_id: int) -> None:
        """Redraw this entry, whose state has changed, and the counts."""
        self.refresh(entry_id)
        self.counts_changed.emit()

    def show_begun(self, entry: Entry, options: UpscaleOptions) -> None:
        """Show it as running before the thread has started it."""
        entry.begin(options)
        self.state_changed(entry.id)

    def show_stopping(self, entry: Entry) -> None:
        """Show that it is about to stop, as requested by the user."""
        entry.is_stopping = True
        self.refresh(entry.id)

    def show_paused(self, entry: Entry, paused: bool) -> None:
        entry.is_paused = paused
        self.refresh(entry.id)

    def wait_again(self, entry: Entry) -> None:
        """Put it back to waiting: it had no outcome, or one that no longer counts."""
        entry.wait_again()
        self.state_changed(entry.id)

    def handle(self, event: Event) -> None:
        """Update the entry of the picture that this event is about."""
        match event:
            case Running(job) if entry := self.get(job.id):
                entry.begin(job.options)
            case Progressed(job, share) if entry := self.get(job.id):
                entry.share = share
                self.refresh(job.id)
                return
            case Returned(job) if (entry := self.get(job.id)) and entry.is_open:
                entry.wait_again()
            case Ended(outcome) if entry := self.get(outcome.job.id):
                entry.end(outcome)
            case _:
                return
        self.state_changed(entry.id)

    def sizes(self, entry: Entry) -> str:
        """The sizes of original and result; empty until the file's header has been read."""
        header = self.thumbnails.header(entry.id, entry.source)
        source = self.source_size(entry, header.size) if header else None
        if source is None:
            return ""
        result = self.result_size(entry, source)
        asked = (entry.options or self.options_of(entry)).size
        return text.resize(source, asked.with_bleed(result)) if result else text.size(source)

    def source_size(self, entry: Entry, whole: Size) -> Size | None:
        """The size of the part of a picture of size `whole` that is upscaled; None if it is not inside."""
        try:
            return (entry.options or self.options_of(entry)).cropped(whole)
        except CropError:
            return None

    def result_size(self, entry: Entry, source: Size) -> Size | None:
        """The size, without bleed, of the result of this picture, of which a part of size `source` is upscaled.

        None if its options request an impossible size.
        """
        try:
            return (entry.options or self.options_of(entry)).size.of(source)
        except ScaleError:
            return None

    def _about_result(self, entry: Entry) -> str:
        """The path of the result; empty if there is none."""
        return f"{text.TO} {entry.target}" if entry.target else ""

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self._entries)

    def flags(self, index: Index) -> Qt.ItemFlag:
        return super().flags(index) | (Qt.ItemFlag.ItemIsDragEnabled if index.isValid() else Qt.ItemFlag.NoItemFlags)

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        """The data of a drag: rows for another place in the list, results for another program."""
        entries = [self._entries[index.row()] for index in sorted(indexes, key=QModelIndex.row)]
        data = QMimeData()
        data.setData(ROWS, " ".join(str(entry.id) for entry in entries).encode())
        results = [entry.target for entry in entries if entry.target is not None]
        if results:
            data.setUrls([QUrl.fromLocalFile(str(result)) for result in results])
        return data

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        entry = self._entries[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return entry.source.name
        if role == ENTRY_ROLE:
            return entry
        if role == SIZES_ROLE:
            return self.sizes(entry)
        if role == OWN_ROLE:
            return own_options(entry, self._options)
        if role == Qt.ItemDataRole.DecorationRole:
            return self.thumbnails.get(entry.id, entry.source)
        if role == Qt.ItemDataRole.ToolTipRole:
            own = own_options(entry, self._options)  # which a narrow row cuts off
            return "\n".join(filter(None, [str(entry.source), self._about_result(entry), own, notes(entry)]))
        if role == Qt.ItemDataRole.AccessibleTextRole:
            state, own = state_text(entry, time.monotonic()), own_options(entry, self._options)
            parts = [entry.source.name, self.sizes(entry), state, self._about_result(entry), own, notes(entry)]
            return text.listed(parts)
        return None

    def _number(self) -> None:
        self._rows = {entry.id: row for row, entry in enumerate(self._entries)}
