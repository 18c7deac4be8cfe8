"""PySide counts references correctly on this Python.

PySide6 6.12.0 does not on Python 3.11: each call that returns nothing drops a reference to None, and after some minutes
of painting Python dies ("Fatal Python error: none_dealloc"). Since Python 3.12, None is immortal.
"""

import sys
from collections.abc import Callable

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QApplication

CALLS = 1_000


class Sender(QObject):
    sent = Signal(object)


def lost(value: object, act: Callable[[], object]) -> int:
    before = sys.getrefcount(value)
    for _ in range(CALLS):
        act()
    return before - sys.getrefcount(value)


def test_no_reference_is_lost(qapp: QApplication) -> None:
    kept = [None, True, False] * 5 * CALLS  # so that a failure does not crash Python
    image = QImage(8, 8, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    sender = Sender()
    assert lost(None, lambda: painter.setPen(QColor("#123456"))) < CALLS // 2
    assert lost(None, lambda: sender.property("none")) < CALLS // 2
    assert lost(True, lambda: sender.sent.emit(1)) < CALLS // 2
    painter.end()
    del kept
