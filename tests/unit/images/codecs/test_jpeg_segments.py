import io
import struct
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from upscaler import messages
from upscaler.errors import BrokenPictureError, UnsupportedPixelsError
from upscaler.images.bitmap import Pixels
from upscaler.images.colour import srgb
from upscaler.images.decode import decode
from upscaler.images.header import read_header


def jpeg(photo: Pixels, **options: Any) -> bytes:
    file = io.BytesIO()
    Image.fromarray(photo).save(file, "JPEG", **options)
    return file.getvalue()


def segment(marker: int, data: bytes) -> bytes:
    return struct.pack(">BBH", 0xFF, marker, len(data) + 2) + data


@pytest.mark.parametrize("mode", ["L", "RGB", "CMYK"])
@pytest.mark.parametrize(
    "options", [{}, {"progressive": True}, {"quality": 10}, {"restart_marker_blocks": 2}, {"subsampling": 2}]
)
@pytest.mark.parametrize("missing", [1, 2])
def test_a_file_that_lacks_only_its_end_is_whole(
    missing: int, options: dict[str, Any], mode: str, photo: Pixels, tmp_path: Path
) -> None:
    path, content = tmp_path / "a.jpg", jpeg(np.asarray(Image.fromarray(photo).convert("RGB")), **options)
    if mode != "RGB":
        file = io.BytesIO()
        Image.fromarray(photo).convert(mode).save(file, "JPEG", **options)
        content = file.getvalue()
    path.write_bytes(content)
    whole = decode(path)
    path.write_bytes(content[:-missing])
    found = decode(path)
    assert np.array_equal(found.pixels, whole.pixels)
    assert found.warnings == whole.warnings


@pytest.mark.parametrize("options", [{}, {"progressive": True}])
@pytest.mark.parametrize("missing", [12, 40, 400])
def test_one_that_lacks_more_is_not(missing: int, options: dict[str, Any], photo: Pixels, tmp_path: Path) -> None:
    (tmp_path / "a.jpg").write_bytes(jpeg(photo, **options)[:-missing])
    with pytest.raises(BrokenPictureError):
        decode(tmp_path / "a.jpg")
    assert messages.TRUNCATED in decode(tmp_path / "a.jpg", allow_truncated=True).warnings


@pytest.mark.parametrize(
    ("marker", "data"),
    [
        *((0xE0, b"JFIF"), (0xE0, b"JFIF\0"), (0xE0, b"JFIF\0\1"), (0xEE, b"Adobe"), (0xEE, b"Adobe\0")),
        *((0xE2, b"ICC_PROFILE\0"), (0xE2, b"ICC_PROFILE\0\1"), (0xE1, b"Exif\0\0")),
        (0xED, b"Photoshop 3.0\0008BIM\4\4"),
        *((0xE1, b"Exif"), (0xE2, b"MPF\0"), (0xE1, b"http://ns.adobe.com/xap/1.0/\0"), (0xE0, b""), (0xFE, b"")),
    ],
)  # fmt: skip
def test_segments_that_are_too_short_to_say_anything(marker: int, data: bytes, photo: Pixels, tmp_path: Path) -> None:
    content, path = jpeg(photo), tmp_path / "a.jpg"
    path.write_bytes(content)
    wanted = decode(path)
    path.write_bytes(content[:2] + segment(marker, data) + content[2:])
    found = decode(path)
    assert np.array_equal(found.pixels, wanted.pixels)
    assert found.metadata.dpi is None
    assert read_header(path).size == found.size
    assert set(found.warnings) <= {messages.PROFILE_BROKEN}
    path.write_bytes(path.read_bytes()[:-2])  # nor does it then lack more than its end
    assert np.array_equal(decode(path).pixels, wanted.pixels)


def test_a_profile_of_which_a_part_is_missing_is_told(photo: Pixels, tmp_path: Path) -> None:
    profile = srgb() + bytes(70_000)
    content = jpeg(photo, icc_profile=profile)
    at = content.index(b"ICC_PROFILE\0\2") - 4
    length = struct.unpack_from(">H", content, at + 2)[0]
    (tmp_path / "a.jpg").write_bytes(content[:at] + content[at + 2 + length :])
    found = decode(tmp_path / "a.jpg")
    assert (found.icc_profile, found.warnings) == (None, (messages.PROFILE_BROKEN,))


@pytest.mark.parametrize(("bits", "components"), [(12, 1), (12, 3), (16, 1), (8, 2), (8, 5)])
def test_frames_that_are_not_supported_are_not_called_damaged(
    bits: int, components: int, photo: Pixels, tmp_path: Path
) -> None:
    content = bytearray(jpeg(photo[:, :, 0] if components == 1 else photo))
    at = content.index(b"\xff\xc0")
    content[at + 4], content[at + 9] = bits, components
    (tmp_path / "a.jpg").write_bytes(content)
    for tolerant in (False, True):
        with pytest.raises(UnsupportedPixelsError, match=f"{components} samples of {bits} bits"):
            decode(tmp_path / "a.jpg", allow_truncated=tolerant)
