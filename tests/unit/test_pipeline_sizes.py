"""Pictures larger than their results, sizes on paper, and limited file sizes."""

import errno
from dataclasses import replace
from pathlib import Path
from unittest.mock import Mock

import numpy as np
import pytest
from PIL import ExifTags, Image

from upscaler import messages
from upscaler.errors import EncodeError, SourceMissingError, UpscalerError
from upscaler.geometry import Size
from upscaler.images.decode import decode
from upscaler.options import UpscaleOptions
from upscaler.pipeline import UpscaleResult, upscale_file
from upscaler.progress import Progress
from upscaler.target_size import TargetSize


@pytest.fixture
def photo(sample: Path, tmp_path: Path) -> Path:
    """The sample photo with the resolution of a screen in its EXIF data."""
    path = tmp_path / "photo.jpg"
    with Image.open(sample) as picture:
        exif = picture.getexif()
        exif[ExifTags.Base.XResolution] = exif[ExifTags.Base.YResolution] = 72.0
        exif[ExifTags.Base.ResolutionUnit] = 2
        exif[ExifTags.Base.Artist] = "somebody"
        picture.convert("RGB").save(path, exif=exif, quality=95)
    return path


def run(source: Path, target: Path, size: TargetSize, **options: object) -> UpscaleResult:
    return upscale_file(source, target, UpscaleOptions(size, device="cpu", **options), Progress())  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("mode", "shape"), [("L", (64, 96)), ("RGB", (64, 96, 3)), ("RGBA", (64, 96, 4)), ("I;16", (64, 96))]
)
def test_a_larger_picture_is_reduced_without_a_network(mode: str, shape: tuple[int, ...], tmp_path: Path) -> None:
    kind = np.uint16 if mode == "I;16" else np.uint8
    flat = np.full(shape, 40_000 if mode == "I;16" else 200, kind)
    Image.fromarray(flat).save(tmp_path / "a.png")
    result = run(tmp_path / "a.png", tmp_path / "b.png", TargetSize(48, "longest", larger="shrink"))
    assert result.size == Size(48, 32)
    assert messages.SHRUNK in result.warnings
    assert result.choice.model == "none"
    with Image.open(tmp_path / "b.png") as small:
        assert np.abs(np.asarray(small).astype(int) - flat.flat[0]).max() <= 1


def test_colours_and_shapes_survive_being_reduced(photo: Path, tmp_path: Path) -> None:
    run(photo, tmp_path / "b.png", TargetSize(64, "width", larger="shrink"))
    with Image.open(photo) as before, Image.open(tmp_path / "b.png") as after:
        expected = np.asarray(before.resize(after.size, Image.Resampling.LANCZOS)).astype(int)
        assert np.abs(np.asarray(after) - expected).mean() < 3


@pytest.mark.parametrize(("target", "same"), [("b.jpg", True), ("b.png", False)])
def test_a_larger_picture_is_copied_as_it_is(photo: Path, tmp_path: Path, target: str, same: bool) -> None:
    result = run(photo, tmp_path / target, TargetSize(64, "longest", larger="copy"))
    assert result.size == result.source_size
    assert messages.KEPT_LARGER in result.warnings
    assert ((tmp_path / target).read_bytes() == photo.read_bytes()) is same
    with Image.open(tmp_path / target) as copy, Image.open(photo) as before:
        assert np.array_equal(np.asarray(copy), np.asarray(before))


