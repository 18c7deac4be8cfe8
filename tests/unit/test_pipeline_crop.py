"""A part of a picture is upscaled as if it were the whole picture, and the file stays unchanged."""

from pathlib import Path

import numpy as np
import pytest
from PIL import ExifTags, Image

from upscaler.errors import CropError
from upscaler.geometry import Region, Size
from upscaler.options import UpscaleOptions
from upscaler.pipeline import UpscaleResult, upscale_file
from upscaler.progress import Progress
from upscaler.target_size import TargetSize

CROP = Region(30, 20, 48, 40)


def run(source: Path, target: Path, crop: Region | None, size: TargetSize = TargetSize(2)) -> UpscaleResult:  # noqa: B008
    return upscale_file(source, target, UpscaleOptions(size, crop, device="cpu", denoise=20), Progress())


def pixels(path: Path) -> np.ndarray:
    with Image.open(path) as picture:
        return np.asarray(picture.convert("RGB"))


def test_it_equals_what_becomes_of_a_file_of_that_part(sample: Path, tmp_path: Path) -> None:
    with Image.open(sample) as photo:
        photo.crop((CROP.x, CROP.y, CROP.right, CROP.bottom)).save(tmp_path / "part.png")
    before = sample.read_bytes()
    result = run(sample, tmp_path / "a.png", CROP)
    run(tmp_path / "part.png", tmp_path / "b.png", None)
    assert (result.source_size, result.size) == (Size(48, 40), Size(96, 80))
    assert np.array_equal(pixels(tmp_path / "a.png"), pixels(tmp_path / "b.png"))
    assert sample.read_bytes() == before


def test_it_is_a_part_of_the_upright_picture(tmp_path: Path) -> None:
    """As displayed: the left half of what the camera has stored sideways."""
    stored = np.zeros((40, 60, 3), np.uint8)
    stored[20:] = 200  # after a clockwise rotation by 90 degrees, the lower half is on the left
    exif = Image.Exif()
    exif[ExifTags.Base.Orientation] = 6
    Image.fromarray(stored).save(tmp_path / "a.jpg", exif=exif, quality=95)
    run(tmp_path / "a.jpg", tmp_path / "b.png", Region(0, 0, 16, 60))
    found = pixels(tmp_path / "b.png")
    assert found.shape == (120, 32, 3)
    assert found.mean() > 190


def test_a_part_that_is_not_inside_is_refused_and_nothing_is_written(sample: Path, tmp_path: Path) -> None:
    with pytest.raises(CropError) as refused:
        run(sample, tmp_path / "a.png", Region(250, 0, 10, 10))
    assert (refused.value.crop, refused.value.width, refused.value.height) == ("250,0,10,10", 256, 256)
    assert list(tmp_path.iterdir()) == []


def test_all_frames_of_an_animation_are_cropped(tmp_path: Path) -> None:
    frames = [Image.new("RGB", (40, 30), colour) for colour in ("red", "green", "blue")]
    for frame in frames:
        frame.paste("white", (20, 0, 40, 30))
    frames[0].save(tmp_path / "a.webp", save_all=True, append_images=frames[1:], duration=100, lossless=True)
    run(tmp_path / "a.webp", tmp_path / "b.png", Region(4, 4, 16, 16))
    with Image.open(tmp_path / "b.png") as made:
        assert (made.size, getattr(made, "n_frames", 1)) == ((32, 32), 3)
        for index, colour in enumerate([(255, 0, 0), (0, 128, 0), (0, 0, 255)]):
            made.seek(index)
            assert np.abs(np.asarray(made.convert("RGB")).astype(int) - colour).max() < 40


def test_pages_in_which_it_is_not_inside_are_refused(tmp_path: Path) -> None:
    pages = [Image.new("RGB", (40, 30), "red"), Image.new("RGB", (20, 20), "blue")]
    pages[0].save(tmp_path / "a.tif", save_all=True, append_images=pages[1:])
    with pytest.raises(CropError):
        run(tmp_path / "a.tif", tmp_path / "b.tif", Region(10, 0, 24, 24))
    assert not (tmp_path / "b.tif").exists()


def test_a_picture_that_is_large_enough_is_cropped_instead_of_copied(sample: Path, tmp_path: Path) -> None:
    result = run(sample, tmp_path / "a.png", CROP, TargetSize(32, "longest", larger="copy"))
    assert result.size == Size(48, 40)
    assert np.array_equal(pixels(tmp_path / "a.png"), pixels(sample)[CROP.slices])
