import struct
import zlib
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import tifffile
from PIL import Image, ImageCms, ImageOps

from upscaler import messages
from upscaler.errors import BrokenPictureError
from upscaler.images.bitmap import Pixels
from upscaler.images.chunks import packed
from upscaler.images.colour import srgb
from upscaler.images.decode import decode
from upscaler.images.header import read_header

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
    assert np.array_equal(found.pixels // (257 if found.is_deep else 1), expected)
    if name != "a.png":  # where Pillow decodes it all to find the orientation
        assert read_header(path).size == found.size
    if orientation == 6:  # the camera was turned: the first column, from below, becomes the first row
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


@pytest.mark.parametrize("bits", [1, 2, 4])
def test_few_levels_of_gray_one_of_them_transparent(bits: int, tmp_path: Path) -> None:
    most, per_byte = 2**bits - 1, 8 // bits
    row = sum(level << bits * (per_byte - 1 - i) for i, level in enumerate((0, most, most - 1, 1)[:per_byte]))
    data = zlib.compress(b"\0" + bytes([row] * 8))
    header = struct.pack(">IIBBBBB", 8 * per_byte, 1, bits, 0, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"tRNS", struct.pack(">H", most)), (b"IDAT", data), (b"IEND", b""))
    (tmp_path / "a.png").write_bytes(b"\x89PNG\r\n\x1a\n" + b"".join(packed(*chunk) for chunk in chunks))
    found = decode(tmp_path / "a.png").pixels
    assert found[0, :2].tolist() == [[0, 255], [255, 0]]
    assert np.array_equal(found[:, :, 1] == 0, found[:, :, 0] == 255)


def test_the_profile_is_carried(photo: Pixels, tmp_path: Path) -> None:
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    Image.fromarray(photo).save(tmp_path / "a.jpg", icc_profile=profile)
    assert decode(tmp_path / "a.jpg").icc_profile == profile
    Image.fromarray(photo).save(tmp_path / "b.jpg")
    assert decode(tmp_path / "b.jpg").icc_profile is None


@pytest.mark.parametrize(
    "ending", ["png", "jpg", "webp", "tif", "bmp", "avif", "gif", "jp2", "ppm", "qoi", "tga", "ico", "heic"]
)
def test_a_truncated_file_is_broken_not_half_a_picture(ending: str, sample: Path, tmp_path: Path) -> None:
    path = tmp_path / f"a.{ending}"
    if ending == "heic":
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
        return  # the kind has no such pixels
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


@pytest.mark.parametrize("bits", [1, 2, 4, 8])
def test_png_of_few_bits_and_interlaced(bits: int, tmp_path: Path) -> None:
    indexed = Image.fromarray((np.arange(64) % 2**bits).astype(np.uint8).reshape(8, 8))
    picture = Image.frombytes("P", (8, 8), indexed.tobytes())
    palette = np.random.default_rng(3).integers(0, 256, (2**bits, 3), np.uint8)
    picture.putpalette(palette.tobytes())
    picture.save(tmp_path / "a.png", bits=bits)
    assert np.array_equal(decode(tmp_path / "a.png").pixels, palette[np.asarray(indexed)])


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


@pytest.mark.parametrize(
    ("primaries", "transfer", "profile", "told"),
    [(1, 13, None, False), (12, 13, None, True), (1, 16, None, True), (9, 18, srgb(), False)],
)
def test_colours_that_are_not_kept_are_told(
    primaries: int, transfer: int, profile: bytes | None, told: bool, tmp_path: Path
) -> None:
    path = tmp_path / "a.avif"
    Image.new("RGB", (64, 48), "red").save(path, icc_profile=profile)
    plain = b"colrnclx" + struct.pack(">HH", 1, 13)
    path.write_bytes(path.read_bytes().replace(plain, plain[:8] + struct.pack(">HH", primaries, transfer)))
    assert (messages.COLOURS_NOT_KEPT in decode(path).warnings) == told


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
