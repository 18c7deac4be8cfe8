from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from upscaler.gui.widgets.combo_box import ComboBox


def test_a_choice_is_shown_without_a_signal(qtbot: QtBot) -> None:
    choice = ComboBox("Format")
    qtbot.addWidget(choice)
    choice.addItem("PNG", "png")
    choice.addItem("JPEG", "jpg")
    with qtbot.assertNotEmitted(choice.currentIndexChanged):
        choice.choose("jpg")
        choice.choose("unknown")
    assert choice.currentData() == "jpg"
    assert not choice.grab().isNull()


def test_the_wheel_changes_neither_a_choice_nor_the_focus(qtbot: QtBot) -> None:
    choice = ComboBox("Format")
    qtbot.addWidget(choice)
    choice.addItems(["PNG", "JPEG"])
    none = Qt.KeyboardModifier.NoModifier
    turned = QWheelEvent(
        QPointF(5, 5), QPointF(5, 5), QPoint(), QPoint(0, -120), Qt.MouseButton.NoButton, none, Qt.ScrollPhase(0), False
    )
    QApplication.sendEvent(choice, turned)
    assert choice.currentIndex() == 0
    assert not turned.isAccepted()
    assert choice.focusPolicy() == Qt.FocusPolicy.StrongFocus
