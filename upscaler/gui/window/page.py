"""The layout of the window: bars above and below, and three columns between them."""

from __future__ import annotations

from PySide6.QtWidgets import QSplitter, QStackedWidget, QVBoxLayout, QWidget

from upscaler.gui.comparison.view import ComparisonView
from upscaler.gui.inputs.drop_area import DropArea, DropOverlay
from upscaler.gui.options import panel as options_panel
from upscaler.gui.options.panel import OptionsPanel
from upscaler.gui.queue import panel as queue_panel
from upscaler.gui.queue.failure_card import FailureCard
from upscaler.gui.queue.panel import QueuePanel
from upscaler.gui.widgets import layouts
from upscaler.gui.widgets.controls import line
from upscaler.gui.window.bars import BottomBar, NoticeBar, TopBar


class Page(QWidget):
    """The contents of the window. The middle is the comparison, or the drop area while there are no pictures."""

    def __init__(
        self,
        bars: tuple[TopBar, NoticeBar, BottomBar],
        queue: QueuePanel,
        drop_area: DropArea,
        view: ComparisonView,
        card: FailureCard,
        options: OptionsPanel,
    ) -> None:
        super().__init__()
        top, notices, bottom = bars
        self._queue, self._drop_area, self._view = queue, drop_area, view
        self.middle = QStackedWidget()
        self.middle.addWidget(drop_area)
        self.middle.addWidget(view)
        self.overlay = DropOverlay(self.middle)
        self.splitter = self._columns(queue, _stacked(self.middle, card), options)
        lines = line(), line()
        layout = _rows(self, top, lines[0], notices, self.splitter, lines[1], bottom)
        layout.setStretchFactor(self.splitter, 1)
        self._around = (top, *lines, options, bottom)  # hidden in full screen

    def show_pictures(self, shown: bool) -> None:
        """Show the comparison, or the drop area."""
        self.middle.setCurrentWidget(self._view if shown else self._drop_area)

    def show_panels(self, full_screen: bool, has_pictures: bool) -> None:
        """Show the comparison alone, or with bars and panels."""
        for part in self._around:
            part.setVisible(not full_screen)
        self._queue.setVisible(not full_screen and has_pictures)

    def reset_panels(self) -> None:
        """Give both side panels their initial width: a collapsed one has no edge left to drag."""
        self.splitter.setSizes([queue_panel.WIDTH, 10_000, options_panel.WIDTH])

    def set_lit(self, lit: bool) -> None:
        """Highlight the drop area while pictures are dragged over the window."""
        self._drop_area.set_lit(lit)
        self.overlay.set_lit(lit and self.middle.currentWidget() is self._view)

    def _columns(self, queue: QueuePanel, middle: QWidget, options: OptionsPanel) -> QSplitter:
        queue.setMinimumWidth(queue_panel.WIDTH)  # a narrower panel would be cut off; it collapses instead
        options.setMinimumWidth(options_panel.WIDTH)
        splitter = QSplitter()
        for column in (queue, middle, options):
            splitter.addWidget(column)
        splitter.setHandleWidth(1)
        splitter.setStretchFactor(1, 1)
        splitter.setCollapsible(1, False)
        return splitter


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
