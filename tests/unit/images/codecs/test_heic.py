from pathlib import Path

import numpy as np

from upscaler.images.decode import decode
from upscaler.images.header import read_header

DATA = Path(__file__).parents[3] / "data"


def test_heic_with_ten_bits() -> None:
    found = decode(DATA / "ten_bits.heic").pixels
    assert found.dtype == np.uint16
    assert found.shape == (64, 64, 3)
    assert len(np.unique(found)) > 300  # more than 8 bits have


def test_the_header_tells_the_ten_bits() -> None:
    assert (read_header(DATA / "ten_bits.heic").bits, read_header(DATA / "photo.heic").bits) == (10, 8)
