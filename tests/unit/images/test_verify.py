from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from tests.unit.images.test_encode import as_canvas, with_channels
from upscaler.errors import VerificationError
from upscaler.images import verify
from upscaler.images.bitmap import Bitmap, Pixels
from upscaler.images.decode import decode
from upscaler.images.encode import encode
from upscaler.images.formats import BY_NAME, WRITABLE
from upscaler.images.verify import is_whole, verify_canvas, verify_file

SOMEWHERE = Path("a.png")


def enlarged(pixels: Pixels) -> Pixels:
    return as_canvas(pixels).repeat(2, axis=0).repeat(2, axis=1)


@pytest.mark.parametrize("channels", [1, 2, 3, 4])
def test_an_enlarged_picture_passes(channels: int, photo: Pixels) -> None:
    pixels = with_channels(photo, channels)
    verify_canvas(enlarged(pixels), Bitmap(pixels), 2, SOMEWHERE)


def test_fine_lines_of_strong_colours_may_light_up_a_channel_that_was_black() -> None:
    """Red and blue lines one pixel wide, as enlarged four times by `photo`: green reaches up to 35."""
    pixels = np.zeros((64, 64, 3), np.uint8)
    pixels[:, ::2, 0] = pixels[:, 1::2, 2] = 255
    canvas = as_canvas(pixels).repeat(4, axis=0).repeat(4, axis=1)
    canvas[:, ::2, 1] = 26
    verify_canvas(canvas, Bitmap(pixels), 4, SOMEWHERE)
    canvas[..., 1] = 128
    with pytest.raises(VerificationError):
        verify_canvas(canvas, Bitmap(pixels), 4, SOMEWHERE)


@pytest.mark.parametrize("deep", [False, True])
def test_black_shifted_garbled_and_swapped_pictures_do_not(deep: bool, photo: Pixels) -> None:
    photo = photo.astype(np.uint16) * 257 if deep else photo
    good = enlarged(photo)
    verify_canvas(good, Bitmap(photo), 2, SOMEWHERE)
    black = good.copy()
    black[48:] = 0
    for canvas in (black, np.roll(good, 24, axis=1), good[::-1], good[:, :, ::-1]):
        with pytest.raises(VerificationError):
            verify_canvas(canvas, Bitmap(photo), 2, SOMEWHERE)


def test_hidden_colours_do_not_count(photo: Pixels) -> None:
    pixels = with_channels(photo, 4)
    pixels[..., 3] = 0
    canvas = enlarged(pixels)
    canvas[..., :3] = 0
    verify_canvas(canvas, Bitmap(pixels), 2, SOMEWHERE)


@pytest.mark.parametrize("name", WRITABLE)
def test_a_file_with_other_pixels(name: str, photo: Pixels, tmp_path: Path) -> None:
    format = BY_NAME[name]
    path = tmp_path / f"a{format.suffixes[0]}"
    canvas = as_canvas(photo)
    encode(canvas, format, path, None)
    verify_file(path, format, canvas)
    wrong = canvas.copy()
    wrong[20:30] = 255 - wrong[20:30]
    with pytest.raises(VerificationError):
        verify_file(path, format, wrong)
    with pytest.raises(VerificationError):
        verify_file(path, format, canvas[:-1])


@pytest.mark.parametrize("deep", [False, True])
@pytest.mark.parametrize("name", ["png", "tiff"])
def test_one_wrong_sample_in_a_lossless_file(name: str, deep: bool, photo: Pixels, tmp_path: Path) -> None:
    format = BY_NAME[name]
    path = tmp_path / f"a{format.suffixes[0]}"
    canvas = as_canvas(photo).astype(np.uint16) * 257 if deep else as_canvas(photo)
    encode(canvas, format, path, None)
    verify_file(path, format, canvas)
    wrong = canvas.copy()
    wrong[-1, -1, 0] ^= 1
    with pytest.raises(VerificationError):
        verify_file(path, format, wrong)


@pytest.mark.parametrize("name", ["png", "tiff"])
def test_a_file_of_another_depth(name: str, photo: Pixels, tmp_path: Path) -> None:
    format = BY_NAME[name]
    path = tmp_path / f"a{format.suffixes[0]}"
    encode(as_canvas(photo), format, path, None)
    with pytest.raises(VerificationError):
        verify_file(path, format, as_canvas(photo).astype(np.uint16) * 257)


@pytest.mark.parametrize("name", ["jpg", "webp", "avif"])
def test_a_poor_quality_that_was_asked_for_is_no_fault_but_other_pixels_are(
    name: str, photo: Pixels, tmp_path: Path
) -> None:
    format = BY_NAME[name]
    path = tmp_path / f"a{format.suffixes[0]}"
    noise = np.random.default_rng(0).integers(0, 256, (64, 64, 3), np.uint8)
    for canvas in (noise, as_canvas(photo).copy()):
        encode(canvas, format, path, None, quality=0)
        verify_file(path, format, canvas, quality=0)
    with pytest.raises(VerificationError):
        verify_file(path, format, 255 - canvas, quality=0)


