import os
import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from upscaler.images import canvas, opencv
from upscaler.images.bitmap import Pixels
from upscaler.images.decode import decode
from upscaler.images.encode import encode
from upscaler.images.formats import BY_NAME, WRITABLE
from upscaler.images.opencv import cv2, file_name, read_into
from upscaler.images.stored import decode_stored
from upscaler.images.verify import verify_file

SHOW = "import os, upscaler.images.opencv; print(os.environ.get('LD_LIBRARY_PATH'))"


@pytest.mark.parametrize("given", [None, "/opt/theirs"])
def test_programs_that_we_start_are_told_nothing_of_opencv(given: str | None) -> None:
    environment = {key: value for key, value in os.environ.items() if key != "LD_LIBRARY_PATH"}
    environment |= {"LD_LIBRARY_PATH": given} if given else {}
    shown = subprocess.run([sys.executable, "-c", SHOW], env=environment, capture_output=True, text=True, check=True)
    assert shown.stdout.strip() == str(given)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder whose name is not UTF-8, as in old zip archives."""
    folder = tmp_path / os.fsdecode(b"caf\xe9")
    try:
        folder.mkdir()
    except OSError:
        pytest.skip("this system has no such names")
    return folder


@pytest.mark.parametrize("name", WRITABLE)
def test_files_may_have_names_that_are_not_utf_8(
    name: str, photo: Pixels, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    format = BY_NAME[name]
    path = folder / f"a{format.suffixes[0]}"
    encode(photo, format, path, None)
    monkeypatch.setattr(canvas, "ON_DISK_FROM", 1)
    assert decode_stored(path)[0].size == decode(path).size
    monkeypatch.setattr(opencv, "LARGEST_READ", 1 if name == "jpg" else 2**31)
    verify_file(path, format, photo)


@pytest.mark.parametrize("extension", ["png", "jpg", "webp", "tif", "avif"])
@pytest.mark.parametrize("kept", [0.9, 0.1])
def test_damaged_files_are_not_read_into_an_array(kept: float, extension: str, photo: Pixels, tmp_path: Path) -> None:
    path = tmp_path / f"a.{extension}"
    encode(photo, BY_NAME[{"tif": "tiff"}.get(extension, extension)], path, None)
    content = path.read_bytes()
    path.write_bytes(content[: int(len(content) * kept)])
    is_gray_below = extension == "jpg" and kept > 0.5  # libjpeg makes up the rest; its end marker is looked for
    assert read_into(path, np.zeros_like(photo)) is is_gray_below


@pytest.mark.parametrize("value", [0, 255])
def test_what_is_read_may_equal_what_was_there(value: int, tmp_path: Path) -> None:
    pixels = np.full((5, 7, 3), value, np.uint8)
    cv2.imwrite(file_name(tmp_path / "a.png"), pixels)
    into = np.zeros_like(pixels)
    assert read_into(tmp_path / "a.png", into) and np.array_equal(into, pixels)


def test_deep_files_may_too(photo: Pixels, folder: Path) -> None:
    deep = photo.astype(np.uint16) * 257
    for name in ("a.png", "a.tif"):  # the TIFF with LZW, which no other reader here supports
        assert cv2.imwrite(file_name(folder / name), deep)
        assert np.array_equal(decode(folder / name).pixels, deep[:, :, ::-1])
    shutil.copy(Path(__file__).parents[2] / "data" / "ten_bits.heic", folder)
    assert decode(folder / "ten_bits.heic").is_high_bit_depth
