import struct
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from PIL import Image

from upscaler.errors import BrokenPictureError
from upscaler.images.decode import decode
from upscaler.images.pillow import is_tolerant, reason_for, tolerant


def test_palettes_with_transparency_and_of_grays(tmp_path: Path) -> None:
    indexed = Image.new("P", (2, 1))
    indexed.putpalette([0, 0, 0, 255, 0, 0])
    indexed.putdata([0, 1])
    indexed.save(tmp_path / "clear.png", transparency=0)
    assert decode(tmp_path / "clear.png").pixels.tolist() == [[[0, 0, 0, 0], [255, 0, 0, 255]]]
    indexed.save(tmp_path / "clear.gif", transparency=0)
    assert decode(tmp_path / "clear.gif").pixels[:, :, 3].tolist() == [[0, 255]]
    indexed.putpalette([10, 10, 10, 200, 200, 200])
    indexed.save(tmp_path / "gray.png")
    assert decode(tmp_path / "gray.png").pixels.tolist() == [[[10], [200]]]


def test_gray_with_a_transparent_level(tmp_path: Path) -> None:
    gray = Image.new("L", (2, 1))
    gray.putdata([5, 200])
    gray.save(tmp_path / "a.png", transparency=5)
    assert decode(tmp_path / "a.png").pixels.tolist() == [[[5, 0], [200, 255]]]


def test_what_one_thread_overlooks_is_seen_by_others(sample: Path, tmp_path: Path) -> None:
    path = tmp_path / "a.jpg"
    Image.open(sample).save(path)
    path.write_bytes(path.read_bytes()[:5000])
    with ThreadPoolExecutor(1) as other:
        with tolerant():
            assert other.submit(is_tolerant).result() is False
            with pytest.raises(BrokenPictureError):
                other.submit(decode, path).result()
            with Image.open(path) as picture, tolerant():
                picture.load()
            assert is_tolerant()
        assert not is_tolerant()


@pytest.mark.parametrize(
    "error",
    [
        *(OSError("Truncated File Read"), OSError("image file is truncated (3 bytes not processed)"), EOFError()),
        *(ValueError("not enough image data"), ValueError("Reached EOF while reading header")),
        *(OSError("Expected to read 59 bytes but only got 53."), IndexError("index out of range"), struct.error("2")),
        *(OSError("buffer is not large enough"), OSError("the file is cut off")),
    ],
)
def test_what_is_cut_off_is_called_so_whoever_finds_it(error: Exception) -> None:
    assert reason_for(error) == "the file is cut off"
    assert reason_for(OSError("broken data stream")) == "broken data stream"