@pytest.mark.parametrize(
    ("fault", "expected"),
    [(OSError(errno.ENOSPC, "No space left on device"), EncodeError), (FileNotFoundError(), SourceMissingError)],
)
def test_a_copy_that_fails_is_told_as_any_result(
    fault: OSError, expected: type[UpscalerError], photo: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("shutil.copyfile", Mock(side_effect=fault))
    with pytest.raises(expected) as failed:
        run(photo, tmp_path / "b.jpg", TargetSize(64, "longest", larger="copy"))
    assert vars(failed.value)["path"] == (tmp_path / "b.jpg" if expected is EncodeError else photo)
    assert list(tmp_path.iterdir()) == [photo]


@pytest.mark.parametrize("extension", ["png", "jpg", "webp", "tif", "avif"])
@pytest.mark.parametrize("stripped", [False, True])
def test_a_size_on_paper_is_written_as_a_resolution(
    photo: Path, tmp_path: Path, extension: str, stripped: bool
) -> None:
    target = tmp_path / f"b.{extension}"
    size = TargetSize(5.08, "width", unit="cm", dpi=150, larger="shrink")
    assert run(photo, target, size, strip_metadata=stripped).size.width == 300
    with Image.open(target) as picture:
        exif = picture.getexif()
        told = {round(float(dpi)) for dpi in picture.info.get("dpi", ())}
        told |= {round(float(exif[tag])) for tag in (ExifTags.Base.XResolution,) if tag in exif}
        assert told == {150}
        assert (exif.get(ExifTags.Base.Artist) == "somebody") is not stripped


def test_the_quality_is_lowered_until_the_file_is_small_enough(photo: Path, tmp_path: Path) -> None:
    size = TargetSize(512, "longest")
    run(photo, tmp_path / "free.jpg", size)
    free = (tmp_path / "free.jpg").stat().st_size
    most = round(free * 0.6 / 1000)
    result = run(photo, tmp_path / "b.jpg", size, largest_file=most)
    length = (tmp_path / "b.jpg").stat().st_size
    assert 0.8 * most * 1000 < length <= most * 1000
    assert any("The quality was lowered" in warning for warning in result.warnings)
    unchanged = run(photo, tmp_path / "c.jpg", size, largest_file=10 * most)
    assert (tmp_path / "c.jpg").stat().st_size == free
    assert not any("quality" in warning for warning in unchanged.warnings)


@pytest.mark.parametrize(("target", "said"), [("b.jpg", "even at a quality of 20"), ("b.png", "PNG is lossless")])
def test_a_file_that_cannot_be_made_so_small_is_told(photo: Path, tmp_path: Path, target: str, said: str) -> None:
    result = run(photo, tmp_path / target, TargetSize(64, "longest", larger="shrink"), largest_file=1)
    assert any(said in warning for warning in result.warnings)


@pytest.mark.parametrize("quality", [0, 10])
def test_a_low_quality_is_not_raised_to_make_the_file_smaller(quality: int, photo: Path, tmp_path: Path) -> None:
    size = TargetSize(200, "longest", larger="shrink")
    run(photo, tmp_path / "free.jpg", size, quality=quality)
    result = run(photo, tmp_path / "b.jpg", size, quality=quality, largest_file=1)
    assert (tmp_path / "b.jpg").read_bytes() == (tmp_path / "free.jpg").read_bytes()
    assert any(f"even at a quality of {quality}" in warning for warning in result.warnings)


def test_bleed_is_added_around_the_size_on_paper(photo: Path, tmp_path: Path) -> None:
    without = TargetSize(2.54, "width", unit="cm", dpi=400, larger="shrink")
    bleed = replace(without, bleed=2.54)  # 40 pixels
    run(photo, tmp_path / "a.png", without)
    result = run(photo, tmp_path / "b.png", bleed)
    assert result.size == Size(480, 480)
    with Image.open(tmp_path / "a.png") as plain, Image.open(tmp_path / "b.png") as bled:
        inner, outer = np.asarray(plain), np.asarray(bled)
        assert round(float(bled.info["dpi"][0])) == 400
    assert np.array_equal(outer[40:-40, 40:-40], inner)
    assert np.array_equal(outer[40:-40, :40], inner[:, 40:0:-1])
    assert np.array_equal(outer[-40:, 40:-40], inner[-2:-42:-1])
    run(photo, tmp_path / "c.png", replace(bleed, dpi=100))  # also if the picture is reduced
    with Image.open(tmp_path / "c.png") as small:
        assert small.size == (120, 120)


def test_a_copy_says_with_what_resolution_it_has_its_size_on_paper(photo: Path, tmp_path: Path) -> None:
    run(photo, tmp_path / "b.png", TargetSize(2.54, "width", unit="cm", dpi=100, larger="copy"))
    with Image.open(tmp_path / "b.png") as copy:
        assert copy.size == (256, 256)
        assert round(float(copy.info["dpi"][0])) == 256


def test_a_png_is_written_fast_or_small(photo: Path, tmp_path: Path) -> None:
    sizes = []
    for png in ("fast", "small"):
        run(photo, tmp_path / f"{png}.png", TargetSize(2), png=png)
        sizes.append((tmp_path / f"{png}.png").stat().st_size)
    assert np.array_equal(decode(tmp_path / "fast.png").pixels, decode(tmp_path / "small.png").pixels)
    assert sizes[1] < sizes[0]


def test_a_tiny_picture_goes_through_as_many_passes_as_it_takes(tmp_path: Path) -> None:
    Image.new("RGB", (20, 12), "red").save(tmp_path / "a.png")
    assert run(tmp_path / "a.png", tmp_path / "b.png", TargetSize(500, "longest")).size == Size(500, 300)
