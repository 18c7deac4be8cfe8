from dataclasses import replace
from pathlib import Path
from typing import Any
from unittest.mock import Mock, patch

import numpy as np
import pytest
import tifffile

from tests.unit.images.test_encode import GRAY_PROFILE, PROFILE
from upscaler import messages
from upscaler.errors import BrokenPictureError, PictureTooLargeError, ReadMemoryError, UnsupportedPixelsError
from upscaler.geometry import Size
from upscaler.images.bitmap import Pixels
from upscaler.images.codecs import tiff
from upscaler.images.decode import decode
from upscaler.images.fitting import losses
from upscaler.images.formats import BY_NAME
from upscaler.images.frames import Frames, read_frames
from upscaler.images.header import read_header
from upscaler.inference.engine import Report
from upscaler.options import UpscaleOptions
from upscaler.pipeline import upscale_file
from upscaler.progress import Progress
from upscaler.target_size import TargetSize

TWICE = UpscaleOptions(TargetSize(2))


def larger_page(path: Path) -> Path:
    """A small page and one of 1.2 megapixels."""
    with tifffile.TiffWriter(path) as file:
        for side in (8, 1100):
            file.write(np.zeros((side, side), np.uint8), photometric="minisblack")
    return path


def test_each_page_has_its_own_depth(tmp_path: Path) -> None:
    with tifffile.TiffWriter(tmp_path / "a.tif") as file:
        for dtype in (np.uint8, np.uint16):
            file.write(np.full((16, 20), 100, dtype), photometric="minisblack")
    assert upscale_file(tmp_path / "a.tif", tmp_path / "b.tif", TWICE, Progress()).warnings == ()
    with tifffile.TiffFile(tmp_path / "b.tif") as written:
        assert [str(page.dtype) for page in written.pages] == ["uint8", "uint16"]


def test_each_page_has_its_own_profile(tmp_path: Path) -> None:
    profiles = [PROFILE, None, None, GRAY_PROFILE, PROFILE]  # the last one does not fit
    with tifffile.TiffWriter(tmp_path / "a.tif") as file:
        for profile, channels in zip(profiles, (3, 3, 1, 1, 1), strict=True):
            kind, pixels = ("rgb" if channels == 3 else "minisblack"), np.full((16, 20, channels), 100, np.uint8)
            file.write(pixels[:, :, 0] if channels == 1 else pixels, photometric=kind, iccprofile=profile)
    result = upscale_file(tmp_path / "a.tif", tmp_path / "b.tif", TWICE, Progress())
    assert result.warnings == (messages.PROFILE_DROPPED,)
    with tifffile.TiffFile(tmp_path / "b.tif") as written:
        found = [page.aspage().tags.valueof("InterColorProfile") for page in written.pages]
    assert found == [PROFILE, None, None, GRAY_PROFILE, None]


@pytest.mark.parametrize("deep", [False, True])
def test_pages_stay_pages(deep: bool, tmp_path: Path) -> None:
    rng = np.random.default_rng(0)
    dtype = np.uint16 if deep else np.uint8
    pages = [rng.integers(100, 150, shape).astype(dtype) * (257 if deep else 1) for shape in ((20, 16, 3), (10, 12))]
    with tifffile.TiffWriter(tmp_path / "a.tif") as file:
        for page in pages:
            file.write(page, photometric="rgb" if page.ndim == 3 else "minisblack")
    result = upscale_file(tmp_path / "a.tif", tmp_path / "b.tif", TWICE, Progress())
    assert result.warnings == ()
    with tifffile.TiffFile(tmp_path / "b.tif") as written:
        found = [page.asarray() for page in written.pages]
    assert [(page.shape, page.dtype) for page in found] == [((40, 32, 3), np.dtype(dtype)), ((20, 24), np.dtype(dtype))]
    for page, before in zip(found, pages, strict=True):
        assert abs(page.mean() - before.mean()) < 3 * (257 if deep else 1)


