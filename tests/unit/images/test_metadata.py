import struct
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import ExifTags, Image
from PIL.PngImagePlugin import PngInfo

from tests.unit.images.test_exif import camera, loaded
from upscaler import messages
from upscaler.geometry import Size
from upscaler.images.bitmap import Pixels
from upscaler.images.chunks import packed
from upscaler.images.colour import srgb
from upscaler.images.decode import decode
from upscaler.images.encode import encode
from upscaler.images.exif import PREFIX
from upscaler.images.fitting import for_result
from upscaler.images.formats import BY_NAME, FORMATS, WRITABLE
from upscaler.images.metadata import Metadata
from upscaler.images.splice import insert
from upscaler.images.verify import verify_file
from upscaler.images.xmp import updated as updated_xmp

XMP = (
    b"<x:xmpmeta xmlns:x='adobe:ns:meta/'><rdf:RDF><rdf:Description tiff:Orientation='6' exif:PixelXDimension=\"60\">"
    b"<tiff:ImageLength>40</tiff:ImageLength><dc:title>A title</dc:title></rdf:Description></rdf:RDF></x:xmpmeta>"
)
IPTC = b"\x1c\x02\x50\0\x06Author"
ALL = Metadata(camera(), XMP, IPTC, (300.0, 150.0))


@pytest.mark.parametrize("deep", [False, True])
@pytest.mark.parametrize("name", WRITABLE)
def test_everything_that_a_format_can_hold_comes_back(name: str, deep: bool, photo: Pixels, tmp_path: Path) -> None:
    format = BY_NAME[name]
    if deep and not format.high_bit_depth:
        return
    canvas = photo.astype(np.uint16) * 257 if deep else photo
    path = tmp_path / f"a{format.suffixes[0]}"
    kept, told = for_result(ALL, Size(60, 40), format)
    encode(canvas, format, path, srgb(), kept)
    verify_file(path, format, canvas)
    found = decode(path)
    assert found.icc_profile == srgb()
    assert found.metadata.exif is not None
    exif = loaded(found.metadata.exif)
    assert (exif[ExifTags.Base.Make], exif.get(ExifTags.Base.Orientation)) == ("Maker", None if name == "avif" else 1)
    assert exif.get_ifd(ExifTags.IFD.GPSInfo)[2] == (48.0, 8.0, 1.5)
    assert exif.get_ifd(ExifTags.IFD.Exif)[0xA002] == 60
    assert found.metadata.xmp == XMP.replace(b"Orientation='6'", b"Orientation='1'")
    if format.iptc:
        assert (found.metadata.iptc or b"").rstrip(b"\0") == IPTC
        assert told == ()
    else:
        assert found.metadata.iptc is None
        assert told == (messages.METADATA_DROPPED.format(format=format.title, what="IPTC"),)
    assert found.metadata.dpi == pytest.approx((300, 150), abs=0.02)


@pytest.mark.parametrize("name", WRITABLE)
def test_resolution_alone_and_nothing_at_all(name: str, photo: Pixels, tmp_path: Path) -> None:
    format = BY_NAME[name]
    path = tmp_path / f"a{format.suffixes[0]}"
    encode(photo, format, path, None, for_result(Metadata(dpi=(96, 96)), Size(60, 40), format)[0])
    assert decode(path).metadata.dpi == pytest.approx((96, 96), abs=0.02)
    encode(photo, format, path, None, Metadata())
    assert decode(path).metadata == Metadata()


def test_sizes_in_xmp_follow_the_picture() -> None:
    kept, _ = for_result(Metadata(xmp=XMP), Size(600, 400), BY_NAME["png"])
    assert kept.xmp is not None
    assert b'PixelXDimension="600"' in kept.xmp
    assert b"<tiff:ImageLength>400</tiff:ImageLength>" in kept.xmp
    assert b"A title" in kept.xmp


@pytest.mark.parametrize("orientation", [1, 6])
@pytest.mark.parametrize("name", ["png", "jpg", "tif"])
def test_marks_in_a_picture_that_is_turned_are_left_out_and_told(name: str, orientation: int, tmp_path: Path) -> None:
    path, texts, exif = tmp_path / f"a.{name}", PngInfo(), Image.Exif()
    marked = XMP.replace(b" tiff:Orientation='6'", b"").replace(b"<dc", b"<mwg-rs:Regions></mwg-rs:Regions><dc")
    texts.add_itxt("XML:com.adobe.xmp", marked.decode())
    exif[0x0112] = orientation
    options: dict[str, dict[str, Any]] = {
        "png": {"exif": exif, "pnginfo": texts},
        "jpg": {"exif": exif, "xmp": marked},
        "tif": {"tiffinfo": {0x0112: orientation, 700: marked}},
    }
    Image.new("L", (6, 4)).save(path, **options[name])
    kept, told = for_result(decode(path).metadata, Size(12, 8), BY_NAME["png"])
    assert (b"Regions" in (kept.xmp or b"")) == (orientation == 1)
    assert told == ((messages.PARTS_DROPPED.format(what=messages.MARKS),) if orientation == 6 else ())


