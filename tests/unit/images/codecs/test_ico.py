import struct
from pathlib import Path

import numpy as np
import pytest
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


@pytest.mark.parametrize("hidden", [None, 7, 33])
def test_where_alpha_hides_all_the_mask_counts(hidden: int | None, tmp_path: Path) -> None:
    """With the mask for this many columns; None: the file ends before it."""
    width, height = 33, 5
    pixels = np.random.default_rng(0).integers(0, 256, (height, width, 4), np.uint8)
    pixels[:, :, 3] = 0
    mask = np.zeros((height, 64), np.uint8)
    mask[1:, : hidden or 0] = 1
    data = struct.pack("<IiiHHIIiiII", 40, width, 2 * height, 1, 32, *[0] * 6) + pixels[::-1].tobytes()
    data += b"" if hidden is None else np.packbits(mask[::-1], axis=1).tobytes()
    entry = struct.pack("<HHHBBBBHHII", 0, 1, 1, width, height, 0, 0, 1, 32, len(data), 22)
    (tmp_path / "a.ico").write_bytes(entry + data)
    found = decode(tmp_path / "a.ico").pixels
    assert np.array_equal(found[:, :, :3], pixels[:, :, 2::-1])
    assert np.array_equal(found[:, :, 3], 255 * (1 - mask[:, :width]))
