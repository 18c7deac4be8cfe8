"""Files and folders that were opened recently and still exist: a short list in the empty window, and a menu."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from upscaler.errors import UpscalerError
from upscaler.gui.system.background import Background
from upscaler.gui.system.settings import Settings
from upscaler.gui.widgets import layouts, text
from upscaler.gui.widgets.controls import Button, ElidedLabel, label

KEPT = 8
_WIDTH = 480
_INDENT = 9  # of the icons below the heading
_BESIDE_NAME = 44  # pixels of a row's button that its text does not use


@dataclass(frozen=True)
class Place:
    """A file or a folder that exists."""

    path: Path
    is_folder: bool


class Recent(QObject):
    """`changed`: `places` has changed. Whether files exist is checked off the GUI thread."""

    changed = Signal()

    def __init__(self, settings: Settings, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._settings = settings
        self._places: list[Place] = []
        self._background = Background(self, self._on_delivered)
        self.check()

    @property
    def places(self) -> list[Place]:
        """The most recent one first."""
        return list(self._places)

    def note(self, inputs: Sequence[Path]) -> None:
        """Put these, which were just opened, first."""
        self._keep([*inputs, *(path for path in self._settings.recent() if path not in inputs)])

    def forget(self, path: Path) -> None:
        """Remove one from the list; nothing happens to the file."""
        self._keep(kept for kept in self._settings.recent() if kept != path)

    def forget_all(self) -> None:
        self._keep([])

    def check(self) -> None:
        """Check again which of them exist."""
        paths = self._settings.recent()
        self._background.submit(paths, partial(_places, paths))

    def shut_down(self) -> None:
        self._background.shut_down()

    def _keep(self, paths: Iterable[Path]) -> None:
        self._settings.set_recent(list(paths)[:KEPT])
        self.check()

    def _on_delivered(self, asked: list[Path], places: list[Place] | UpscalerError) -> None:
        if isinstance(places, UpscalerError) or asked != self._settings.recent():  # the list has changed meanwhile
            return
        if places != self._places:
            self._places = places
            self.changed.emit()


def _places(paths: Sequence[Path]) -> list[Place]:
    return [Place(path, os.path.isdir(path)) for path in paths if os.path.exists(path)]


class RecentList(QWidget):
    """Rows in the empty window, below the invitation to drop pictures, if any were opened before."""

    chosen = Signal(object)  # Path

    def __init__(self, recent: Recent) -> None:
        super().__init__()
        self._recent = recent
        self._most = KEPT
        self.setMaximumWidth(_WIDTH)
        self._layout = layouts.column(self, spacing=0)
        recent.changed.connect(self._fill)
        self._fill()

    def show_at_most(self, rows: int) -> None:
        """Show at most this many rows."""
        if rows != self._most:
            self._most = rows
            self._fill()

    def _fill(self) -> None:
        while item := self._layout.takeAt(0):
            if widget := item.widget():
                widget.hide()
                widget.deleteLater()
        places = self._recent.places[: self._most]
        if places:
            heading = label(self.tr("Recent"), "muted")
            heading.setIndent(_INDENT)
            self._layout.addWidget(heading)
            self._layout.addSpacing(4)
        before = self._stop_before()
        for place in places:
            row = _Row(place)
            row.opened.connect(self.chosen)
            row.removed.connect(self._recent.forget)
            self._layout.addWidget(row)
            for button in row.buttons:  # otherwise they would be last in the tab order, as the newest widgets
                QWidget.setTabOrder(before, button)
                before = button

    def _stop_before(self) -> QWidget:
        """The widget before these rows in the tab order."""
        before = self.previousInFocusChain()
        while before and before is not self and not before.focusPolicy() & Qt.FocusPolicy.TabFocus:
            before = before.previousInFocusChain()
        return before or self


class _Row(QWidget):
    opened = Signal(object)
    removed = Signal(object)

    def __init__(self, place: Place) -> None:
        super().__init__()
        self._path = place.path
        name = place.path.name or str(place.path)
        open_button = _NameButton(name, "folder" if place.is_folder else "picture")
        open_button.setAccessibleName(self.tr("Open {name}").format(name=name))
        open_button.setToolTip(str(place.path))
        open_button.clicked.connect(self._on_opened)
        remove = Button("", "close", role="flat")
        remove.setAccessibleName(self.tr("Remove {name} from this list").format(name=name))
        remove.setToolTip(self.tr("Remove from this list"))
        remove.clicked.connect(self._on_removed)
        layout = layouts.row(self, spacing=8)
        layout.addWidget(open_button, 5)
        layout.addWidget(ElidedLabel(text.place(place.path.parent)), 4)
        layout.addWidget(remove)
        self.buttons = open_button, remove

    def _on_opened(self) -> None:
        self.opened.emit(self._path)

    def _on_removed(self) -> None:
        self.removed.emit(self._path)


class _NameButton(Button):
    """A button whose name is shortened in the middle if there is no room for it."""

    def __init__(self, name: str, icon_name: str) -> None:
        super().__init__(name, icon_name, role="flat")
        self._name = name
        self.setProperty("align", "left")
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        room = self.width() - _BESIDE_NAME
        self.setText(text.plain(self.fontMetrics().elidedText(self._name, Qt.TextElideMode.ElideMiddle, room)))
