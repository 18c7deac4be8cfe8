"""The automatic choice is right on pictures of known kind, which the test generates."""

import numpy as np
import pytest
from PIL import Image

from upscaler import paths
from upscaler.images.bitmap import Bitmap
from upscaler.options import ModelChoice, UpscaleOptions
from upscaler.pipeline import choose_model
from upscaler.training.degradation.steps import Pixels, bicubic, film_grain, jpeg, sensor_noise
from upscaler.training.rendered import page


def chosen(pixels: Pixels) -> ModelChoice:
    return choose_model(Bitmap(np.ascontiguousarray(pixels)), UpscaleOptions())


def photo(scale: int = 1) -> Pixels:
    with Image.open(paths.resources() / "samples" / "astronaut.png") as picture:
        return bicubic(np.array(picture.convert("RGB")), scale)


@pytest.mark.parametrize("scale", [1, 2])
def test_a_clean_photo_is_left_alone(scale: int) -> None:
    assert chosen(photo(scale)).denoise <= 20


@pytest.mark.parametrize(("sigma", "size"), [(7, 0.6), (10, 0.6), (10, 0.8)])
def test_film_grain_is_seen(sigma: float, size: float) -> None:
    choice = chosen(jpeg(film_grain(photo(), sigma, size, 0.3, np.random.default_rng(1)), 88))
    assert (choice.model, choice.fault) == ("photo-restore", "noise")
    assert choice.denoise >= 80


def test_coarse_noise_of_colour_is_seen() -> None:
    choice = chosen(sensor_noise(photo(), 6, 1.5, 1.5, 0, np.random.default_rng(1)))
    assert choice.model == "photo-restore" and choice.denoise >= 80


@pytest.mark.parametrize("quality", [30, 60])
def test_jpeg_is_seen_also_off_its_grid(quality: int) -> None:
    for pixels in (jpeg(photo(), quality), jpeg(photo(), quality)[3:, 5:]):
        choice = chosen(pixels)
        assert (choice.model, choice.fault) == ("photo-restore", "jpeg")
        assert choice.denoise >= 50


def test_pages_are_drawings_as_they_are_and_as_jpeg() -> None:
    """In any font that this computer has."""
    pages = [page(480, np.random.default_rng([5, seed])) for seed in range(20)]
    lossless = [chosen(drawn) for drawn in pages]
    assert sum(choice.fault == "drawing" for choice in lossless) >= 18
    assert all(choice.denoise == 0 for choice in lossless if choice.model == "drawing")
    compressed = [chosen(jpeg(drawn, 75)) for drawn in pages]
    assert sum(choice.model == "drawing" for choice in compressed) >= 16


def test_a_photo_on_a_page_is_no_drawing() -> None:
    drawn = page(480, np.random.default_rng([5, 1])).copy()
    drawn[100:356, 200:456] = photo()
    assert chosen(drawn).model != "drawing"
