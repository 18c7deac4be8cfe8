import os
from pathlib import Path

import numpy as np
import pytest
import tifffile
from PIL import Image

from upscaler import errors
from upscaler.geometry import Size
from upscaler.images import header
from upscaler.images.header import Header, read_header, read_kind


def test_kind_by_content_and_size_upright(tmp_path: Path) -> None:
    path = tmp_path / "wrong-ending.png"
    exif = Image.Exif()
    exif[0x0112] = 6  # turned by a quarter
    Image.new("RGB", (30, 20)).save(path, "JPEG", exif=exif)
    assert read_header(path) == Header("jpg", Size(20, 30))


def test_an_orientation_that_makes_no_sense_is_ignored(tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[0x0112] = 77
    Image.new("RGB", (30, 20)).save(tmp_path / "a.jpg", exif=exif)
    assert read_header(tmp_path / "a.jpg").size == Size(30, 20)


def test_what_is_not_there_or_no_file(tmp_path: Path) -> None:
    with pytest.raises(errors.SourceMissingError):
        read_header(tmp_path / "none.png")
    with pytest.raises(errors.SourceUnreadableError):
        read_kind(tmp_path)


@pytest.mark.posix
def test_a_fifo_is_not_opened(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "fifo.png")
    with pytest.raises(errors.SourceUnreadableError):  # and does not wait for a writer
        read_header(tmp_path / "fifo.png")


@pytest.mark.parametrize("content", [b"", b"just text", b"\x89PNG"])
def test_no_picture(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "a.png"
    path.write_bytes(content)
    with pytest.raises(errors.NotAPictureError):
        read_header(path)


@pytest.mark.parametrize("keep", [9, 20, 33])
def test_a_header_that_is_cut_off(keep: int, sample: Path, tmp_path: Path) -> None:
    path = tmp_path / "a.png"
    path.write_bytes(sample.read_bytes()[:keep])
    with pytest.raises(errors.BrokenPictureError):
        read_header(path)


def test_too_large_is_told_by_the_header(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(header, "LIMIT_MEGAPIXELS", 1)
    Image.new("1", (1001, 1000)).save(tmp_path / "a.png")
    with pytest.raises(errors.PictureTooLargeError) as caught:
        read_header(tmp_path / "a.png")
    assert (caught.value.width, caught.value.height, caught.value.limit_megapixels) == (1001, 1000, 1)


def test_sixteen_bits_are_refused_not_reduced(tmp_path: Path) -> None:
    import cv2

    deep = np.zeros((4, 5, 3), np.uint16)
    cv2.imwrite(str(tmp_path / "colour.png"), deep)
    cv2.imwrite(str(tmp_path / "gray.png"), deep[:, :, 0])
    tifffile.imwrite(tmp_path / "colour.tif", deep, photometric="rgb")
    Image.new("CMYK", (4, 5)).save(tmp_path / "print.jpg")
    for name in ("colour.png", "gray.png", "colour.tif", "print.jpg"):
        with pytest.raises(errors.ReadError):
            read_header(tmp_path / name)
    with pytest.raises(errors.UnsupportedPixelsError) as caught:
        read_header(tmp_path / "colour.png")
    assert caught.value.pixels == "16 bits"
