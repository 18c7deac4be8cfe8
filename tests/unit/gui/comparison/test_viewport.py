import numpy as np
import pytest
from PySide6.QtCore import QPointF, QRect

from upscaler.geometry import Region
from upscaler.gui.comparison.camera import Camera
from upscaler.gui.comparison.layer import build_layer
from upscaler.gui.comparison.modes import Split
from upscaler.gui.comparison.stage import Content, Side, compare
from upscaler.gui.comparison.viewport import Viewport

CONTENT = compare(*(build_layer(np.zeros((height, width, 3), np.uint8)) for width, height in ((40, 30), (160, 120))))


@pytest.fixture
def viewport() -> Viewport:
    """Both pictures, side by side."""
    made = Viewport()
    made.area = QRect(0, 0, 162, 60)
    made.set_content(CONTENT, same_picture=False)
    made.adjust()
    return made


def test_nothing_is_shown_of_nothing() -> None:
    empty = Viewport()
    empty.adjust()
    assert (empty.panes, empty.visible, empty.is_fitted) == ((), None, False)
    assert empty.pixel_at(QPointF(0, 0)) is None


def test_the_whole_picture_is_in_view_until_the_person_zooms(viewport: Viewport) -> None:
    assert viewport.pane_size.width == 80
    assert viewport.is_fitted
    viewport.area = QRect(0, 0, 82, 60)
    viewport.adjust()
    assert viewport.is_fitted
    assert viewport.visible == Region(0, 0, 160, 120)


def test_a_place_is_a_pixel_of_the_result_in_each_pane(viewport: Viewport) -> None:
    assert viewport.pixel_at(QPointF(10, 20)) == viewport.pixel_at(QPointF(92, 20)) == (20, 40)
    assert viewport.pixel_at(QPointF(81, 20)) is None  # between the panes


def test_zooming_keeps_the_place_under_the_pointer(viewport: Viewport) -> None:
    place = QPointF(60, 20)
    camera = viewport.zoomed_at(place, 2)
    assert camera is not None
    before = viewport.pixel_at(place)
    viewport.look(camera)
    viewport.adjust()
    assert viewport.pixel_at(place) == before
    assert viewport.zoomed_at(QPointF(81, 20), 2) is None


def test_the_camera_stays_where_it_was_put_but_not_beside_the_picture(viewport: Viewport) -> None:
    viewport.look(Camera(-500, 60, 1))
    viewport.adjust()
    assert (viewport.camera.x, viewport.camera.zoom) == (40, 1)


def test_peeking_shows_the_original_everywhere(viewport: Viewport) -> None:
    viewport.mode = Split()
    assert viewport.shows_divider
    assert viewport.divider_x == 81
    assert [pane.side for pane in viewport.panes] == [Side.ORIGINAL, Side.RESULT]
    viewport.peeks = True
    assert {pane.side for pane in viewport.panes} == {Side.ORIGINAL}


def test_a_new_preview_is_compared_with_the_earlier_result_and_peeking_shows_the_original(viewport: Viewport) -> None:
    original, result = CONTENT.layers[Side.ORIGINAL], CONTENT.layers[Side.RESULT]
    layers = {Side.ORIGINAL: original, Side.EARLIER: result}
    viewport.set_content(Content(layers, {}, result.size, expects_result=True), same_picture=True)
    assert [pane.side for pane in viewport.panes] == [Side.EARLIER, Side.RESULT]
    viewport.peeks = True
    assert {pane.side for pane in viewport.panes} == {Side.ORIGINAL}


def test_the_same_picture_keeps_the_camera_and_another_one_zoom_and_place(viewport: Viewport) -> None:
    viewport.look(Camera(80, 60, 4))
    original = CONTENT.layers[Side.ORIGINAL]
    viewport.set_content(Content({Side.ORIGINAL: original}), same_picture=True)
    assert viewport.camera == Camera(20, 15, 16)
    viewport.set_content(CONTENT, same_picture=False)  # four times as large
    assert viewport.camera == Camera(80, 60, 16)
    viewport.set_content(Content(), same_picture=False)
    viewport.set_content(CONTENT, same_picture=False)
    viewport.adjust()
    assert viewport.is_fitted
