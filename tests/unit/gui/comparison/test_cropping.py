from hypothesis import given
from hypothesis import strategies as st

from upscaler.geometry import Region, Size
from upscaler.gui.comparison.cropping import Grip, largest, moved, resized

SIZE = Size(400, 300)
FRAME = Region(100, 100, 120, 80)


def test_the_largest_with_a_ratio_is_in_the_middle() -> None:
    assert largest(SIZE, None) == SIZE.region
    assert largest(SIZE, 1.0) == Region(50, 0, 300, 300)
    assert largest(SIZE, 2.0) == Region(0, 50, 400, 200)
    assert largest(Size(1000, 1), 16 / 9) == Region(499, 0, 2, 1)


def test_it_is_moved_as_far_as_there_is_room() -> None:
    assert moved(FRAME, 10, -20, SIZE) == Region(110, 80, 120, 80)
    assert moved(FRAME, 999, -999, SIZE) == Region(280, 0, 120, 80)


def test_the_other_edges_stay() -> None:
    assert resized(FRAME, Grip(1, 1), 300, 200, SIZE, None) == Region(100, 100, 200, 100)
    assert resized(FRAME, Grip(-1, -1), 50, 60, SIZE, None) == Region(50, 60, 170, 120)
    assert resized(FRAME, Grip(0, 1), 7, 250, SIZE, None) == Region(100, 100, 120, 150)
    assert resized(FRAME, Grip(-1, 0), 500, 0, SIZE, None) == Region(219, 100, 1, 80)


def test_a_ratio_is_kept_from_the_corner_that_stays() -> None:
    square = Region(100, 100, 80, 80)
    assert resized(square, Grip(1, 1), 220, 150, SIZE, 1.0) == Region(100, 100, 120, 120)
    assert resized(square, Grip(-1, -1), 0, 90, SIZE, 1.0) == Region(0, 0, 180, 180)
    assert resized(square, Grip(1, 1), 400, 300, SIZE, 1.0) == Region(100, 100, 200, 200)
    assert resized(square, Grip(0, 1), 0, 260, SIZE, 1.0) == Region(60, 100, 160, 160)


grips = (
    st.tuples(st.integers(-1, 1), st.integers(-1, 1)).filter(lambda grip: grip != (0, 0)).map(lambda grip: Grip(*grip))
)
places = st.integers(-1000, 1500)


@given(
    st.integers(0, 380), st.integers(0, 280), st.integers(1, 400), st.integers(1, 300), grips, places, places,
    st.sampled_from([None, 1.0, 16 / 9, 9 / 16, 2**0.5]), places, places,
)  # fmt: skip
def test_it_never_leaves_the_picture(
    x: int,
    y: int,
    width: int,
    height: int,
    grip: Grip,
    to_x: int,
    to_y: int,
    ratio: float | None,
    across: int,
    down: int,
) -> None:
    frame = Region(x, y, min(width, SIZE.width - x), min(height, SIZE.height - y))
    found = resized(frame, grip, to_x, to_y, SIZE, ratio)
    assert found.is_inside(SIZE)
    if ratio is not None and min(found.width, found.height) > 10:
        assert abs(found.width - found.height * ratio) <= max(1, ratio)
    assert moved(frame, across, down, SIZE).is_inside(SIZE)
