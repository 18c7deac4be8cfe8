import numpy as np
import pytest

from upscaler.geometry import Size
from upscaler.images.bitmap import Bitmap, max_value, upright


@pytest.mark.parametrize(("channels", "alpha"), [(1, False), (2, True), (3, False), (4, True)])
def test_what_the_shape_says(channels: int, alpha: bool) -> None:
    bitmap = Bitmap(np.zeros((5, 7, channels), np.uint8))
    assert bitmap.size == Size(7, 5)
    assert bitmap.channels == channels
    assert bitmap.has_alpha is alpha


def test_depth() -> None:
    for dtype, deep, largest in ((np.uint8, False, 255), (np.uint16, True, 65_535)):
        pixels = np.zeros((1, 1, 1), dtype)
        assert Bitmap(pixels).is_high_bit_depth is deep
        assert max_value(pixels) == largest


@pytest.mark.parametrize("turn", range(1, 9))
@pytest.mark.parametrize("shape", [(1, 4, 3), (4, 1, 3), (1, 1, 1), (2, 3, 4)])
def test_upright_pixels_lie_in_memory_as_torch_takes_them(turn: int, shape: tuple[int, int, int]) -> None:
    pixels = upright(np.arange(np.prod(shape), dtype=np.uint8).reshape(shape), turn)
    assert pixels.flags.c_contiguous and min(pixels.strides) > 0
    assert sorted(pixels.ravel()) == list(range(pixels.size))
