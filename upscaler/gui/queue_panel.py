"""The left panel: the list of pictures and what can be done with each."""

from __future__ import annotations

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QAction, QGuiApplication, QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QListView, QMenu, QVBoxLayout, QWidget

from upscaler.gui import words
from upscaler.gui.controls import label
from upscaler.gui.entry import Entry, details
from upscaler.gui.queue_delegate import QueueDelegate
from upscaler.gui.queue_model import ENTRY_ROLE, QueueModel
from upscaler.jobs.job import State

WIDTH = 296


class QueuePanel(QWidget):
    """Signals carry entry ids; who receives them acts."""

    picked = Signal(object)  # the entry in view: its id, or None
    opened = Signal(int)  # double clicked
    remove_requested = Signal(list)
    retry_requested = Signal(list)
    show_in_folder_requested = Signal(int)

    def __init__(self, queue: QueueModel) -> None:
        super().__init__()
        self.setObjectName("panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._queue = queue
        self._count = label("", "muted")
        header = QHBoxLayout()
        header.setContentsMargins(16, 12, 16, 8)
        header.addWidget(label(self.tr("Queue"), "heading"))
        header.addStretch(1)
        header.addWidget(self._count)
        self.list = _list_view(queue)
        self.list.setAccessibleName(self.tr("Queue of pictures"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(header)
        layout.addWidget(self.list, 1)
        self.list.selectionModel().currentChanged.connect(self._on_current_changed)
        self.list.doubleClicked.connect(self._on_double_clicked)
        self.list.customContextMenuRequested.connect(self._on_menu_requested)
        queue.counts_changed.connect(self._on_counts_changed)
        self._remove = self._action(self.tr("Remove"), self._on_remove)
        self._remove.setShortcuts([QKeySequence(QKeySequence.StandardKey.Delete), QKeySequence("Backspace")])
        self._remove.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        self._retry = self._action(self.tr("Try again"), self._on_retry)
        self._show_in_folder = self._action(self.tr("Show in folder"), self._on_show_in_folder)
        self._copy_details = self._action(self.tr("Copy details"), self._on_copy_details)
        self.list.addAction(self._remove)
        self._on_counts_changed()

    @property
    def remove_action(self) -> QAction:
        """Delete; it can be added to other widgets that act on the picture in view."""
        return self._remove

    def current(self) -> Entry | None:
        """The entry in view."""
        entry = self.list.currentIndex().data(ENTRY_ROLE)
        return entry if isinstance(entry, Entry) else None

    def select(self, entry_id: int) -> None:
        """Bring an entry into view."""
        index = self._queue.index_of(entry_id)
        if index.isValid():
            flags = QItemSelectionModel.SelectionFlag.ClearAndSelect
            self.list.selectionModel().setCurrentIndex(index, flags)
            self.list.scrollTo(index)

    def step(self, by: int) -> None:
        """Bring the next (1) or previous (-1) entry into view."""
        row = min(max(self.list.currentIndex().row() + by, 0), self._queue.rowCount() - 1)
        entry = self._queue.index(row).data(ENTRY_ROLE)
        if isinstance(entry, Entry):
            self.select(entry.id)

    def menu(self) -> QMenu:
        """What can be done with the selected entries; nothing in it is without effect."""
        entries = self._selected()
        menu = QMenu(self)
        if any(not entry.is_open for entry in entries):
            again = all(entry.state in (State.DONE, State.SKIPPED) for entry in entries if not entry.is_open)
            self._retry.setText(self.tr("Upscale again") if again else self.tr("Try again"))
            menu.addAction(self._retry)
        if len(entries) == 1:
            menu.addAction(self._show_in_folder)
            if not entries[0].is_open:
                menu.addAction(self._copy_details)
        if any(entry.state is not State.RUNNING for entry in entries):
            menu.addSeparator()
            menu.addAction(self._remove)
        return menu

    def _action(self, text: str, slot: object) -> QAction:
        action = QAction(text, self)
        action.triggered.connect(slot)
        return action

    def _selected(self) -> list[Entry]:
        return [index.data(ENTRY_ROLE) for index in sorted(self.list.selectedIndexes(), key=QModelIndex.row)]

    def _on_counts_changed(self) -> None:
        count = self._queue.count()
        self._count.setText(words.pictures(count) if count else "")

    def _on_current_changed(self, current: QModelIndex, _previous: QModelIndex) -> None:
        entry = current.data(ENTRY_ROLE)
        self.picked.emit(entry.id if isinstance(entry, Entry) else None)

    def _on_double_clicked(self, index: QModelIndex) -> None:
        self.opened.emit(index.data(ENTRY_ROLE).id)

    def _on_menu_requested(self, position: QPoint) -> None:
        if self._selected():
            menu = self.menu()
            menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            menu.popup(self.list.viewport().mapToGlobal(position))

    def _on_remove(self) -> None:
        self.remove_requested.emit([entry.id for entry in self._selected()])

    def _on_retry(self) -> None:
        self.retry_requested.emit([entry.id for entry in self._selected()])

    def _on_show_in_folder(self) -> None:
        self.show_in_folder_requested.emit(self._selected()[0].id)

    def _on_copy_details(self) -> None:
        QGuiApplication.clipboard().setText(details(self._selected()[0]))


def _list_view(queue: QueueModel) -> QListView:
    view = QListView()
    view.setModel(queue)
    view.setItemDelegate(QueueDelegate(view))
    view.setUniformItemSizes(True)
    view.setMouseTracking(True)
    view.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
    view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
    return view
