import numpy as np
import pytest

from upscaler.images.bleed import mirrored


def test_the_edges_are_mirrored() -> None:
    pixels = np.arange(12, dtype=np.uint8).reshape(3, 4, 1)
    out = np.empty((7, 8, 1), np.uint8)
    mirrored(pixels, 2, out)
    assert np.array_equal(out[2:-2, 2:-2], pixels)
    assert out[2, :, 0].tolist() == [2, 1, 0, 1, 2, 3, 2, 1]
    assert out[:, 2, 0].tolist() == [8, 4, 0, 4, 8, 4, 0]
    assert out[0, 0, 0] == pixels[2, 2, 0]


@pytest.mark.parametrize(("height", "width", "channels"), [(1, 1, 3), (200, 3, 4), (2, 300, 1)])
def test_a_bleed_that_is_wider_than_the_picture(height: int, width: int, channels: int) -> None:
    pixels = np.random.default_rng(1).integers(0, 65_536, (height, width, channels), np.uint16)
    out = np.zeros((height + 140, width + 140, channels), np.uint16)
    mirrored(pixels, 70, out)
    expected = np.pad(pixels, ((70, 70), (70, 70), (0, 0)), mode="reflect")
    assert np.array_equal(out, expected)
