import io
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from upscaler.images.decode import decode
from upscaler.images.encode import encode
from upscaler.images.formats import BY_NAME
from upscaler.images.frames import read_frames
from upscaler.images.header import read_header

WEBP = BY_NAME["webp"]


def test_the_worst_quality_is_no_choice_of_the_encoder(tmp_path: Path) -> None:
    noise = np.random.default_rng(0).integers(0, 256, (64, 64, 3), np.uint8)
    sizes = []
    for quality in (0, 1, 50, None):
        encode(noise, WEBP, tmp_path / "a.webp", None, quality=quality)
        sizes.append((tmp_path / "a.webp").stat().st_size)
    assert sizes == sorted(sizes)
    assert sizes[0] == sizes[1] < sizes[3] / 2


@pytest.mark.parametrize(("quality", "levels"), [(100, 1), (95, 2), (50, 10), (0, 31), (None, 0)])
def test_what_the_encoder_does_not_see(quality: int | None, levels: int) -> None:
    assert WEBP.unseen_difference(quality) == levels


def test_gray_comes_as_three_equal_channels(tmp_path: Path) -> None:
    encode(np.full((16, 16, 1), 90, np.uint8), WEBP, tmp_path / "a.webp", None)
    with Image.open(tmp_path / "a.webp") as picture:
        assert picture.mode == "RGB"
    assert not WEBP.gray


@pytest.mark.parametrize("first", [(0, 0, 32, 24), (4, 2, 16, 12)])
def test_what_is_cleared_is_transparent_even_if_no_frame_has_alpha(
    first: tuple[int, int, int, int], tmp_path: Path
) -> None:
    """A red frame that is cleared afterwards, and a blue one in a corner."""
    frames = b""
    for (x, y, width, height), colour in ((first, "red"), ((16, 12, 16, 12), "blue")):
        file = io.BytesIO()
        Image.new("RGB", (width, height), colour).save(file, "WEBP", lossless=True)
        place = b"".join(number.to_bytes(3, "little") for number in (x // 2, y // 2, width - 1, height - 1, 100))
        frames += chunk(b"ANMF", place + b"\3" + file.getvalue()[12:])
    canvas = bytes((2, 0, 0, 0, 31, 0, 0, 23, 0, 0))
    body = b"WEBP" + chunk(b"VP8X", canvas) + chunk(b"ANIM", bytes(6)) + frames
    (tmp_path / "a.webp").write_bytes(chunk(b"RIFF", body))
    still, header = decode(tmp_path / "a.webp"), read_header(tmp_path / "a.webp")
    assert still.has_alpha == header.alpha == (first[0] > 0)
    (one, _), (two, _) = read_frames(tmp_path / "a.webp")
    x, y, width, height = first
    wanted = np.zeros((24, 32, 4), np.uint8)
    wanted[y : y + height, x : x + width] = 255, 0, 0, 255
    assert np.array_equal(one.pixels, wanted)
    wanted[:] = 0
    wanted[12:, 16:] = 0, 0, 255, 255
    assert np.array_equal(two.pixels * (two.pixels[:, :, 3:] > 0), wanted)


def chunk(kind: bytes, data: bytes) -> bytes:
    return kind + len(data).to_bytes(4, "little") + data + bytes(len(data) % 2)
