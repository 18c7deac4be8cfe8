"""Notifies the user that a run has ended, if the window is in the background and notifications are enabled."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication, QMainWindow

from upscaler.gui.run.controller import RunController
from upscaler.gui.run.status import summary
from upscaler.gui.system.notifier import Notifier
from upscaler.gui.system.settings import Settings


class EndNotifier(Notifier):
    """Watches the controller; does not notify the user of a run that they have stopped."""

    def __init__(self, window: QMainWindow, controller: RunController, settings: Settings) -> None:
        super().__init__(window)
        self._window = window
        self._controller = controller
        self._settings = settings
        self._was_running = self._was_stopping = False
        controller.changed.connect(self._on_changed)

    def _on_changed(self) -> None:
        ran, stopped = self._was_running, self._was_stopping
        self._was_running, self._was_stopping = self._controller.is_running, self._controller.is_stopping
        if (
            ran
            and not self._was_running
            and not stopped
            and not self._window.isActiveWindow()
            and self._settings.notify()
        ):
            QApplication.alert(self._window)
            self.notify(self.tr("Upscaling finished"), summary(self._controller.tally.ended_entries))
