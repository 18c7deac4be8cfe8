import pytest
from hypothesis import given
from hypothesis import strategies as st

from upscaler.geometry import Region, Size
from upscaler.gui.comparison.camera import LARGEST, SMALLEST, Camera, fitted, stepped

PANE = Size(660, 640)
SCENE = Size(1280, 960)
zooms = st.floats(0.02, 20)
offsets = st.floats(-300, 300)


def place(camera: Camera, x: float, y: float) -> tuple[float, float]:
    """Where a point of the result is, relative to the middle of the pane."""
    return (x - camera.x) * camera.zoom, (y - camera.y) * camera.zoom


@given(zooms, zooms, offsets, offsets)
def test_zooming_keeps_the_point_under_the_pointer(before: float, after: float, right: float, down: float) -> None:
    camera = Camera(400, 300, before)
    x, y = camera.x + right / before, camera.y + down / before
    assert place(camera.zoomed(after, right, down), x, y) == pytest.approx((right, down), abs=1e-6)


@given(zooms, offsets, offsets)
def test_panning_moves_by_device_pixels(zoom: float, right: float, down: float) -> None:
    camera = Camera(400, 300, zoom)
    assert place(camera.panned(right, down), 400, 300) == pytest.approx((right, down), abs=1e-6)


@given(zooms, st.floats(-9_000, 9_000), st.floats(-9_000, 9_000))
def test_clamping_wastes_no_room(zoom: float, x: float, y: float) -> None:
    left, top = Camera(x, y, zoom).clamped(SCENE, PANE).origin(PANE)
    for edge, length, room in ((left, SCENE.width * zoom, PANE.width), (top, SCENE.height * zoom, PANE.height)):
        if length <= room:
            assert edge == pytest.approx((room - length) / 2, abs=1)
        else:
            assert edge <= 1
            assert edge + length >= room - 1


def test_fitted_shows_all() -> None:
    assert fitted(SCENE, PANE).zoom == pytest.approx(660 / 1280)
    assert fitted(Size(32, 32), PANE).zoom == 20


def test_another_picture_is_seen_at_the_same_zoom_and_place() -> None:
    assert Camera(100, 50, 2).carried(Size(200, 100), Size(400, 50)) == Camera(200, 25, 2)


def test_the_zoom_has_limits() -> None:
    assert Camera(0, 0, 1).zoomed(1000).zoom == LARGEST
    assert Camera(0, 0, 1).zoomed(0).zoom == SMALLEST
    assert fitted(Size(1, 1), PANE).zoom == LARGEST


def test_the_wheel_stops_at_100_percent() -> None:
    assert stepped(0.9, 1) == 1
    assert stepped(1.1, -1) == 1
    assert stepped(1, 1) == 1.25
    assert stepped(stepped(2, 3), -3) == pytest.approx(2)


def test_a_result_that_became_larger_is_seen_as_before() -> None:
    before, after = Camera(100, 50, 2), Camera(100, 50, 2).stretched(4)
    assert before.origin(PANE) == after.origin(PANE)
    assert after.zoom == 0.5


def test_what_is_visible_are_whole_pixels_of_the_result() -> None:
    assert Camera(50, 40, 1).visible(Size(100, 80), Size(20, 10)) == Region(40, 35, 20, 10)
    assert Camera(50, 40, 3).visible(Size(100, 80), Size(20, 10)) == Region(46, 38, 8, 4)
    assert fitted(Size(100, 80), Size(50, 50)).visible(Size(100, 80), Size(50, 50)) == Region(0, 0, 100, 80)
