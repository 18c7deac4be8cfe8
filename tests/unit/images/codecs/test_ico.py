from pathlib import Path

import numpy as np
from PIL import Image

from upscaler.images.decode import decode
from upscaler.images.header import read_header


def test_the_largest_size_is_the_picture(tmp_path: Path) -> None:
    rng = np.random.default_rng(0)
    picture = Image.fromarray(rng.integers(0, 256, (32, 32, 4), np.uint8))
    picture.save(tmp_path / "a.ico", sizes=[(16, 16), (32, 32), (24, 24)])
    found, header = decode(tmp_path / "a.ico"), read_header(tmp_path / "a.ico")
    assert np.array_equal(found.pixels, np.asarray(picture))
    assert (found.frames, header.frames, header.size) == (1, 1, found.size)
