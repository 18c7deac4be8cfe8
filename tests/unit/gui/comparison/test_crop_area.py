import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from upscaler.geometry import Region
from upscaler.gui.comparison.crop_area import CropArea
from upscaler.gui.comparison.layer import build_layer
from upscaler.gui.widgets.theme import Theme

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def area(qapp: QApplication, qtbot: QtBot) -> CropArea:
    Theme(qapp, "dark")
    made = CropArea()
    qtbot.addWidget(made)
    made.resize(416, 216)  # one screen pixel per picture pixel
    made.show_picture(build_layer(np.full((200, 400, 3), 200, np.uint8)), Region(100, 50, 200, 100))
    made.show()
    return made


def drag(area: CropArea, start: tuple[int, int], end: tuple[int, int]) -> Region | None:
    """From and to pixels of the picture."""
    first, last = (QPoint(8 + x, 8 + y) for x, y in (start, end))
    QTest.mousePress(area, LEFT, pos=first)
    QTest.mouseMove(area, last)
    QTest.mouseRelease(area, LEFT, pos=last)
    return area.region


def test_dragging_the_frame_its_grips_and_a_new_one(area: CropArea, qtbot: QtBot) -> None:
    assert area.frame().topLeft() == QPointF(108, 58)
    with qtbot.waitSignal(area.changed):
        assert drag(area, (200, 100), (220, 90)) == Region(120, 40, 200, 100)
    assert drag(area, (320, 140), (350, 150)) == Region(120, 40, 230, 110)
    assert drag(area, (120, 90), (20, 90)) == Region(20, 40, 330, 110)
    assert drag(area, (380, 190), (360, 170)) == Region(360, 170, 21, 21)
    area.ratio = 1.0
    assert drag(area, (10, 10), (60, 20)) == Region(10, 10, 50, 50)


def test_arrow_keys_move_the_frame(area: CropArea) -> None:
    area.setFocus()
    QTest.keyClick(area, Qt.Key.Key_Right)
    QTest.keyClick(area, Qt.Key.Key_Up, Qt.KeyboardModifier.ShiftModifier)
    assert area.region == Region(101, 40, 200, 100)


def test_what_is_left_out_is_darker(area: CropArea) -> None:
    image = area.grab().toImage()
    assert image.pixelColor(8 + 150, 8 + 70).red() == 200
    assert image.pixelColor(8 + 20, 8 + 20).red() < 120
