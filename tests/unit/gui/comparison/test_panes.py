import math

import numpy as np
import pytest
from PySide6.QtCore import QRect
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QApplication

from upscaler.gui.comparison.camera import Camera
from upscaler.gui.comparison.content import compare
from upscaler.gui.comparison.layer import build_layer
from upscaler.gui.comparison.modes import Pane, Side
from upscaler.gui.comparison.panes import paint_pane, placed_area
from upscaler.gui.comparison.stage import Placed, Stage
from upscaler.gui.comparison.tiles import TileCache

AREA = QRect(0, 0, 100, 80)
FREE = "#ff00ff"


def painted(side: Side, exposed: QRect = AREA, channels: int = 3) -> QImage:
    original = build_layer(np.full((10, 20, channels), 60, np.uint8))
    stage = Stage(compare(original, build_layer(np.full((20, 40, channels), 70, np.uint8))), gain=2)
    image = QImage(100, 80, QImage.Format.Format_RGB32)
    image.fill(QColor(FREE))
    painter = QPainter(image)
    assert paint_pane(painter, Pane(side, AREA, AREA), exposed, stage, Camera(20, 10, 2), TileCache(), math.inf, True)
    painter.end()
    return image


@pytest.fixture(autouse=True)
def application(qapp: QApplication) -> QApplication:
    return qapp


@pytest.mark.parametrize(("side", "value"), [(Side.ORIGINAL, 60), (Side.RESULT, 70), (Side.ADDED, 148)])
def test_every_side_lies_at_the_same_place(side: Side, value: int) -> None:
    image = painted(side)
    assert image.pixelColor(50, 40).red() == value
    assert [image.pixelColor(x, 40).name() == FREE for x in (9, 10, 89, 90)] == [True, False, False, True]
    assert [image.pixelColor(50, y).name() == FREE for y in (19, 20, 59, 60)] == [True, False, False, True]


def test_only_what_is_exposed_is_painted() -> None:
    image = painted(Side.RESULT, QRect(0, 0, 30, 80))
    assert [image.pixelColor(x, 40).name() == FREE for x in (29, 30)] == [False, True]


def test_a_board_lies_under_transparency() -> None:
    image = painted(Side.RESULT, channels=4)
    assert len({image.pixelColor(x, 40).name() for x in range(12, 88)}) > 1


def test_the_area_of_a_part() -> None:
    placed = Placed(build_layer(np.zeros((10, 20, 3), np.uint8)), 5, 6, 2)
    assert placed_area(placed, 100, 200, 3) == QRect(115, 218, 120, 60)
