"""Python's garbage collector, kept in the GUI thread.

The collector runs in whichever thread happens to allocate. In the worker's it would destroy dialogs and menus that
have become garbage, outside of their thread ("QObject::killTimer: Timers cannot be stopped from another thread" is seen
then, and crashes are known). So it is switched off and called by a timer instead; calibre does the same.
"""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer

_EVERY = 2_000  # milliseconds


class GuiGarbage(QObject):
    """While this lives, cycles are collected in the thread that made it, and nowhere else."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        gc.disable()
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.check)
        self._timer.start(_EVERY)

    def check(self) -> None:
        """Collect the generations that are due by Python's own thresholds."""
        due = [count > limit for count, limit in zip(gc.get_count(), gc.get_threshold(), strict=True)]
        if due[0]:
            gc.collect(max(generation for generation in range(3) if all(due[: generation + 1])))

    def stop(self) -> None:
        """Back to the usual way."""
        self._timer.stop()
        gc.enable()
