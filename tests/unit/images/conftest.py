import numpy as np
import pytest

from upscaler.images.bitmap import Pixels


@pytest.fixture
def deep() -> Pixels:
    """Noise over the full range of 16 bits: (40, 50, 4)"""
    return np.random.default_rng(2).integers(0, 65_536, (40, 50, 4), np.uint16)
