from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PIL import ImageCms
from PySide6.QtGui import QColorSpace
from PySide6.QtWidgets import QApplication

from upscaler.geometry import Region, Size
from upscaler.gui.comparison.layer import build_layer, growing_layer, load_layer

MakePicture = Callable[..., Path]
ALL = Region(0, 0, 5, 3)


@pytest.mark.parametrize(
    ("channels", "colour"),
    [(1, (90, 90, 90, 255)), (2, (90, 90, 90, 40)), (3, (90, 60, 30, 255)), (4, (90, 60, 30, 40))],
)
def test_every_kind_of_pixels(channels: int, colour: tuple[int, int, int, int]) -> None:
    values = {1: [90], 2: [90, 40], 3: [90, 60, 30], 4: [90, 60, 30, 40]}[channels]
    layer = build_layer(np.full((3, 5, channels), values, np.uint8))
    assert layer.size == Size(5, 3)
    assert layer.has_alpha == (channels in (2, 4))
    assert layer.tile(0, ALL).pixelColor(4, 2).getRgb() == colour
    order = {1: [90], 2: [90, 40], 3: [30, 60, 90], 4: [30, 60, 90, 40]}[channels]
    canvas = build_layer(np.full((3, 5, channels), order, np.uint8), bgr=True)
    assert canvas.tile(0, ALL) == layer.tile(0, ALL)
    assert np.array_equal(canvas.pixels(), layer.pixels())
    assert canvas.values(4, 2) == layer.values(4, 2) == tuple(values)


@pytest.mark.parametrize("channels", [1, 2, 3, 4])
def test_sixteen_bits_are_shown_in_eight_and_told_as_they_are(channels: int) -> None:
    pixels = np.random.default_rng(0).integers(0, 256, (3, 5, channels), np.uint8)
    eight, sixteen = build_layer(pixels), build_layer(pixels.astype(np.uint16) * 257)
    assert sixteen.tile(0, ALL) == eight.tile(0, ALL)
    assert sixteen.is_high_bit_depth and not eight.is_high_bit_depth
    assert sixteen.values(2, 1) == tuple(int(value) * 257 for value in pixels[1, 2])


def test_there_are_no_values_outside_and_before_they_are_known() -> None:
    layer = growing_layer(np.zeros((4, 4, 3), np.uint8))
    assert layer.values(0, 0) is None
    layer.pyramid.extend(2)
    assert layer.values(0, 1) == (0, 0, 0)
    assert (layer.values(0, 2), layer.values(-1, 0), layer.values(4, 0)) == (None, None, None)


def test_levels_halve_down_to_what_is_seen_from_afar() -> None:
    layer = build_layer(np.zeros((900, 2049, 3), np.uint8))
    sizes = [(2049, 900), (1024, 450), (512, 225), (256, 112), (128, 56), (64, 28)]
    assert layer.sizes == [Size(*size) for size in sizes]
    assert layer.nbytes == sum(3 * size.pixels for size in layer.sizes)


def test_a_tile_outlives_its_picture() -> None:
    pixels = np.full((600, 600, 3), 70, np.uint8)
    layer = build_layer(pixels)
    tile = layer.tile(0, Region(0, 0, 512, 512))
    pixels[:] = 0
    assert tile.pixelColor(5, 5).red() == 70


def test_the_full_picture_is_not_copied() -> None:
    pixels = np.zeros((600, 600, 3), np.uint8)
    assert np.shares_memory(build_layer(pixels).pyramid.levels[0], pixels)


@pytest.mark.qt_log_ignore("fromIccProfile", extend=True)
def test_the_profile_is_kept_where_it_says_something(qapp: QApplication) -> None:
    pixels = np.zeros((4, 4, 3), np.uint8)
    other = bytes(QColorSpace(QColorSpace.NamedColorSpace.DisplayP3).iccProfile().data())
    plain = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    assert build_layer(pixels, other).space is not None
    assert build_layer(pixels, b"nonsense").space is None
    assert build_layer(pixels, None).space is None
    assert build_layer(pixels, plain).size == Size(4, 4)


def test_a_file(make_picture: MakePicture) -> None:
    layer = load_layer(make_picture("a.png", 24, 16, "RGBA"))
    assert layer.has_alpha
    assert layer.kind == "png"
