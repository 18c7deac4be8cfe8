"""The layout of the window: bars above and below, and three columns between them."""

from __future__ import annotations

from collections.abc import Collection
from functools import partial

from PySide6.QtCore import QByteArray
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QApplication, QMenu, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from upscaler.gui.comparison.view import ComparisonView
from upscaler.gui.inputs.drop_area import DropArea, DropOverlay
from upscaler.gui.options import panel as options_panel
from upscaler.gui.options.panel import OptionsPanel
from upscaler.gui.queue import panel as queue_panel
from upscaler.gui.queue.failure_card import FailureCard
from upscaler.gui.queue.panel import QueuePanel
from upscaler.gui.widgets import layouts
from upscaler.gui.widgets.controls import line
from upscaler.gui.window.bars import BottomBar, TopBar
from upscaler.gui.window.fold import FoldHandle
from upscaler.gui.window.notices import NoticeCard

QUEUE, OPTIONS = "queue", "options"  # names of the panels


class Page(QWidget):
    """The contents of the window. The middle is the comparison, or the drop area while there are no pictures."""

    def __init__(
        self,
        bars: tuple[TopBar, BottomBar],
        notices: NoticeCard,
        queue: QueuePanel,
        drop_area: DropArea,
        view: ComparisonView,
        card: FailureCard,
        options: OptionsPanel,
    ) -> None:
        super().__init__()
        top, bottom = bars
        self._drop_area, self._view = drop_area, view
        self._panels: dict[str, QWidget] = {QUEUE: queue, OPTIONS: options}
        self._is_full_screen = self._has_pictures = False
        self._is_arranged = False  # whether the user has changed the widths of the panels
        self.middle = QStackedWidget()
        self.middle.addWidget(drop_area)
        self.middle.addWidget(view)
        self.handles = self._make_handles()
        notices.cover(self.middle)
        self.overlay = DropOverlay(self.middle)
        self.splitter = self._columns(_stacked(self.middle, card))
        lines = line(), line()
        layout = _rows(self, top, lines[0], self.splitter, lines[1], bottom)
        layout.setStretchFactor(self.splitter, 1)
        self._around = (top, *lines, bottom)  # hidden in full screen

    def show_pictures(self, shown: bool) -> None:
        """Show the comparison, or the drop area."""
        self.middle.setCurrentWidget(self._view if shown else self._drop_area)

    def show_panels(self, full_screen: bool, has_pictures: bool) -> None:
        """Show the comparison alone, or with bars and panels."""
        self._is_full_screen, self._has_pictures = full_screen, has_pictures
        self._show()

    @property
    def folded(self) -> frozenset[str]:
        """The names of the panels that are folded away."""
        return frozenset(name for name, handle in self.handles.items() if handle.is_folded)

    def fold(self, names: Collection[str]) -> None:
        """Fold exactly these panels away."""
        for name, handle in self.handles.items():
            handle.set_folded(name in names)
        self._show()

    def toggle(self, name: str, _checked: bool = False) -> None:
        """Fold a panel away, or bring it back."""
        self.fold(self.folded ^ {name})

    def toggle_all(self) -> None:
        """Fold both panels away, or bring both back if none is shown."""
        self.fold({name for name in self.handles if name not in self.folded and self._panels[name].isVisible()})

    def reset_panels(self) -> None:
        """Show both panels with their initial widths."""
        self._is_arranged = False
        self.fold(())

    def insert_into(self, menu: QMenu) -> None:
        """Put "Reset the panels" below the first item of the app's menu, the settings."""
        reset = QAction(self.tr("Reset the panels"), menu)
        reset.triggered.connect(self.reset_panels)
        menu.insertAction(menu.actions()[1], reset)

    def save_widths(self) -> QByteArray:
        """The widths of the panels, for `restore_widths`; empty if the user has not changed them."""
        return self.splitter.saveState() if self._is_arranged else QByteArray()

    def restore_widths(self, state: QByteArray) -> None:
        self._is_arranged = self.splitter.restoreState(state)

    def set_lit(self, lit: bool) -> None:
        """Highlight the drop area while pictures are dragged over the window."""
        self._drop_area.set_lit(lit)
        self.overlay.set_lit(lit and self.middle.currentWidget() is self._view)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _show(self) -> None:
        folded, shown = self.folded, not self._is_full_screen
        focused = self._panel_with_focus()
        for part in self._around:
            part.setVisible(shown)
        for name, panel in self._panels.items():
            is_there = shown and (name != QUEUE or self._has_pictures)
            self.handles[name].setVisible(is_there)
            panel.setVisible(is_there and name not in folded)
        if focused is not None and not focused.isVisible():
            (self._view if self._has_pictures else self._drop_area).setFocus()
        self._arrange()

    def _panel_with_focus(self) -> QWidget | None:
        focus = QApplication.focusWidget()
        return next((panel for panel in self._panels.values() if focus and panel.isAncestorOf(focus)), None)

    def _arrange(self) -> None:
        """Give the panels their share of the width, unless the user has changed the widths."""
        if not self._is_arranged:
            queue = _share(self.width(), 0.18, queue_panel.SMALLEST_WIDTH, queue_panel.WIDTH)
            options = _share(self.width(), 0.21, options_panel.SMALLEST_WIDTH, options_panel.WIDTH)
            self.splitter.setSizes([queue, self.width() - queue - options, options])

    def _columns(self, middle: QWidget) -> QSplitter:
        queue, options = self._panels[QUEUE], self._panels[OPTIONS]
        queue.setMinimumWidth(queue_panel.SMALLEST_WIDTH)  # a narrower panel would be cut off; it folds instead
        options.setMinimumWidth(options_panel.SMALLEST_WIDTH)
        splitter = QSplitter()
        for column in (queue, middle, options):
            splitter.addWidget(column)
        splitter.setHandleWidth(1)
        splitter.setStretchFactor(1, 1)
        splitter.setChildrenCollapsible(False)
        splitter.splitterMoved.connect(self._on_splitter_moved)
        return splitter

    def _make_handles(self) -> dict[str, FoldHandle]:
        queue = FoldHandle(self.middle, False, self.tr("Hide the queue (F7)"), self.tr("Show the queue (F7)"))
        options = FoldHandle(self.middle, True, self.tr("Hide the options (F8)"), self.tr("Show the options (F8)"))
        handles = {QUEUE: queue, OPTIONS: options}
        for name, handle in handles.items():
            handle.clicked.connect(partial(self.toggle, name))
        return handles

    def _on_splitter_moved(self, _position: int, _index: int) -> None:
        self._is_arranged = True


def _share(width: int, share: float, smallest: int, largest: int) -> int:
    return min(max(round(width * share), smallest), largest)


def _stacked(upper: QWidget, lower: QWidget) -> QWidget:
    """Both widgets, one below the other; the upper one takes the remaining space."""
    result = QWidget()
    _rows(result, upper, lower).setStretchFactor(upper, 1)
    return result


def _rows(parent: QWidget, *widgets: QWidget) -> QVBoxLayout:
    layout = layouts.column(parent, spacing=0)
    for widget in widgets:
        layout.addWidget(widget)
    return layout
