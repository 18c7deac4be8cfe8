from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from upscaler.geometry import Size
from upscaler.gui.comparison.layer import build_layer
from upscaler.gui.comparison.modes import VARIANTS, SideBySide
from upscaler.gui.comparison.navigator import Navigator
from upscaler.gui.comparison.stage import Content, Side, Variant, compare
from upscaler.gui.comparison.tools import ViewTools
from upscaler.gui.comparison.view import ComparisonView
from upscaler.options import UpscaleOptions

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def view(view: ComparisonView) -> ComparisonView:
    pixels = np.full((300, 400, 3), 60, np.uint8)
    pixels[:, 200:] = 220
    view.set_content(compare(build_layer(pixels), build_layer(np.zeros((1200, 1600, 3), np.uint8))))
    return view


@pytest.fixture
def navigator(view: ComparisonView) -> Navigator:
    return Navigator(view)


def test_it_is_there_only_while_a_part_is_in_view(view: ComparisonView, navigator: Navigator) -> None:
    assert not navigator.isVisible()
    view.zoom_to(1)
    assert navigator.isVisible()
    assert (navigator.width(), navigator.height()) == (152, 116)  # 144 x 108 and its edge
    view.fit()
    assert not navigator.isVisible()
    view.zoom_to(1)
    view.set_content(Content())
    assert not navigator.isVisible()


def test_it_shows_the_picture_and_frames_the_part_in_view(view: ComparisonView, navigator: Navigator) -> None:
    view.zoom_to(1)
    frame = navigator.area_in_view()
    assert (frame.width(), frame.height()) == pytest.approx((400 * 0.09, 600 * 0.09))
    assert frame.center().x() == pytest.approx(navigator.width() / 2)
    image = navigator.grab().toImage()
    inside = [image.pixelColor(x, 58).red() for x in (66, 86)]
    assert inside == [60, 220]
    assert image.pixelColor(20, 58).red() < 60  # what is out of view is darker


def test_a_click_and_a_drag_move_the_part_in_view(view: ComparisonView, navigator: Navigator) -> None:
    view.zoom_to(2)
    QTest.mousePress(navigator, LEFT, pos=QPoint(4 + 36, 4 + 54))
    assert (view.viewport.camera.x, view.viewport.camera.y) == pytest.approx((400, 600))
    QTest.mouseMove(navigator, QPoint(4 + 108, 4 + 54))
    assert view.viewport.camera.x == pytest.approx(1200)
    QTest.mouseMove(navigator, QPoint(900, 900))  # it stops at the picture's edge
    assert view.visible and (view.visible.right, view.visible.bottom) == (1600, 1200)
    assert navigator.area_in_view().right() == pytest.approx(navigator.width() - 4)
    QTest.mouseRelease(navigator, LEFT, pos=QPoint(900, 900))


def test_the_text_at_the_edge_makes_room_for_it(view: ComparisonView, navigator: Navigator) -> None:
    view.set_hint("Cancelled")
    left = view._hint_area().left()
    view.zoom_to(1)
    assert view._hint_area().left() >= navigator.geometry().right()
    view.fit()
    assert view._hint_area().left() == left


def test_it_has_the_shape_of_any_picture(view: ComparisonView, navigator: Navigator) -> None:
    for size in (Size(4000, 3), Size(3, 4000)):
        view.set_content(Content({Side.RESULT: build_layer(np.zeros((size.height, size.width, 3), np.uint8))}))
        view.zoom_to(4)
        assert navigator.isVisible() and navigator.grab().toImage().width() > 0
        assert max(navigator.width(), navigator.height()) == 152


@pytest.mark.parametrize(
    ("size", "is_there"),
    [
        ((754, 638), True),  # two columns: beside the third one
        ((1500, 500), False),  # one row
        ((700, 360), False),  # the free cell is too low
        ((320, 900), False),  # one column
    ],
)
def test_it_never_covers_a_variant(view: ComparisonView, size: tuple[int, int], is_there: bool) -> None:
    navigator, tools = Navigator(view), ViewTools(view, in_queue=True)
    options = UpscaleOptions()
    view.set_mode(VARIANTS)
    view.set_hint("Cancelled")
    view.resize(*size)
    for count in (3, 4):
        variants = tuple(Variant(str(number), options) for number in range(count))
        view.set_content(replace(view.content, variants=variants), same_picture=True)
        view.fit()
        assert not navigator.isVisible()
        view.zoom_to(1)
        assert navigator.isVisible() is (is_there and count == 3)
        if navigator.isVisible():
            assert not any(pane.clip.intersects(navigator.geometry()) for pane in view.viewport.panes)
            assert not tools.geometry().intersects(navigator.geometry())
            assert view.rect().contains(navigator.geometry())
        assert view._hint_area().left() == 12  # the corner is free
    view.set_mode(SideBySide())
    assert navigator.isVisible()
