from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from upscaler.images.decode import decode
from upscaler.images.header import read_header


@pytest.mark.parametrize("channels", [3, 4])
def test_every_way_to_store_a_pixel(channels: int, tmp_path: Path) -> None:
    """Runs, small and large differences, colours seen before, and new ones."""
    rng = np.random.default_rng(0)
    steps = rng.choice([0, 0, 0, 1, -2, 20, 97], (48, 64, channels))
    pixels = np.cumsum(steps, axis=1).astype(np.uint8)
    Image.fromarray(pixels).save(tmp_path / "a.qoi")
    assert np.array_equal(decode(tmp_path / "a.qoi").pixels, pixels)
    assert read_header(tmp_path / "a.qoi").alpha == (channels == 4)
