import json
import math
from dataclasses import asdict, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from upscaler.errors import CannotSharpenError, DenoiseError, DetailError, ScaleError
from upscaler.geometry import Size
from upscaler.network.catalog import find_model
from upscaler.options import (
    CLEAN_MODEL,
    DRAWING_MODEL,
    RESTORE_MODEL,
    SHARP_MODEL,
    ModelChoice,
    UpscaleOptions,
    chosen_model,
    options_from,
    sharp_share,
    with_detail,
)
from upscaler.target_size import SCALES, Larger, TargetSize, chain


def test_options_are_frozen() -> None:
    with pytest.raises(AttributeError):
        UpscaleOptions().model = "other"  # type: ignore[misc]


def test_choices_agree_with_what_there_is() -> None:
    assert find_model(CLEAN_MODEL).card.scales == find_model(RESTORE_MODEL).card.scales == SCALES


@pytest.mark.parametrize(
    ("model", "denoise", "chosen"),
    [
        ("auto", None, None),
        ("auto", 0, ModelChoice("photo-restore", 0)),
        ("auto", 60, ModelChoice("photo-restore", 60)),
        ("photo", None, ModelChoice("photo", 0)),
        ("photo", 0, ModelChoice("photo", 0)),
        ("photo-restore", None, ModelChoice("photo-restore", 100)),
        ("photo-restore", 30, ModelChoice("photo-restore", 30)),
    ],
)
def test_what_the_person_chooses_overrules(model: str, denoise: int | None, chosen: ModelChoice | None) -> None:
    assert chosen_model(model, denoise) == chosen


@pytest.mark.parametrize(("model", "denoise"), [("photo", 10), ("auto", 101), ("photo-restore", -1)])
def test_strengths_that_there_are_not(model: str, denoise: int) -> None:
    with pytest.raises(DenoiseError):
        chosen_model(model, denoise)


def test_detail_suits_the_picture_unless_the_person_says_otherwise() -> None:
    clean, noisy, ruined = (
        ModelChoice(CLEAN_MODEL),
        ModelChoice(RESTORE_MODEL, 40, "noise"),
        ModelChoice(RESTORE_MODEL, 100),
    )
    for chosen, natural in ((clean, 50), (noisy, 57), (ruined, 68)):
        for asked, is_deep, detail in ((None, False, natural), (None, True, 0), (0, False, 0), (75, True, 75)):
            assert with_detail(chosen, asked, is_deep) == replace(chosen, detail=detail)


def test_the_share_of_the_sharp_model_grows_from_nothing_to_all() -> None:
    shares = [sharp_share(detail) for detail in range(101)]
    assert (shares[0], shares[100]) == (0, 1)
    assert shares[50] == pytest.approx(0.7, abs=0.005)
    assert shares == sorted(shares)


def test_detail_that_there_is_not() -> None:
    assert with_detail(ModelChoice(SHARP_MODEL), None, False) == ModelChoice(SHARP_MODEL)
    with pytest.raises(CannotSharpenError):
        with_detail(ModelChoice(SHARP_MODEL), 30, False)
    assert with_detail(ModelChoice(DRAWING_MODEL, 0, "drawing"), 30, False).detail == 0  # which no person has chosen
    for detail in (-1, 101):
        with pytest.raises(DetailError):
            with_detail(ModelChoice(CLEAN_MODEL), detail, False)


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


@pytest.mark.parametrize("asked", [TargetSize(0.99), TargetSize(16.1), TargetSize(299, "width")])
def test_smaller_or_far_too_large_is_refused(asked: TargetSize) -> None:
    with pytest.raises(ScaleError) as caught:
        asked.of(Size(300, 200))
    assert (caught.value.smallest, caught.value.largest) == (1, 16 if asked.measure == "scale" else 64)


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
    with pytest.raises(ScaleError) as caught:
        chain(Size(10, 10), Size(20, 20), (1,))
    assert (caught.value.scale, caught.value.largest) == (2, 1)


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


def test_sizes_are_stored_with_all_they_are() -> None:
    options = UpscaleOptions(TargetSize(29.7, "box", 21.0, "cm", 240, "copy"))
    assert options_from(json.loads(json.dumps(asdict(options)))) == options
