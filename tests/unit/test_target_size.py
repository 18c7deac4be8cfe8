import math
from dataclasses import asdict

import pytest
from hypothesis import given
from hypothesis import strategies as st

from upscaler.errors import CannotEnlargeError, ScaleError, SmallerThanOriginalError, TooMuchLargerError
from upscaler.geometry import Size
from upscaler.options import options_from
from upscaler.target_size import Larger, TargetSize, chain


@pytest.mark.parametrize(
    ("asked", "size", "scale"),
    [
        (TargetSize(), Size(1200, 800), 4),
        (TargetSize(2.5), Size(750, 500), 2.5),
        (TargetSize(1920, "width"), Size(1920, 1280), 6.4),
        (TargetSize(1080, "height"), Size(1620, 1080), 5.4),
        (TargetSize(2000, "longest"), Size(2000, 1333), 20 / 3),
        (TargetSize(1), Size(300, 200), 1),
        (TargetSize(16), Size(4800, 3200), 16),
    ],
)
def test_target_size(asked: TargetSize, size: Size, scale: float) -> None:
    assert asked.of(Size(300, 200)) == size
    assert asked.scale_of(Size(300, 200)) == pytest.approx(scale)


@pytest.mark.parametrize("asked", [TargetSize(0.99), TargetSize(299, "width")])
def test_smaller_is_refused(asked: TargetSize) -> None:
    with pytest.raises(SmallerThanOriginalError) as caught:
        asked.of(Size(300, 200))
    assert (caught.value.possible, caught.value.width, caught.value.height) == (1, 300, 200)


@pytest.mark.parametrize(
    ("asked", "possible", "size"),
    [
        (TargetSize(16.1), 16, Size(4800, 3200)),
        (TargetSize(19_201, "width"), 64, Size(19_200, 12_800)),
    ],
)
def test_far_too_large_is_refused_with_the_largest_size(asked: TargetSize, possible: int, size: Size) -> None:
    with pytest.raises(TooMuchLargerError) as caught:
        asked.of(Size(300, 200))
    assert (caught.value.possible, Size(caught.value.width, caught.value.height)) == (possible, size)
    assert TargetSize(size.width, "width").of(Size(300, 200)) == size  # it is indeed possible


def test_no_side_vanishes() -> None:
    assert TargetSize(100, "longest").of(Size(90, 1)) == Size(100, 1)


@pytest.mark.parametrize(
    ("scale", "passes"),
    [
        (1, (2,)),
        (1.01, (2,)),
        (2, (2,)),
        (2.5, (3,)),
        (3.5, (4,)),
        (4, (4,)),
        (4.5, (2, 3)),
        (7, (2, 4)),
        (8.5, (3, 3)),
        (10, (3, 4)),
        (13, (4, 4)),
        (16, (4, 4)),
    ],
)
def test_the_smallest_chain_cheapest_first(scale: float, passes: tuple[int, ...]) -> None:
    assert chain(Size(100, 100), Size(round(100 * scale), round(100 * scale)), (2, 3, 4)) == passes


@given(st.integers(1, 500), st.floats(1, 16))
def test_a_chain_reaches_any_size(side: int, scale: float) -> None:
    target = max(1, round(side * scale))
    steps = chain(Size(side, 1), Size(target, 1), (2, 3, 4))
    assert side * math.prod(steps) >= target
    assert list(steps) == sorted(steps)


def test_a_model_of_one_scale_goes_as_far() -> None:
    assert chain(Size(10, 10), Size(160, 160), (2,)) == (2, 2, 2, 2)
    assert chain(Size(10, 10), Size(160, 160), (3,)) == (3, 3, 3)


def test_scale_1_is_a_pass_too() -> None:
    assert chain(Size(10, 10), Size(10, 10), (1,)) == chain(Size(10, 10), Size(10, 10), (1, 2, 4)) == (1,)
    assert chain(Size(10, 10), Size(11, 11), (1, 2, 4)) == (2,)
    assert chain(Size(10, 10), Size(160, 160), (1, 2)) == (2, 2, 2, 2)
    with pytest.raises(CannotEnlargeError) as caught:
        chain(Size(10, 10), Size(20, 20), (1,))
    assert (caught.value.scale, caught.value.possible) == (2, 1)


@pytest.mark.parametrize(
    ("asked", "source", "size"),
    [
        (TargetSize(1920, "box", 1080), Size(400, 300), Size(1440, 1080)),
        (TargetSize(1920, "box", 1080), Size(300, 400), Size(810, 1080)),  # a screen is not turned
        (TargetSize(29.7, "box", 21, "cm"), Size(300, 400), Size(2480, 3307)),  # paper is
        (TargetSize(70, "width", unit="cm", dpi=150), Size(1000, 500), Size(4134, 2067)),
        (TargetSize(100, "longest", unit="mm", dpi=254), Size(500, 1000), Size(500, 1000)),
        (TargetSize(8, "height", unit="in", dpi=100), Size(100, 200), Size(400, 800)),
        (TargetSize(2000, "longest"), Size(40, 30), Size(2000, 1500)),  # 50 times
    ],
)
def test_boxes_and_lengths(asked: TargetSize, source: Size, size: Size) -> None:
    assert asked.is_sensible
    assert asked.of(source) == size
    assert asked.resolution == (None if asked.unit == "px" else asked.dpi)


@pytest.mark.parametrize(
    ("larger", "size", "left_out"),
    [
        ("shrink", Size(2000, 1000), False),
        ("copy", Size(4000, 2000), False),
        ("skip", None, True),
        ("fail", None, False),
    ],
)
def test_what_becomes_of_larger_pictures(larger: Larger, size: Size | None, left_out: bool) -> None:
    asked, source = TargetSize(2000, "longest", larger=larger), Size(4000, 2000)
    assert asked.is_exceeded_by(source)
    assert asked.leaves_out(source) is left_out
    assert asked.is_possible(source) is (size is not None)
    if size is None:
        with pytest.raises(ScaleError):
            asked.of(source)
    else:
        assert asked.of(source) == size
    assert not asked.is_exceeded_by(Size(2000, 10))
    assert asked.of(Size(1000, 500)) == Size(2000, 1000)


@pytest.mark.parametrize(
    "wrong",
    [
        TargetSize(1.5, "width"),
        TargetSize(100, "box"),
        TargetSize(100, "box", 0.5),
        TargetSize(10, "width", unit="cm", dpi=0),
        TargetSize(0.001, "width", unit="cm"),
        TargetSize(10_000, "width", unit="cm", dpi=9000),
        TargetSize(10, "width", unit="miles"),  # type: ignore[arg-type]
    ],
)
def test_sizes_that_make_no_sense(wrong: TargetSize) -> None:
    assert not wrong.is_sensible
    assert options_from({"size": asdict(wrong)}).size == TargetSize()
