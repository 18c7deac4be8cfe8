import io
import random
import struct
from pathlib import Path

import tifffile
from PIL import ExifTags, Image, TiffImagePlugin

from upscaler.geometry import Size
from upscaler.images.bitmap import Pixels
from upscaler.images.decode import decode
from upscaler.images.encode import encode
from upscaler.images.exif import PREFIX
from upscaler.images.fitting import for_result
from upscaler.images.formats import by_suffix
from upscaler.images.tags import EXIF, GPS, MAIN, Tags, as_exif, packed, read_tags

NAME = "Jürgen".encode() + b"\0"
BIAS = struct.pack("<ii", -1, 3)
DENSITY, SHORTS = (5, struct.pack("<II", 300, 1)), (3, b"\1\0\2\0\3\0")
PLACE = (5, struct.pack("<6I", 48, 1, 8, 1, 3, 0))
THREE: dict[int, Tags] = {  # every type that exists
    MAIN: {282: DENSITY, 283: DENSITY, 296: (3, b"\2\0"), 315: (2, NAME), 50_000: (10, BIAS), 50_001: SHORTS},
    EXIF: {0xA430: (2, NAME), 0x9204: (10, BIAS), 50_002: (12, struct.pack("<d", 1 / 3)), 50_003: (9, b"\xff" * 8)},
    GPS: {1: (2, b"N\0"), 2: PLACE, 50_004: (11, bytes(4)), 50_005: (8, b"\xfe\xff"), 50_006: (1, NAME)},
}


def test_every_type_comes_back_as_it_was() -> None:
    assert read_tags(io.BytesIO(as_exif(THREE))) == THREE
    big = b"II+\0\x08\0\0\0\x10\0\0\0\0\0\0\0" + packed(THREE[MAIN], 16, big=True)
    assert read_tags(io.BytesIO(big))[MAIN] == THREE[MAIN]


def test_others_read_them_and_their_byte_order_does_not_matter() -> None:
    exif = Image.Exif()
    exif.load(as_exif(THREE))
    assert exif[315].encode("latin-1") == NAME[:-1]
    assert exif.get_ifd(ExifTags.IFD.Exif)[0x9204] == TiffImagePlugin.IFDRational(-1, 3)
    exif.endian = ">"
    found = read_tags(io.BytesIO(exif.tobytes().removeprefix(PREFIX)))
    assert found[EXIF][0x9204] == (10, BIAS)
    assert found[MAIN][50_001] == SHORTS


def test_nonsense_is_left_out() -> None:
    whole = as_exif(THREE)
    for cut in range(len(whole)):
        found = read_tags(io.BytesIO(whole[:cut]))
        assert all(tags.items() <= THREE[name].items() for name, tags in found.items())
    rng = random.Random(0)
    for _ in range(2000):
        damaged = bytearray(whole)
        for _ in range(4):
            damaged[rng.randrange(len(damaged))] = rng.choice((0, 1, 0x7F, 0xFF, rng.randrange(256)))
        found = read_tags(io.BytesIO(damaged))
        assert sum(len(value) for tags in found.values() for _, value in tags.values()) <= 3 * len(damaged)


def test_exif_goes_into_tiff_and_out_again_byte_by_byte(photo: Pixels, tmp_path: Path) -> None:
    Image.fromarray(photo).save(tmp_path / "a.jpg", exif=PREFIX + as_exif(THREE))
    for before, after in (("a.jpg", "b.tif"), ("b.tif", "c.tif"), ("c.tif", "d.jpg")):
        format = by_suffix(Path(after).suffix)
        assert format is not None
        kept, told = for_result(decode(tmp_path / before).metadata, Size(60, 40), format)
        assert told == ()
        encode(photo, format, tmp_path / after, None, kept)
    for name in ("b.tif", "c.tif"):
        with (tmp_path / name).open("rb") as file:
            assert read_tags(file) == THREE
        with tifffile.TiffFile(tmp_path / name) as written:
            assert written.pages.first.tags["Artist"].value == "Jürgen"
            assert written.pages.first.tags["ExifTag"].value["CameraOwnerName"] == "Jürgen"
    assert read_tags(io.BytesIO(decode(tmp_path / "d.jpg").metadata.exif or b"")) == THREE
