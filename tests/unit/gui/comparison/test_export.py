import numpy as np
import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from upscaler.geometry import Region, Size
from upscaler.gui.comparison.export import LARGEST, Drawing, Layout, draw
from upscaler.gui.comparison.layer import build_layer
from upscaler.gui.comparison.stage import Stage, compare

RED, BLUE = "#ff0000", "#0000ff"
WHOLE = Region(0, 0, 800, 400)


@pytest.fixture
def stage(qapp: QApplication) -> Stage:
    """A red original of half the size of its blue result."""
    red, blue = np.zeros((200, 400, 3), np.uint8), np.zeros((400, 800, 3), np.uint8)
    red[:, :, 0], blue[:, :, 2] = 255, 255
    return Stage(compare(build_layer(red), build_layer(blue)))


def colours(image: QImage, *places: tuple[int, int]) -> list[str]:
    return [image.pixelColor(x, y).name() for x, y in places]


@pytest.mark.parametrize(
    ("layout", "size", "left_or_top", "right_or_bottom"),
    [
        (Layout.BESIDE, (1602, 400), (799, 390), (802, 390)),
        (Layout.STACKED, (800, 802), (400, 399), (400, 402)),
        (Layout.SPLIT, (800, 400), (398, 390), (402, 390)),
    ],
)
def test_arrangements(
    stage: Stage,
    layout: Layout,
    size: tuple[int, int],
    left_or_top: tuple[int, int],
    right_or_bottom: tuple[int, int],
) -> None:
    image = draw(stage, Drawing(layout, WHOLE, labelled=False))
    assert (image.width(), image.height()) == size
    assert colours(image, left_or_top, right_or_bottom) == [RED, BLUE]


def test_labels_are_drawn_if_they_are_wanted(stage: Stage) -> None:
    with_labels, without = (draw(stage, Drawing(Layout.BESIDE, WHOLE, labelled=on)) for on in (True, False))
    assert colours(without, (20, 20), (822, 20)) == [RED, BLUE]
    assert not set(colours(with_labels, (20, 20), (822, 20))) & {RED, BLUE}


def test_a_part_is_drawn_at_the_zoom_of_the_view(stage: Stage) -> None:
    image = draw(stage, Drawing(Layout.SPLIT, Region(100, 100, 200, 100), 2.0, labelled=False))
    assert (image.width(), image.height()) == (400, 200)
    assert colours(image, (10, 10), (390, 190)) == [RED, BLUE]


@pytest.mark.parametrize(
    ("size", "zoom", "pane"),
    [
        (Size(30_000, 15_000), 1.0, Size(LARGEST, LARGEST // 2)),
        (Size(40, 30), 1.0, Size(240, 180)),  # room for a label
        (Size(500, 20), 3.0, Size(1500, 60)),
    ],
)
def test_neither_too_large_nor_too_small(size: Size, zoom: float, pane: Size) -> None:
    assert Drawing(Layout.BESIDE, Region(0, 0, size.width, size.height), zoom).pane == pane
