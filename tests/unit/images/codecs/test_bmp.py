from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from upscaler.images.bitmap import Pixels
from upscaler.images.codecs.base import Header
from upscaler.images.decode import decode
from upscaler.images.header import read_header


@pytest.mark.parametrize("mode", ["1", "L", "P", "RGB"])
def test_rows_are_those_of_the_picture_whichever_comes_first(mode: str, photo: Pixels, tmp_path: Path) -> None:
    path, picture = tmp_path / "a.bmp", Image.fromarray(photo).convert(mode)
    picture.save(path)
    wanted = np.asarray(picture.convert("RGB" if mode == "P" else "L" if mode == "1" else mode)).reshape(40, 60, -1)
    assert read_header(path) == Header("bmp", decode(path).size)
    assert np.array_equal(decode(path).pixels, wanted)
    content = bytearray(path.read_bytes())
    content[22:26] = (-40 & 0xFFFF_FFFF).to_bytes(4, "little")  # a negative height: from the top down
    path.write_bytes(content)
    assert np.array_equal(decode(path).pixels, wanted[::-1])
