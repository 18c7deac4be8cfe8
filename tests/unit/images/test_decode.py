from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageCms, ImageOps

from upscaler.errors import BrokenPictureError
from upscaler.images.bitmap import Pixels
from upscaler.images.decode import decode


@pytest.mark.parametrize("orientation", range(1, 9))
def test_every_orientation_comes_out_upright(orientation: int, photo: Pixels, tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[0x0112] = orientation
    turned = Image.fromarray(photo)
    turned.save(tmp_path / "a.png", exif=exif)
    turned.getexif()[0x0112] = orientation
    expected = np.array(ImageOps.exif_transpose(turned))
    assert np.array_equal(decode(tmp_path / "a.png").pixels, expected)
    if orientation == 6:  # the camera was turned: the first column, from below, becomes the first row
        assert np.array_equal(expected[0], photo[::-1, 0])


@pytest.mark.parametrize(("mode", "channels"), [("1", 1), ("L", 1), ("LA", 2), ("RGB", 3), ("RGBA", 4), ("P", 3)])
def test_pixel_types(mode: str, channels: int, photo: Pixels, tmp_path: Path) -> None:
    picture = Image.fromarray(photo).convert(mode)
    picture.save(tmp_path / "a.png")
    pixels = decode(tmp_path / "a.png").pixels
    assert pixels.shape == (40, 60, channels)
    assert pixels.dtype == np.uint8
    expected = np.array(picture.convert({1: "L", 2: "LA", 3: "RGB", 4: "RGBA"}[channels]))
    assert np.array_equal(pixels.reshape(expected.shape), expected)
    assert pixels.flags.c_contiguous


def test_palettes_with_transparency_and_of_grays(tmp_path: Path) -> None:
    indexed = Image.new("P", (2, 1))
    indexed.putpalette([0, 0, 0, 255, 0, 0])
    indexed.putdata([0, 1])
    indexed.save(tmp_path / "clear.png", transparency=0)
    assert decode(tmp_path / "clear.png").pixels.tolist() == [[[0, 0, 0, 0], [255, 0, 0, 255]]]
    indexed.putpalette([10, 10, 10, 200, 200, 200])
    indexed.save(tmp_path / "gray.png")
    assert decode(tmp_path / "gray.png").pixels.tolist() == [[[10], [200]]]


def test_gray_with_a_transparent_level(tmp_path: Path) -> None:
    gray = Image.new("L", (2, 1))
    gray.putdata([5, 200])
    gray.save(tmp_path / "a.png", transparency=5)
    assert decode(tmp_path / "a.png").pixels.tolist() == [[[5, 0], [200, 255]]]


def test_the_profile_is_carried(photo: Pixels, tmp_path: Path) -> None:
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    Image.fromarray(photo).save(tmp_path / "a.jpg", icc_profile=profile)
    assert decode(tmp_path / "a.jpg").icc_profile == profile
    Image.fromarray(photo).save(tmp_path / "b.jpg")
    assert decode(tmp_path / "b.jpg").icc_profile is None


@pytest.mark.parametrize("ending", ["png", "jpg", "webp", "tif", "bmp"])
def test_a_truncated_file_is_broken_not_half_a_picture(ending: str, sample: Path, tmp_path: Path) -> None:
    path = tmp_path / f"a.{ending}"
    Image.open(sample).convert("RGB").save(path)
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    with pytest.raises(BrokenPictureError):
        decode(path)
