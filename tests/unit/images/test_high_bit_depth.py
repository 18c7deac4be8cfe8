from pathlib import Path

import cv2
import numpy as np
import pytest

from upscaler import messages
from upscaler.errors import BrokenPictureError
from upscaler.images.bitmap import Pixels
from upscaler.images.canvas import RGB_ORDER
from upscaler.images.decode import decode
from upscaler.images.high_bit_depth import stretched


@pytest.mark.parametrize("channels", [1, 3])
@pytest.mark.parametrize("extension", ["pnm", "jp2"])
def test_portable_maps_and_jpeg_2000(extension: str, channels: int, deep: Pixels, tmp_path: Path) -> None:
    pixels = deep[:, :, :channels]
    path = tmp_path / f"a.{extension}"
    name = path.with_suffix(".ppm" if channels == 3 else ".pgm") if extension == "pnm" else path
    cv2.imwrite(str(name), pixels[:, :, RGB_ORDER[channels]], [cv2.IMWRITE_JPEG2000_COMPRESSION_X1000, 1000])
    assert np.array_equal(decode(name).pixels, pixels)


@pytest.mark.parametrize("extension", ["png", "tif", "ppm", "jp2"])
def test_a_file_that_is_cut_off(extension: str, deep: Pixels, tmp_path: Path) -> None:
    path = tmp_path / f"a.{extension}"
    cv2.imwrite(str(path), deep[:, :, :3], [cv2.IMWRITE_JPEG2000_COMPRESSION_X1000, 1000])
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    with pytest.raises(BrokenPictureError):
        decode(path)
    if extension in ("png", "jp2"):
        found = decode(path, allow_truncated=True)
        assert messages.TRUNCATED in found.warnings
        assert found.pixels.shape == (40, 50, 3)


def test_white_becomes_white_and_half_of_it_half() -> None:
    values = np.array([[[0], [500], [1000], [1001]]], np.uint16)
    assert stretched(values, 1000).ravel().tolist() == [0, 32_768, 65_535, 65_535]
    assert stretched(values, 65_535) is values