@pytest.mark.parametrize("channels", [1, 3])
@pytest.mark.parametrize("quality", [5, 15, 25, 35, 50, 60, 75])
@pytest.mark.parametrize("name", ["jpg", "webp", "avif"])
def test_noise_that_a_codec_flattens_is_no_fault(name: str, quality: int, channels: int, tmp_path: Path) -> None:
    format = BY_NAME[name]
    path = tmp_path / f"a{format.suffixes[0]}"
    random = np.random.default_rng(0)
    for side in (5, 64):
        for level in (
            random.integers(0, 256, (side, side, channels)),
            random.integers(0, 2, (side, side, channels)) * 255,
        ):
            encode(level.astype(np.uint8), format, path, None, quality=quality)
            verify_file(path, format, level.astype(np.uint8), quality)


@pytest.mark.parametrize("quality", [30, 50, 75])
@pytest.mark.parametrize("name", ["jpg", "webp", "avif"])
def test_other_pictures_are_found_at_poor_qualities_too(name: str, quality: int, sample: Path, tmp_path: Path) -> None:
    format = BY_NAME[name]
    path = tmp_path / f"a{format.suffixes[0]}"
    noise = np.random.default_rng(0).integers(0, 256, (64, 96, 3), np.uint8)
    photo = as_canvas(decode(sample).pixels)
    cases = [(noise, other) for other in (np.roll(noise, 1, axis=1), np.roll(noise, 8, axis=0), noise[::-1])]
    cases += [(photo, other) for other in (photo[:, :, ::-1], np.roll(photo, 4, axis=1), photo[:, ::-1])]
    for canvas, other in cases:
        encode(canvas, format, path, None, quality=quality)
        verify_file(path, format, canvas, quality)
        with pytest.raises(VerificationError):
            verify_file(path, format, other, quality)


@pytest.mark.parametrize("value", [0, 128, 255])
@pytest.mark.parametrize("channels", [1, 2, 3, 4])
@pytest.mark.parametrize("name", WRITABLE)
def test_a_file_that_is_cut_off(name: str, channels: int, value: int, tmp_path: Path) -> None:
    """Decoders invent what is missing: black, gray or leftovers in memory. A flat picture shows whether that is
    detected."""
    format = BY_NAME[name]
    if channels in (2, 4) and not format.alpha:
        return
    path = tmp_path / f"a{format.suffixes[0]}"
    canvas = np.full((300, 200, channels), value, np.uint8)
    encode(canvas, format, path, None)
    verify_file(path, format, canvas)
    path.write_bytes(path.read_bytes()[: path.stat().st_size * 2 // 3])
    with pytest.raises(VerificationError):
        verify_file(path, format, canvas)


@pytest.mark.parametrize("name", WRITABLE)
def test_a_file_that_is_cut_off_is_not_whole(name: str, photo: Pixels, tmp_path: Path) -> None:
    path = tmp_path / f"a{BY_NAME[name].suffixes[0]}"
    encode(as_canvas(photo), BY_NAME[name], path, None)
    assert is_whole(path)
    data = path.read_bytes()
    path.write_bytes(data[:-20])
    assert not is_whole(path)
    for length in (0, 10, len(data) // 2):
        path.write_bytes(data[:length])
        assert not is_whole(path)
        path.write_bytes(data[:length] + bytes(len(data) - length))  # as file systems leave it after a power cut
        assert not is_whole(path) or name == "tiff"  # where zeros may be black pixels


def test_no_picture_is_not_whole(tmp_path: Path) -> None:
    assert not is_whole(tmp_path / "none.png")
    path = tmp_path / "a.png"
    path.write_bytes(b"<html>404 not found, sorry</html>")
    assert not is_whole(path)


def test_a_large_picture_is_not_loaded(photo: Pixels, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.jpg"
    encode(as_canvas(photo), BY_NAME["jpg"], path, None)
    monkeypatch.setattr(verify, "_LARGEST_LOADED", 1)
    monkeypatch.setattr("PIL.ImageFile.ImageFile.load", None)
    assert is_whole(path)


def test_each_frame_is_read(photo: Pixels, tmp_path: Path) -> None:
    path = tmp_path / "a.tif"
    pages = [Image.fromarray(np.roll(photo, shift, 1)) for shift in (0, 9, 30)]
    pages[0].save(path, save_all=True, append_images=pages[1:], compression="tiff_adobe_deflate")
    assert is_whole(path)
    path.write_bytes(path.read_bytes()[:-50])
    assert not is_whole(path)
