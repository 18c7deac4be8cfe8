import math

import numpy as np
import pytest
from PySide6.QtCore import QRect
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QApplication

from upscaler.gui.comparison.layer import Layer, build_layer, growing_layer
from upscaler.gui.comparison.tiles import TILE, Placement, TileCache, paint_picture
from upscaler.images.bitmap import Pixels

FREE = "#ff00ff"  # where nothing is painted


@pytest.fixture(autouse=True)
def application(qapp: QApplication) -> QApplication:
    return qapp


def picture(width: int, height: int) -> Pixels:
    return np.random.default_rng(0).integers(0, 200, (height, width, 3), dtype=np.uint8)


def painted(layer: Layer, place: Placement, deadline: float = math.inf, clip: QRect | None = None) -> Pixels:
    """(H, W, 3) of a view of 300 x 200 device pixels."""
    image = QImage(300, 200, QImage.Format.Format_RGB888)
    image.fill(QColor(FREE))
    painter = QPainter(image)
    paint_picture(painter, layer, place, clip or image.rect(), TileCache(), deadline)
    painter.end()
    rows = np.frombuffer(image.constBits(), np.uint8).reshape(200, image.bytesPerLine())
    return rows[:, :900].reshape(200, 300, 3).copy()


def test_at_100_percent_every_pixel_is_itself() -> None:
    pixels = picture(1300, 1100)
    seen = painted(build_layer(pixels), Placement(-TILE + 50, -TILE - 20, 1.0))
    assert (seen == pixels[TILE + 20 : TILE + 220, TILE - 50 : TILE + 250]).all()


@pytest.mark.parametrize("zoom", [2, 3, 8, 40])
def test_above_100_percent_pixels_are_pixels(zoom: int) -> None:
    pixels = picture(1300, 1100)
    x, y = TILE - 3, TILE - 2  # across the corner of four tiles
    seen = painted(build_layer(pixels), Placement(-x * zoom, -y * zoom, float(zoom)))
    wide = pixels[y : y + 110, x : x + 160].repeat(zoom, axis=0).repeat(zoom, axis=1)
    assert (seen == wide[:200, :300]).all()


@pytest.mark.parametrize("zoom", [0.11, 0.3, 0.5, 0.77, 1.3, 6.9])
def test_tiles_leave_no_gap(zoom: float) -> None:
    layer = build_layer(np.full((1500, 2000, 3), 120, np.uint8))
    seen = painted(layer, Placement(10, 20, zoom))
    inside = seen[20 : min(200, 20 + int(1500 * zoom)), 10 : min(300, 10 + int(2000 * zoom))]
    assert (np.abs(inside.astype(int) - 120) <= 1).all()
    assert (seen[:20] == (255, 0, 255)).all()


def test_only_the_exposed_part_is_painted() -> None:
    layer = build_layer(np.full((1500, 2000, 3), 120, np.uint8))
    tiles = TileCache()
    image = QImage(300, 200, QImage.Format.Format_RGB888)
    painter = QPainter(image)
    assert paint_picture(painter, layer, Placement(0, 0, 1.0), QRect(0, 0, 10, 10), tiles, math.inf)
    painter.end()
    assert len(tiles._tiles) == 1


def test_when_time_runs_out_a_coarse_picture_stands_in() -> None:
    layer = build_layer(np.full((3000, 3000, 3), 120, np.uint8))
    image = QImage(300, 200, QImage.Format.Format_RGB888)
    image.fill(QColor(FREE))
    painter = QPainter(image)
    complete = paint_picture(painter, layer, Placement(-700, -700, 1.0), image.rect(), TileCache(), -math.inf)
    painter.end()
    assert not complete
    assert {image.pixelColor(x, 150).red() for x in range(300)} == {120}


def test_few_pixmaps_are_kept() -> None:
    layer = build_layer(np.zeros((20, TILE * 400, 1), np.uint8))
    tiles = TileCache()
    for column in range(400):
        assert tiles.get(layer, 0, column, 0, math.inf) is not None
    assert len(tiles._tiles) < 400
    assert tiles.get(layer, 0, 0, 0, -math.inf) is None
    assert tiles.get(layer, 0, 399, 0, -math.inf) is not None
    tiles.keep([layer])
    assert tiles.get(layer, 0, 399, 0, -math.inf) is not None
    tiles.keep([])
    assert tiles.get(layer, 0, 399, 0, -math.inf) is None


def test_finished_rows_appear_and_unfinished_ones_are_never_seen() -> None:
    pixels = np.full((1400, 300, 3), 9, np.uint8)
    growing = growing_layer(pixels)
    tiles = TileCache()

    def seen(zoom: float) -> list[int]:
        """Gray values down the left edge."""
        image = QImage(100, 200, QImage.Format.Format_RGB888)
        image.fill(QColor(FREE))
        painter = QPainter(image)
        paint_picture(painter, growing, Placement(0, 0, zoom), image.rect(), tiles, math.inf)
        painter.end()
        return [image.pixelColor(2, y).green() for y in range(200)]

    assert set(seen(1.0)) == {0}
    pixels[:100] = 120
    growing.pyramid.extend(100)
    assert seen(1.0) == [120] * 100 + [0] * 100
    assert seen(0.125)[:12] == [120] * 12
    assert set(seen(0.125)[13:]) == {0}
    pixels[100:] = 200
    growing.pyramid.extend(1400)
    assert seen(1.0) == [120] * 100 + [200] * 100
    assert seen(0.125)[20:170] == [200] * 150


def test_without_time_rows_that_a_tile_lacks_are_left_out() -> None:
    pixels = np.full((1400, 300, 3), 9, np.uint8)
    growing = growing_layer(pixels)
    tiles = TileCache()

    def paint(deadline: float) -> tuple[bool, list[int]]:
        image = QImage(100, 200, QImage.Format.Format_RGB888)
        image.fill(QColor(FREE))
        painter = QPainter(image)
        complete = paint_picture(painter, growing, Placement(0, 0, 1.0), image.rect(), tiles, deadline)
        painter.end()
        return complete, [image.pixelColor(2, y).green() for y in range(200)]

    pixels[:100] = 120
    growing.pyramid.extend(100)
    assert paint(math.inf) == (True, [120] * 100 + [0] * 100)
    pixels[100:150] = 120
    growing.pyramid.extend(150)
    assert paint(-math.inf) == (False, [120] * 100 + [0] * 100)
    assert paint(math.inf) == (True, [120] * 150 + [0] * 50)


def test_colours_go_through_the_profile() -> None:
    from PySide6.QtGui import QColorSpace

    wide = bytes(QColorSpace(QColorSpace.NamedColorSpace.DisplayP3).iccProfile().data())
    pixels = np.full((40, 40, 3), (200, 100, 100), np.uint8)
    seen = painted(build_layer(pixels, wide), Placement(0, 0, 1.0))[5, 5]
    assert seen[0] > 205  # P3 red is redder than that of sRGB
    assert seen[1] < 100


def test_a_small_picture_seen_from_afar_is_averaged() -> None:
    """Like the preview of a part of a large picture: without smaller levels, fine patterns would alias to
    coarse ones."""
    pixels = np.zeros((300, 400, 3), np.uint8)
    pixels[::3] = 240
    seen = painted(build_layer(pixels), Placement(0, 0, 0.1))[2:28, 2:38]
    assert (np.abs(seen.astype(int) - 80) <= 30).all()
