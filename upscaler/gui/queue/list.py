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
    QKeyEvent,
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QListView

from upscaler.gui.queue.delegate import QueueDelegate
from upscaler.gui.queue.model import ENTRY_ROLE, ROWS, QueueModel
from upscaler.gui.queue.visible import VisibleRows
from upscaler.gui.widgets.tokens import current_tokens

_MARK = 2  # pixels of the line that shows where rows will go


class QueueList(QListView):
    """`moved`: ids of entries, and the row of the queue before which they were dropped. Files from outside are left to
    the window. `typed`: text to search for."""

    moved = Signal(list, int)
    typed = Signal(str)
    menu_requested = Signal(QPoint)  # on the screen

    def __init__(self, queue: QueueModel) -> None:
        super().__init__()
        self._queue = queue
        self._mark: int | None = None
        self._follows = True  # whether to follow the running row; ends when the user scrolls away from it
        self._followed: int | None = None  # the id of that row's entry
        self._scrolls = False  # whether the list is scrolling by itself and not by the user
        self.rows = VisibleRows(queue)
        self.setModel(self.rows)
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
        self.verticalScrollBar().valueChanged.connect(self._on_scrolled)

    def follow(self, entry_id: int) -> None:
        """Keep this entry, which has started, visible, unless the user has scrolled away from the previous one."""
        if entry_id != self._followed:
            self._followed = entry_id
            if self._follows:
                self._scrolls = True
                self.scrollTo(self.rows.index_of(entry_id))
                self._scrolls = False

    def follow_again(self) -> None:
        """Follow the running row again, even if the user has scrolled: a new run begins."""
        self._follows, self._followed = True, None

    def _on_scrolled(self) -> None:
        index = self.rows.index_of(self._followed) if self._followed is not None else QModelIndex()
        if not self._scrolls and index.isValid():  # a search that hides it does not count as scrolling away
            self._follows = self.viewport().rect().intersects(self.visualRect(index))

    def selected_ids(self) -> list[int]:
        """The ids of the selected entries, from top to bottom."""
        return [index.data(ENTRY_ROLE).id for index in sorted(self.selectedIndexes(), key=QModelIndex.row)]

    def startDrag(self, _actions: Qt.DropAction) -> None:
        """Offer to copy only: a file manager must not move a result away from its folder."""
        drag = QDrag(self)
        drag.setMimeData(self._queue.mimeData([self.rows.mapToSource(index) for index in self.selectedIndexes()]))
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
            self.moved.emit([int(entry_id) for entry_id in ids], self.rows.queue_row(row))
        else:
            event.ignore()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Open the menu beside the row for the menu key, under the pointer for the mouse."""
        by_key = event.reason() == QContextMenuEvent.Reason.Keyboard
        inside = self.visualRect(self.currentIndex()).center() if by_key else event.pos()
        self.menu_requested.emit(self.viewport().mapToGlobal(inside))

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.rows.rowCount() == 0 and self.rows.is_filtered:
            painter = QPainter(self.viewport())
            painter.setPen(QColor(current_tokens().muted))
            room = self.viewport().rect().adjusted(16, 24, -16, 0)
            painter.drawText(room, Qt.AlignmentFlag.AlignHCenter, self.tr("No picture matches"))
        if self._mark is not None:
            last = self._mark == self.rows.rowCount()
            row = self.visualRect(self.rows.index(self._mark - last, 0))
            y = row.bottom() + 1 if last else row.top()
            painter = QPainter(self.viewport())
            painter.fillRect(row.left() + 8, max(y - 1, 0), row.width() - 16, _MARK, QColor(current_tokens().accent))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Letters and digits start a search."""
        keys = Qt.KeyboardModifier
        with_modifier = event.modifiers() & (keys.ControlModifier | keys.AltModifier | keys.MetaModifier)
        typed = event.text()
        if typed.isprintable() and typed.strip() and not with_modifier:
            self.typed.emit(typed)
        else:
            super().keyPressEvent(event)

    def selectionCommand(
        self, index: QModelIndex | QPersistentModelIndex, event: QEvent | None = None
    ) -> QItemSelectionModel.SelectionFlag:
        """Keep the selection when the user clicks beside the rows, since the picture stays in view."""
        is_row = index.isValid() or event is None
        return super().selectionCommand(index, event) if is_row else QItemSelectionModel.SelectionFlag.NoUpdate

    def _on_leaving(self, ids: set[int]) -> None:
        """Make the next remaining row current, preferably a selected one, since keys act on it."""
        row, shown = self.currentIndex().row(), self.rows.entries
        if row < 0 or shown[row].id not in ids:
            return
        selected = {index.row() for index in self.selectedIndexes()}
        staying = [n for n in (*range(row, len(shown)), *range(row - 1, -1, -1)) if shown[n].id not in ids]
        for nearest in sorted(staying, key=lambda n: n not in selected)[:1]:
            flag = QItemSelectionModel.SelectionFlag.Select
            self.selectionModel().setCurrentIndex(self.rows.index(nearest, 0), flag)

    def _is_own(self, event: QDropEvent) -> bool:
        return event.source() is self and event.mimeData().hasFormat(ROWS)

    def _row_at(self, place: QPoint) -> int:
        index = self.indexAt(place)
        if not index.isValid():
            return self.rows.rowCount()
        return index.row() + (place.y() > self.visualRect(index).center().y())

    def _set_mark(self, row: int | None) -> None:
        if row != self._mark:
            self._mark = row
            self.viewport().update()
