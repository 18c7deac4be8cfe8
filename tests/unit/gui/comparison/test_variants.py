from dataclasses import replace

import pytest

from upscaler.gui.comparison.stage import Variant
from upscaler.gui.comparison.variants import DETAIL, DIMENSIONS, MODEL, STRENGTH, variants_of
from upscaler.options import (
    CLEAN_MODEL,
    CRISP,
    DRAWING_MODEL,
    RESTORE_MODEL,
    ModelChoice,
    UpscaleOptions,
    chosen_model,
    with_detail,
)
from upscaler.target_size import TargetSize

OPTIONS = UpscaleOptions(TargetSize(3), format="webp")
CHOICES = (
    None,
    ModelChoice(CLEAN_MODEL, 0, "none", 50),
    ModelChoice(RESTORE_MODEL, 60, "noise", 82),
    ModelChoice(DRAWING_MODEL, 0, "drawing"),
    ModelChoice("third-party"),
)


def labels(variants: tuple[Variant, ...]) -> list[str]:
    return [("* " if variant.is_used else "") + variant.label for variant in variants]


@pytest.mark.parametrize("dimension", DIMENSIONS)
@pytest.mark.parametrize("choice", CHOICES)
def test_two_to_four_with_the_present_one_among_them_and_all_possible(
    dimension: str, choice: ModelChoice | None
) -> None:
    variants = variants_of(dimension, OPTIONS, choice)
    assert 2 <= len(variants) <= 4
    assert (
        len({variant.options for variant in variants}) == len({variant.label for variant in variants}) == len(variants)
    )
    assert [variant.options for variant in variants if variant.is_used] == [OPTIONS]
    for variant in variants:
        unchanged = {"model": OPTIONS.model, "denoise": OPTIONS.denoise, "detail": OPTIONS.detail}
        assert replace(variant.options, **unchanged) == OPTIONS  # type: ignore[arg-type]
        chosen = chosen_model(variant.options.model, variant.options.denoise)
        if chosen is not None:
            with_detail(chosen, variant.options.detail, is_high_bit_depth=False)  # raises if it is impossible


def test_detail_goes_from_faithful_to_crisp() -> None:
    clean, damaged = CHOICES[1:3]
    assert labels(variants_of(DETAIL, OPTIONS, clean)) == ["Faithful", "* Natural", "Crisp"]
    assert labels(variants_of(DETAIL, OPTIONS, damaged)) == ["Faithful", "Natural", "* Detail 82", "Crisp"]
    assert variants_of(DETAIL, OPTIONS, clean)[-1].options.detail == CRISP
    assert labels(variants_of(DETAIL, replace(OPTIONS, detail=100), None)) == ["Faithful", "Natural", "* Crisp"]
    taken = variants_of(DETAIL, replace(OPTIONS, detail=100), damaged)  # which has the previous options
    assert labels(taken) == ["Faithful", "Natural", "Detail 68", "* Crisp"]


def test_strength_goes_from_0_to_full() -> None:
    restoring = variants_of(STRENGTH, OPTIONS, CHOICES[2])
    assert labels(restoring) == ["Strength 0", "Strength 50", "* Strength 60", "Strength 100"]
    assert [variant.options.denoise for variant in restoring] == [None, 50, None, 100]
    assert labels(variants_of(STRENGTH, OPTIONS, CHOICES[1]))[0] == "* Strength 0"
    drawing = variants_of(STRENGTH, OPTIONS, CHOICES[3])
    assert labels(drawing)[:2] == ["* Drawing, text or screenshot", "Strength 0"]


def test_models_are_compared_at_the_strength_that_was_found() -> None:
    found = variants_of(MODEL, OPTIONS, CHOICES[1])
    assert [variant.options.named_model for variant in found] == ["auto", RESTORE_MODEL, DRAWING_MODEL]
    restored = next(v for v in variants_of(MODEL, replace(OPTIONS, detail=20), CHOICES[2]) if v.is_used)
    assert restored.label == "Photo with noise or JPEG artefacts"
    assert labels(variants_of(DETAIL, OPTIONS, CHOICES[3])) == labels(variants_of(MODEL, OPTIONS, CHOICES[3]))
    assert labels(variants_of(MODEL, OPTIONS, CHOICES[4]))[-1] == "* third-party"


def test_options_that_are_impossible_do_not_hinder_it() -> None:
    wrong = replace(OPTIONS, model=DRAWING_MODEL, detail=50)
    assert len(variants_of(MODEL, wrong, None)) == 3
