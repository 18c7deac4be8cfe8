import struct
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from upscaler import messages
from upscaler.errors import BrokenPictureError
from upscaler.images.bitmap import Pixels
from upscaler.images.decode import decode
from upscaler.images.formats import recognise
from upscaler.images.header import read_header

WHOLE = bytes([0, 0, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 64, 0, 48, 0, 24, 0])  # 64 x 48, 24 bits, not compressed


def test_a_header_that_agrees_with_itself() -> None:
    found = recognise(WHOLE)
    assert found is not None
    assert found.name == "tga"


@pytest.mark.parametrize(
    ("at", "value"),
    [(1, 1), (2, 0), (2, 4), (2, 12), (5, 1), (12, 0), (14, 0), (16, 12), (16, 8), (17, 0x80)],
)
def test_one_that_does_not(at: int, value: int) -> None:
    start = bytearray(WHOLE)
    start[at] = value
    assert recognise(bytes(start)) is None
    assert recognise(WHOLE[:17]) is None


@pytest.mark.parametrize("compression", [None, "tga_rle"])
@pytest.mark.parametrize("mode", ["L", "P", "RGB", "RGBA"])
def test_kinds(mode: str, compression: str | None, photo: Pixels, tmp_path: Path) -> None:
    picture = Image.fromarray(photo).convert(mode)
    picture.save(tmp_path / "a.tga", compression=compression)
    wanted = np.asarray(picture.convert("RGB") if mode == "P" else picture).reshape(40, 60, -1)
    assert np.array_equal(decode(tmp_path / "a.tga").pixels, wanted)


def tga(
    pixels: Pixels, depth: int, attributes: int, origin: int = 0x20, rle: bool = False, extension: int | None = None
) -> bytes:
    """Pixels (H, W, C): gray, gray + alpha, RGB or RGBA, as a file with this many bits per pixel and attribute bits.

    The single attribute bit of 16 is set where the picture is transparent, as in GIMP. `origin` has the bits 0x10 (from
    the right) and 0x20 (from the top); `extension` is the type of the attributes.
    """
    height, width, channels = pixels.shape
    rows = pixels[:: 1 if origin & 0x20 else -1, :: -1 if origin & 0x10 else 1]
    if depth in (15, 16) and channels > 2:
        red, green, blue = (rows[:, :, i].astype(np.uint16) >> 3 for i in range(3))
        hidden = (rows[:, :, 3].astype(np.uint16) >> 7) ^ 1 if channels == 4 else np.zeros_like(red)
        data: Pixels = (
            (hidden << 15 | red << 10 | green << 5 | blue).astype("<u2").view(np.uint8).reshape(height, width, 2)
        )
    else:
        data = rows[:, :, [[0], [0, 1], [2, 1, 0], [2, 1, 0, 3]][channels - 1]]
    kind = (3 if channels < 3 else 2) + 8 * rle
    head = bytes((0, 0, kind)) + bytes(9) + struct.pack("<HHBB", width, height, depth, origin | attributes)
    if rle:  # packets of two: one that repeats, one that does not, in turn
        flat = data.reshape(-1, data.shape[2])
        body = b""
        for at in range(0, len(flat), 2):
            same = len(flat) > at + 1 and bool((flat[at] == flat[at + 1]).all())
            body += (
                bytes([0x81]) + flat[at].tobytes()
                if same
                else bytes([len(flat[at : at + 2]) - 1]) + flat[at : at + 2].tobytes()
            )
    else:
        body = np.ascontiguousarray(data).tobytes()
    if extension is None:
        return head + body
    area = bytearray(495)
    area[:2], area[494] = struct.pack("<H", 495), extension
    return head + body + area + struct.pack("<II", len(head + body), 0) + b"TRUEVISION-XFILE.\0"


