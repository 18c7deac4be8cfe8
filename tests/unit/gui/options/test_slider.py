from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from upscaler.gui.options.slider import SliderRow


def test_only_what_the_person_does_is_told(qtbot: QtBot) -> None:
    row = SliderRow("Strength", 0, 100)
    qtbot.addWidget(row)
    told: list[int] = []
    row.changed.connect(told.append)
    row.show_value(40)
    assert (row.slider.value(), row.value_label.text(), told) == (40, "40", [])
    row.slider.setValue(60)
    assert told == [60]


def test_the_wheel_scrolls_the_panel_and_changes_no_option(qtbot: QtBot) -> None:
    row = SliderRow("Strength", 0, 100)
    qtbot.addWidget(row)
    row.show_value(40)
    turned = QWheelEvent(
        *(QPointF(5, 5), QPointF(5, 5), QPoint(), QPoint(0, 120), Qt.MouseButton.NoButton),
        *(Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False),
    )
    QApplication.sendEvent(row.slider, turned)
    assert row.slider.value() == 40
    assert not turned.isAccepted()
