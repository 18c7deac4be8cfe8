"""Corrects what Qt believes about the mouse pointer."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QCursor
from PySide6.QtWidgets import QWidget


class HoverKeeper(QObject):
    """Keeps a control from looking as if the pointer was over it after it has left.

    Qt does not tell a control that the pointer has left while a dialog or a drop-down list, also that of another
    control, was open.
    """

    def __init__(self, control: QWidget) -> None:
        super().__init__(control)
        self._control = control
        control.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Paint, QEvent.Type.WindowActivate) and self._is_left():
            self._control.setAttribute(Qt.WidgetAttribute.WA_UnderMouse, False)
            if event.type() == QEvent.Type.WindowActivate:
                self._control.update()
        return False

    def _is_left(self) -> bool:
        control = self._control
        return control.underMouse() and not control.rect().contains(control.mapFromGlobal(QCursor.pos()))
