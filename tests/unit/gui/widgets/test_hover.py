import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from upscaler.gui.widgets.combo_box import ComboBox
from upscaler.gui.widgets.controls import Button
from upscaler.gui.widgets.theme import Theme

UNDER_MOUSE = Qt.WidgetAttribute.WA_UnderMouse


@pytest.fixture(params=[ComboBox, Button])
def control(request: pytest.FixtureRequest, qapp: QApplication, qtbot: QtBot) -> QWidget:
    """A control with the pointer over it."""
    Theme(qapp, "dark")
    made: QWidget = request.param("Format")
    qtbot.addWidget(made)
    with qtbot.waitExposed(made):
        made.show()
    made.setMouseTracking(True)
    QTest.mouseMove(made, made.rect().center())
    qtbot.waitUntil(made.underMouse)
    return made


def leave(control: QWidget) -> None:
    """Move the pointer away without Qt noticing, as while a list is open."""
    QCursor.setPos(control.mapToGlobal(QPoint(0, 500)))
    control.setAttribute(UNDER_MOUSE)


def test_a_control_that_the_pointer_has_left_unseen_looks_like_any_other(control: QWidget) -> None:
    lit = control.grab().toImage()
    leave(control)
    left = control.grab().toImage()
    assert left != lit
    control.setAttribute(UNDER_MOUSE, False)
    assert control.grab().toImage() == left


def test_it_is_noticed_once_a_dialog_is_closed(control: QWidget, qtbot: QtBot) -> None:
    """Qt does not tell it that the pointer has left while the window could not be used."""
    QApplication.sendEvent(control, QEvent(QEvent.Type.WindowActivate))
    assert control.underMouse()
    leave(control)
    QApplication.sendEvent(control, QEvent(QEvent.Type.WindowActivate))
    assert not control.underMouse()