@pytest.mark.parametrize("dtype", [np.float32, np.uint32, np.int16])
@pytest.mark.parametrize("first", [False, True])
def test_a_page_that_nobody_reads_does_not_fail_the_others(first: bool, dtype: type, tmp_path: Path) -> None:
    pages: list[Any] = [np.full((16, 20, 3), level, np.uint8) for level in (100, 200)]
    pages.insert(0 if first else 1, np.full((16, 20), 1, dtype))
    with tifffile.TiffWriter(tmp_path / "a.tif") as file:
        for page in pages:
            file.write(page, photometric="rgb" if page.ndim == 3 else "minisblack")
    result = upscale_file(tmp_path / "a.tif", tmp_path / "b.tif", TWICE, Progress())
    assert result.warnings == (messages.PAGES_LEFT_OUT.format(pages="1" if first else "2"),)
    with tifffile.TiffFile(tmp_path / "b.tif") as written:
        assert [round(float(page.asarray().mean())) for page in written.pages] == [100, 200]
    assert decode(tmp_path / "a.tif").pixels[0, 0].tolist() == [100] * 3
    assert read_header(tmp_path / "a.tif").frames == 2


def test_every_page_is_as_large_as_is_allowed(tmp_path: Path) -> None:
    with pytest.raises(PictureTooLargeError):
        list(read_frames(larger_page(tmp_path / "c.tif"), limit_megapixels=1))


def test_pages_of_which_nobody_reads_one(tmp_path: Path) -> None:
    with tifffile.TiffWriter(tmp_path / "a.tif") as file:
        for _ in range(2):
            file.write(np.ones((16, 20), np.float32), photometric="minisblack")
    with pytest.raises(UnsupportedPixelsError):
        upscale_file(tmp_path / "a.tif", tmp_path / "b.tif", TWICE, Progress())
    assert not (tmp_path / "b.tif").exists()


@pytest.mark.parametrize("tag", [(254, 1), (255, 2)])
@pytest.mark.parametrize("deep", [False, True])
def test_the_largest_page_is_the_picture_where_the_first_is_a_thumbnail(
    deep: bool, tag: tuple[int, int], tmp_path: Path
) -> None:
    dtype = np.uint16 if deep else np.uint8
    with tifffile.TiffWriter(tmp_path / "a.tif") as file:
        for index, (height, width) in enumerate(((4, 5), (12, 15), (32, 40), (16, 20))):
            tags = [(*tag[:1], "I" if tag[0] == 254 else "H", 1, tag[1], True)] if index == 0 else []
            kind = tag[1] if index == 0 and tag[0] == 254 else 0
            extra = tags if tag[0] == 255 else []
            file.write(np.full((height, width), 40 * index, dtype), subfiletype=kind, extratags=extra, metadata=None)
    found = decode(tmp_path / "a.tif")
    assert (found.size, found.frames, found.pixels[0, 0, 0]) == (Size(40, 32), 3, 80)
    assert read_header(tmp_path / "a.tif").size == Size(40, 32)
    result = upscale_file(tmp_path / "a.tif", tmp_path / "b.png", TWICE, Progress())
    assert result.size == Size(80, 64)
    assert result.warnings == (messages.PAGES_DROPPED.format(count=3),)
    told = losses(read_header(tmp_path / "a.tif"), result.size, BY_NAME["png"])
    assert messages.PAGES_DROPPED.format(count=3) in told
    upscale_file(tmp_path / "a.tif", tmp_path / "b.tif", TWICE, Progress())
    with tifffile.TiffFile(tmp_path / "b.tif") as written:
        assert [page.shape for page in written.pages] == [(24, 30), (64, 80), (32, 40)]


def test_pages_of_other_sizes_keep_theirs_to_the_first(tmp_path: Path) -> None:
    with tifffile.TiffWriter(tmp_path / "a.tif") as file:
        for height, width in ((16, 20), (32, 10)):
            file.write(np.full((height, width), 100, np.uint8), photometric="minisblack")
    result = upscale_file(tmp_path / "a.tif", tmp_path / "b.tif", UpscaleOptions(TargetSize(50, "width")), Progress())
    assert result.size == Size(50, 40)
    with tifffile.TiffFile(tmp_path / "b.tif") as written:
        assert [page.shape for page in written.pages] == [(40, 50), (80, 25)]


def test_thumbnails_and_masks_are_no_pages(tmp_path: Path) -> None:
    deep, small = np.full((16, 20), 30_000, np.uint16), np.full((4, 5), 100, np.uint8)
    with tifffile.TiffWriter(tmp_path / "a.tif") as file:
        for kind, pixels in ((0, deep), (1, small), (2, deep), (4, deep > 0), (5, small > 0)):
            file.write(pixels, subfiletype=kind, photometric="minisblack")
    assert read_header(tmp_path / "a.tif").frames == decode(tmp_path / "a.tif").frames == 2
    result = upscale_file(tmp_path / "a.tif", tmp_path / "b.tif", TWICE, Progress())
    with tifffile.TiffFile(tmp_path / "b.tif") as written:
        assert [page.shape for page in written.pages] == [(32, 40)] * 2
    assert result.precision == "fp32"


