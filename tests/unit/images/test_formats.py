from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image

from upscaler.geometry import Size
from upscaler.images.codecs.base import Codec, Header
from upscaler.images.formats import (
    BY_NAME,
    FORMATS,
    LARGEST_TOTAL,
    SIGNATURE_LENGTH,
    by_suffix,
    keeps_frames,
    recognise,
    target_format,
)

DATA = Path(__file__).parents[2] / "data"


@pytest.mark.parametrize("format", FORMATS, ids=lambda format: format.name)
def test_the_content_decides(format: Codec, tmp_path: Path) -> None:
    path = tmp_path / "picture.txt"
    if format.name == "heic":  # which no free library that we carry can write
        path.write_bytes((DATA / "photo.heic").read_bytes())
    else:
        Image.new("RGB", (16, 16)).save(path, format.pillow)
    found = recognise(path.read_bytes()[:SIGNATURE_LENGTH])
    assert found is format


@pytest.mark.parametrize(
    "start", [b"", b"B", b"RIFF\0\0\0\0WAVE", b"hello, this is text, and no picture at all", bytes(32)]
)
def test_other_content_is_no_picture(start: bytes) -> None:
    assert recognise(start) is None


def test_endings() -> None:
    assert by_suffix(".JPEG") is by_suffix(".jpg")
    assert by_suffix(".bmp") is None  # read, not written
    assert by_suffix("") is None


@pytest.mark.parametrize(
    ("choice", "source", "expected"),
    [
        ("keep", "jpg", "jpg"),
        ("keep", "bmp", "png"),
        ("webp", "png", "webp"),
        ("keep", "heic", "jpg"),
        ("keep", "avif", "avif"),
    ],
)
def test_target_format(choice: str, source: str, expected: str) -> None:
    assert target_format(choice, source).name == expected


def test_too_much_for_memory_is_the_first_only() -> None:
    source = Header("gif", Size(1, 1), frames=10)
    assert keeps_frames(source, Size(LARGEST_TOTAL // 10, 1), BY_NAME["png"])
    assert not keeps_frames(source, Size(LARGEST_TOTAL // 10 + 1, 1), BY_NAME["png"])
    assert not keeps_frames(replace(source, frames=1), Size(1, 1), BY_NAME["png"])
