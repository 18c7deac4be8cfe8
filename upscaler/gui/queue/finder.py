"""The line above the list: a field that searches the names, and a menu that filters by state and sorts."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from functools import partial

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QActionGroup, QIcon, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QMenu, QWidget

from upscaler.gui.queue.entry import Entry
from upscaler.gui.widgets import layouts
from upscaler.gui.widgets.controls import Button, Field
from upscaler.gui.widgets.icons import icon
from upscaler.gui.widgets.tokens import current_tokens
from upscaler.jobs.job import State

_HEIGHT = 28
_DIGITS = re.compile(r"(\d+)")
_BY_STATE = (State.RUNNING, State.WAITING, State.FAILED, State.CANCELLED, State.SKIPPED, State.DONE)

Key = Callable[[Entry], object]


class QueueFinder(QWidget):
    """`searched` carries the text; `filtered` the states to show, none for all; `sorted` a key."""

    searched = Signal(str)
    filtered = Signal(object)
    sorted = Signal(object)
    left = Signal()  # by a key: the focus should return to the list

    def __init__(self) -> None:
        super().__init__()
        self.field = _SearchField(self.tr("Search the queue"))
        self.field.setPlaceholderText(self.tr("Search"))
        self.field.textChanged.connect(self.searched)
        self.field.left.connect(self.left)
        self.button = Button("", "filter", role="flat")
        self.button.setCheckable(True)  # shows that a filter is on
        self.menu = QMenu(self)
        self._fill()
        self.button.setMenu(self.menu)
        self.show_states(())
        layout = layouts.row(self, spacing=4, margins=(16, 0, 8, 8))
        layout.addWidget(self.field, 1)
        layout.addWidget(self.button)

    def show_states(self, states: Collection[State]) -> None:
        """Show which states are listed."""
        action = next(action for action in self._filters.actions() if action.data() == frozenset(states))
        action.setChecked(True)
        self.button.setChecked(bool(states))
        self.button.set_icon("filter")
        shown = self.tr("Filter and sort: {filter}").format(filter=action.text())
        self.button.setToolTip(shown)
        self.button.setAccessibleName(shown)

    def clear(self) -> None:
        """Show everything again."""
        self.field.clear()
        self._on_filtered(frozenset())

    def _fill(self) -> None:
        self._filters = QActionGroup(self)
        filters = {
            self.tr("All pictures"): (),
            self.tr("Waiting"): (State.WAITING, State.RUNNING),
            self.tr("Done"): (State.DONE, State.SKIPPED),
            self.tr("Failed or cancelled"): (State.FAILED, State.CANCELLED),
        }
        for title, states in filters.items():
            action = self.menu.addAction(title)
            action.setCheckable(True)
            action.setData(frozenset(states))
            action.triggered.connect(partial(self._on_filtered, frozenset(states)))
            self._filters.addAction(action)
        self.menu.addSeparator()
        keys: dict[str, Key] = {
            self.tr("Sort by name"): by_name,
            self.tr("Sort by folder"): by_folder,
            self.tr("Sort by state"): by_state,
            self.tr("Sort by order added"): by_age,
        }
        for title, key in keys.items():
            self.menu.addAction(title).triggered.connect(partial(self._on_sorted, key))

    def _on_filtered(self, states: frozenset[State], _checked: bool = False) -> None:
        self.show_states(states)
        self.filtered.emit(states)

    def _on_sorted(self, key: Key, _checked: bool = False) -> None:
        self.sorted.emit(key)


class _SearchField(Field):
    """Escape clears it; from an empty one, and with the arrow down or Return, the focus returns to the list."""

    left = Signal()

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.setFixedHeight(_HEIGHT)
        self.setProperty("role", "search")
        self.setClearButtonEnabled(True)
        self._glass = self.addAction(_glass(), QLineEdit.ActionPosition.LeadingPosition)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._glass.setIcon(_glass())

    def event(self, event: QEvent) -> bool:
        """Take Escape before it becomes the window's shortcut."""
        is_key = event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent)
        if is_key and event.key() == Qt.Key.Key_Escape:  # type: ignore[attr-defined]  # it is a QKeyEvent
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.clear()
            self.left.emit()
        elif event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.left.emit()
        else:
            super().keyPressEvent(event)


def _glass() -> QIcon:
    tokens = current_tokens()
    return icon("search", tokens.muted, tokens.disabled, 16)


def by_name(entry: Entry) -> object:
    """Numbers in names count as numbers: 2 comes before 10."""
    return [int(part) if part.isdecimal() else part for part in _DIGITS.split(entry.source.name.casefold())]


def by_folder(entry: Entry) -> object:
    return str(entry.source.parent).casefold(), by_name(entry)


def by_state(entry: Entry) -> object:
    return _BY_STATE.index(entry.state)


def by_age(entry: Entry) -> object:
    return entry.id