def test_what_is_too_long_for_a_jpeg_is_told() -> None:
    kept, told = for_result(Metadata(xmp=bytes(70_000), iptc=IPTC), Size(3, 4), BY_NAME["jpg"])
    assert (kept.xmp, kept.iptc) == (None, IPTC)
    assert told == (messages.METADATA_DROPPED.format(format="JPEG", what="XMP"),)


def test_damaged_exif_is_left_out_and_told() -> None:
    kept, told = for_result(Metadata(exif=b"II*\0\xff\xff\xff\xff"), Size(3, 4), BY_NAME["png"])
    assert kept.exif is None
    assert told == (messages.METADATA_BROKEN,)


@pytest.mark.parametrize("name", ["png", "jpg", "webp"])
def test_damaged_exif_takes_nothing_else_with_it(name: str, tmp_path: Path) -> None:
    path, texts = tmp_path / f"a.{name}", PngInfo()
    texts.add_text("Title", "A title")
    texts.add_itxt("XML:com.adobe.xmp", XMP.decode())
    options: dict[str, Any] = {"pnginfo": texts} if name == "png" else {}
    Image.new("L", (4, 4)).save(path, exif=PREFIX + b"no EXIF data", xmp=XMP, dpi=(300, 300), **options)
    found = decode(path).metadata
    kept, told = for_result(found, Size(8, 8), BY_NAME[name])
    assert kept.exif is None
    assert told == (messages.METADATA_BROKEN,)
    assert kept.xmp == updated_xmp(XMP, Size(8, 8))[0]
    assert kept.dpi == (None if name == "webp" else pytest.approx((300, 300), abs=0.02))
    assert len(kept.chunks) == (name == "png")


@pytest.mark.parametrize("comment", [b"A comment", "Größe".encode(), "Größe".encode("latin-1"), b"  \0"])
@pytest.mark.parametrize("source", ["a.jpg", "a.gif"])
def test_a_comment_is_kept_where_there_is_a_place_for_it(source: str, comment: bytes, tmp_path: Path) -> None:
    path = tmp_path / source
    Image.new("L", (4, 4)).save(path, comment=comment)
    found = decode(path).metadata
    text = "" if not comment.strip(b"\0 ") else "A comment" if comment.isascii() else "Größe"
    for name, told in (("png", ()), ("jpg", ()), ("webp", ("Comment",) if text else ())):
        target, format = tmp_path / f"b.{name}", BY_NAME[name]
        kept, lost = for_result(found, Size(4, 4), format)
        assert lost == tuple(messages.METADATA_DROPPED.format(format=format.title, what=what) for what in told)
        encode(np.zeros((4, 4, 3), np.uint8), format, target, None, kept)
        with Image.open(target) as picture:
            said = picture.info.get("Comment") or (picture.info.get("comment") or b"").decode()
        assert said == ("" if told else text)


def test_a_comment_that_is_too_long_for_a_jpeg_is_told() -> None:
    long = Metadata(chunks=((b"tEXt", b"Comment\0" + b"a" * 66_000),))
    assert for_result(long, Size(4, 4), BY_NAME["jpg"]) == (
        Metadata(),
        (messages.METADATA_DROPPED.format(format="JPEG", what="Comment"),),
    )


def of_shape(path: Path, across: int, down: int) -> Path:
    """A file that states pixels per unit across and down, but not the unit."""
    picture = Image.new("RGB", (20, 16))
    if path.suffix == ".tif":
        picture.save(path, tiffinfo={282: float(across), 283: float(down), 296: 1})
    elif path.suffix == ".png":
        picture.save(path)
        insert(path, 33, packed(b"pHYs", struct.pack(">IIB", across, down, 0)))
    else:
        picture.save(path)
        content = bytearray(path.read_bytes())
        content[13:18] = struct.pack(">BHH", 0, across, down)
        path.write_bytes(content)
    return path


@pytest.mark.parametrize("target", ["png", "jpg", "tif", "webp", "avif"])
@pytest.mark.parametrize("source", ["png", "jpg", "tif"])
@pytest.mark.parametrize(("across", "down"), [(300, 300), (300, 150), (1, 2)])
def test_a_resolution_without_a_unit_is_the_shape_of_a_pixel(
    across: int, down: int, source: str, target: str, tmp_path: Path
) -> None:
    found = decode(of_shape(tmp_path / f"a.{source}", across, down)).metadata
    is_square = across == down
    assert (found.dpi, found.aspect) == (None, None if is_square else (across, down))
    format = next(format for format in FORMATS if f".{target}" in format.suffixes)
    kept, told = for_result(found, Size(20, 16), format)
    holds = target in ("png", "jpg", "tif")
    what = messages.METADATA_DROPPED.format(format=format.title, what=messages.PIXEL_SHAPE)
    assert told == (() if is_square or holds else (what,))
    encode(np.zeros((16, 20, 3), np.uint8), format, tmp_path / f"b.{target}", None, kept)
    again = decode(tmp_path / f"b.{target}").metadata
    assert again.dpi is None
    if is_square or not holds:
        assert again.aspect is None
    else:
        assert again.aspect is not None
        assert abs(again.aspect[0] / again.aspect[1] - across / down) < 1e-3
