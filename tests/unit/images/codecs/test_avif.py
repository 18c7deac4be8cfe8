import struct
from pathlib import Path

import cv2
import numpy as np
import pytest

from tests.corpus.kinds import parsed
from tests.unit.images.codecs.test_iso_media import with_space
from upscaler.errors import VerificationError
from upscaler.geometry import Size
from upscaler.images.decode import decode
from upscaler.images.encode import encode
from upscaler.images.formats import BY_NAME
from upscaler.images.frames import read_frames
from upscaler.images.header import read_header
from upscaler.images.metadata import Metadata
from upscaler.images.verify import verify_file


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


@pytest.mark.parametrize("sampling", ["444", "gray"])
@pytest.mark.parametrize("rotation", ["none", "1"])
def test_the_part_that_is_seen_is_cut_out_before_it_is_turned(rotation: str, sampling: str, tmp_path: Path) -> None:
    kind, recipe = parsed(f"avif crop=part rotation={rotation} sampling={sampling} size=37x23")
    made = kind.make(recipe)
    (tmp_path / "a.avif").write_bytes(made.content)
    (wanted,) = made.frames
    found, header = decode(tmp_path / "a.avif"), read_header(tmp_path / "a.avif")
    assert found.pixels.shape == wanted.shape == ((29, 17) if rotation == "1" else (17, 29)) + wanted.shape[2:]
    assert header.size == found.size
    assert np.abs(found.pixels.astype(int) - wanted).mean() < 2


@pytest.mark.parametrize("alpha", ["none", "slope"])
def test_the_part_of_an_animation_that_is_seen(alpha: str, tmp_path: Path) -> None:
    kind, recipe = parsed(f"avis crop=part frames=3 size=37x23 alpha={alpha}")
    made = kind.make(recipe)
    (tmp_path / "a.avif").write_bytes(made.content)
    assert read_header(tmp_path / "a.avif").size == decode(tmp_path / "a.avif").size == Size(29, 17)
    found = [frame.pixels for frame, _ in read_frames(tmp_path / "a.avif")]
    for pixels, wanted in zip(found, made.frames, strict=True):
        assert np.abs(pixels[:, :, : wanted.shape[2]].astype(int) - wanted).mean() < 2


@pytest.mark.parametrize("numbers", [(29, 0), (40, 1), (29, 1, 17, 1, 30, 1), (-29, 1), (0, 1)])
def test_a_part_that_makes_no_sense_is_overlooked(numbers: tuple[int, ...], tmp_path: Path) -> None:
    kind, recipe = parsed("avif crop=part size=37x23")
    content = bytearray(kind.make(recipe).content)
    struct.pack_into(f">{len(numbers)}i", content, content.index(b"clap") + 4, *numbers)
    (tmp_path / "a.avif").write_bytes(content)
    assert decode(tmp_path / "a.avif").size == read_header(tmp_path / "a.avif").size == Size(37, 23)


@pytest.mark.parametrize("depth", ["10", "12"])
@pytest.mark.parametrize("how", ["exif=6", "grid=across", "exif=6 colours=icc", "place=split exif=1", "place=before"])
def test_more_than_8_bits_whatever_belongs_to_the_picture(how: str, depth: str, tmp_path: Path) -> None:
    kind, recipe = parsed(f"avif depth={depth} sampling=420 size=64x64 {how}")
    made = kind.make(recipe)
    (tmp_path / "a.avif").write_bytes(made.content)
    found = decode(tmp_path / "a.avif")
    assert found.is_high_bit_depth
    assert found.warnings == ()
    assert np.abs(found.pixels.astype(int) - made.frames[0]).mean() < 4 * 257


@pytest.mark.parametrize("length", [2**20, 2**20 + 1])
def test_depth_that_is_told_far_behind_the_pixels(length: int, tmp_path: Path) -> None:
    kind, recipe = parsed("avif depth=10 sampling=420 size=64x64 place=before")
    made = kind.make(recipe)
    (tmp_path / "a.avif").write_bytes(with_space(made.content, length))
    found = decode(tmp_path / "a.avif")
    assert read_header(tmp_path / "a.avif").bits == 10
    assert found.is_high_bit_depth
    assert np.abs(found.pixels.astype(int) - made.frames[0]).mean() < 4 * 257


@pytest.mark.parametrize("channels", [1, 3, 4])
@pytest.mark.parametrize("xmp", [None, b"<x/>" * 9, b"<x/>" * 900])
def test_what_is_written_can_be_checked_whatever_belongs_to_it(
    xmp: bytes | None, channels: int, tmp_path: Path
) -> None:
    """OpenCV looks at the first 500 bytes, which may end in the middle of what it looks for."""
    canvas = np.random.default_rng(0).integers(0, 256, (24, 32, channels), np.uint8)
    avif, path = BY_NAME["avif"], tmp_path / "a.avif"
    encode(canvas, avif, path, None, Metadata(xmp=xmp), 90)
    verify_file(path, avif, canvas, 90)
    with pytest.raises(VerificationError, match="different pixels"):
        verify_file(path, avif, 255 - canvas, 90)
    path.write_bytes(path.read_bytes()[:-9])
    with pytest.raises(VerificationError, match="cannot be read"):
        verify_file(path, avif, canvas, 90)
