import itertools

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QApplication

from upscaler.gui.comparison.layer import build_layer
from upscaler.gui.comparison.magnifier import SIZE, Spot, paint_magnifier
from upscaler.gui.comparison.stage import Stage, compare
from upscaler.gui.comparison.tiles import TileCache

VIEW = QRect(0, 0, 800, 600)


@pytest.mark.parametrize("pointer", [QPoint(10, 10), QPoint(790, 10), QPoint(10, 590), QPoint(790, 590)])
def test_it_stays_in_the_view_and_leaves_the_pointer_free(pointer: QPoint) -> None:
    area = Spot(0, 0, pointer).area(VIEW)
    assert VIEW.contains(area)
    assert not area.contains(pointer)


def test_a_view_that_is_too_small_shows_its_beginning() -> None:
    assert Spot(0, 0, QPoint(50, 50)).area(QRect(0, 0, 100, 100)).topLeft() == QPoint(0, 0)


@pytest.mark.parametrize("ratio", [1, 2])
def test_both_pictures_are_enlarged_about_the_pixel(qapp: QApplication, ratio: int) -> None:
    result = np.full((120, 160, 3), 60, np.uint8)
    result[50, 70] = 250
    stage = Stage(compare(build_layer(np.full((30, 40, 3), 20, np.uint8)), build_layer(result)))
    image = QImage(800 * ratio, 600 * ratio, QImage.Format.Format_RGB32)
    image.fill(QColor("#ff00ff"))
    image.setDevicePixelRatio(ratio)
    painter = QPainter(image)
    spot = Spot(70, 50, QPoint(100, 100))
    area = spot.area(VIEW)
    paint_magnifier(painter, area, stage, spot, 1.0 * ratio, ratio, TileCache())
    painter.end()

    def red(x: int, y: int) -> int:
        return image.pixelColor((area.left() + x) * ratio, (area.top() + y) * ratio).red()

    middle = SIZE.width() // 2
    assert red(20, 20) == 20
    assert red(middle + 20, 20) == 60
    assert red(middle + 4 + 108, 8 + 107) == 250
    assert red(middle + 4 + 108 + 8, 8 + 107) == 60


def test_it_shows_fifteen_pixels_of_the_original_until_the_view_itself_is_that_near(qapp: QApplication) -> None:
    columns = np.zeros((120, 160, 3), np.uint8)
    columns[:, ::8] = 250  # every second pixel of the original
    stage = Stage(compare(build_layer(np.full((30, 40, 3), 20, np.uint8)), build_layer(columns)))

    def bright_columns(zoom: float) -> int:
        image = QImage(800, 600, QImage.Format.Format_RGB32)
        painter = QPainter(image)
        area = (spot := Spot(80, 60, QPoint(100, 100))).area(VIEW)
        paint_magnifier(painter, area, stage, spot, zoom, 1, TileCache())
        painter.end()
        row = [image.pixelColor(x, area.top() + 20).red() > 200 for x in range(area.center().x() + 4, area.right() - 8)]
        return sum(after and not before for before, after in itertools.pairwise(row))

    assert bright_columns(0.2) in (7, 8)
    assert bright_columns(1.0) in (7, 8)
    assert bright_columns(8.0) < 4
