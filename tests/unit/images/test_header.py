import os
from pathlib import Path

import cv2
import numpy as np
import pytest
import tifffile
from PIL import Image, ImageFile

from upscaler import errors, messages
from upscaler.errors import BeyondRepairError, BrokenPictureError
from upscaler.geometry import Size
from upscaler.images import header
from upscaler.images.bitmap import Pixels
from upscaler.images.codecs.base import Header
from upscaler.images.decode import decode
from upscaler.images.header import read_header, read_kind


def test_kind_by_content_and_size_upright(tmp_path: Path) -> None:
    path = tmp_path / "wrong-extension.png"
    exif = Image.Exif()
    exif[0x0112] = 6  # rotated by 90 degrees
    Image.new("RGB", (30, 20)).save(path, "JPEG", exif=exif)
    assert read_header(path) == Header("jpg", Size(20, 30))


@pytest.mark.parametrize("extension", ["png", "jpg", "webp", "tif", "bmp", "gif", "tga"])
def test_pixels_are_not_read(extension: str, sample: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / f"a.{extension}"
    Image.open(sample).convert("RGB").save(path)

    def load(_: Image.Image) -> None:
        pytest.fail("the pixels are decoded")

    monkeypatch.setattr(ImageFile.ImageFile, "load", load)
    assert read_header(path).size == Size(256, 256)


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
    assert read_kind(path) is None
    with pytest.raises(errors.NotAPictureError if content else errors.EmptyFileError):
        read_header(path)


def test_raw_files_of_cameras_are_not_read_although_they_hold_a_thumbnail(photo: Pixels, tmp_path: Path) -> None:
    path = tmp_path / "a.NEF"
    Image.fromarray(photo).save(path, format="TIFF")
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
    assert read_header(tmp_path / "a.png", limit_megapixels=2).size == Size(1001, 1000)


def test_bits_are_those_of_the_file(tmp_path: Path) -> None:
    deep = np.zeros((40, 50, 3), np.uint16)
    for name in ("colour.png", "colour.ppm", "colour.jp2"):
        cv2.imwrite(str(tmp_path / name), deep)
    cv2.imwrite(str(tmp_path / "gray.png"), deep[:, :, 0])
    cv2.imwrite(str(tmp_path / "ten.avif"), deep, [cv2.IMWRITE_AVIF_DEPTH, 10])
    tifffile.imwrite(tmp_path / "colour.tif", deep, photometric="rgb")
    for path in tmp_path.iterdir():
        assert (path.name, read_header(path).bits) == (path.name, 10 if path.name == "ten.avif" else 16)
    Image.new("CMYK", (4, 5)).save(tmp_path / "print.jpg")
    assert read_header(tmp_path / "print.jpg").bits == 8


@pytest.mark.parametrize("dtype", [np.float32, np.int16, np.uint32, np.int8])
def test_pixels_that_are_no_levels_of_light_are_refused(dtype: type, tmp_path: Path) -> None:
    tifffile.imwrite(tmp_path / "a.tif", np.zeros((4, 5), dtype), photometric="minisblack")
    with pytest.raises(errors.UnsupportedPixelsError):
        read_header(tmp_path / "a.tif")


def test_frames_are_counted(tmp_path: Path) -> None:
    pictures = [Image.new("RGB", (8, 8), colour) for colour in ("red", "green", "blue")]
    pictures[0].save(tmp_path / "a.gif", save_all=True, append_images=pictures[1:])
    assert read_header(tmp_path / "a.gif").frames == 3
    pictures[0].save(tmp_path / "a.ico", sizes=[(8, 8)])
    assert read_header(tmp_path / "a.ico").frames == 1


@pytest.mark.posix
def test_what_only_looks_like_a_file(tmp_path: Path) -> None:
    (tmp_path / "loop.png").symlink_to(tmp_path / "loop.png")
    for path in (tmp_path / "loop.png", Path("/dev/zero"), Path("/dev/null"), tmp_path / "zero\0byte.png"):
        with pytest.raises(errors.SourceUnreadableError):
            read_header(path)


@pytest.mark.parametrize("name", ["ü 写真 🖼.png", "a#b%20c.png", "new\nline.png", " spaces .png", "a" * 251 + ".png"])
def test_names_of_any_kind(name: str, tmp_path: Path) -> None:
    Image.new("L", (3, 2)).save(tmp_path / name, "PNG")
    assert read_header(tmp_path / name).size == Size(3, 2)


def png_with_wrong_checksum(path: Path) -> Path:
    Image.new("RGB", (20, 16), "teal").save(path)
    content = bytearray(path.read_bytes())
    content[29] ^= 1  # of the header itself
    path.write_bytes(content)
    return path


def test_headers_too_are_read_as_far_as_can_be(tmp_path: Path) -> None:
    path = png_with_wrong_checksum(tmp_path / "a.png")
    with pytest.raises(BrokenPictureError) as failed:
        read_header(path)
    assert type(failed.value) is BrokenPictureError  # it may be salvageable
    assert read_header(path, allow_truncated=True) == Header("png", Size(20, 16))
    found = decode(path, allow_truncated=True)
    assert found.pixels[0, 0].tolist() == [0, 128, 128]
    assert messages.TRUNCATED in found.warnings


def test_what_is_beyond_repair_is_not_said_to_be_readable_in_part(tmp_path: Path) -> None:
    (tmp_path / "a.png").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(40))
    for tolerant in (False, True):
        with pytest.raises(BeyondRepairError) as failed:
            decode(tmp_path / "a.png", allow_truncated=tolerant)
        assert "Upscale what can be read" not in messages.advice(failed.value)
        with pytest.raises(BrokenPictureError):
            read_header(tmp_path / "a.png", allow_truncated=tolerant)
