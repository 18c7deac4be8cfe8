import errno
import os
import struct
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageCms

from tests.unit.images.test_exif import camera
from upscaler import messages
from upscaler.errors import EncodeError
from upscaler.geometry import Size
from upscaler.images.bitmap import Bitmap, Pixels
from upscaler.images.canvas import RGB_ORDER
from upscaler.images.codecs.base import Codec
from upscaler.images.decode import decode
from upscaler.images.encode import encode
from upscaler.images.exif import PREFIX, without_orientation
from upscaler.images.fitting import fitted
from upscaler.images.formats import BY_NAME, WRITABLE, by_suffix
from upscaler.images.metadata import Metadata
from upscaler.images.verify import verify_file

PROFILE = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
GRAY_PROFILE = PROFILE[:16] + b"GRAY" + PROFILE[20:]  # is copied, not used


def with_channels(photo: Pixels, channels: int) -> Pixels:
    """The photo as gray, gray + alpha, RGB or RGBA, with varying alpha."""
    alpha = np.linspace(0, 255, photo.shape[1]).astype(np.uint8) * np.ones((photo.shape[0], 1), np.uint8)
    colour = photo if channels > 2 else photo[:, :, 1:2]
    return np.dstack([colour, alpha]) if channels in (2, 4) else colour


def as_canvas(pixels: Pixels) -> Pixels:
    return pixels[:, :, RGB_ORDER[pixels.shape[2]]]


@pytest.mark.parametrize("channels", [1, 2, 3, 4])
@pytest.mark.parametrize("name", WRITABLE)
def test_round_trip(name: str, channels: int, photo: Pixels, tmp_path: Path) -> None:
    format = BY_NAME[name]
    if channels in (2, 4) and not format.alpha:
        return
    pixels = np.tile(with_channels(photo, channels), (3, 1, 1))  # more rows than one TIFF strip
    path = tmp_path / f"a{format.suffixes[0]}"
    profile = PROFILE if channels > 2 or name in ("webp", "avif") else GRAY_PROFILE
    profile = GRAY_PROFILE if name == "avif" and channels == 1 else profile
    encode(as_canvas(pixels), format, path, profile)
    found = decode(path)
    assert found.icc_profile == profile
    assert found.has_alpha == (channels in (2, 4))
    if name != "webp" and (name != "avif" or channels != 2):  # which have none
        assert found.channels == channels
    if format.lossless:
        assert np.array_equal(found.pixels, pixels)
    verify_file(path, format, as_canvas(pixels))


