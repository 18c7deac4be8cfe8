"""The dialogs about the pictures in the queue. They are imported when they are opened, so as not to delay the first
paint."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from upscaler.geometry import Region
from upscaler.gui.comparison.view import ComparisonView
from upscaler.gui.queue.model import QueueModel
from upscaler.gui.queue.panel import QueuePanel
from upscaler.gui.system.settings import Settings
from upscaler.jobs.job import State

if TYPE_CHECKING:
    from upscaler.gui.comparison.crop_dialog import CropDialog
    from upscaler.gui.dialogs.failures import FailuresDialog


class PictureDialogs(QObject):
    """`retry_requested` carries ids of entries, `noticed` a sentence."""

    retry_requested = Signal(list)
    noticed = Signal(str)

    def __init__(
        self, window: QWidget, view: ComparisonView, queue: QueueModel, panel: QueuePanel, settings: Settings
    ) -> None:
        super().__init__(window)
        self._window, self._view, self._queue, self._panel, self._settings = window, view, queue, panel, settings
        self.crop_dialog: CropDialog | None = None
        self.failures_dialog: FailuresDialog | None = None

    def export_comparison(self) -> None:
        """Let the user save or copy the comparison in view."""
        from upscaler.gui.comparison.export_dialog import ExportDialog

        current = self._panel.current()
        if current is not None and self._view.content.both:
            originals = [entry.source for entry in self._queue.entries]
            ExportDialog(self._window, self._view, current.source, originals).open()

    def crop(self) -> None:
        """Let the user choose the part of the picture in view that is upscaled, unless the picture is running."""
        from upscaler.gui.comparison.crop_dialog import CropDialog

        current = self._panel.current()
        if current is None or current.state is State.RUNNING:
            return
        options, entry_id = self._queue.options_of(current), current.id

        def take(crop: Region | None) -> None:
            self._panel.edits.crop(entry_id, crop, self._settings.output_folder())

        self.crop_dialog = CropDialog(self._window, current.source, options)
        self.crop_dialog.cropped.connect(take)
        self.crop_dialog.open()

    def show_failures(self) -> None:
        """Open the list of the pictures that have failed."""
        from upscaler.gui.dialogs.failures import FailuresDialog

        failed = [entry for entry in self._queue.entries if entry.state is State.FAILED]
        self.failures_dialog = FailuresDialog(self._window, failed)
        self.failures_dialog.retry_requested.connect(self.retry_requested)
        self.failures_dialog.not_written.connect(self.noticed)
        self.failures_dialog.open()
