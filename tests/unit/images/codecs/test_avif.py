from pathlib import Path

import cv2
import numpy as np
import pytest

from upscaler.images.decode import decode


@pytest.mark.parametrize("depth", [10, 12])
def test_avif(depth: int, tmp_path: Path) -> None:
    ramp = np.tile(np.linspace(0, 2**depth - 1, 64).round().astype(np.uint16), (32, 1))
    path = tmp_path / "a.avif"
    cv2.imwrite(str(path), ramp, [cv2.IMWRITE_AVIF_QUALITY, 100, cv2.IMWRITE_AVIF_DEPTH, depth])
    found = decode(path).pixels
    assert found.dtype == np.uint16
    assert found.shape == (32, 64, 1)
    assert np.abs(found[:, :, 0] / 65_535 - ramp / (2**depth - 1)).max() < 0.01
    assert (found[:, 0].min(), found[:, -1].max()) == (0, 65_535)
