import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from upscaler.geometry import Padding, Region, Size

lengths = st.integers(1, 200)


@given(lengths, lengths, lengths, lengths)
def test_tiles_cover_every_pixel_once(width: int, height: int, tile_width: int, tile_height: int) -> None:
    seen = np.zeros((height, width), int)
    tiles = list(Size(width, height).tiles(tile_width, tile_height))
    for tile in tiles:
        assert tile.width <= tile_width
        assert tile.height <= tile_height
        seen[tile.slices] += 1
    assert (seen == 1).all()
    assert max(t.width for t in tiles) - min(t.width for t in tiles) <= 1


@given(lengths, lengths, st.integers(1, 60), st.sampled_from([2, 4]))
def test_aligned_tiles_begin_at_multiples(width: int, height: int, tile: int, alignment: int) -> None:
    seen = np.zeros((height, width), int)
    for region in Size(width, height).tiles(tile, height, alignment):
        assert region.x % alignment == region.y % alignment == 0
        assert region.width < tile + alignment and region.height == height
        seen[region.slices] += 1
    assert (seen == 1).all()


def test_a_halo_ends_at_the_edge_of_the_picture() -> None:
    size = Size(100, 50)
    region = Region(10, 0, 30, 48)
    padding = region.halo(27, size)
    assert padding == Padding(10, 0, 27, 2)
    assert region.grown(padding) == Region(0, 0, 67, 50)


def test_what_is_inside_of_a_picture() -> None:
    size = Size(10, 8)
    assert size.region.is_inside(size)
    assert Region(9, 7, 1, 1).is_inside(size)
    outside = [Region(-1, 0, 2, 2), Region(0, -1, 2, 2), Region(9, 0, 2, 1), Region(0, 7, 1, 2), Region(3, 3, 0, 1)]
    assert not any(region.is_inside(size) for region in outside)


def test_scaling() -> None:
    assert Region(1, 2, 3, 4) * 3 == Region(3, 6, 9, 12)
    assert Size(2, 3) * 4 == Size(8, 12)
    assert (Size(2, 3).pixels, Size(2, 3).region) == (6, Region(0, 0, 2, 3))
    assert str(Size(320, 240)) == "320 × 240"


def test_values_are_frozen() -> None:
    with pytest.raises(AttributeError):
        Size(1, 2).width = 3  # type: ignore[misc]


def test_what_two_regions_share() -> None:
    region = Region(2, 3, 10, 8)
    assert region.moved(1, -3) == Region(3, 0, 10, 8)
    assert region.common(Region(5, 0, 20, 5)) == Region(5, 3, 7, 2)
    assert region.common(region.moved(10, 0)) is None