def test_a_tiff_from_4_gb_is_a_bigtiff(photo: Pixels, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("upscaler.images.codecs.tiff_pages._BIGTIFF_FROM", 100)
    encode(as_canvas(photo), BY_NAME["tiff"], tmp_path / "a.tif", None)
    assert (tmp_path / "a.tif").read_bytes()[2] == 43
    assert np.array_equal(decode(tmp_path / "a.tif").pixels, photo)


@pytest.mark.parametrize("name", WRITABLE)
def test_a_disk_that_refuses_is_an_error(name: str, photo: Pixels) -> None:
    format: Codec = BY_NAME[name]
    with pytest.raises(EncodeError):
        encode(as_canvas(photo), format, Path(f"/nowhere/a{format.suffixes[0]}"), None)


@pytest.mark.parametrize("name", ["tiff", "avif", "webp"])
def test_what_the_system_says_is_told_without_its_number(name: str, photo: Pixels) -> None:
    with pytest.raises(EncodeError) as caught:
        encode(as_canvas(photo), BY_NAME[name], Path(f"/nowhere/a{BY_NAME[name].suffixes[0]}"), None)
    assert caught.value.reason == os.strerror(errno.ENOENT)


@pytest.mark.posix
@pytest.mark.parametrize("name", WRITABLE)
def test_a_file_whose_end_finds_no_room_is_an_error(name: str, photo: Pixels, tmp_path: Path) -> None:
    """The last bytes are often written only when a file is closed."""
    import resource

    format: Codec = BY_NAME[name]
    path, canvas = tmp_path / f"a{format.suffixes[0]}", as_canvas(photo)
    encode(canvas, format, path, None)
    before, largest = resource.getrlimit(resource.RLIMIT_FSIZE), path.stat().st_size - 100
    path.unlink()
    resource.setrlimit(resource.RLIMIT_FSIZE, (largest, before[1]))
    try:
        with pytest.raises(EncodeError):
            encode(canvas, format, path, None)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def test_the_encoder_does_not_warn(capfd: pytest.CaptureFixture[str], photo: Pixels, tmp_path: Path) -> None:
    for name in WRITABLE:
        encode(as_canvas(photo), BY_NAME[name], tmp_path / f"a{BY_NAME[name].suffixes[0]}", PROFILE)
    assert capfd.readouterr().err == ""


@pytest.mark.parametrize("kind", [2, 5, 7, 11])  # text, fraction, bytes, float
def test_exif_data_goes_into_files_as_it_is(kind: int, photo: Pixels, tmp_path: Path) -> None:
    """Including a tag of an unexpected type, which makes libraries that rewrite it fail or move it."""
    entries = struct.pack(">HHII", 0x010F, kind, 1, 50), struct.pack(">HHIHH", 0x0112, 3, 1, 1, 0)
    unit = struct.pack(">HHI4s", 0x0128, 2, 2, b"2")
    exif = b"MM\0*\0\0\0\x08" + struct.pack(">H", 3) + b"".join(entries) + unit + bytes(4) + b"12345678note"
    for name in ("png", "jpg", "webp", "avif"):
        path = tmp_path / f"a.{name}"
        encode(as_canvas(photo), BY_NAME[name], path, None, Metadata(exif=exif))
        with Image.open(path) as picture:
            found = picture.info["exif"].removeprefix(PREFIX)
        assert found == (without_orientation(exif) if name == "avif" else exif)


def long_profile(length: int) -> bytes:
    """A profile as long as one with tables."""
    return struct.pack(">I", length) + PROFILE[4:] + bytes(length - len(PROFILE))


@pytest.mark.parametrize("length", [65_516, 65_520, 70_000, 131_040, 2_000_000])
@pytest.mark.parametrize("name", WRITABLE)
def test_long_profiles(name: str, length: int, tmp_path: Path) -> None:
    format = BY_NAME[name]
    path = tmp_path / f"a{format.suffixes[0]}"
    canvas = np.full((16, 20, 3), 100, np.uint8)
    encode(canvas, format, path, profile := long_profile(length))
    verify_file(path, format, canvas)
    assert decode(path).icc_profile == profile
    with Image.open(path) as picture:
        assert picture.info["icc_profile"] == profile


@pytest.mark.parametrize("channels", [1, 2, 3, 4])
def test_a_profile_that_tells_another_length_is_written_into_a_png(channels: int, tmp_path: Path) -> None:
    profile = PROFILE if channels > 2 else GRAY_PROFILE
    canvas = np.full((16, 20, channels), 100, np.uint8)
    encode(canvas, BY_NAME["png"], tmp_path / "a.png", profile + bytes(2))
    assert decode(tmp_path / "a.png").icc_profile == profile


def test_a_profile_that_a_jpeg_cannot_hold_is_left_out_and_told(tmp_path: Path) -> None:
    bitmap = Bitmap(np.zeros((4, 5, 3), np.uint8), long_profile(255 * 65_519 + 4))
    fit = fitted(bitmap, bitmap.size, BY_NAME["jpg"])
    assert fit.bitmap.icc_profile is None
    assert fit.warnings == (messages.METADATA_DROPPED.format(format="JPEG", what="ICC"),)
    assert fitted(bitmap, bitmap.size, BY_NAME["png"]).bitmap.icc_profile is not None


@pytest.mark.parametrize(
    "suffix", [suffix for format in BY_NAME.values() if format.writable for suffix in format.suffixes]
)
@pytest.mark.parametrize("channels", [1, 3])
def test_every_ending_of_ours(channels: int, suffix: str, photo: Pixels, tmp_path: Path) -> None:
    path, canvas = tmp_path / f"a{suffix.upper()}", np.ascontiguousarray(photo[:, :, :channels])
    format = by_suffix(path.suffix)
    assert format is not None
    encode(
        canvas,
        format,
        path,
        PROFILE if channels == 3 else None,
        Metadata(without_orientation(camera()), dpi=(300.0, 300.0)),
    )
    verify_file(path, format, canvas)
    found = decode(path)
    assert (found.kind, found.size) == (format.name, Size(60, 40))
    assert found.metadata.exif is not None
