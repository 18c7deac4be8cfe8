from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from upscaler.images.bitmap import Pixels
from upscaler.images.decode import decode
from upscaler.images.formats import recognise

WHOLE = bytes([0, 0, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 64, 0, 48, 0, 24, 0])  # 64 x 48, 24 bits, not compressed


def test_a_header_that_agrees_with_itself() -> None:
    found = recognise(WHOLE)
    assert found is not None
    assert found.name == "tga"


@pytest.mark.parametrize(
    ("at", "value"),
    [(1, 1), (2, 0), (2, 4), (2, 12), (5, 1), (12, 0), (14, 0), (16, 12), (16, 8), (17, 0x80)],
)
def test_one_that_does_not(at: int, value: int) -> None:
    start = bytearray(WHOLE)
    start[at] = value
    assert recognise(bytes(start)) is None
    assert recognise(WHOLE[:17]) is None


@pytest.mark.parametrize("compression", [None, "tga_rle"])
@pytest.mark.parametrize("mode", ["L", "P", "RGB", "RGBA"])
def test_kinds(mode: str, compression: str | None, photo: Pixels, tmp_path: Path) -> None:
    picture = Image.fromarray(photo).convert(mode)
    picture.save(tmp_path / "a.tga", compression=compression)
    wanted = np.asarray(picture.convert("RGB") if mode == "P" else picture).reshape(40, 60, -1)
    assert np.array_equal(decode(tmp_path / "a.tga").pixels, wanted)