@pytest.fixture
def steps() -> Pixels:
    """RGBA whose values survive reduction to 5 bits, with an alpha of 0 or 255: (8, 12, 4)"""
    pixels = (np.random.default_rng(3).integers(0, 32, (8, 12, 4)) * 255 // 31).astype(np.uint8)
    pixels[:, :, 3] = np.where(np.indices((8, 12))[1] < 5, 0, 255)
    pixels[2] = pixels[2, :1]
    return pixels


@pytest.mark.parametrize("rle", [False, True])
@pytest.mark.parametrize("origin", [0, 0x10, 0x20, 0x30])
@pytest.mark.parametrize(
    ("depth", "channels", "attributes", "kept"),
    [
        *((8, 1, 0, 1), (16, 2, 8, 2), (16, 2, 0, 1), (15, 3, 0, 3), (16, 3, 0, 3), (16, 4, 0, 3), (16, 4, 1, 4)),
        *((24, 3, 0, 3), (32, 4, 8, 4), (32, 4, 0, 3)),
    ],
)
def test_alpha_is_what_the_header_says_it_is(
    depth: int, channels: int, attributes: int, kept: int, origin: int, rle: bool, steps: Pixels, tmp_path: Path
) -> None:
    pixels = steps[:, :, [[0], [0, 3], [0, 1, 2], [0, 1, 2, 3]][channels - 1]]
    (tmp_path / "a.tga").write_bytes(tga(pixels, depth, attributes, origin, rle))
    found = decode(tmp_path / "a.tga")
    assert found.pixels.shape[2] == kept
    assert np.abs(found.pixels.astype(int) - pixels[:, :, :kept]).max() <= (1 if depth in (15, 16) else 0)
    assert read_header(tmp_path / "a.tga").alpha is found.has_alpha


@pytest.mark.parametrize("depth", [16, 32])
def test_alpha_that_would_hide_all_of_a_picture_is_none(depth: int, steps: Pixels, tmp_path: Path) -> None:
    steps[:, :, 3] = 0
    (tmp_path / "a.tga").write_bytes(tga(steps, depth, 8 if depth == 32 else 1))
    assert np.abs(decode(tmp_path / "a.tga").pixels.astype(int) - steps[:, :, :3]).max() <= 1


@pytest.mark.parametrize("rle", [False, True])
@pytest.mark.parametrize(("extension", "kept"), [(0, 3), (1, 3), (2, 3), (3, 4), (4, 4)])
def test_the_extension_area_says_what_the_attributes_are(
    extension: int, kept: int, rle: bool, steps: Pixels, tmp_path: Path
) -> None:
    steps[:, :, 3] = 128
    written = steps.copy()
    if extension == 4:  # colours are multiplied
        written[:, :, :3] = np.rint(steps[:, :, :3] * (128 / 255))
    (tmp_path / "a.tga").write_bytes(tga(written, 32, 8, rle=rle, extension=extension))
    found = decode(tmp_path / "a.tga").pixels
    assert found.shape[2] == kept
    assert np.abs(found.astype(int) - steps[:, :, :kept]).max() <= 1


@pytest.mark.parametrize("attributes", [0, 8])
def test_a_palette_has_alpha_if_the_header_says_so(attributes: int, tmp_path: Path) -> None:
    sizes = struct.pack("<HHB4xHHBB", 2, 3, 32, 3, 1, 8, 0x20 | attributes)
    palette = bytes((1, 2, 3, 255, 4, 5, 6, 0, 7, 8, 9, 128))
    (tmp_path / "a.tga").write_bytes(bytes((0, 1, 1)) + sizes + palette + bytes((2, 3, 4)))
    wanted = [[3, 2, 1, 255], [6, 5, 4, 0], [9, 8, 7, 128]]
    found = decode(tmp_path / "a.tga").pixels[0]
    assert found.tolist() == [colour[: 4 if attributes else 3] for colour in wanted]


@pytest.mark.parametrize(("depth", "attributes"), [(24, 0), (32, 8), (15, 0), (8, 0)])
def test_runs_that_go_on_into_the_next_row(depth: int, attributes: int, tmp_path: Path) -> None:
    """As version 1.0 allows; a file that lacks a packet, or whose last one is too long, is still damaged."""
    rgba = [[(255, 0, 0, 255)] * 9, [(255, 0, 0, 255)] * 5 + [(0, 255, 0, 128)] * 4, [(0, 255, 0, 128)] * 9]
    pixels = np.array(rgba, np.uint8)[:, :, : {32: 4, 8: 1}.get(depth, 3)]
    packed = tga(pixels, depth, attributes, rle=True)
    head, one = packed[:18], -(-depth // 8)
    first, second = packed[19 : 19 + one], packed[-one:]
    path, packets = tmp_path / "a.tga", (bytes([0x80 + 13]) + first, bytes([0x80 + 12]) + second)
    path.write_bytes(head + b"".join(packets))
    assert np.array_equal(decode(path).pixels, pixels)
    for wrong in (packets[0], packets[0] + bytes([0x80 + 13]) + second, b"".join(packets)[:-1]):
        path.write_bytes(head + wrong)
        with pytest.raises(BrokenPictureError):
            decode(path)
        found = decode(path, allow_truncated=True)
        assert np.array_equal(found.pixels[0], pixels[0])
        assert found.warnings == (messages.TRUNCATED,)


@pytest.mark.parametrize("rle", [False, True])
@pytest.mark.parametrize("channels", [1, 3, 4])
def test_files_that_are_shorter_than_a_footer(channels: int, rle: bool, tmp_path: Path) -> None:
    pixels, path = np.full((1, 1, channels), 200, np.uint8), tmp_path / "a.tga"
    content = tga(pixels, 8 * channels, 8 * (channels == 4), rle=rle)
    assert len(content) < 26
    path.write_bytes(content)
    assert np.array_equal(decode(path).pixels, pixels)
    path.write_bytes(content[:-1])
    with pytest.raises(BrokenPictureError):
        decode(path)
