"""The bars at the top and bottom of the window."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QProgressBar, QSizePolicy, QWidget

from upscaler.gui.comparison.controls import ModeSwitch, ZoomControls
from upscaler.gui.comparison.modes import MODES, VARIANTS
from upscaler.gui.comparison.view import ComparisonView
from upscaler.gui.queue.entry import Entry
from upscaler.gui.queue.model import QueueModel
from upscaler.gui.run.controller import RunController
from upscaler.gui.run.status import Primary, primary_of, primary_text, status
from upscaler.gui.widgets import layouts, text
from upscaler.gui.widgets.controls import Button, ElidedLabel, label
from upscaler.jobs.job import State

if TYPE_CHECKING:
    from upscaler.jobs.throughput import Throughput

TOP_HEIGHT = 48
BOTTOM_HEIGHT = 64
_PADDING = 16


class _Bar(QWidget):
    def __init__(self, height: int) -> None:
        super().__init__()
        self.setObjectName("bar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setMinimumHeight(height)


class TopBar(_Bar):
    """The buttons that open pictures on the left, modes in the middle, zoom on the right."""

    def __init__(self, view: ComparisonView) -> None:
        super().__init__(TOP_HEIGHT)
        self.open_button = Button(self.tr("Open…"), "picture")
        self.open_button.setToolTip(self.tr("Open pictures (Ctrl+O)"))
        self.folder_button = Button(self.tr("Open folder…"), "folder")
        self.folder_button.setToolTip(self.tr("Open all pictures in a folder (Ctrl+Shift+O)"))
        self.recent_button = Button("", "chevron-down")
        self.recent_button.setProperty("narrow", "yes")
        self.recent_button.setAccessibleName(self.tr("Paste, or open recent pictures"))
        self.recent_button.setToolTip(self.tr("Paste, or open recent pictures"))
        self.menu_button = Button("", "menu", role="flat")
        self.menu_button.setAccessibleName(self.tr("Settings and help"))
        self.menu_button.setToolTip(self.tr("Settings and help"))
        self.modes = ModeSwitch(view, (*MODES, VARIANTS))
        self.zoom = ZoomControls(view)
        left, right = QWidget(), QWidget()
        for side, widgets in (
            (left, (self.open_button, self.folder_button, self.recent_button)),
            (right, (self.zoom, self.menu_button)),
        ):
            inner = layouts.row(side, spacing=8)
            for widget in widgets:
                inner.addWidget(widget)
            side.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Preferred)
        layout = layouts.row(self, margins=(_PADDING, 8, 8, 8))
        layout.addWidget(left, 1, Qt.AlignmentFlag.AlignLeft)
        layout.addWidget(self.modes)
        layout.addWidget(right, 1, Qt.AlignmentFlag.AlignRight)

    def show_view_controls(self, shown: bool) -> None:
        """Show or hide modes and zoom, which only make sense while a picture is in view."""
        self.modes.setVisible(shown)
        self.zoom.setVisible(shown)
        self._fit_buttons()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_buttons()

    def _fit_buttons(self) -> None:
        """If not all texts fit, the buttons that open pictures show only their icons."""
        opening = (self.open_button, self.folder_button)
        for button in opening:
            button.show_text(True)
        others = (self.recent_button, self.modes, self.zoom, self.menu_button)
        shown = [*opening, *(widget for widget in others if not widget.isHidden())]
        wanted = sum(widget.sizeHint().width() + 8 for widget in shown) + 2 * _PADDING
        for button in opening:
            button.show_text(wanted <= self.width())


class BottomBar(_Bar):
    """The primary button, Stop, and the state and progress of the run."""

    def __init__(self) -> None:
        super().__init__(BOTTOM_HEIGHT)
        self.primary = Button(self.tr("Start"), "start", role="primary")
        self.stop = Button(self.tr("Stop"), "cancel")
        self.stop.setToolTip(self.tr("Stop the run (Esc); unfinished pictures stay in the queue"))
        self.show_in_folder = Button(self.tr("Show in folder"), "folder")
        self.failures = Button(self.tr("Failures…"))
        self.failures.setToolTip(self.tr("Which pictures failed, and why"))
        self.failures.hide()
        self._status = ElidedLabel(role="body")
        self._detail = ElidedLabel()
        lines = layouts.column(spacing=2)
        lines.addStretch(1)
        lines.addWidget(self._status)
        lines.addWidget(self._detail)
        lines.addStretch(1)
        self._progress = QProgressBar()
        self._progress.setRange(0, 1000)
        self._progress.setTextVisible(False)
        self._progress.setAccessibleName(self.tr("Overall progress"))
        self._percent = label("", "muted")
        self._percent.setAlignment(Qt.AlignmentFlag.AlignRight)
        self._measure = QWidget()
        measure = layouts.column(self._measure, spacing=4)
        measure.addStretch(1)
        measure.addWidget(self._percent)
        measure.addWidget(self._progress)
        measure.addStretch(1)
        layout = layouts.row(self, spacing=8, margins=(_PADDING, 8, _PADDING, 8))
        layout.addWidget(self.primary)
        layout.addWidget(self.stop)
        layout.addSpacing(8)
        layout.addLayout(lines, 2)
        layout.addWidget(self._measure, 3)
        layout.addWidget(self.failures)
        layout.addWidget(self.show_in_folder)
        self.show_progress(None)

    def show_run(
        self, queue: QueueModel, controller: RunController, again: Sequence[Entry], throughput: Throughput | None
    ) -> None:
        """Show the state of the run. `again` are the entries that the primary button would run again."""
        primary, running = primary_of(queue, controller, again), controller.is_running
        shown = status(queue, controller, throughput)
        self.primary.setText(primary_text(primary, again))
        self.primary.set_icon({Primary.PAUSE: "pause", Primary.RETRY: "retry"}.get(primary, "start"))
        self.primary.setEnabled(primary is not Primary.NOTHING)
        self.stop.setEnabled(running and not controller.is_stopping)
        self.set_status(shown.line, shown.detail)
        self.show_progress(controller.tally.share if running else None)
        self.failures.setVisible(not running and queue.count(State.FAILED) > 0)

    def set_status(self, status: str, detail: str) -> None:
        """Two lines of text."""
        self._status.setText(status)
        self._detail.setText(detail)
        self._detail.setVisible(bool(detail))

    @property
    def status(self) -> str:
        return self._status.text()

    def show_progress(self, share: float | None) -> None:
        """Show the progress of the run, 0 to 1; None if there is none."""
        self._measure.setVisible(share is not None)
        if share is not None:
            self._progress.setValue(round(share * 1000))
            self._percent.setText(text.percent(share))
