import io
from pathlib import Path

import cv2
import numpy as np
import pytest
from PIL import Image

from tests.unit.images.test_encode import with_channels
from upscaler.images.bitmap import Pixels
from upscaler.images.chunks import packed
from upscaler.images.codecs import png_writer
from upscaler.images.codecs.png_writer import FILTERS, filtered, write_png


@pytest.mark.parametrize("channels", [1, 3, 4])
@pytest.mark.parametrize("deep", [False, True])
@pytest.mark.parametrize("small", [False, True])
@pytest.mark.parametrize("rows", [1, 7, 64])
def test_other_programs_read_the_same_pixels(
    rows: int, small: bool, deep: bool, channels: int, photo: Pixels, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(png_writer, "_ROWS", rows)
    canvas, path = with_channels(photo, channels), tmp_path / "a.png"
    canvas = canvas.astype(np.uint16) * 251 if deep else canvas
    write_png(canvas, path, small=small)
    found = cv2.imread(str(path), cv2.IMREAD_UNCHANGED)
    assert found is not None
    assert np.array_equal(found.reshape(canvas.shape), canvas)
    with Image.open(path) as picture:
        picture.load()  # which also checks all checksums
        if not deep:
            pixels = np.asarray(picture).reshape(canvas.shape)
            assert np.array_equal(pixels, canvas[:, :, {1: [0], 3: [2, 1, 0], 4: [2, 1, 0, 3]}[channels]])


def test_chunks_come_before_the_pixels(photo: Pixels, tmp_path: Path) -> None:
    write_png(photo, tmp_path / "a.png", packed(b"tEXt", b"Title\0Test"))
    written = (tmp_path / "a.png").read_bytes()
    assert written.index(b"IHDR") < written.index(b"tEXt") < written.index(b"IDAT") < written.index(b"IEND")
    with Image.open(io.BytesIO(written)) as picture:
        assert picture.info["Title"] == "Test"


def test_small_files_are_smaller(sample: Path, tmp_path: Path) -> None:
    canvas = np.asarray(Image.open(sample).convert("RGB").resize((512, 512)))
    for small in (False, True):
        write_png(canvas, tmp_path / f"{small}.png", small=small)
    sizes = [(tmp_path / f"{small}.png").stat().st_size for small in (False, True)]
    assert sizes[1] < 0.95 * sizes[0]


def test_without_the_fast_library(photo: Pixels, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(png_writer, "_isal", None)
    write_png(photo, tmp_path / "a.png")
    assert np.array_equal(cv2.imread(str(tmp_path / "a.png")), photo)  # type: ignore[arg-type]  # it is there


@pytest.mark.parametrize("filter", FILTERS)
def test_each_filter_as_the_specification_has_it(filter: int) -> None:
    rows = np.random.default_rng(filter).integers(0, 256, (3, 24), np.uint8)
    above = np.concatenate([np.zeros((1, 24), np.uint8), rows[:-1]])
    expected = np.zeros_like(rows)
    for y, x in np.ndindex(rows.shape):
        a = int(rows[y, x - 3]) if x >= 3 else 0
        b, c = int(above[y, x]), int(above[y, x - 3]) if x >= 3 else 0
        nearest = min((a, b, c), key=lambda value: abs(a + b - c - value))
        predicted = (0, a, b, (a + b) // 2, nearest)[filter]
        expected[y, x] = (int(rows[y, x]) - predicted) % 256
    assert np.array_equal(filtered(filter, rows, above, 3), expected)
