"""The keyboard shortcuts, read from the actions that they trigger, so the list is always correct."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QGridLayout, QWidget

from upscaler.gui.queue.commands import QueueCommands
from upscaler.gui.widgets import layouts, text
from upscaler.gui.widgets.controls import Note, label
from upscaler.gui.widgets.dialog import Dialog

Rows = list[tuple[str, str]]


def rows_of(owner: QObject, context: Qt.ShortcutContext) -> Rows:
    """(action, keys) of all actions of a window or another object whose keys have this context."""
    rows: dict[str, str] = {}
    for action in owner.findChildren(QAction):
        keys = _keys_text(action)
        if keys and action.shortcutContext() == context and action.text():
            rows.setdefault(action.text().replace("&", "").rstrip("…"), keys)
    return list(rows.items())


class ShortcutsDialog(Dialog):
    """Three tables: keys for everywhere, for the selected pictures, and for the comparison."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, self.tr("Keyboard shortcuts"))
        self.area.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # arrow keys scroll
        commands = parent.findChild(QueueCommands)
        pictures = rows_of(commands, Qt.ShortcutContext.WidgetShortcut) if commands else []
        there = [row for row in rows_of(parent, Qt.ShortcutContext.WidgetShortcut) if row not in pictures]
        columns = layouts.row(spacing=48)
        columns.addLayout(
            _column(
                (self.tr("Everywhere"), rows_of(parent, Qt.ShortcutContext.WindowShortcut)),
                (self.tr("Selected pictures"), pictures),
            )
        )
        columns.addLayout(_column((self.tr("Comparison"), [*there, *self._without_action()])))
        self.body.addLayout(columns)
        self.body.addStretch(1)
        where = Note()
        where.setText(self.tr("Shortcuts outside “Everywhere” work while the queue or the comparison has the focus."))
        self.body.addWidget(where)
        self.close_button.setFocus()
        self.fit()

    def _without_action(self) -> Rows:
        """The keys and mouse gestures that the comparison handles without an action."""
        return [
            (self.tr("Show the original"), self.tr("Hold the space bar")),
            (self.tr("Next or previous picture"), self.tr("Arrow keys")),
            (self.tr("Move the picture"), self.tr("Shift+arrow keys, or drag")),
            (self.tr("Zoom at the pointer"), self.tr("Mouse wheel")),
            (self.tr("Whole picture, or 100\u202f% at the pointer"), self.tr("Double-click")),
            (self.tr("Show or hide both panels"), self.tr("Tab, after a click in the picture")),
        ]


def _column(*tables: tuple[str, Rows]) -> QGridLayout:
    """A column of tables, each with its title."""
    grid = QGridLayout()
    grid.setHorizontalSpacing(16)
    grid.setVerticalSpacing(6)
    grid.setColumnStretch(0, 1)
    for title, rows in tables:
        if grid.count():
            grid.setRowMinimumHeight(grid.rowCount(), 8)
        grid.addWidget(label(title, "heading"), grid.rowCount(), 0, 1, 2)
        for does, keys in rows:
            line = grid.rowCount()
            grid.addWidget(label(does), line, 0)
            shown = label(keys, "muted")
            shown.setAccessibleName(f"{does}: {keys}")
            grid.addWidget(shown, line, 1)
    grid.setRowStretch(grid.rowCount(), 1)
    return grid


def _keys_text(action: QAction) -> str:
    """The keys as this system displays them; only one of several keys with the same name ("Return", "Enter")."""
    names = [key.toString(QKeySequence.SequenceFormat.NativeText) for key in action.shortcuts()]
    return text.listed(dict.fromkeys(names))
