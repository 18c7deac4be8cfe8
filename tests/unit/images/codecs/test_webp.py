from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from upscaler.images.encode import encode
from upscaler.images.formats import BY_NAME

WEBP = BY_NAME["webp"]


def test_the_worst_quality_is_no_choice_of_the_encoder(tmp_path: Path) -> None:
    noise = np.random.default_rng(0).integers(0, 256, (64, 64, 3), np.uint8)
    sizes = []
    for quality in (0, 1, 50, None):
        encode(noise, WEBP, tmp_path / "a.webp", None, quality=quality)
        sizes.append((tmp_path / "a.webp").stat().st_size)
    assert sizes == sorted(sizes)
    assert sizes[0] == sizes[1] < sizes[3] / 2


@pytest.mark.parametrize(("quality", "levels"), [(100, 1), (95, 2), (50, 10), (0, 31), (None, 0)])
def test_what_the_encoder_does_not_see(quality: int | None, levels: int) -> None:
    assert WEBP.unseen_difference(quality) == levels


def test_gray_comes_as_three_equal_channels(tmp_path: Path) -> None:
    encode(np.full((16, 16, 1), 90, np.uint8), WEBP, tmp_path / "a.webp", None)
    with Image.open(tmp_path / "a.webp") as picture:
        assert picture.mode == "RGB"
    assert not WEBP.gray
