import struct
import zlib
from pathlib import Path

import cv2
import numpy as np
import pytest

from tests.unit.images.test_encode import PROFILE, with_channels
from upscaler.images.bitmap import Pixels
from upscaler.images.codecs.png_rows import check_rows
from upscaler.images.encode import encode
from upscaler.images.formats import BY_NAME

FAULTS = (ValueError, struct.error, zlib.error)
FILTERS = [getattr(cv2, f"IMWRITE_PNG_FILTER_{name}") for name in ("NONE", "SUB", "UP", "AVG", "PAETH")]


@pytest.mark.parametrize("channels", [1, 3, 4])
@pytest.mark.parametrize("deep", [False, True])
def test_a_file_and_its_canvas(deep: bool, channels: int, photo: Pixels, tmp_path: Path) -> None:
    canvas = with_channels(photo, channels)
    canvas = canvas.astype(np.uint16) * 257 + 3 if deep else canvas
    path = tmp_path / "a.png"
    encode(canvas, BY_NAME["png"], path, PROFILE)
    assert check_rows(path, canvas)
    for place in ((0, 0, 0), (20, 30, channels - 1), (-1, -1, -1)):
        other = canvas.copy()
        other[place] ^= 1
        assert not check_rows(path, other)


@pytest.mark.parametrize("filter", [*FILTERS, cv2.IMWRITE_PNG_ALL_FILTERS])
def test_filters_as_libpng_writes_them(filter: int, photo: Pixels, tmp_path: Path) -> None:
    path = tmp_path / "a.png"
    cv2.imwrite(str(path), photo, [cv2.IMWRITE_PNG_FILTER, filter])
    assert check_rows(path, photo)
    other = photo.copy()
    other[7, 9, 1] += 1
    assert not check_rows(path, other)


def test_another_size_depth_or_kind(photo: Pixels, tmp_path: Path) -> None:
    path = tmp_path / "a.png"
    encode(photo, BY_NAME["png"], path, None)
    for canvas in (photo[:-1], photo[:, :-1], photo[:, :, :1], photo.astype(np.uint16)):
        with pytest.raises(ValueError, match="not the PNG"):
            check_rows(path, canvas)
    path.write_bytes(b"GIF89a" + bytes(90))
    with pytest.raises(ValueError, match="not a PNG"):
        check_rows(path, photo)


def rewritten(path: Path, lines: bytes) -> None:
    """Replace the compressed data in a file, keeping its header."""
    start = path.read_bytes()[:33]
    data = b"IDAT" + zlib.compress(lines)
    end = b"IEND"
    chunks = [struct.pack(">I", len(part) - 4) + part + struct.pack(">I", zlib.crc32(part)) for part in (data, end)]
    path.write_bytes(start + b"".join(chunks))


def test_too_few_or_too_many_rows_and_unknown_filters(photo: Pixels, tmp_path: Path) -> None:
    path = tmp_path / "a.png"
    encode(photo, BY_NAME["png"], path, None)
    line = bytes(1 + photo.shape[1] * 3)
    for lines in (line * (len(photo) - 1), line * len(photo) + line, line * len(photo) + b"\0"):
        rewritten(path, lines)
        with pytest.raises(ValueError, match=r"row|end"):
            check_rows(path, np.zeros_like(photo))
    rewritten(path, (b"\5" + line[1:]) * len(photo))
    with pytest.raises(ValueError, match="filter 5"):
        check_rows(path, np.zeros_like(photo))


@pytest.fixture
def whole(photo: Pixels, tmp_path: Path) -> bytes:
    encode(photo, BY_NAME["png"], tmp_path / "a.png", None)
    return (tmp_path / "a.png").read_bytes()


def test_every_way_of_being_cut_off(whole: bytes, photo: Pixels, tmp_path: Path) -> None:
    path = tmp_path / "a.png"
    for length in [0, 5, 8, 20, 33, 40, len(whole) // 2, len(whole) - 13, len(whole) - 12, len(whole) - 4]:
        path.write_bytes(whole[:length])
        with pytest.raises(FAULTS):
            check_rows(path, photo)


def test_a_flipped_bit_anywhere(whole: bytes, photo: Pixels, tmp_path: Path) -> None:
    path = tmp_path / "a.png"
    for position in range(0, len(whole), 97):
        broken = bytearray(whole)
        broken[position] ^= 1
        path.write_bytes(broken)
        with pytest.raises(FAULTS):
            check_rows(path, photo)
