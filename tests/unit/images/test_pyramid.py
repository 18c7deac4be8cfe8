import numpy as np
import pytest

from upscaler.geometry import Size
from upscaler.images.pyramid import Pyramid, level_sizes


@pytest.mark.parametrize("shape", [(1301, 1750, 3), (1100, 16, 4), (1, 5000, 1), (700, 1, 2)])
def test_a_level_holds_the_means_of_the_picture(shape: tuple[int, int, int]) -> None:
    pixels = np.random.default_rng(0).integers(0, 256, shape, np.uint8)
    pyramid = Pyramid(pixels)
    pyramid.extend(shape[0])
    for level, size in enumerate(level_sizes(pyramid.size)):
        across, down = min(2**level, shape[1]), min(2**level, shape[0])
        part = pixels[: size.height * down, : size.width * across].astype(float)
        means = part.reshape(size.height, down, size.width, across, shape[2]).mean((1, 3))
        assert np.abs(pyramid.levels[level] - means).max() <= 0.5 * level + 0.01  # each halving rounds
    assert size.width <= 64 and size.height <= 64


@pytest.mark.parametrize("step", [1, 7, 64, 500])
def test_it_grows_with_the_picture(step: int) -> None:
    pixels = np.random.default_rng(0).integers(0, 65_536, (1111, 600, 3), np.uint16)
    whole, growing = Pyramid(pixels), Pyramid(np.zeros_like(pixels))
    whole.extend(1111)
    for rows in [*range(step, 1111, step), 1111]:
        growing.levels[0][:rows] = pixels[:rows]
        growing.extend(rows)
        assert growing.rows == rows
    for wanted, found in zip(whole.levels, growing.levels, strict=True):
        assert np.array_equal(wanted, found)


def test_sizes() -> None:
    assert level_sizes(Size(64, 30)) == [Size(64, 30)]
    assert level_sizes(Size(131, 1)) == [Size(131, 1), Size(65, 1), Size(32, 1)]
