from __future__ import annotations

import io

import numpy as np
import pytest
from PIL import Image

from upscaler.images.bitmap import Pixels
from upscaler.inference.jpeg_traces import jpeg_quality


def saved(pixels: Pixels, quality: int, **options: object) -> Pixels:
    """Saved as JPEG and decoded again."""
    file = io.BytesIO()
    Image.fromarray(pixels).save(file, "JPEG", quality=quality, **options)
    return np.asarray(Image.open(file))


@pytest.fixture(scope="module")
def picture() -> Pixels:
    """(300, 420, 3): smooth areas, edges and some texture, never a JPEG."""
    rng = np.random.default_rng(1)
    values = rng.normal(0, 1, (300, 420, 3))
    spectrum = np.fft.rfft2(values, axes=(0, 1))
    fy, fx = np.fft.fftfreq(300)[:, None], np.fft.rfftfreq(420)
    falling = 1 / np.maximum(np.hypot(fy, fx), 0.004) ** 1.2  # as in photos
    values = np.fft.irfft2(spectrum * falling[:, :, None], (300, 420), axes=(0, 1))
    values[100:160, 50:300] += 3 * values.std()
    return np.asarray(np.clip(128 + 45 * values / values.std(), 0, 255), np.uint8)


@pytest.mark.parametrize("quality", [25, 40, 60, 75, 85, 92, 95, 97])
def test_the_quality_is_found(picture: Pixels, quality: int) -> None:
    assert jpeg_quality(saved(picture, quality)) == pytest.approx(quality, abs=3 if quality < 50 else 1)


@pytest.mark.parametrize("options", [{"subsampling": 0}, {"subsampling": 2}, {"progressive": True}])
def test_the_way_it_was_saved_does_not_matter(picture: Pixels, options: dict[str, object]) -> None:
    assert jpeg_quality(saved(picture, 85, **options)) == pytest.approx(85, abs=1)


def test_cropped_rotated_and_transparent_ones_too(picture: Pixels) -> None:
    decoded = saved(picture, 80)
    for name, changed in {
        "cropped": decoded[13:, 22:-3],
        "rotated": np.rot90(decoded),
        "with alpha": np.dstack([decoded, decoded[:, :, :1]]),
    }.items():
        assert jpeg_quality(changed) == pytest.approx(80, abs=1), name
    grey = saved(picture[:, :, 0], 80)
    assert jpeg_quality(grey[:, :, None]) == pytest.approx(80, abs=1)


def test_other_tables_count_by_how_coarse_they_are(picture: Pixels) -> None:
    file = io.BytesIO()
    flat = [6] * 64
    Image.fromarray(picture).save(file, "JPEG", qtables=[flat, flat])
    assert jpeg_quality(np.asarray(Image.open(file))) == pytest.approx(84, abs=1)


def test_nothing_is_found_where_nothing_was_saved(picture: Pixels) -> None:
    assert jpeg_quality(picture) is None
    resized = Image.fromarray(saved(picture, 60)).resize((350, 250), Image.Resampling.BICUBIC)
    assert jpeg_quality(np.asarray(resized)) is None
    assert jpeg_quality(np.full((64, 64, 3), 200, np.uint8)) is None
    assert jpeg_quality(picture[:14, :200]) is None  # too small to contain a block at every offset


def test_a_drawn_pattern_is_no_jpeg() -> None:
    """Its coefficients are multiples of a step too."""
    stripes = np.zeros((256, 256, 3), np.uint8)
    stripes[::3] = 200
    stripes[:, ::5] = 90
    stripes[64:128, 64:128] = 255
    assert jpeg_quality(stripes) is None
