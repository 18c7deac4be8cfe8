from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from tests.unit.images.test_exif import camera
from upscaler.errors import VerificationError
from upscaler.images import opencv
from upscaler.images.codecs.base import Extras
from upscaler.images.decode import decode
from upscaler.images.encode import encode
from upscaler.images.exif import PREFIX
from upscaler.images.formats import BY_NAME
from upscaler.images.header import opened
from upscaler.images.metadata import Metadata
from upscaler.images.verify import verify_file


@pytest.mark.parametrize("channels", [1, 3])
def test_a_jpeg_too_large_to_read_back_is_checked_at_an_eighth(
    channels: int, sample: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(opencv, "LARGEST_READ", 1000)
    canvas = decode(sample).pixels[:250, :203, :channels]
    path, format = tmp_path / "a.jpg", BY_NAME["jpg"]
    encode(canvas, format, path, None)
    verify_file(path, format, canvas)
    wrong = canvas.copy()
    wrong[100:140] = 255 - wrong[100:140]
    for other in (wrong, canvas[:-8], np.roll(canvas, 20, axis=1)):
        with pytest.raises(VerificationError):
            verify_file(path, format, other)
    path.write_bytes(path.read_bytes()[:-300])
    with pytest.raises(VerificationError):
        verify_file(path, format, canvas)


def test_a_jpeg_of_another_encoder_is_not_touched(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.jpg"
    monkeypatch.setattr(opencv, "write", lambda *_: path.write_bytes(b"\xff\xd8\xff\xdb and more"))
    with pytest.raises(ValueError, match="JFIF"):
        BY_NAME["jpg"].write(np.zeros((4, 4, 3), np.uint8), path, Extras(Metadata(xmp=b"xmp"), [None]))
    assert path.read_bytes() == b"\xff\xd8\xff\xdb and more"


def test_colours_keep_their_resolution(tmp_path: Path) -> None:
    path = tmp_path / "a.jpg"
    encode(np.zeros((16, 16, 3), np.uint8), BY_NAME["jpg"], path, None)
    with Image.open(path) as picture:
        assert {tuple(component[1:3]) for component in picture.layer} == {(1, 1)}  # type: ignore[attr-defined]  # 4:4:4


@pytest.mark.parametrize("several", [False, True])
def test_a_jpeg_without_resolution_has_none(several: bool, tmp_path: Path) -> None:
    picture = Image.new("L", (4, 4))
    options: dict[str, Any] = {"format": "MPO", "save_all": True, "append_images": [picture]} if several else {}
    picture.save(tmp_path / "a.jpg", exif=PREFIX + camera(), **options)
    with opened(tmp_path / "a.jpg") as source:
        source.picture.load()  # which makes up 72
        assert source.codec.metadata(source).dpi is None
