import struct
from pathlib import Path

import numpy as np
import pytest

from upscaler.errors import BrokenPictureError
from upscaler.images.decode import decode


def run_lengths(rows: bytes, depth: int) -> bytes:
    """6 x 4 pixels of 8 or 4 bits."""
    palette = b"".join(bytes((i, 2 * i % 256, 255 - i, 0)) for i in range(2**depth))
    head = struct.pack("<IiiHHIIiiII", 40, 6, 4, 1, depth, 1 if depth == 8 else 2, len(rows), 0, 0, 0, 0)
    start = 14 + len(head) + len(palette)
    return b"BM" + struct.pack("<IHHI", start + len(rows), 0, 0, start) + head + palette + rows


@pytest.mark.parametrize("depth", [4, 8])
def test_run_lengths_that_end_before_the_picture_does(depth: int, tmp_path: Path) -> None:
    """Skipped pixels are colour 0; but if the end marker is missing, so is part of the file."""
    path, one, two = tmp_path / "a.bmp", 9 * 17 if depth == 4 else 9, 7 * 17 if depth == 4 else 7
    rows = bytes((6, one)) + b"\0\0" + bytes((2, two))
    first, second, empty = [9] * 6, [7] * 2 + [0] * 4, [0] * 6
    third = bytes((3, two))
    for packets, wanted in (
        (b"\0\1", [first, second, empty, empty]),
        (b"\0\0\0\1", [first, second, empty, empty]),
        (b"\0\2\2\1\0\1", [first, second, empty, empty]),
        (b"\0\0" + third + b"\0\1", [first, second, [7] * 3 + [0] * 3, empty]),
        (b"\0\0\0\0" + third + b"\0\1", [first, second, empty, [7] * 3 + [0] * 3]),
        (b"\0\2\2\2" + bytes((9, one)), [first, second, empty, [0] * 4 + [9] * 2]),
    ):
        path.write_bytes(run_lengths(rows + packets, depth))
        colours = np.array([(255 - i, 2 * i, i) for i in range(16)], np.uint8)
        assert np.array_equal(decode(path).pixels, colours[np.array(wanted)][::-1]), packets
    for cut in (rows, rows + b"\0", rows[:1], rows + b"\0\2", rows + b"\0\2\2", rows + b"\0\5\1"):
        path.write_bytes(run_lengths(cut, depth))
        with pytest.raises(BrokenPictureError):
            decode(path)
        assert decode(path, allow_truncated=True).pixels.shape == (4, 6, 3)
