import numpy as np

from upscaler.images.alpha import constant_areas, flattened, premultiplied, unpremultiplied, visible_colours
from upscaler.images.bitmap import Bitmap


def test_hidden_colours_come_from_the_nearest_visible_pixel() -> None:
    pixels = np.zeros((3, 9, 4), np.uint8)
    pixels[:, 0] = (200, 10, 20, 255)
    pixels[:, 8] = (5, 250, 30, 1)
    colours = visible_colours(Bitmap(pixels))
    assert colours[:, :4].tolist() == [[[200, 10, 20]] * 4] * 3
    assert colours[:, 5:].tolist() == [[[5, 250, 30]] * 4] * 3


def test_nothing_to_fill() -> None:
    pixels = np.arange(24, dtype=np.uint8).reshape(2, 3, 4)
    pixels[..., 3] = 9
    assert np.array_equal(visible_colours(Bitmap(pixels)), pixels[..., :3])
    pixels[..., 3] = 0  # and nothing to fill it with
    assert np.array_equal(visible_colours(Bitmap(pixels)), pixels[..., :3])


def test_flattened_on_white() -> None:
    pixels = np.array([[[100, 0, 255, 255], [100, 0, 255, 0], [100, 0, 255, 51]]], np.uint8)
    flat = flattened(Bitmap(pixels, b"profile"))
    assert flat.pixels.tolist() == [[[100, 0, 255], [255, 255, 255], [224, 204, 255]]]
    assert flat.icc_profile == b"profile"


def test_certain_looks_two_pixels_far() -> None:
    alpha = np.zeros((9, 9), np.uint8)
    alpha[4, 4] = 1
    empty, full = constant_areas(alpha)
    expected = np.ones((9, 9), bool)
    expected[2:7, 2:7] = False
    assert np.array_equal(empty, expected)
    assert not full.any()
    assert constant_areas(np.full((2, 2), 255, np.uint8))[1].all()


def test_premultiplied() -> None:
    assert premultiplied(np.array([[[100, 51]]], np.uint8)).tolist() == [[[20.0, 51.0]]]


def test_unpremultiplied_is_the_way_back() -> None:
    pixels = np.array([[[100, 50, 0, 255], [200, 3, 77, 128], [9, 9, 9, 0]]], np.uint8)
    expected = pixels.copy()
    expected[0, 2, :3] = 0
    assert np.array_equal(unpremultiplied(premultiplied(pixels), pixels), expected)
    assert np.array_equal(unpremultiplied(premultiplied(pixels[:, :, :3]), pixels), pixels[:, :, :3])


def test_sixteen_bits_are_the_same_in_their_range() -> None:
    pixels = np.random.default_rng(0).integers(0, 256, (20, 20, 4), np.uint8)
    pixels[:8, :8, 3], pixels[12:, 12:, 3] = 0, 255
    deep = pixels.astype(np.uint16) * 257
    assert np.array_equal(visible_colours(Bitmap(deep)), visible_colours(Bitmap(pixels)).astype(np.uint16) * 257)
    assert np.abs(flattened(Bitmap(deep)).pixels / 257 - flattened(Bitmap(pixels)).pixels).max() <= 0.51
    for found, wanted in zip(constant_areas(deep[:, :, 3]), constant_areas(pixels[:, :, 3]), strict=True):
        assert np.array_equal(found, wanted)
        assert wanted.any()
    visible = deep[:, :, 3] > 0
    assert np.abs(unpremultiplied(premultiplied(deep), deep)[visible].astype(int) - deep[visible]).max() <= 1
