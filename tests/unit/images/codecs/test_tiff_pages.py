from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pytest
import tifffile

from tests.unit.images.test_metadata import ALL
from upscaler import messages
from upscaler.images.bitmap import Pixels
from upscaler.images.canvas import RGB_ORDER
from upscaler.images.codecs.tiff_pages import write_pages
from upscaler.images.decode import decode
from upscaler.images.frames import read_frames
from upscaler.images.header import read_header
from upscaler.images.metadata import Metadata


@pytest.mark.parametrize("big", [False, True])
def test_exif_lies_in_directories_of_its_own(
    big: bool, photo: Pixels, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("upscaler.images.codecs.tiff_pages._BIGTIFF_FROM", 100 if big else 10**9)
    write_pages([photo], tmp_path / "a.tif", [None], ALL)
    with tifffile.TiffFile(tmp_path / "a.tif") as file:
        assert file.is_bigtiff is big
        tags = file.pages.first.tags
        assert tags["ExifTag"].value["PixelXDimension"] == 300
        assert tags["GPSTag"].value["GPSLatitude"] == (48, 1, 8, 1, 3, 2)
        assert tags["Make"].value == "Maker"
        assert file.pages.first.get_resolution("INCH") == (300, 150)
        assert np.array_equal(file.asarray(), photo[:, :, ::-1])


def test_without_metadata_nothing_is_said(photo: Pixels, tmp_path: Path) -> None:
    write_pages([photo], tmp_path / "a.tif", [None], Metadata())
    with tifffile.TiffFile(tmp_path / "a.tif") as file:
        assert not {"ExifTag", "GPSTag", "Software", "DateTime", "ImageDescription"} & {
            tag.name for tag in file.pages.first.tags
        }


@pytest.mark.parametrize("layout", ["plain", "zlib", "planar", "tiled", "big", "big-endian"])
@pytest.mark.parametrize("channels", [1, 3, 4])
def test_tiff(channels: int, layout: str, deep: Pixels, tmp_path: Path) -> None:
    pixels = deep[:, :, :channels]
    options: dict[str, Any] = {
        "plain": {},
        "zlib": {"compression": "zlib", "predictor": True},
        "planar": {"planarconfig": "separate" if channels > 1 else None},
        "tiled": {"tile": (16, 16)},
        "big": {"bigtiff": True},
        "big-endian": {"byteorder": ">"},
    }
    stored = pixels.transpose(2, 0, 1) if layout == "planar" and channels > 1 else pixels
    tifffile.imwrite(
        tmp_path / "a.tif",
        np.ascontiguousarray(stored[:, :, 0] if channels == 1 else stored),
        photometric="rgb" if channels > 2 else "minisblack",
        extrasamples=["unassalpha"] if channels == 4 else None,
        **{"planarconfig": "contig" if channels > 1 else None, **options[layout]},
    )
    assert np.array_equal(decode(tmp_path / "a.tif").pixels, pixels)


@pytest.mark.parametrize("channels", [1, 3, 4])
def test_tiff_with_lzw(channels: int, deep: Pixels, tmp_path: Path) -> None:
    pixels = deep[:, :, :channels]
    cv2.imwrite(str(tmp_path / "a.tif"), pixels[:, :, RGB_ORDER[channels]], [cv2.IMWRITE_TIFF_COMPRESSION, 5])
    assert np.array_equal(decode(tmp_path / "a.tif").pixels, pixels)


def test_tiff_where_white_is_zero_and_colours_are_multiplied(deep: Pixels, tmp_path: Path) -> None:
    tifffile.imwrite(tmp_path / "white.tif", deep[:, :, 0], photometric="miniswhite")
    assert np.array_equal(decode(tmp_path / "white.tif").pixels[:, :, 0], 65_535 - deep[:, :, 0])
    deep[:, :, 3] = 32_768
    multiplied = deep.copy()
    multiplied[:, :, :3] = np.rint(deep[:, :, :3] * (32_768 / 65_535))
    tifffile.imwrite(tmp_path / "alpha.tif", multiplied, photometric="rgb", extrasamples=["assocalpha"])
    assert np.abs(decode(tmp_path / "alpha.tif").pixels.astype(int) - deep).max() <= 1


def lzw(data: bytes) -> bytes:
    """Single values, and a new table before it needs codes of 10 bits."""
    codes = [code for start in range(0, len(data), 200) for code in (256, *data[start : start + 200])] + [257]
    bits = "".join(format(code, "09b") for code in codes)
    length = -(-len(bits) // 8)
    return int(bits.ljust(length * 8, "0"), 2).to_bytes(length, "big")


def with_lzw(path: Path) -> None:
    """Compress the strips of a TIFF, which has one per channel or one for all."""
    with tifffile.TiffFile(path) as file:
        page = file.pages.first
        strips = []
        for offset, length in zip(page.dataoffsets, page.databytecounts, strict=True):
            file.filehandle.seek(offset)
            strips.append(lzw(file.filehandle.read(length)))
    offsets = []
    with path.open("ab") as appended:
        for strip in strips:
            offsets.append(appended.tell())
            appended.write(strip)
    lengths = [len(strip) for strip in strips]
    for tag, values in (("StripOffsets", offsets), ("StripByteCounts", lengths), ("Compression", [5])):
        with tifffile.TiffFile(path, mode="r+") as file:
            file.pages.first.tags[tag].overwrite(values if len(values) > 1 else values[0])


@pytest.mark.parametrize(
    ("channels", "options"),
    [
        (1, {"photometric": "miniswhite"}),
        (4, {"photometric": "rgb", "extrasamples": ["assocalpha"]}),
        (4, {"photometric": "rgb", "extrasamples": ["unassalpha"]}),
        (4, {"photometric": "rgb", "extrasamples": ["unspecified"]}),
    ],
)
def test_compression_changes_nothing(channels: int, options: dict[str, Any], deep: Pixels, tmp_path: Path) -> None:
    path = tmp_path / "a.tif"
    pixels = deep[:, :, 0] if channels == 1 else deep
    tifffile.imwrite(path, pixels, rowsperstrip=len(pixels), byteorder="<", metadata=None, **options)
    expected = decode(path)
    with_lzw(path)
    found = decode(path)
    assert np.array_equal(found.pixels, expected.pixels)
    assert found.warnings == expected.warnings


@pytest.mark.parametrize("orientation", range(1, 9))
def test_each_orientation_of_either_compression(orientation: int, deep: Pixels, tmp_path: Path) -> None:
    path = tmp_path / "a.tif"
    tags = [(274, "H", 1, orientation, True)]
    tifffile.imwrite(path, deep[:, :, :3], photometric="rgb", rowsperstrip=40, metadata=None, extratags=tags)
    expected = decode(path)
    with_lzw(path)
    found = decode(path)
    assert found.is_high_bit_depth
    assert np.array_equal(found.pixels, expected.pixels)
    assert read_header(path).size == found.size


def test_separate_planes_with_lzw_keep_their_sixteen_bits(deep: Pixels, tmp_path: Path) -> None:
    path = tmp_path / "a.tif"
    planes = np.ascontiguousarray(deep[:, :, :3].transpose(2, 0, 1))
    options: dict[str, Any] = {"photometric": "rgb", "planarconfig": "separate"}
    tifffile.imwrite(path, planes, rowsperstrip=planes.shape[1], byteorder="<", metadata=None, **options)
    assert np.array_equal(decode(path).pixels, deep[:, :, :3])
    with_lzw(path)
    found = decode(path)
    assert np.array_equal(found.pixels, deep[:, :, :3])
    assert found.warnings == ()


def test_cmyk_of_16_bits_has_eight_bits_and_says_so(tmp_path: Path) -> None:
    tifffile.imwrite(tmp_path / "a.tif", np.zeros((4, 5, 4), np.uint16), photometric="separated")
    found = decode(tmp_path / "a.tif")
    assert found.pixels.dtype == np.uint8
    assert messages.DEPTH_UNREADABLE in found.warnings


def test_gray_with_alpha_in_a_tiff_of_16_bits(deep: Pixels, tmp_path: Path) -> None:
    tifffile.imwrite(tmp_path / "a.tif", deep[:, :, 2:], photometric="minisblack", extrasamples=["unassalpha"])
    assert np.array_equal(decode(tmp_path / "a.tif").pixels, deep[:, :, 2:])


@pytest.mark.parametrize("order", ["<", ">"])
@pytest.mark.parametrize("big", [False, True])
def test_every_page_is_read_once_the_metadata_of_the_first_was(big: bool, order: Any, tmp_path: Path) -> None:
    with tifffile.TiffWriter(tmp_path / "a.tif", bigtiff=big, byteorder=order) as file:
        for level in (100, 200):
            file.write(np.full((16, 20), level, np.uint8), photometric="minisblack", resolution=(300, 300))
    found = decode(tmp_path / "a.tif")
    assert (found.frames, found.metadata.dpi) == (2, (300, 300))
    assert [frame.pixels.mean() for frame, _ in read_frames(tmp_path / "a.tif")] == [100, 200]
