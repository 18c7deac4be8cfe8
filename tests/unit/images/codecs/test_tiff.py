import struct
from pathlib import Path
from typing import Any, Literal
from unittest.mock import patch

import numpy as np
import pytest
import tifffile
from PIL import Image, ImageOps

from tests.corpus.check import RIGHT, outcome
from tests.corpus.kinds import parsed
from upscaler import messages
from upscaler.geometry import Size
from upscaler.images.bitmap import Pixels
from upscaler.images.decode import decode
from upscaler.images.fitting import for_result
from upscaler.images.formats import BY_NAME
from upscaler.images.metadata import Metadata

IPTC = b"\x1c\x02\x50\0\x06Author"


@pytest.mark.parametrize("layout", ["jpeg", "tiled", "big", "planar"])
def test_tiff_layouts(layout: str, photo: Pixels, tmp_path: Path) -> None:
    path = tmp_path / "a.tif"
    if layout == "jpeg":
        Image.fromarray(photo).save(path, compression="jpeg", quality=95)
    elif layout == "planar":
        planes = np.ascontiguousarray(photo.transpose(2, 0, 1))
        tifffile.imwrite(path, planes, photometric="rgb", planarconfig="separate")
    else:
        tifffile.imwrite(
            path, photo, photometric="rgb", **({"tile": (16, 16)} if layout == "tiled" else {"bigtiff": True})
        )
    assert np.abs(decode(path).pixels.astype(int) - photo).mean() < (3 if layout == "jpeg" else 1e-9)


@pytest.mark.parametrize("tag", [(33_550, "d", 3, (1.0, 1.0, 0.0), True), (34_735, "H", 4, (1, 1, 0, 0), True)])
def test_where_on_earth_a_picture_lies_is_left_out_as_a_whole_and_told(tag: Any, tmp_path: Path) -> None:
    tifffile.imwrite(tmp_path / "a.tif", np.zeros((4, 5), np.uint8), metadata=None, software=False, extratags=[tag])
    found = decode(tmp_path / "a.tif").metadata
    assert found.exif is None
    kept, told = for_result(found, Size(10, 8), BY_NAME["tiff"])
    assert kept == Metadata()
    assert told == (messages.PARTS_DROPPED.format(what="GeoTIFF"),)


@pytest.mark.parametrize("order", "<>")
def test_iptc_in_a_tiff_that_says_it_is_numbers(order: Literal["<", ">"], tmp_path: Path) -> None:
    data = IPTC + bytes(-len(IPTC) % 4)
    tag = (33_723, "I", len(data) // 4, struct.unpack(f"{order}{len(data) // 4}I", data), True)
    tifffile.imwrite(tmp_path / "a.tif", np.zeros((4, 5), np.uint8), byteorder=order, extratags=[tag])
    assert decode(tmp_path / "a.tif").metadata.iptc == data


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize("mode", ["L", "P", "RGBA", "CMYK"])
def test_uncompressed_and_turned(mode: str, orientation: int, photo: Pixels, tmp_path: Path) -> None:
    """Pillow memory-maps such a file if it gets its name, and scrambles it."""
    path, picture = tmp_path / "a.tif", Image.fromarray(photo).convert(mode)
    picture.save(path, tiffinfo={274: orientation})
    picture.getexif()[274] = orientation
    wanted = ImageOps.exif_transpose(picture).convert("RGB" if mode == "P" else mode)
    found = decode(path).pixels
    if mode == "CMYK":
        assert found.shape[:2] == (wanted.height, wanted.width)
        upright = decode_as(picture, tmp_path / "b.tif")
        assert np.array_equal(found, np.asarray(ImageOps.exif_transpose(with_orientation(upright, orientation))))
    else:
        assert np.array_equal(found, np.asarray(wanted).reshape(found.shape))


def decode_as(picture: Image.Image, path: Path) -> Image.Image:
    picture.save(path, exif=b"")
    return Image.fromarray(decode(path).pixels)


def with_orientation(picture: Image.Image, orientation: int) -> Image.Image:
    picture.getexif()[274] = orientation
    return picture


@pytest.mark.parametrize("colour", ["rgb", "black0", "white0", "cmyk", "ycbcr2x2"])
@pytest.mark.parametrize("parts", ["strips", "tiles", "strip planes=apart"])
@pytest.mark.parametrize("file", ["order=little file=classic", "order=big file=bigtiff"])
def test_jpeg_in_any_layout(file: str, parts: str, colour: str) -> None:
    kind, recipe = parsed(f"tiff {file} compression=jpeg parts={parts} colour={colour} turn=6")
    assert not kind.possible(recipe) or outcome(kind, recipe) == RIGHT


@pytest.mark.parametrize("alpha", ["straight", "multiplied", "untold"])
@pytest.mark.parametrize("turn", [1, 3, 6])
def test_tiles_of_planes_with_alpha_are_not_disputed(turn: int, alpha: str) -> None:
    kind, recipe = parsed(f"tiff parts=tiles planes=apart alpha={alpha} turn={turn} size=53x19")
    assert outcome(kind, recipe) == RIGHT


@pytest.mark.parametrize("mode", ["RGB", "L", "YCbCr", "CMYK"])
def test_jpeg_whose_parts_share_their_tables(mode: str, photo: Pixels, tmp_path: Path) -> None:
    picture = Image.fromarray(photo).convert(mode)
    picture.save(tmp_path / "a.tif", compression="jpeg", quality=95, tiffinfo={278: 16})
    with Image.open(tmp_path / "a.tif") as written:
        assert len(getattr(written, "tag_v2", {})[347]) > 100
    usual = decode(tmp_path / "a.tif").pixels.astype(int)
    with patch("upscaler.images.codecs.tiff._is_for_pillow", return_value=False):
        assert np.abs(decode(tmp_path / "a.tif").pixels - usual).max() <= 2
