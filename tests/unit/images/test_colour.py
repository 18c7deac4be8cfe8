import io
import struct
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageCms

from upscaler import messages
from upscaler.images import colour
from upscaler.images.decode import decode

RELATIVE, BLACK_POINT = ImageCms.Intent.RELATIVE_COLORIMETRIC, ImageCms.Flags.BLACKPOINTCOMPENSATION


def test_a_profile_fits_pixels_of_its_space() -> None:
    assert colour.fitting(colour.srgb(), 3) == (colour.srgb(), ())
    assert colour.fitting(colour.srgb(), 2) == (None, (messages.PROFILE_DROPPED,))
    assert colour.fitting(b"nonsense", 4) == (None, (messages.PROFILE_DROPPED,))
    assert colour.fitting(None, 1) == (None, ())
    assert colour.space(colour.srgb()) == b"RGB "


@pytest.mark.parametrize("extension", ["jpg", "tif"])
def test_cmyk_without_a_profile_is_an_estimate(extension: str, tmp_path: Path) -> None:
    path = tmp_path / f"a.{extension}"
    Image.new("CMYK", (16, 16), (0, 255, 255, 0)).save(path)
    found = decode(path)
    assert found.warnings == (messages.CMYK_GUESSED,)
    assert colour.space(found.icc_profile) == b"RGB "
    assert np.abs(found.pixels[8, 8].astype(int) - (255, 0, 0)).max() < 6


def test_ycck_as_photoshop_writes_it(tmp_path: Path) -> None:
    """The same four channels, marked as luma, two of chroma, and black (Adobe technical note 5116)."""
    red = Image.merge("CMYK", [Image.new("L", (16, 16), value) for value in (76, 84, 255, 0)])
    path = tmp_path / "a.jpg"
    red.save(path, quality=100, subsampling=0)
    content = bytearray(path.read_bytes())
    content[content.index(b"Adobe") + 11] = 2
    path.write_bytes(content)
    found = decode(path)
    assert np.abs(found.pixels[8, 8].astype(int) - (255, 0, 0)).max() < 6
    assert found.warnings == (messages.CMYK_GUESSED,)


def cmyk_profile() -> bytes:
    """An invented press profile: the Lab lightness is the complement of the amount of ink (ICC.1, lut8Type)."""
    grid = np.indices((2, 2, 2, 2)).reshape(4, -1).T
    c, m, y, k = grid.T
    light = (1 - (0.3 * c + 0.4 * m + 0.1 * y).clip(0, 1)) * (1 - k)
    lab = np.stack([light * 255, 128 + 60 * (m - c) * (1 - k), 128 + 60 * (y - 0.3 * m) * (1 - k)], axis=1)
    identity = np.eye(3) * 65_536
    ramp = bytes(range(256))
    lut = b"mft1" + bytes(4) + bytes([4, 3, 2, 0]) + identity.astype(">i4").tobytes() + ramp * 4
    lut += lab.clip(0, 255).astype(np.uint8).tobytes() + ramp * 3
    white = b"XYZ " + bytes(4) + np.array([0.9642, 1, 0.8249]).__mul__(65_536).astype(">i4").tobytes()
    text = b"desc" + bytes(4) + (5).to_bytes(4, "big") + b"test\0" + bytes(78 + 1)
    note = b"text" + bytes(4) + b"none\0\0\0\0"
    tags, body, start = b"", b"", 128 + 4 + 12 * 4
    for name, data in ((b"A2B0", lut), (b"wtpt", white), (b"desc", text), (b"cprt", note)):
        data += bytes(-len(data) % 4)
        tags += name + (start + len(body)).to_bytes(4, "big") + len(data).to_bytes(4, "big")
        body += data
    size = (start + len(body)).to_bytes(4, "big")
    header = size + bytes(4) + b"\x02\x40\0\0prtrCMYKLab " + bytes(12) + b"acsp" + bytes(28)
    header += np.array([0.9642, 1, 0.8249]).__mul__(65_536).astype(">i4").tobytes()
    return header.ljust(128, b"\0") + (4).to_bytes(4, "big") + tags + body


