import struct
import zlib
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pytest
import tifffile

from upscaler import messages
from upscaler.errors import BrokenPictureError, UnsupportedPixelsError
from upscaler.images.bitmap import Pixels
from upscaler.images.canvas import RGB_ORDER
from upscaler.images.decode import decode
from upscaler.images.header import read_header

DATA = Path(__file__).parents[2] / "data"


@pytest.fixture
def deep() -> Pixels:
    """Noise over the full range of 16 bits: (40, 50, 4)"""
    return np.random.default_rng(2).integers(0, 65_536, (40, 50, 4), np.uint16)


def chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png(pixels: Pixels, extra: bytes = b"") -> bytes:
    """A 16-bit PNG of any number of channels, which no library that we carry writes."""
    height, width, channels = pixels.shape
    header = struct.pack(">IIBBBBB", width, height, 16, {1: 0, 2: 4, 3: 2, 4: 6}[channels], 0, 0, 0)
    rows = b"".join(b"\0" + row.astype(">u2").tobytes() for row in pixels)
    start = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + extra
    return start + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


@pytest.mark.parametrize("channels", [1, 2, 3, 4])
def test_png(channels: int, deep: Pixels, tmp_path: Path) -> None:
    pixels = deep[:, :, :channels]
    (tmp_path / "a.png").write_bytes(png(pixels))
    found = decode(tmp_path / "a.png")
    assert found.is_deep
    assert np.array_equal(found.pixels, pixels)
    assert found.warnings == ()


@pytest.mark.parametrize("channels", [1, 3])
def test_png_with_a_transparent_level(channels: int, deep: Pixels, tmp_path: Path) -> None:
    pixels = deep[:, :, :channels]
    level = pixels[7, 9].astype(">u2").tobytes()
    (tmp_path / "a.png").write_bytes(png(pixels, chunk(b"tRNS", level)))
    found = decode(tmp_path / "a.png").pixels
    assert np.array_equal(found[:, :, :-1], pixels)
    assert found[7, 9, -1] == 0
    assert (found[:, :, -1] == 65_535).mean() > 0.99


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
    """Compress the strips of a TIFF, of which each channel or all of them together have one."""
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
    assert found.is_deep
    assert np.array_equal(found.pixels, expected.pixels)
    assert read_header(path).size == found.size


def test_separate_planes_with_lzw_have_eight_bits_and_say_so(deep: Pixels, tmp_path: Path) -> None:
    path = tmp_path / "a.tif"
    planes = np.ascontiguousarray(deep[:, :, :3].transpose(2, 0, 1))
    options: dict[str, Any] = {"photometric": "rgb", "planarconfig": "separate"}
    tifffile.imwrite(path, planes, rowsperstrip=planes.shape[1], byteorder="<", metadata=None, **options)
    assert np.array_equal(decode(path).pixels, deep[:, :, :3])
    with_lzw(path)
    found = decode(path)
    assert found.pixels.dtype == np.uint8
    assert messages.DEPTH_UNREADABLE in found.warnings
    assert np.abs(found.pixels * 257.0 - deep[:, :, :3]).max() < 257


@pytest.mark.parametrize("channels", [1, 3])
@pytest.mark.parametrize("ending", ["pnm", "jp2"])
def test_portable_maps_and_jpeg_2000(ending: str, channels: int, deep: Pixels, tmp_path: Path) -> None:
    pixels = deep[:, :, :channels]
    path = tmp_path / f"a.{ending}"
    name = path.with_suffix(".ppm" if channels == 3 else ".pgm") if ending == "pnm" else path
    cv2.imwrite(str(name), pixels[:, :, RGB_ORDER[channels]], [cv2.IMWRITE_JPEG2000_COMPRESSION_X1000, 1000])
    assert np.array_equal(decode(name).pixels, pixels)


def test_a_portable_map_s_own_white_becomes_white(tmp_path: Path) -> None:
    values = np.array([[[0, 500, 1000]]], ">u2")
    (tmp_path / "a.ppm").write_bytes(b"P6 1 1 1000\n" + values.tobytes())
    assert decode(tmp_path / "a.ppm").pixels.tolist() == [[[0, 32_768, 65_535]]]


@pytest.mark.parametrize("depth", [10, 12])
def test_avif(depth: int, tmp_path: Path) -> None:
    ramp = np.tile(np.linspace(0, 2**depth - 1, 64).round().astype(np.uint16), (32, 1))
    path = tmp_path / "a.avif"
    cv2.imwrite(str(path), ramp, [cv2.IMWRITE_AVIF_QUALITY, 100, cv2.IMWRITE_AVIF_DEPTH, depth])
    found = decode(path).pixels
    assert found.dtype == np.uint16
    assert found.shape == (32, 64, 1)
    assert np.abs(found[:, :, 0] / 65_535 - ramp / (2**depth - 1)).max() < 0.01
    assert (found[:, 0].min(), found[:, -1].max()) == (0, 65_535)


def test_heic_with_ten_bits() -> None:
    found = decode(DATA / "ten_bits.heic").pixels
    assert found.dtype == np.uint16
    assert found.shape == (64, 64, 3)
    assert len(np.unique(found)) > 300  # more than 8 bits have


@pytest.mark.parametrize("ending", ["png", "tif", "ppm", "jp2"])
def test_a_file_that_is_cut_off(ending: str, deep: Pixels, tmp_path: Path) -> None:
    path = tmp_path / f"a.{ending}"
    cv2.imwrite(str(path), deep[:, :, :3], [cv2.IMWRITE_JPEG2000_COMPRESSION_X1000, 1000])
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    with pytest.raises(BrokenPictureError):
        decode(path)
    if ending in ("png", "jp2"):
        found = decode(path, allow_truncated=True)
        assert messages.TRUNCATED in found.warnings
        assert found.pixels.shape == (40, 50, 3)


def test_a_chunk_that_is_longer_than_the_file(deep: Pixels, tmp_path: Path) -> None:
    path = tmp_path / "a.png"
    path.write_bytes(png(deep)[:-12] + struct.pack(">I4s", 0x7FFF_FFF0, b"tEXt"))
    with pytest.raises(BrokenPictureError):
        decode(path)
    path.write_bytes(png(deep) + b"something behind the end")
    assert np.array_equal(decode(path).pixels, deep)


def test_what_only_pillow_reads_has_eight_bits_and_says_so(tmp_path: Path) -> None:
    tifffile.imwrite(tmp_path / "a.tif", np.zeros((4, 5, 4), np.uint16), photometric="separated")
    found = decode(tmp_path / "a.tif")
    assert found.pixels.dtype == np.uint8
    assert messages.DEPTH_UNREADABLE in found.warnings


def test_gray_with_alpha_in_a_tiff_of_16_bits_is_not_supported_rather_than_broken(tmp_path: Path) -> None:
    tifffile.imwrite(
        tmp_path / "a.tif", np.zeros((4, 5, 2), np.uint16), photometric="minisblack", extrasamples=["unassalpha"]
    )
    with pytest.raises(UnsupportedPixelsError):
        decode(tmp_path / "a.tif")
