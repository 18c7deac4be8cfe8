import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
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


def test_a_number_or_a_name_can_be_typed(qtbot: QtBot) -> None:
    row = SliderRow("Detail", 0, 100, names={0: "Faithful", 100: "Crisp"})
    qtbot.addWidget(row)
    row.show_value(40)
    told: list[int] = []
    row.changed.connect(told.append)
    for typed, value, shown in (
        ("73", 73, "73"),
        ("crisp", 100, "Crisp"),
        ("12 %", 12, "12"),
        ("nonsense", 12, "12"),
        ("250", 100, "Crisp"),
        ("0", 0, "Faithful"),
    ):
        row.value_label.selectAll()
        QTest.keyClicks(row.value_label, typed)
        QTest.keyClick(row.value_label, Qt.Key.Key_Return)
        assert (row.slider.value(), row.value_label.text()) == (value, shown), typed
    assert told == [73, 100, 12, 100, 0]
    QTest.keyClick(row.value_label, Qt.Key.Key_Up)
    assert row.slider.value() == 1
    assert row.value_label.accessibleName() == "Detail as a number"


@pytest.mark.parametrize("share", [0.02, 0.3, 0.75, 0.98])
def test_a_click_in_the_groove_moves_the_handle_there(qtbot: QtBot, share: float) -> None:
    row = SliderRow("Strength", 0, 100)
    qtbot.addWidget(row)
    row.resize(272, 60)
    row.show()
    row.show_value(50)
    place = QPoint(round(share * row.slider.width()), row.slider.height() // 2)
    QTest.mouseClick(row.slider, Qt.MouseButton.LeftButton, pos=place)
    assert row.slider.value() == pytest.approx(100 * share, abs=4)


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
