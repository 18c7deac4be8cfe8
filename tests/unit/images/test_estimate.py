from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np
import pytest

from upscaler.geometry import Size
from upscaler.images.codecs.base import Header
from upscaler.images.decode import decode
from upscaler.images.encode import encode
from upscaler.images.estimate import file_bytes
from upscaler.images.formats import BY_NAME, WRITABLE
from upscaler.images.header import read_header


@pytest.mark.parametrize("name", WRITABLE)
def test_a_photo_is_estimated_within_half_and_double(sample: Path, tmp_path: Path, name: str) -> None:
    format = BY_NAME[name]
    pixels = decode(sample).pixels[:, :, ::-1]
    canvas = np.asarray(cv2.resize(pixels, None, fx=4, fy=4, interpolation=cv2.INTER_CUBIC), np.uint8)
    path = tmp_path / f"a{format.suffixes[0]}"
    encode(canvas, format, path, None)
    estimate = file_bytes(Size(1024, 1024), read_header(sample), format)
    assert 0.5 < estimate / path.stat().st_size < 2


def test_what_makes_a_file_larger() -> None:
    size, photo, jpg, png = Size(400, 300), Header("png", Size(100, 75)), BY_NAME["jpg"], BY_NAME["png"]
    sizes = [file_bytes(size, photo, jpg, quality) for quality in (0, 30, 50, 90, None, 100)]
    assert sizes == sorted(sizes)
    assert sizes[0] == sizes[1]
    assert file_bytes(size, Header("png", Size(200, 150)), png) > file_bytes(size, photo, png)  # more detail in each
    assert file_bytes(size, Header("png", Size(100, 75), bits=16), png) > 3 * file_bytes(size, photo, png)
    assert file_bytes(size, Header("png", Size(100, 75), alpha=True), png) > file_bytes(size, photo, png)
    assert file_bytes(size, Header("png", Size(100, 75), alpha=True), jpg) == file_bytes(size, photo, jpg)


def test_what_the_result_does_not_keep_takes_no_room() -> None:
    size, page = Size(400, 300), Header("tiff", Size(100, 75))
    pages = replace(page, frames=5)
    assert file_bytes(size, pages, BY_NAME["tiff"]) == 5 * file_bytes(size, page, BY_NAME["tiff"])
    assert file_bytes(size, pages, BY_NAME["png"]) == file_bytes(size, page, BY_NAME["png"])  # the first page
    animation = Header("png", Size(100, 75), frames=3)
    deep = replace(animation, bits=16)
    assert file_bytes(size, deep, BY_NAME["png"]) == file_bytes(size, animation, BY_NAME["png"])  # in 8 bits
