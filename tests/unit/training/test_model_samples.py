from pathlib import Path
from unittest.mock import Mock

import numpy as np
import pytest
from PIL import Image

from upscaler.geometry import Padding, Size
from upscaler.network.catalog import list_models
from upscaler.options import SHARP_MODEL
from upscaler.training import model_samples as module
from upscaler.training.model_samples import AROUND, PART, SCALE, before_and_after, clean, damaged, main


def test_a_sample_shows_the_picture_in_squares_and_the_result_beside_it(tmp_path: Path) -> None:
    sample = np.asarray(before_and_after("drawing", tmp_path)).astype(int)
    width = PART.width * SCALE
    assert sample.shape == (PART.height * SCALE, 2 * width, 3)
    before, after = sample[:, :width], sample[:, width:]
    small = before[::SCALE, ::SCALE]
    assert np.array_equal(before, small.repeat(SCALE, 0).repeat(SCALE, 1))
    cells = after.reshape(PART.height, SCALE, PART.width, SCALE, 3).mean(axis=(1, 3))
    assert np.abs(cells - small).mean() < 10  # the same picture
    assert (np.diff(after, axis=1) != 0).mean() > (np.diff(before, axis=1) != 0).mean()


def test_the_damaged_picture_is_the_clean_one_with_noise() -> None:
    difference = np.asarray(damaged()).astype(int) - np.asarray(clean())
    assert 3 < np.abs(difference).mean() < 12
    assert PART.grown(Padding(AROUND, AROUND, AROUND, AROUND)).is_inside(Size(*clean().size))


@pytest.mark.parametrize(("argument", "status"), [("--help", 0), ("--photos", 2)])
def test_a_question_or_a_wrong_argument_writes_nothing(
    argument: str, status: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "before_and_after", Mock(side_effect=AssertionError))
    with pytest.raises(SystemExit) as ended:
        main([argument])
    assert ended.value.code == status


def test_there_is_one_for_each_model_of_the_list(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "before_and_after", lambda *_: Image.new("RGB", (8, 8)))
    main(["--out", str(tmp_path)])
    shown = {model.card.name for model in list_models()} - {SHARP_MODEL}
    assert {path.stem for path in tmp_path.iterdir()} == shown
