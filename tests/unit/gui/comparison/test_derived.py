import cv2
import numpy as np
import pytest
from PySide6.QtGui import QColor, QImage

from upscaler.geometry import Region, Size
from upscaler.gui.comparison.derived import GRAY, Interpolated, Residual
from upscaler.gui.comparison.layer import build_layer
from upscaler.images.bitmap import Pixels


def pixels_of(image: QImage) -> Pixels:
    image = image.convertToFormat(QImage.Format.Format_RGB888)
    rows = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.bytesPerLine())
    return rows[:, : 3 * image.width()].reshape(image.height(), image.width(), 3).copy()


@pytest.fixture
def photo(photo: Pixels) -> Pixels:
    """Without black and white, where an enlarged picture would be clipped."""
    return (photo // 2 + 64).astype(np.uint8)


@pytest.fixture
def enlarged(photo: Pixels) -> Pixels:
    large = cv2.resize(photo.astype(np.float32), None, fx=20, fy=20, interpolation=cv2.INTER_CUBIC)
    return np.clip(np.rint(large), 0, 255).astype(np.uint8)


def test_the_original_is_enlarged_tile_by_tile(photo: Pixels, enlarged: Pixels) -> None:
    picture = Interpolated(build_layer(photo), Size(1200, 800))
    assert picture.sizes[:3] == [Size(1200, 800), Size(600, 400), Size(300, 200)]
    assert picture.rows == 800
    for region in (Region(0, 0, 512, 512), Region(512, 512, 512, 288), Region(1024, 0, 176, 512)):
        assert np.abs(pixels_of(picture.tile(0, region)).astype(int) - enlarged[region.slices]).max() <= 1


def test_from_away_it_looks_the_same(photo: Pixels, enlarged: Pixels) -> None:
    picture = Interpolated(build_layer(photo), Size(1200, 800))
    means = enlarged.reshape(200, 4, 300, 4, 3).mean((1, 3))
    assert np.abs(pixels_of(picture.tile(2, Region(0, 0, 300, 200))) - means).max() <= 1


def test_nothing_added_is_gray(photo: Pixels, enlarged: Pixels) -> None:
    before = Interpolated(build_layer(photo), Size(1200, 800))
    flat = Residual(before, build_layer(enlarged), 8)
    for level, size in enumerate(flat.sizes):
        tile = pixels_of(flat.tile(level, Region(0, 0, min(512, size.width), min(512, size.height))))
        assert np.abs(tile.astype(int) - GRAY).max() <= 16  # levels of the result are rounded


@pytest.mark.parametrize("gain", [1, 5])
def test_what_was_added_is_amplified_and_clipped(photo: Pixels, enlarged: Pixels, gain: int) -> None:
    change = np.array((10, -10, 0))
    result = (enlarged + change).astype(np.uint8)
    added = Residual(Interpolated(build_layer(photo), Size(1200, 800)), build_layer(result), gain)
    tile = pixels_of(added.tile(0, Region(0, 0, 512, 512))).astype(int)
    assert np.abs(tile - GRAY - change * gain).max() <= gain
    assert not added.has_alpha


def test_a_part_is_compared_with_its_own_place(photo: Pixels, enlarged: Pixels) -> None:
    part = enlarged[101:401, 203:903]
    before = Interpolated(build_layer(photo), Size(1200, 800))
    added = Residual(before, build_layer(np.ascontiguousarray(part)), 16, 203, 101)
    for level in range(2):
        tile = pixels_of(added.tile(level, Region(0, 0, 300, 150))).astype(int)
        assert np.abs(tile - GRAY).max() <= 16


def test_deep_and_gray_pictures(photo: Pixels) -> None:
    gray = build_layer(np.full((20, 20, 1), 100, np.uint8))
    deep = build_layer(np.full((40, 40, 4), 101 * 257, np.uint16))
    tile = Residual(Interpolated(gray, Size(40, 40)), deep, 16).tile(0, Region(0, 0, 40, 40))
    assert tile.pixelColor(20, 20).name() == QColor(GRAY + 16, GRAY + 16, GRAY + 16).name()
    assert Interpolated(deep, Size(80, 80)).tile(0, Region(0, 0, 8, 8)).pixelColor(1, 1).red() == 101
    assert Interpolated(deep, Size(80, 80)).has_alpha
