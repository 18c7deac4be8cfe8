"""Python's garbage collector, kept in the GUI thread.

The collector runs in whichever thread happens to allocate. In the run's thread it would destroy dialogs and menus that
have become garbage, which prints "QObject::killTimer: Timers cannot be stopped from another thread" and may crash. So
it is switched off and called by a timer instead; calibre does the same.
"""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer

_EVERY = 2_000  # milliseconds


class GuiGarbage(QObject):
    """While it exists, cycles are collected only in the thread that created it."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        gc.disable()
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.check)
        self._timer.start(_EVERY)

    def check(self) -> None:
        """Collect the generations that are due according to Python's thresholds."""
        due = [count > limit for count, limit in zip(gc.get_count(), gc.get_threshold(), strict=True)]
        if due[0]:
            gc.collect(max(generation for generation in range(3) if all(due[: generation + 1])))

    def stop(self) -> None:
        """Switch Python's automatic collection on again."""
        self._timer.stop()
        gc.enable()
