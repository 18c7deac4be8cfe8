import ast
import subprocess
import sys
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

PACKAGE = Path(__file__).parents[3] / "upscaler"
DATA = Path(__file__).parents[2] / "data"


@pytest.mark.parametrize("format", FORMATS, ids=lambda format: format.name)
def test_the_content_decides(format: Codec, tmp_path: Path) -> None:
    path = tmp_path / "picture.txt"
    if format.name == "heic":  # which none of our libraries can write
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


def test_nobody_but_a_codec_compares_names_of_formats() -> None:
    """Anything specific to a format belongs in its codec."""
    names = {format.name for format in FORMATS} | {format.pillow for format in FORMATS}
    found = set()
    for path in PACKAGE.rglob("*.py"):
        nodes = () if path.parent.name == "codecs" else ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        for node in nodes:
            compared = ast.walk(node) if isinstance(node, ast.Compare | ast.MatchValue | ast.Subscript) else ()
            found |= {(path.name, part.value) for part in compared if isinstance(part, ast.Constant)}
    assert {(module, value) for module, value in found if value in names} == set()


def test_the_window_knows_them_without_loading_what_reads_them() -> None:
    heavy = "numpy", "PIL", "cv2", "tifffile", "pi_heif"
    code = f"import sys, upscaler.images.formats\nprint([name for name in {heavy} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
