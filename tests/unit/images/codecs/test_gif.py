from pathlib import Path
from typing import Any

from PIL import Image

from upscaler.images.decode import decode
from upscaler.images.header import read_header


def test_an_animation_and_how_often_it_is_shown(tmp_path: Path) -> None:
    first, *others = (Image.new("RGB", (8, 8), colour) for colour in ("red", "lime", "blue"))
    for loop, wanted in ((0, 0), (5, 5), (None, 1)):
        options: dict[str, Any] = {} if loop is None else {"loop": loop}
        first.save(tmp_path / "a.gif", save_all=True, append_images=others, **options)
        found = decode(tmp_path / "a.gif")
        assert (found.frames, found.loop, read_header(tmp_path / "a.gif").frames) == (3, wanted, 3)


def test_a_comment_becomes_a_text(tmp_path: Path) -> None:
    Image.new("P", (8, 8)).save(tmp_path / "a.gif", comment=b"of mine")
    assert decode(tmp_path / "a.gif").metadata.chunks == ((b"iTXt", b"Comment\0\0\0\0\0of mine"),)
