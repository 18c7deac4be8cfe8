from collections.abc import Callable
from pathlib import Path
from typing import Any
from unittest.mock import Mock

import numpy as np
import pytest
import tifffile
from PIL import Image, ImageCms, ImageOps

from upscaler import messages
from upscaler.errors import BrokenPictureError, ReadMemoryError
from upscaler.images import pillow
from upscaler.images.bitmap import Pixels
from upscaler.images.decode import decode
from upscaler.images.formats import BY_NAME
from upscaler.images.header import read_header
from upscaler.images.stored import decode_stored

DATA = Path(__file__).parents[2] / "data"


@pytest.mark.parametrize("name", ["a.png", "a.webp", "a.tif", "lzw.tif", "deep.tif"])
@pytest.mark.parametrize("orientation", range(1, 9))
def test_every_orientation_comes_out_upright(orientation: int, name: str, photo: Pixels, tmp_path: Path) -> None:
    path = tmp_path / name
    exif = Image.Exif()
    exif[0x0112] = orientation
    turned = Image.fromarray(photo)
    if name == "deep.tif":
        deep = photo.astype(np.uint16) * 257
        tifffile.imwrite(path, deep, photometric="rgb", extratags=[(274, "H", 1, orientation, True)])
    elif name == "lzw.tif":
        turned.save(path, tiffinfo={274: orientation}, compression="tiff_lzw")
    else:
        turned.save(path, exif=exif, lossless=True)
    turned.getexif()[0x0112] = orientation
    expected = np.array(ImageOps.exif_transpose(turned))
    found = decode(path)
    assert np.array_equal(found.pixels // (257 if found.is_high_bit_depth else 1), expected)
    if name != "a.png":  # where Pillow decodes everything to find the orientation
        assert read_header(path).size == found.size
    if orientation == 6:  # the camera was rotated: the first column, from the bottom, becomes the first row
        assert np.array_equal(expected[0], photo[::-1, 0])


@pytest.mark.parametrize(("mode", "channels"), [("1", 1), ("L", 1), ("LA", 2), ("RGB", 3), ("RGBA", 4), ("P", 3)])
def test_pixel_types(mode: str, channels: int, photo: Pixels, tmp_path: Path) -> None:
    picture = Image.fromarray(photo).convert(mode)
    picture.save(tmp_path / "a.png")
    pixels = decode(tmp_path / "a.png").pixels
    assert pixels.shape == (40, 60, channels)
    assert pixels.dtype == np.uint8
    expected = np.array(picture.convert({1: "L", 2: "LA", 3: "RGB", 4: "RGBA"}[channels]))
    assert np.array_equal(pixels.reshape(expected.shape), expected)
    assert pixels.flags.c_contiguous


def test_the_profile_is_carried(photo: Pixels, tmp_path: Path) -> None:
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    Image.fromarray(photo).save(tmp_path / "a.jpg", icc_profile=profile)
    assert decode(tmp_path / "a.jpg").icc_profile == profile
    Image.fromarray(photo).save(tmp_path / "b.jpg")
    assert decode(tmp_path / "b.jpg").icc_profile is None


@pytest.mark.parametrize(
    "extension", ["png", "jpg", "webp", "tif", "bmp", "avif", "gif", "jp2", "ppm", "qoi", "tga", "ico", "heic"]
)
def test_a_truncated_file_is_broken_not_half_a_picture(extension: str, sample: Path, tmp_path: Path) -> None:
    path = tmp_path / f"a.{extension}"
    if extension == "heic":
        path.write_bytes((DATA / "photo.heic").read_bytes())
    else:
        Image.open(sample).convert("RGB").save(path)
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    with pytest.raises(BrokenPictureError):
        decode(path)


KINDS: dict[str, tuple[str, dict[str, Any]]] = {
    "gif": ("GIF", {}),
    "jp2": ("JPEG2000", {}),
    "pgm": ("PPM", {}),
    "tga": ("TGA", {"compression": "tga_rle"}),
    "bmp": ("BMP", {}),
    "qoi": ("QOI", {}),
    "ico": ("ICO", {"sizes": [(40, 40)]}),
    "webp": ("WEBP", {"lossless": True}),
    "lzw.tif": ("TIFF", {"compression": "tiff_lzw"}),
    "deflate.tif": ("TIFF", {"compression": "tiff_adobe_deflate"}),
}


@pytest.mark.parametrize("name", KINDS)
@pytest.mark.parametrize("mode", ["L", "RGB", "RGBA"])
def test_lossless_kinds_by_content(name: str, mode: str, photo: Pixels, tmp_path: Path) -> None:
    kind, options = KINDS[name]
    if (kind, mode) in (("PPM", "RGBA"), ("QOI", "L"), ("BMP", "RGBA"), ("ICO", "L"), ("GIF", "RGBA")):
        return  # the format has no such pixels
    picture = Image.fromarray(photo).crop((0, 0, 40, 40)).convert(mode)
    if mode == "RGBA":
        picture.putalpha(Image.fromarray(np.where(np.indices((40, 40))[0] < 20, 0, 255).astype(np.uint8)))
    if kind == "GIF":
        picture = picture if mode == "L" else picture.quantize(64)
    path = tmp_path / "picture.txt"
    picture.save(path, kind, **options)
    found = decode(path).pixels
    expected = picture if kind != "GIF" or mode == "L" else picture.convert(mode)
    wanted = np.array(expected.convert("RGB") if kind == "WEBP" and mode == "L" else expected).reshape(40, 40, -1)
    assert found.shape == wanted.shape
    visible = wanted[:, :, -1] > 0 if wanted.shape[2] == 4 else np.ones((40, 40), bool)
    assert np.array_equal(found[visible], wanted[visible])


def test_heic_and_avif(tmp_path: Path) -> None:
    heic = decode(DATA / "photo.heic")
    assert heic.pixels.shape == (64, 64, 3)
    assert heic.metadata.exif is not None
    Image.fromarray(heic.pixels).save(tmp_path / "a.avif", quality=95, subsampling="4:4:4")
    assert np.abs(decode(tmp_path / "a.avif").pixels.astype(int) - heic.pixels).mean() < 3


def test_progressive_gray_and_truncated_jpeg(sample: Path, tmp_path: Path) -> None:
    path = tmp_path / "a.jpg"
    Image.open(sample).convert("L").save(path, progressive=True)
    assert decode(path).channels == 1
    Image.open(sample).convert("RGB").save(path)
    whole = decode(path).pixels
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    found = decode(path, allow_truncated=True)
    assert found.warnings == (messages.TRUNCATED,)
    assert np.array_equal(found.pixels[:80], whole[:80])
    with pytest.raises(BrokenPictureError):  # the switch has been turned back
        decode(path)


def test_the_first_of_several_pictures_which_are_counted(tmp_path: Path) -> None:
    pictures = [Image.new("RGB", (8, 8), colour) for colour in ("red", "lime", "blue")]
    pictures[0].save(tmp_path / "a.gif", save_all=True, append_images=pictures[1:])
    found = decode(tmp_path / "a.gif")
    assert found.pixels[0, 0].tolist() == [255, 0, 0]
    assert (found.frames, found.kind) == (3, "gif")


@pytest.mark.parametrize("read", [decode, decode_stored])
def test_a_damaged_file_is_decoded_twice_at_most(
    read: Callable[..., Any], photo: Pixels, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    Image.fromarray(photo).save(tmp_path / "a.tif")
    (tmp_path / "a.tif").write_bytes((tmp_path / "a.tif").read_bytes()[:-1000])
    reads = Mock(side_effect=BY_NAME["tiff"].read)
    monkeypatch.setattr(type(BY_NAME["tiff"]), "read", lambda _, *arguments, **options: reads(*arguments, **options))
    with pytest.raises(BrokenPictureError):
        read(tmp_path / "a.tif")
    assert reads.call_count == 2  # because the advice has already been tried
    read(tmp_path / "a.tif", allow_truncated=True)
    assert reads.call_count == 4


@pytest.mark.parametrize("salvage", [False, True])
@pytest.mark.parametrize(
    "fault", [MemoryError("Unable to allocate 3 GiB"), OSError("out of memory error when reading image file")]
)
def test_a_lack_of_memory_is_no_damage(
    fault: Exception, salvage: bool, sample: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pillow, "samples", Mock(side_effect=fault))
    for read in (decode, decode_stored):
        with pytest.raises(ReadMemoryError):
            read(sample, allow_truncated=salvage)
