import numpy as np
import pytest

from upscaler.geometry import Padding, Region, Size
from upscaler.images.bitmap import Pixels
from upscaler.images.wrapping import downscale_wrapped, halo_of, margin_of, part_of_wrapped, wrapped
from upscaler.options import Tileable


@pytest.mark.parametrize(
    ("tileable", "expected"),
    [("none", (0, 0, 0, 0)), ("x", (7, 0, 7, 0)), ("y", (0, 7, 0, 7)), ("both", (7, 7, 7, 7))],
)
def test_the_margin(tileable: Tileable, expected: tuple[int, ...], photo: Pixels) -> None:
    margin = margin_of(tileable, 7)
    assert margin == Padding(*expected)
    height, width = photo.shape[:2]
    mosaic = np.tile(photo, (3, 3, 1))
    rows = slice(height - margin.top, 2 * height + margin.bottom)
    columns = slice(width - margin.left, 2 * width + margin.right)
    assert np.array_equal(wrapped(photo, margin), mosaic[rows, columns])


def test_a_margin_that_is_wider_than_the_picture(photo: Pixels) -> None:
    tiny = photo[:2, :3]
    assert np.array_equal(wrapped(tiny, margin_of("both", 6)), np.tile(tiny, (7, 5, 1)))


@pytest.mark.parametrize("region", [Region(-70, 5, 30, 10), Region(50, -3, 20, 50), Region(1, 2, 3, 4)])
def test_a_part_that_reaches_beyond_the_edges(region: Region, photo: Pixels) -> None:
    height, width = photo.shape[:2]
    mosaic = np.tile(photo, (5, 5, 1))
    place = Region(region.x + 2 * width, region.y + 2 * height, region.width, region.height)
    assert np.array_equal(part_of_wrapped(photo, region), mosaic[place.slices])


def test_how_far_a_region_can_grow() -> None:
    region, size = Region(2, 3, 10, 10), Size(20, 30)
    assert halo_of(region, 5, size, "none") == Padding(2, 3, 5, 5)
    assert halo_of(region, 5, size, "x") == Padding(5, 3, 5, 5)
    assert halo_of(region, 20, size, "both") == Padding(20, 20, 20, 20)


@pytest.mark.parametrize("tileable", ["none", "x", "y", "both"])
def test_made_smaller_it_is_the_middle_of_its_mosaic(tileable: Tileable, photo: Pixels) -> None:
    small = np.zeros((16, 24, 3), np.uint8)
    downscale_wrapped(photo, small, tileable)
    down, across = (3 if tileable in (axis, "both") else 1 for axis in ("y", "x"))
    mosaic = np.zeros((16 * down, 24 * across, 3), np.uint8)
    downscale_wrapped(np.tile(photo, (down, across, 1)), mosaic, "none")
    middle = mosaic[16 * (down // 2) :, 24 * (across // 2) :][:16, :24]
    assert np.abs(small.astype(int) - middle).max() <= 1  # Pillow takes the position of a part as float32
