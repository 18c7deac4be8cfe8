"""In flicker mode, alternates between the result and the picture it is compared with, while both are available."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QTimer

from upscaler.gui.comparison.modes import Flicker
from upscaler.gui.comparison.view import ComparisonView

_PERIOD = 700  # milliseconds that each of the two is shown


class Flickering(QObject):
    def __init__(self, view: ComparisonView) -> None:
        super().__init__(view)
        self._view = view
        self._timer = QTimer(self)
        self._timer.setInterval(_PERIOD)
        self._timer.timeout.connect(self._on_timeout)
        view.tools_changed.connect(self._on_changed)
        view.camera_changed.connect(self._on_changed)
        view.installEventFilter(self)
        self._on_changed()

    def _on_changed(self) -> None:
        flickers = isinstance(self._view.mode, Flicker) and self._view.content.both and self._view.isVisible()
        if flickers is not self._timer.isActive():
            (self._timer.start if flickers else self._timer.stop)()
            self._view.flip(False)

    def _on_timeout(self) -> None:
        self._view.flip(not self._view.viewport.is_flipped)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Show, QEvent.Type.Hide):
            self._on_changed()
        return super().eventFilter(watched, event)
