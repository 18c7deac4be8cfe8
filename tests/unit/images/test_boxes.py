import io
import struct
from pathlib import Path
from unittest.mock import patch

import numpy as np
import pytest
from PIL import Image

from tests.unit.images.test_exif import camera
from upscaler.images.bitmap import Pixels
from upscaler.images.boxes import Jp2Header, boxes, has_all_boxes, item_properties
from upscaler.images.colour import srgb
from upscaler.images.decode import decode
from upscaler.images.header import read_header

XMP, IPTC = b"<x:xmpmeta xmlns:x='adobe:ns:meta/'/>", b"\x1c\x02\x50\0\x05Alice"


def box(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I4s", 8 + len(content), kind) + content


def jp2(pixels: Pixels) -> bytes:
    """A JPEG 2000 file with everything that it can contain."""
    plain = io.BytesIO()
    Image.fromarray(pixels).save(plain, "JPEG2000")
    whole = plain.getvalue()
    found = []
    for kind, start, end in boxes(plain, 0, len(whole)):
        content = whole[start:end]
        if kind == b"jp2h":
            (size,) = (end - start for inner, start, end in boxes(plain, start, end) if inner == b"ihdr")
            content = content[: 8 + size] + box(b"colr", b"\2\0\0" + srgb())
        found.append(box(kind, content))
    blocks = (
        (bytes.fromhex("be7acfcb97a942e89c71999491e3afac"), XMP),
        (bytes.fromhex("33c7a4d2b81d4723a0baf1a3e097ad38"), IPTC),
        (b"JpgTiffExif->JP2", camera()),
        (bytes(16), b"of someone else"),
    )
    return b"".join([*found[:-1], *(box(b"uuid", name + data) for name, data in blocks), found[-1]])


def test_what_belongs_to_a_jpeg_2000_file(photo: Pixels, tmp_path: Path) -> None:
    path = tmp_path / "a.jp2"
    path.write_bytes(jp2(photo))
    found = decode(path)
    assert found.icc_profile == srgb()
    assert (found.metadata.exif, found.metadata.xmp, found.metadata.iptc) == (camera(), XMP, IPTC)
    assert found.warnings == ()
    assert np.array_equal(found.pixels, np.rot90(photo, -1))  # the camera was rotated
    assert read_header(path).size == found.size


def test_a_box_may_lie_about_its_length() -> None:
    uuid = bytes.fromhex("be7acfcb97a942e89c71999491e3afac")
    assert Jp2Header.of(io.BytesIO(struct.pack(">I4sQ", 1, b"uuid", 1 << 62) + uuid + XMP)).blocks == {"xmp": XMP}
    assert Jp2Header.of(io.BytesIO(struct.pack(">I4s", 8 + 100, b"uuid"))).blocks == {}


def test_boxes_of_a_jpeg_2000_file_are_looked_at_once(photo: Pixels, tmp_path: Path) -> None:
    path = tmp_path / "a.jp2"
    path.write_bytes(jp2(photo))
    with patch.object(Jp2Header, "of", side_effect=Jp2Header.of) as of:
        decode(path)
    assert of.call_count == 1


@pytest.mark.parametrize(
    ("data", "whole"),
    [
        (box(b"free", b"abc") + box(b"mdat", b""), True),
        (box(b"free", b"abc") + bytes(4) + b"mdat to the end", True),
        (struct.pack(">I4sQ", 1, b"free", 19) + b"abc" + box(b"mdat", b""), True),
        (box(b"free", b"abc") + box(b"mdat", b"abc")[:-1], False),
        (box(b"free", b"abc") + struct.pack(">I4s", 7, b"free"), False),
        (struct.pack(">I4sQ", 1, b"free", 15) + box(b"mdat", b""), False),
    ],
)
def test_files_that_are_as_long_as_they_say(data: bytes, whole: bool) -> None:
    assert has_all_boxes(io.BytesIO(data)) == whole


@pytest.mark.parametrize("wide", [False, True])
def test_properties_are_those_of_the_picture_that_is_meant(wide: bool) -> None:
    known = box(b"ispe", b"first") + box(b"clap", b"of another") + box(b"clap", b"of this") + box(b"ispe", b"second")
    entries = [(1, [1, 2]), (300, [0, 3, 4])]
    links = bytes((0, 0, 0, wide)) + struct.pack(">I", len(entries))
    for item, numbers in entries:
        kind, needed = ("H", 0x8000) if wide else ("B", 0x80)
        links += struct.pack(f">HB{len(numbers)}{kind}", item, len(numbers), *(number | needed for number in numbers))
    inner = box(b"pitm", bytes(4) + struct.pack(">H", 300))
    inner += box(b"iprp", box(b"ipco", known) + box(b"ipma", links))
    file = io.BytesIO(box(b"ftyp", b"avif") + box(b"meta", bytes(4) + inner) + box(b"mdat", b"pixels"))
    assert item_properties(file) == {b"clap": b"of this", b"ispe": b"second"}
    assert item_properties(io.BytesIO(box(b"ftyp", b"avif"))) == {}
