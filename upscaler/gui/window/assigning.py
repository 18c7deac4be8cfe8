"""Lets the options panel show the options of the picture in view, and applies changes to the selected pictures."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from upscaler.gui.options.panel import OptionsPanel
from upscaler.gui.options.section import Crowd
from upscaler.gui.queue.edits import Assignment, QueueEdits
from upscaler.gui.queue.model import QueueModel
from upscaler.gui.queue.panel import QueuePanel
from upscaler.gui.queue.sizes import QueueSizes
from upscaler.gui.run.controller import RunController
from upscaler.gui.system.settings import Settings
from upscaler.jobs.job import State
from upscaler.jobs.throughput import same_speed
from upscaler.options import UpscaleOptions


class Assigning(QObject):
    """`changed`: pictures now have other options, or the panel shows those of another picture."""

    changed = Signal()

    def __init__(
        self,
        panel: OptionsPanel,
        queue_panel: QueuePanel,
        queue: QueueModel,
        controller: RunController,
        settings: Settings,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._panel, self._queue_panel, self._queue = panel, queue_panel, queue
        self._controller, self._settings = controller, settings
        self.edits: QueueEdits = queue_panel.edits
        self.edits.assigned.connect(self._on_assigned)
        panel.changed.connect(self._on_changed_by_user)
        panel.scope.apply_to_all.connect(self._on_apply_to_all)
        queue_panel.picked.connect(self._show_options)
        queue_panel.list.selectionModel().selectionChanged.connect(self._show_scope)
        queue.counts_changed.connect(self._show_scope)
        self.sizes = QueueSizes(self)
        self.sizes.changed.connect(self._show_crowd)
        self._on_assigned(Assignment(panel.options, panel.output))

    def _options(self) -> UpscaleOptions:
        """Those of the picture in view."""
        current = self._queue_panel.current()
        return self._queue.options_of(current) if current else self._queue.options

    def _on_changed_by_user(self) -> None:
        current = self._queue_panel.current()
        selected = self._queue_panel.list.selected_ids() or ([current.id] if current else [])
        output = self._settings.output_folder(), self._panel.output
        self.edits.change_options(selected, self._options(), self._panel.options, output)

    def _on_apply_to_all(self) -> None:
        self.edits.apply_to_all(self._panel.options, self._panel.output)

    def _on_assigned(self, assignment: Assignment) -> None:
        self._settings.set_options(assignment.options)
        self._settings.set_output_folder(assignment.output)
        self._controller.set_options(assignment.options, assignment.output)
        self._controller.set_own_options(assignment.own)
        self._show_options()
        self._show_scope()

    def _show_options(self) -> None:
        before, options = self._panel.options, self._options()
        self._panel.show_options(options, self._settings.output_folder())
        if not same_speed(before, options):
            self._controller.measure(options)
        self.changed.emit()

    def _show_scope(self) -> None:
        total = self._queue.count()
        rows = self._queue_panel.list.selectionModel().selectedRows()
        selected = len(rows) or (1 if self._queue_panel.current() else total)  # without a selection, it applies to all
        used = {id(options): options for options in map(self._queue.options_of, self._queue.entries)}
        shown = replace(self._panel.options, crop=None)
        differ = any(replace(options, crop=None) != shown for options in used.values())  # few distinct ones
        self._panel.scope.show_scope(selected, total, differ)
        self._show_crowd()

    def _show_crowd(self) -> None:
        """Show, before the start, how many of the waiting pictures the size does not fit."""
        asked = self._panel.options.size
        waiting = [entry for entry in self._queue.entries if entry.state is State.WAITING]
        known = self.sizes.of(waiting) if asked.measure != "scale" and len(waiting) > 1 else None
        sizes = [part for entry, whole in known or () if (part := self._queue.source_size(entry, whole))]
        self._panel.set_crowd(Crowd.of(sizes, asked) if sizes else None)