@pytest.mark.parametrize("extension", ["jpg", "tif"])
def test_cmyk_goes_through_its_profile(extension: str, tmp_path: Path) -> None:
    profile = cmyk_profile()
    inks = {"paper": (0, 0, 0, 0), "magenta": (0, 255, 0, 0), "yellow": (0, 0, 255, 0), "gray": (0, 0, 0, 128)}
    picture = Image.new("CMYK", (64, 16))
    for index, ink in enumerate(inks.values()):
        picture.paste(ink, (16 * index, 0, 16 * index + 16, 16))
    picture.save(tmp_path / f"a.{extension}", icc_profile=profile, quality=100)
    found = decode(tmp_path / f"a.{extension}")
    assert found.warnings == (messages.CMYK_CONVERTED.format(space="CMYK"),)
    paper, magenta, yellow, gray = (found.pixels[8, 8 + 16 * index].astype(int) for index in range(4))
    assert paper.min() > 250
    assert magenta[0] > magenta[1] + 40
    assert yellow[2] < yellow[0] - 40
    assert np.ptp(gray) < 6
    expected = ImageCms.profileToProfile(
        picture,
        ImageCms.ImageCmsProfile(io.BytesIO(profile)),
        ImageCms.createProfile("sRGB"),
        RELATIVE,
        "RGB",
        flags=BLACK_POINT,
    )
    assert expected is not None
    assert np.abs(found.pixels.astype(int) - np.asarray(expected)).mean() < 2


def test_lab_becomes_srgb(tmp_path: Path) -> None:
    Image.new("LAB", (8, 8), (255, 128, 128)).save(tmp_path / "white.tif")
    Image.new("LAB", (8, 8), (136, 208, 195)).save(tmp_path / "red.tif")
    assert decode(tmp_path / "white.tif").pixels.min() > 250
    red = decode(tmp_path / "red.tif")
    assert red.warnings == (messages.CMYK_CONVERTED.format(space="Lab"),)
    assert np.abs(red.pixels[0, 0].astype(int) - (255, 0, 0)).max() < 25


def test_a_palette_of_grays_with_an_rgb_profile_stays_rgb(tmp_path: Path) -> None:
    picture = Image.new("P", (4, 4))
    picture.putpalette([9, 9, 9, 99, 99, 99])
    picture.save(tmp_path / "a.png", icc_profile=colour.srgb())
    found = decode(tmp_path / "a.png")
    assert found.channels == 3
    assert found.icc_profile == colour.srgb()


def made(length: int, told: int, version: int = 4) -> bytes:
    """A profile with one tag, stored after the table."""
    header = struct.pack(">I4xB", told, version).ljust(36, b"\0") + b"acsp"
    data = header.ljust(84, b"\0") + bytes(range(16)) + bytes(28) + struct.pack(">I4sII", 1, b"desc", 144, 16)
    return data + bytes(range(length - len(data)))


@pytest.mark.parametrize(
    ("length", "told", "version", "wanted"),
    [
        *((160, 160, 4, 160), (162, 160, 4, 160), (162, 162, 4, 164), (162, 162, 2, 162), (160, 170, 4, 160)),
        *((160, 0, 4, 160), (161, 0, 2, 164), (170, 150, 4, 160)),  # what the tag needs is kept
    ],
)
def test_a_profile_is_as_long_as_it_says(length: int, told: int, version: int, wanted: int) -> None:
    profile = made(length, told, version)
    found = colour.mended(profile)
    assert found is not None
    assert len(found) == wanted
    assert found[:4] == struct.pack(">I", wanted)
    assert found[100:160] == profile[100:160]
    assert (found == profile) is (length == told == wanted)


def test_what_is_no_profile_is_left_alone() -> None:
    assert colour.mended(None) is None
    assert colour.mended(b"short") == b"short"
    assert colour.mended(bytes(128) + b"\xff" * 40) is not None
