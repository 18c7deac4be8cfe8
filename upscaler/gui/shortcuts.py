"""All keys, read from the actions that they trigger, so that this list cannot be wrong."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QGridLayout, QScrollArea, QWidget

from upscaler.gui.controls import label
from upscaler.gui.sheet import Sheet

Rows = list[tuple[str, str]]


def rows_of(window: QWidget, context: Qt.ShortcutContext) -> Rows:
    """(what it does, keys) of all actions below a window that have keys in this context."""
    rows: dict[str, str] = {}
    for action in window.findChildren(QAction):
        keys = _keys_words(action)
        if keys and action.shortcutContext() == context and action.text():
            rows.setdefault(action.text().replace("&", "").rstrip("…"), keys)
    return list(rows.items())


class Shortcuts(Sheet):
    """Two tables: keys that act everywhere, and those of queue and picture."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, self.tr("Keyboard shortcuts"), 760, 640)
        page = QWidget()
        page.setObjectName("plain")
        grid = QGridLayout(page)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(3, 1)
        grid.setColumnMinimumWidth(2, 16)
        everywhere = rows_of(parent, Qt.ShortcutContext.WindowShortcut)
        there = [*rows_of(parent, Qt.ShortcutContext.WidgetShortcut), *self._of_the_picture()]
        for column, title, rows in (
            (0, self.tr("Everywhere"), everywhere),
            (3, self.tr("In the queue and the picture"), there),
        ):
            grid.addWidget(label(title, "heading"), 0, column, 1, 2)
            for line, (does, keys) in enumerate(rows, 1):
                grid.addWidget(label(does), line, column)
                shown = label(keys, "muted")
                shown.setAccessibleName(f"{does}: {keys}")
                grid.addWidget(shown, line, column + 1)
        grid.setRowStretch(grid.rowCount(), 1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setWidget(page)
        scroll.setAccessibleName(self.windowTitle())
        self.body.addWidget(scroll, 1)

    def _of_the_picture(self) -> Rows:
        """What the comparison does by itself, without an action."""
        return [
            (self.tr("Show the original"), self.tr("Hold the space bar")),
            (self.tr("Next, previous picture"), self.tr("Arrow keys")),
            (self.tr("Move the picture"), self.tr("Shift+arrow keys, or drag")),
            (self.tr("Zoom at the pointer"), self.tr("Mouse wheel")),
        ]


def _keys_words(action: QAction) -> str:
    """As this system writes them; keys that are one for a person ("Return", "Enter") both."""
    return ", ".join(key.toString(QKeySequence.SequenceFormat.NativeText) for key in action.shortcuts())
