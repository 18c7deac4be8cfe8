import struct
import zlib
from pathlib import Path

import cv2
import numpy as np
import pytest

from tests.unit.images.test_encode import PROFILE
from upscaler.images.bitmap import Pixels
from upscaler.images.codecs.png_rows import png_rows
from upscaler.images.encode import encode
from upscaler.images.formats import BY_NAME


def read(path: Path) -> Pixels:
    return np.stack(list(png_rows(path)))


@pytest.mark.parametrize("channels", [1, 3, 4])
def test_it_reads_what_we_write(channels: int, photo: Pixels, tmp_path: Path) -> None:
    pixels = np.dstack([photo, photo[:, :, :1]])[:, :, :channels]
    order = {1: [0], 3: [2, 1, 0], 4: [2, 1, 0, 3]}[channels]
    encode(pixels[:, :, order], BY_NAME["png"], tmp_path / "a.png", PROFILE)
    assert np.array_equal(read(tmp_path / "a.png"), pixels)


@pytest.mark.parametrize("filter", [cv2.IMWRITE_PNG_FILTER_NONE, cv2.IMWRITE_PNG_FILTER_SUB, cv2.IMWRITE_PNG_FILTER_UP])
def test_filters(filter: int, photo: Pixels, tmp_path: Path) -> None:
    path = tmp_path / "a.png"
    cv2.imwrite(str(path), photo, [cv2.IMWRITE_PNG_FILTER, filter])
    assert np.array_equal(read(path), photo[:, :, ::-1])


def test_sixteen_bits(photo: Pixels, tmp_path: Path) -> None:
    deep = photo[:, :, 0].astype(np.uint16) * 257 + 3
    cv2.imwrite(str(tmp_path / "a.png"), deep, [cv2.IMWRITE_PNG_FILTER, cv2.IMWRITE_PNG_FILTER_UP])
    assert np.array_equal(read(tmp_path / "a.png").view(">u2")[:, :, 0], deep)


@pytest.mark.parametrize("filter", [cv2.IMWRITE_PNG_FILTER_AVG, cv2.IMWRITE_PNG_FILTER_PAETH])
def test_what_it_does_not_know_it_says(filter: int, photo: Pixels, tmp_path: Path) -> None:
    cv2.imwrite(str(tmp_path / "a.png"), photo, [cv2.IMWRITE_PNG_FILTER, filter])
    with pytest.raises(ValueError, match="filter"):
        read(tmp_path / "a.png")


@pytest.fixture
def whole(photo: Pixels, tmp_path: Path) -> bytes:
    encode(photo, BY_NAME["png"], tmp_path / "a.png", None)
    return (tmp_path / "a.png").read_bytes()


def test_every_way_of_being_cut_off(whole: bytes, tmp_path: Path) -> None:
    path = tmp_path / "a.png"
    for length in [0, 5, 8, 20, 33, 40, len(whole) // 2, len(whole) - 13, len(whole) - 12, len(whole) - 4]:
        path.write_bytes(whole[:length])
        with pytest.raises((ValueError, StopIteration, RuntimeError, struct.error, zlib.error)):
            read(path)


def test_a_flipped_bit_anywhere(whole: bytes, tmp_path: Path) -> None:
    path = tmp_path / "a.png"
    for position in range(0, len(whole), 97):
        broken = bytearray(whole)
        broken[position] ^= 1
        path.write_bytes(broken)
        with pytest.raises((ValueError, RuntimeError, struct.error, zlib.error)):
            read(path)
