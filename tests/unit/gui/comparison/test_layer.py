from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PIL import ImageCms
from PySide6.QtGui import QColorSpace
from PySide6.QtWidgets import QApplication

from upscaler.geometry import Size
from upscaler.gui.comparison.layer import build_layer, load_layer

MakePicture = Callable[..., Path]


@pytest.mark.parametrize(
    ("channels", "colour"),
    [(1, (90, 90, 90, 255)), (2, (90, 90, 90, 40)), (3, (90, 60, 30, 255)), (4, (90, 60, 30, 40))],
)
def test_every_kind_of_pixels(channels: int, colour: tuple[int, int, int, int]) -> None:
    values = {1: [90], 2: [90, 40], 3: [90, 60, 30], 4: [90, 60, 30, 40]}[channels]
    layer = build_layer(np.full((3, 5, channels), values, np.uint8))
    assert layer.size == Size(5, 3)
    assert layer.has_alpha == (channels in (2, 4))
    assert layer.levels[0].pixelColor(4, 2).getRgb() == colour


@pytest.mark.parametrize("channels", [1, 2, 3, 4])
def test_sixteen_bits_are_shown_in_eight(channels: int) -> None:
    pixels = np.random.default_rng(0).integers(0, 256, (3, 5, channels), np.uint8)
    eight, sixteen = build_layer(pixels), build_layer(pixels.astype(np.uint16) * 257)
    assert sixteen.levels[0] == eight.levels[0]


def test_levels_halve_down_to_one_tile() -> None:
    layer = build_layer(np.zeros((900, 2049, 3), np.uint8))
    assert [(level.width(), level.height()) for level in layer.levels] == [
        (2049, 900),
        (1025, 450),
        (513, 225),
        (257, 113),
    ]
    assert layer.nbytes == sum(3 * level.width() * level.height() for level in layer.levels)


def test_gray_levels_stay_gray() -> None:
    layer = build_layer(np.full((600, 600, 1), 77, np.uint8))
    assert layer.levels[-1].pixelColor(0, 0).getRgb() == (77, 77, 77, 255)


def test_the_full_picture_is_not_copied() -> None:
    pixels = np.zeros((600, 600, 3), np.uint8)
    layer = build_layer(pixels)
    pixels[5, 7] = 200
    assert layer.levels[0].pixelColor(7, 5).red() == 200


def test_the_picture_lives_as_long_as_its_layer() -> None:
    layer = build_layer(np.random.default_rng(0).integers(0, 255, (700, 700, 3), dtype=np.uint8))
    before = layer.levels[0].pixelColor(699, 699).getRgb()
    np.random.default_rng(1).integers(0, 255, (700, 700, 3), dtype=np.uint8)
    assert layer.levels[0].pixelColor(699, 699).getRgb() == before


@pytest.mark.qt_log_ignore("fromIccProfile", extend=True)
def test_the_profile_is_kept_where_it_says_something(qapp: QApplication) -> None:
    pixels = np.zeros((4, 4, 3), np.uint8)
    other = bytes(QColorSpace(QColorSpace.NamedColorSpace.DisplayP3).iccProfile().data())
    plain = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    assert build_layer(pixels, other).levels[0].colorSpace().isValid()
    assert build_layer(pixels, b"nonsense").levels[0].colorSpace().isValid() is False
    assert build_layer(pixels, None).levels[0].colorSpace().isValid() is False
    assert build_layer(pixels, plain).size == Size(4, 4)


def test_a_file(make_picture: MakePicture) -> None:
    assert load_layer(make_picture("a.png", 24, 16, "RGBA")).has_alpha
