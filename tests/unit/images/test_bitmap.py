import numpy as np
import pytest

from upscaler.geometry import Size
from upscaler.images.bitmap import Bitmap, max_value


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
