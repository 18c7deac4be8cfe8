"""Desktops offer the app for every picture format that it reads."""

from pathlib import Path

from PIL import Image

from upscaler.images.formats import FORMATS

PACKAGING = Path(__file__).parents[2] / "packaging"
NOT_PILLOWS = {"heic": "image/heif", "qoi": "image/qoi"}  # formats that Pillow names only with a plug-in, or not at all


def test_linux() -> None:
    Image.init()
    entry = (PACKAGING / "linux" / "upscaler.desktop").read_text(encoding="utf-8")
    (line,) = [line for line in entry.splitlines() if line.startswith("MimeType=")]
    offered = line.removeprefix("MimeType=").split(";")
    kinds = {format.name: NOT_PILLOWS.get(format.name) or Image.MIME[format.pillow] for format in FORMATS}
    assert {name for name, kind in kinds.items() if kind not in offered} == set()


def test_windows() -> None:
    script = (PACKAGING / "windows" / "upscaler.iss").read_text(encoding="utf-8")
    suffixes = {format.suffixes[0] for format in FORMATS}
    assert {suffix for suffix in suffixes if f'Kind("{suffix}")' not in script} == set()
