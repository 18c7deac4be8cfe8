import numpy as np
import pytest
from PIL import Image

from tests.unit.images.test_encode import with_channels
from upscaler.images import downscale as module
from upscaler.images.alpha import premultiplied, unpremultiplied
from upscaler.images.bitmap import Pixels
from upscaler.images.downscale import downscale


@pytest.mark.parametrize("channels", [1, 2, 3, 4])
@pytest.mark.parametrize("size", [(59, 39), (30, 20), (17, 40), (60, 13), (1, 1)])
@pytest.mark.parametrize("band", [1, 3000, 10**9])
def test_bands_equal_the_whole_picture(
    band: int, size: tuple[int, int], channels: int, photo: Pixels, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "_BAND_BYTES", band)
    source = with_channels(photo, channels)
    planes = [Image.fromarray(np.ascontiguousarray(plane)) for plane in premultiplied(source).transpose(2, 0, 1)]
    whole = unpremultiplied(
        np.dstack([np.asarray(plane.resize(size, Image.Resampling.LANCZOS)) for plane in planes]), source
    )
    target = np.zeros((size[1], size[0], channels), np.uint8)
    downscale(source, target)
    difference = np.abs(target.astype(int) - whole)
    assert difference.max() <= 1  # Pillow takes the position of a band as float32
    assert difference.mean() < 0.01


def test_hidden_colours_do_not_bleed() -> None:
    source = np.zeros((40, 40, 4), np.uint8)
    source[:, :20] = (200, 100, 50, 255)
    target = np.zeros((13, 13, 4), np.uint8)
    downscale(source, target)
    visible = target[target[:, :, 3] > 0]
    assert np.abs(visible[:, :3].astype(int) - (200, 100, 50)).max() <= 1
