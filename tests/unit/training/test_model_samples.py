from pathlib import Path

import numpy as np

from upscaler.geometry import Padding, Size
from upscaler.training.model_samples import AROUND, PART, SCALE, before_and_after, clean, damaged


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
