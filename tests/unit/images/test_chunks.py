import struct
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from tests.unit.images.codecs.test_png import chunk, png
from tests.unit.images.test_exif import camera
from upscaler import messages
from upscaler.images.chunks import Chunk, display_name, kept_chunks
from upscaler.images.decode import decode
from upscaler.images.exif import PREFIX
from upscaler.options import UpscaleOptions
from upscaler.pipeline import upscale_file
from upscaler.progress import Progress
from upscaler.target_size import TargetSize

LINEAR: Chunk = (b"gAMA", struct.pack(">I", 100_000))
WIDE: Chunk = (b"cHRM", struct.pack(">8I", 31_270, 32_900, 68_000, 32_000, 26_500, 69_000, 15_000, 6_000))
P3: Chunk = (b"cICP", b"\x0c\x0d\0\1")
TEXTS: tuple[Chunk, ...] = (
    (b"tEXt", b"Title\0A title"),
    (b"iTXt", b"Author\0\0\0\0\0" + "Jürgen".encode()),
    (b"zTXt", b"Description\0\0" + b"any bytes"),
)
ALL = (LINEAR, WIDE, P3, *TEXTS)
RAW: Chunk = (b"zTXt", b"Raw profile type exif\0\0any")


def raw(kind: str, data: bytes) -> Chunk:
    """As ImageMagick writes it."""
    return b"tEXt", f"Raw profile type {kind}\0\n{kind}\n{len(data):8}\n{data.hex()}\n".encode()


def written(path: Path, *chunks: Chunk, deep: bool = False) -> Path:
    if deep:
        path.write_bytes(png(np.full((16, 20, 3), 30_000, np.uint16)))
    else:
        Image.new("RGB", (20, 16), "teal").save(path, "PNG")
    data = path.read_bytes()
    path.write_bytes(data[:33] + b"".join(chunk(*one) for one in chunks) + data[33:])
    return path


def kept(path: Path) -> tuple[Chunk, ...]:
    with path.open("rb") as file:
        return kept_chunks(file)


@pytest.mark.parametrize("deep", [False, True])
@pytest.mark.parametrize("strip", [False, True])
def test_png_to_png(strip: bool, deep: bool, tmp_path: Path) -> None:
    source, target = written(tmp_path / "a.png", *ALL, RAW, deep=deep), tmp_path / "b.png"
    result = upscale_file(source, target, UpscaleOptions(TargetSize(2), strip_metadata=strip), Progress())
    assert result.warnings == ()
    assert kept(target) == (LINEAR, WIDE, P3, *(() if strip else TEXTS))
    assert decode(target).is_high_bit_depth is deep


@pytest.mark.parametrize("strip", [False, True])
def test_elsewhere_they_are_lost_and_named(strip: bool, tmp_path: Path) -> None:
    source = written(tmp_path / "a.png", *ALL)
    options = UpscaleOptions(TargetSize(2), strip_metadata=strip)
    what = "gAMA, cHRM, cICP" + ("" if strip else ", Title, Author, Description")
    assert upscale_file(source, tmp_path / "b.jpg", options, Progress()).warnings == (
        messages.METADATA_DROPPED.format(format="JPEG", what=what),
    )


def test_what_says_nothing_or_does_not_count(tmp_path: Path) -> None:
    usual = (b"gAMA", struct.pack(">I", 45_455))
    assert kept(written(tmp_path / "a.png", usual, RAW)) == ()
    assert kept(written(tmp_path / "a.png", LINEAR, (b"sRGB", b"\0"), TEXTS[0])) == (TEXTS[0],)
    assert kept(written(tmp_path / "a.png", LINEAR, (b"iCCP", b"\0"))) == ()


def test_damage_is_left_out(tmp_path: Path) -> None:
    path = written(tmp_path / "a.png", *TEXTS)
    whole = path.read_bytes()
    path.write_bytes(whole.replace(b"A title", b"B title"))  # its checksum is wrong
    assert kept(path) == TEXTS[1:]
    for cut in range(len(whole)):
        path.write_bytes(whole[:cut])
        assert kept(path) == TEXTS[: len(kept(path))]
    path.write_bytes(whole[:33] + struct.pack(">I4s", 0xFFFF_FFFF, b"tEXt") + whole[33:])
    assert kept(path) == ()
    assert display_name((b"tEXt", b"Ti\x1btle\0A title")) == "Title"


@pytest.mark.parametrize("kind", ["exif", "APP1"])
def test_what_imagemagick_keeps_in_texts(kind: str, tmp_path: Path) -> None:
    blocks = b"8BIM\4\x25\0\0\0\0\0\2ab8BIM\4\4\0\0\0\0\0\3abc\0"
    texts = (raw(kind, PREFIX + camera()), raw("xmp", b"<x:xmpmeta/>"), raw("iptc", blocks), raw("other", b"more"))
    found = decode(written(tmp_path / "a.png", *texts)).metadata
    assert (found.exif, found.xmp, found.iptc) == (camera(), b"<x:xmpmeta/>", b"abc")
    assert found.chunks == texts[-1:]


def test_what_imagemagick_kept_and_is_damaged_is_told(tmp_path: Path) -> None:
    source = written(tmp_path / "a.png", (b"tEXt", raw("exif", camera())[1][:60] + b"zz"))
    options = UpscaleOptions(TargetSize(2))
    assert upscale_file(source, tmp_path / "b.png", options, Progress()).warnings == (messages.METADATA_BROKEN,)
