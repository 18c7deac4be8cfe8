from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from upscaler.errors import BrokenPictureError
from upscaler.images import canvas
from upscaler.images.bitmap import Pixels
from upscaler.images.canvas import RGB_ORDER
from upscaler.images.decode import decode
from upscaler.images.stored import decode_stored

ORIENTATION = 274


@pytest.fixture(autouse=True)
def small_is_large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(canvas, "ON_DISK_FROM", 1)


def same(path: Path) -> tuple[bool, bool]:
    """Whether the pixels equal those of `decode`, and whether they went directly to the disk."""
    bitmap, bgr = decode_stored(path)
    assert isinstance(bitmap.pixels, np.memmap)
    pixels = bitmap.pixels[:, :, RGB_ORDER[bitmap.channels]] if bgr else bitmap.pixels
    wanted = decode(path)
    assert (bitmap.icc_profile, bitmap.kind) == (wanted.icc_profile, wanted.kind)
    return np.array_equal(pixels, wanted.pixels), bgr


@pytest.mark.parametrize("name", ["a.png", "a.jpg"])
@pytest.mark.parametrize("mode", ["L", "RGB"])
def test_common_files_are_decoded_straight_to_the_disk(photo: Pixels, tmp_path: Path, name: str, mode: str) -> None:
    Image.fromarray(photo).convert(mode).save(tmp_path / name)
    assert same(tmp_path / name) == (True, True)


def test_others_are_moved_there(photo: Pixels, tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[ORIENTATION] = 6
    Image.fromarray(photo).save(tmp_path / "turned.jpg", exif=exif)
    Image.fromarray(photo).save(tmp_path / "a.tif")
    Image.fromarray(photo).quantize(8).save(tmp_path / "palette.png")
    Image.fromarray(photo).convert("LA").save(tmp_path / "gray.png")
    Image.fromarray(photo[:, :, 0].astype(np.uint16) * 257).save(tmp_path / "deep.png")
    for name in ("turned.jpg", "a.tif", "palette.png", "gray.png", "deep.png"):
        assert same(tmp_path / name) == (True, False), name


@pytest.mark.parametrize("name", ["a.png", "a.jpg"])
def test_a_file_that_is_cut_off_is_an_error(photo: Pixels, tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    Image.fromarray(photo).save(path)
    path.write_bytes(path.read_bytes()[:-300])
    with pytest.raises(BrokenPictureError):
        decode_stored(path)


def test_small_pictures_stay_in_memory(photo: Pixels, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(canvas, "ON_DISK_FROM", 10**9)
    Image.fromarray(photo).save(tmp_path / "a.png")
    bitmap, bgr = decode_stored(tmp_path / "a.png")
    assert not bgr
    assert not isinstance(bitmap.pixels, np.memmap)
