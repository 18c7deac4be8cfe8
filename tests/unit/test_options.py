import json
from dataclasses import asdict, replace

import pytest

from upscaler.errors import CannotSharpenError, DenoiseError, DetailError
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
from upscaler.target_size import SCALES, TargetSize


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
    chosen_details = {
        ModelChoice(CLEAN_MODEL): 50,
        ModelChoice(RESTORE_MODEL, 40, "noise"): 58,
        ModelChoice(RESTORE_MODEL, 100, "jpeg"): 50,  # which hides little
        ModelChoice(RESTORE_MODEL, 100): 100,
    }
    for chosen, natural in chosen_details.items():
        for asked, is_deep, detail in ((None, False, natural), (None, True, 0), (0, False, 0), (75, True, 75)):
            assert with_detail(chosen, asked, is_deep) == replace(chosen, detail=detail)


def test_the_share_of_the_sharp_model_grows_from_nothing_to_all() -> None:
    shares = [sharp_share(detail) for detail in range(101)]
    assert (shares[0], shares[100]) == (0, 1)
    assert shares[50] == pytest.approx(0.8, abs=0.005)
    assert shares == sorted(shares)


def test_detail_that_there_is_not() -> None:
    assert with_detail(ModelChoice(SHARP_MODEL), None, False) == ModelChoice(SHARP_MODEL)
    with pytest.raises(CannotSharpenError):
        with_detail(ModelChoice(SHARP_MODEL), 30, False)
    assert with_detail(ModelChoice(DRAWING_MODEL, 0, "drawing"), 30, False).detail == 0  # which no user has chosen
    for detail in (-1, 101):
        with pytest.raises(DetailError):
            with_detail(ModelChoice(CLEAN_MODEL), detail, False)


def test_sizes_are_stored_with_all_they_are() -> None:
    options = UpscaleOptions(TargetSize(29.7, "box", 21.0, "cm", 240, "copy"))
    assert options_from(json.loads(json.dumps(asdict(options)))) == options