def test_the_precision_that_is_told_is_that_of_the_first_page(tmp_path: Path) -> None:
    with tifffile.TiffWriter(tmp_path / "a.tif") as file:
        for dtype in (np.uint16, np.uint8):
            file.write(np.full((16, 20), 100, dtype), photometric="minisblack")
    reports = [Report("cpu", "fp32"), Report("cpu", "bf16", ("why",))]
    with patch("upscaler.inference.textures.enlarge_as_asked", side_effect=reports), patch.object(Frames, "verify"):
        result = upscale_file(tmp_path / "a.tif", tmp_path / "b.tif", TWICE, Progress())
    assert (result.precision, result.retries, result.warnings) == ("fp32", 1, ("why",))


def pages_with_checksums(path: Path, deep: bool) -> list[Pixels]:
    """Four pages of noise, deflated, in a file."""
    rng, most = np.random.default_rng(0), 65_535 if deep else 255
    pages: list[Pixels] = [rng.integers(0, most, (40, 40, 3), np.uint16).astype(np.uint16 if deep else np.uint8)] * 4
    pages = [np.roll(page, 7 * number, axis=0) for number, page in enumerate(pages)]
    with tifffile.TiffWriter(path) as file:
        for page in pages:
            file.write(page, photometric="rgb", compression="zlib", rowsperstrip=8)
    return pages


@pytest.mark.parametrize("deep", [False, True])
@pytest.mark.parametrize("number", [1, 2, 3])
def test_a_damaged_page_does_not_take_the_others_with_it(number: int, deep: bool, tmp_path: Path) -> None:
    """It is refused by number; all but one strip of it can be read."""
    path, salvage = tmp_path / "a.tif", replace(TWICE, allow_truncated=True)
    pages, content = pages_with_checksums(path, deep), bytearray(path.read_bytes())
    with tifffile.TiffFile(path) as written:
        at = written.pages[number - 1].aspage().dataoffsets[2]
    content[at : at + 20] = bytes(20)
    path.write_bytes(content)
    with pytest.raises(BrokenPictureError) as failed:
        upscale_file(path, tmp_path / "b.tif", TWICE, Progress())
    if number > 1:
        assert messages.sentence(failed.value).endswith(f"(page {number}).")
    assert "Upscale what can be read" in messages.advice(failed.value)
    result = upscale_file(path, tmp_path / "b.tif", salvage, Progress())
    assert messages.PAGE_DAMAGED.format(page=number) in result.warnings
    assert decode(tmp_path / "b.tif").frames == 4
    found = [frame.pixels for frame, _ in read_frames(path, allow_truncated=True)]
    for index, (page, pixels) in enumerate(zip(pages, found, strict=True), 1):
        rows = [*range(16), *range(24, 40)] if index == number else range(40)
        assert np.array_equal(pixels[rows], page[rows]), index
        assert index != number or not pixels[16:24].any()


def test_pages_behind_one_whose_tags_are_missing_cannot_be_found(tmp_path: Path) -> None:
    path = tmp_path / "a.tif"
    pages_with_checksums(path, False)
    with tifffile.TiffFile(path) as written:
        at = written.pages[2].aspage().offset
    content = bytearray(path.read_bytes())
    content[at : at + 200] = bytes(200)
    path.write_bytes(content)
    for call in (read_header, decode):
        with pytest.raises(BrokenPictureError, match="page 3"):
            call(path)
    assert read_header(path, allow_truncated=True).frames == 2
    result = upscale_file(path, tmp_path / "b.tif", replace(TWICE, allow_truncated=True), Progress())
    assert messages.FRAMES_MISSING.format(count=2) in result.warnings
    assert decode(tmp_path / "b.tif").frames == 2


@pytest.mark.parametrize("salvage", [False, True])
def test_a_page_for_which_memory_is_lacking_is_not_called_damaged(
    salvage: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pages_with_checksums(tmp_path / "a.tif", False)
    monkeypatch.setattr(tiff.Tiff, "read", Mock(side_effect=MemoryError))
    with pytest.raises(ReadMemoryError):
        list(read_frames(tmp_path / "a.tif", allow_truncated=salvage))
