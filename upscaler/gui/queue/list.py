"""The list in the left panel: rows can be dragged to another place, and results out of the window."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QItemSelectionModel, QModelIndex, QPersistentModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QDrag,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QListView

from upscaler.gui.queue.delegate import QueueDelegate
from upscaler.gui.queue.model import ENTRY_ROLE, ROWS, QueueModel
from upscaler.gui.widgets.tokens import current_tokens

_MARK = 2  # pixels of the line that shows where rows will go


class QueueList(QListView):
    """`moved`: ids of entries, and the row before which they were dropped. Files from outside go to the window."""

    moved = Signal(list, int)
    menu_requested = Signal(QPoint)  # on the screen

    def __init__(self, queue: QueueModel) -> None:
        super().__init__()
        self._queue = queue
        self._mark: int | None = None
        self.setModel(queue)
        queue.leaving.connect(self._on_leaving)
        self.setItemDelegate(QueueDelegate(self))
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setDragEnabled(True)
        self.setAcceptDrops(True)
        self.setDropIndicatorShown(False)  # `paintEvent` draws a line instead

    def selected_ids(self) -> list[int]:
        """The ids of the selected entries, from top to bottom."""
        return [index.data(ENTRY_ROLE).id for index in sorted(self.selectedIndexes(), key=QModelIndex.row)]

    def startDrag(self, _actions: Qt.DropAction) -> None:
        """Offer to copy only: a file manager must not move a result away from its folder."""
        drag = QDrag(self)
        drag.setMimeData(self._queue.mimeData(self.selectedIndexes()))
        row = self.visualRect(self.currentIndex())
        drag.setPixmap(self.viewport().grab(row))
        drag.setHotSpot(QPoint(row.width() // 4, row.height() // 2))
        drag.exec(Qt.DropAction.CopyAction)
        self._set_mark(None)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if self._is_own(event):
            super().dragEnterEvent(event)
            event.acceptProposedAction()
        else:
            event.ignore()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        if self._is_own(event):
            super().dragMoveEvent(event)  # scrolls at the edges
            event.acceptProposedAction()
            self._set_mark(self._row_at(event.position().toPoint()))
        else:
            event.ignore()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        super().dragLeaveEvent(event)
        self._set_mark(None)

    def dropEvent(self, event: QDropEvent) -> None:
        if self._is_own(event):
            event.acceptProposedAction()
            row = self._row_at(event.position().toPoint())
            self.dragLeaveEvent(QDragLeaveEvent())
            ids = bytes(event.mimeData().data(ROWS).data()).decode().split()
            self.moved.emit([int(entry_id) for entry_id in ids], row)
        else:
            event.ignore()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Open the menu beside the row for the menu key, under the pointer for the mouse."""
        by_key = event.reason() == QContextMenuEvent.Reason.Keyboard
        inside = self.visualRect(self.currentIndex()).center() if by_key else event.pos()
        self.menu_requested.emit(self.viewport().mapToGlobal(inside))

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._mark is not None:
            last = self._mark == self._queue.rowCount()
            row = self.visualRect(self._queue.index(self._mark - last))
            y = row.bottom() + 1 if last else row.top()
            painter = QPainter(self.viewport())
            painter.fillRect(row.left() + 8, max(y - 1, 0), row.width() - 16, _MARK, QColor(current_tokens().accent))

    def selectionCommand(
        self, index: QModelIndex | QPersistentModelIndex, event: QEvent | None = None
    ) -> QItemSelectionModel.SelectionFlag:
        """Keep the selection on a click beside the rows, since the picture stays in view."""
        is_row = index.isValid() or event is None
        return super().selectionCommand(index, event) if is_row else QItemSelectionModel.SelectionFlag.NoUpdate

    def _on_leaving(self, ids: set[int]) -> None:
        """Make the next remaining row current, preferably a selected one, since keys act on it."""
        row, entries = self.currentIndex().row(), self._queue.entries
        if row < 0 or entries[row].id not in ids:
            return
        selected = {index.row() for index in self.selectedIndexes()}
        staying = [n for n in (*range(row, len(entries)), *range(row - 1, -1, -1)) if entries[n].id not in ids]
        for nearest in sorted(staying, key=lambda n: n not in selected)[:1]:
            flag = QItemSelectionModel.SelectionFlag.Select
            self.selectionModel().setCurrentIndex(self._queue.index(nearest), flag)

    def _is_own(self, event: QDropEvent) -> bool:
        return event.source() is self and event.mimeData().hasFormat(ROWS)

    def _row_at(self, place: QPoint) -> int:
        index = self.indexAt(place)
        if not index.isValid():
            return self._queue.rowCount()
        return index.row() + (place.y() > self.visualRect(index).center().y())

    def _set_mark(self, row: int | None) -> None:
        if row != self._mark:
            self._mark = row
            self.viewport().update()
