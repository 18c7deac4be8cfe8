"""The left panel: the list of pictures, their number, and a button that removes the finished ones."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QModelIndex, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from upscaler.gui.queue.commands import FINISHED, QueueCommands
from upscaler.gui.queue.edits import QueueEdits
from upscaler.gui.queue.entry import Entry
from upscaler.gui.queue.finder import QueueFinder
from upscaler.gui.queue.list import QueueList
from upscaler.gui.queue.model import ENTRY_ROLE, QueueModel
from upscaler.gui.widgets import layouts, text
from upscaler.gui.widgets.controls import Button, keep_place, label

WIDTH, SMALLEST_WIDTH = 296, 232


class QueuePanel(QWidget):
    """The queue with its heading. Its signals carry entry ids."""

    picked = Signal(object)  # the entry in view: its id, or None
    opened = Signal(int)  # double clicked

    def __init__(self, queue: QueueModel) -> None:
        super().__init__()
        self.setObjectName("panel")
        self.edits = QueueEdits(queue, self)
        self.edits.stack.indexChanged.connect(self._on_edited)
        self._queue = queue
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.list = QueueList(queue)
        self.list.setAccessibleName(self.tr("Picture queue"))
        self.commands = QueueCommands(queue, self.list, self.edits)
        self._added: set[int] = set()  # by one drop, as long as nothing else has been selected since
        self.finder = QueueFinder()
        self.finder.searched.connect(self._on_searched)
        self.finder.filtered.connect(self.list.rows.show_states)
        self.finder.sorted.connect(self.edits.sort)
        self.finder.left.connect(self._on_search_left)
        self.list.typed.connect(self._on_typed)
        self._heading = label(self.tr("Queue"), "heading")
        self._count = label("", "muted")
        self.clear_button = Button(self.tr("Clear done"), "remove", role="flat")
        self.clear_button.setToolTip(self.tr("Remove the finished pictures from the queue"))
        keep_place(self.clear_button)
        self.clear_button.clicked.connect(self.commands.clear_done.trigger)
        header = layouts.row(margins=(16, 4, 8, 4))
        header.addWidget(self._heading)
        header.addSpacing(4)
        header.addWidget(self._count)
        header.addStretch(1)
        header.addWidget(self.clear_button)
        layout = layouts.column(self, spacing=0)
        layout.addLayout(header)
        layout.addWidget(self.finder)
        layout.addWidget(self.list, 1)
        self.list.selectionModel().currentChanged.connect(self._on_current_changed)
        self.list.doubleClicked.connect(self._on_double_clicked)
        queue.counts_changed.connect(self._on_counts_changed)
        self._on_counts_changed()

    def current(self) -> Entry | None:
        """The entry in view."""
        entry = self.list.currentIndex().data(ENTRY_ROLE)
        return entry if isinstance(entry, Entry) else None

    def select(self, entry_id: int) -> None:
        """Bring an entry into view."""
        index = self.list.rows.index_of(entry_id)
        if index.isValid():
            flags = QItemSelectionModel.SelectionFlag.ClearAndSelect
            self.list.selectionModel().setCurrentIndex(index, flags)
            self.list.scrollTo(index)

    def select_added(self, entry_ids: Sequence[int]) -> None:
        """Select newly added pictures, with the first one in view. A drop may arrive in batches: later ones are also
        selected, unless the user has selected something else in the meantime."""
        if not self._added:
            if not self.list.rows.index_of(entry_ids[0]).isValid():
                self.finder.clear()
            self.select(entry_ids[0])
        elif set(self.list.selected_ids()) != self._added:
            return
        first, last = (self.list.rows.index_of(entry_id) for entry_id in (entry_ids[0], entry_ids[-1]))
        self.list.selectionModel().select(QItemSelection(first, last), QItemSelectionModel.SelectionFlag.Select)
        self._added |= set(entry_ids)

    def end_of_drop(self) -> None:
        """Pictures added from now on belong to another drop."""
        self._added = set()

    def _on_edited(self) -> None:
        """What comes back when nothing was in view is selected, as after a drop."""
        shown = self.list.rows.entries
        if shown and self.current() is None:
            self.end_of_drop()
            self.select_added([entry.id for entry in shown])
            self.end_of_drop()
            self.list.setFocus()

    def step(self, by: int) -> None:
        """Bring the next (1) or previous (-1) entry into view."""
        row = min(max(self.list.currentIndex().row() + by, 0), self.list.rows.rowCount() - 1)
        entry = self.list.rows.index(row, 0).data(ENTRY_ROLE)
        if isinstance(entry, Entry):
            self.select(entry.id)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_button()

    def _fit_button(self) -> None:
        """If its text does not fit, the button shows only its icon."""
        self.clear_button.show_text(True)
        wanted = [self._heading, self._count, self.clear_button]
        room = self.width() - 24 - 12  # margins and spacing
        self.clear_button.show_text(sum(widget.sizeHint().width() for widget in wanted) <= room)

    def _on_counts_changed(self) -> None:
        count = self._queue.count()
        self._count.setText(text.pictures(count) if count else "")
        self.clear_button.setVisible(self._queue.count(*FINISHED) > 0)
        self._fit_button()

    def _on_searched(self, text: str) -> None:
        self.list.rows.search(text)
        if not self.list.currentIndex().isValid():
            self._select_first()

    def _on_search_left(self) -> None:
        self.list.setFocus()
        if not self.list.currentIndex().isValid():
            self._select_first()

    def _select_first(self) -> None:
        for entry in self.list.rows.entries[:1]:
            self.select(entry.id)

    def _on_typed(self, typed: str) -> None:
        self.finder.field.setFocus()
        self.finder.field.insert(typed)

    def _on_current_changed(self, current: QModelIndex, _previous: QModelIndex) -> None:
        entry = current.data(ENTRY_ROLE)
        self.picked.emit(entry.id if isinstance(entry, Entry) else None)

    def _on_double_clicked(self, index: QModelIndex) -> None:
        self.opened.emit(index.data(ENTRY_ROLE).id)
