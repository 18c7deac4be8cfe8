import cv2
import numpy as np
import pytest

from upscaler.geometry import Region
from upscaler.images.bitmap import Pixels
from upscaler.images.interpolation import interpolated


@pytest.fixture
def large(photo: Pixels) -> np.ndarray:
    return cv2.resize(photo.astype(np.float32), None, fx=4, fy=4, interpolation=cv2.INTER_CUBIC)


REGIONS = [Region(0, 0, 240, 160), Region(0, 0, 3, 2), Region(101, 57, 33, 20), Region(239, 159, 1, 1)]


@pytest.mark.parametrize("region", REGIONS)
def test_a_region_is_what_the_network_adds_to(photo: Pixels, large: np.ndarray, region: Region) -> None:
    found = interpolated(photo, region, (4, 4))
    assert np.abs(found - large[region.slices]).max() < 1e-3
    moved = Region(0, 0, region.width, region.height)
    assert np.array_equal(interpolated(photo, moved, (4, 4), offset=(region.x, region.y)), found)


def test_from_away_it_is_the_mean(photo: Pixels, large: np.ndarray) -> None:
    found = interpolated(photo, Region(10, 5, 20, 30), (4, 4), mean=4)
    means = large[20:140, 40:120].reshape(30, 4, 20, 4, 3).mean((1, 3))
    assert np.abs(found - means).max() < 1e-3


def test_any_scale_and_any_depth(photo: Pixels) -> None:
    deep = photo.astype(np.uint16) * 257
    flat = interpolated(np.full((5, 7, 1), 40_000, np.uint16), Region(0, 0, 17, 12), (17 / 7, 12 / 5))
    assert flat.shape == (12, 17, 1)
    assert np.abs(flat - 40_000).max() < 0.1
    eight, sixteen = (interpolated(pixels, Region(3, 4, 50, 40), (2.5, 2.5)) for pixels in (photo, deep))
    assert np.abs(eight * 257 - sixteen).max() < 0.1
