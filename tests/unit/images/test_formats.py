from pathlib import Path

import pytest
from PIL import Image

from upscaler.images.formats import FORMATS, SIGNATURE_LENGTH, by_suffix, recognise, target_format


@pytest.mark.parametrize("format", FORMATS, ids=lambda format: format.name)
def test_the_content_decides(format, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]  # parametrised
    path = tmp_path / "picture.txt"
    Image.new("RGB", (3, 2)).save(path, format.pillow)
    found = recognise(path.read_bytes()[:SIGNATURE_LENGTH])
    assert found is format


@pytest.mark.parametrize("start", [b"", b"B", b"RIFF\0\0\0\0WAVE", b"hello, this is text"])
def test_other_content_is_no_picture(start: bytes) -> None:
    assert recognise(start) is None


def test_endings() -> None:
    assert by_suffix(".JPEG") is by_suffix(".jpg")
    assert by_suffix(".bmp") is None  # read, not written
    assert by_suffix("") is None


@pytest.mark.parametrize(
    ("choice", "source", "expected"), [("keep", "jpg", "jpg"), ("keep", "bmp", "png"), ("webp", "png", "webp")]
)
def test_target_format(choice: str, source: str, expected: str) -> None:
    assert target_format(choice, source).name == expected
