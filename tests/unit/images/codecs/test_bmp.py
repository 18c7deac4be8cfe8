import struct
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from upscaler.errors import BrokenPictureError, UnsupportedPixelsError
from upscaler.images.bitmap import Pixels
from upscaler.images.codecs.base import Header
from upscaler.images.decode import decode
from upscaler.images.header import read_header


@pytest.mark.parametrize("mode", ["1", "L", "P", "RGB"])
def test_rows_are_those_of_the_picture_whichever_comes_first(mode: str, photo: Pixels, tmp_path: Path) -> None:
    path, picture = tmp_path / "a.bmp", Image.fromarray(photo).convert(mode)
    picture.save(path)
    wanted = np.asarray(picture.convert("RGB" if mode == "P" else "L" if mode == "1" else mode)).reshape(40, 60, -1)
    assert read_header(path) == Header("bmp", decode(path).size)
    assert np.array_equal(decode(path).pixels, wanted)
    content = bytearray(path.read_bytes())
    content[22:26] = (-40 & 0xFFFF_FFFF).to_bytes(4, "little")  # a negative height: from the top down
    path.write_bytes(content)
    assert np.array_equal(decode(path).pixels, wanted[::-1])


def by_masks(
    pixels: Pixels, bits: int, masks: Sequence[int], length: int = 40, compression: int = 3, from_top: bool = False
) -> bytes:
    """Pixels (H, W, 3 or 4) with their channels at these bits."""
    height, width, _ = pixels.shape
    values = np.zeros((height, width), np.uint64)
    for channel, mask in enumerate(masks[: pixels.shape[2]]):
        shift = (mask & -mask).bit_length() - 1
        values |= np.rint(pixels[:, :, channel] / 255 * (mask >> shift)).astype(np.uint64) << np.uint64(shift)
    rows = [b"".join(int(value).to_bytes(bits // 8, "little") for value in row) for row in values]
    data = b"".join(row.ljust(-(-len(row) // 4) * 4, b"\0") for row in (rows if from_top else rows[::-1]))
    head = struct.pack("<IiiHHII16x", length, width, -height if from_top else height, 1, bits, compression, len(data))
    head += struct.pack(f"<{len(masks)}I", *masks)
    head = head.ljust(length, b"\0")
    return b"BM" + struct.pack("<IHHI", 14 + len(head) + len(data), 0, 0, 14 + len(head)) + head + data


@pytest.mark.parametrize("from_top", [False, True])
@pytest.mark.parametrize("length", [40, 52, 56, 108, 124])
@pytest.mark.parametrize(
    ("bits", "masks"),
    [
        *((16, (0xF00, 0xF0, 0xF)), (16, (0xF800, 0x7E0, 0x1F)), (16, (0x7C00, 0x3E0, 0x1F))),
        *((16, (0x1F, 0x7E0, 0xF800)), (24, (0xFF, 0xFF00, 0xFF0000))),
        *((16, (0xF00, 0xF0, 0xF, 0xF000)), (16, (0x7C00, 0x3E0, 0x1F, 0x8000)), (32, (0xFF0000, 0xFF00, 0xFF))),
        *((32, (0xFF, 0xFF00, 0xFF0000)), (32, (0x3FF00000, 0xFFC00, 0x3FF)), (32, (0xFF000000, 0xFF0000, 0xFF00))),
        *((32, (0xFF, 0xFF00, 0xFF0000, 0xFF000000)), (32, (0xFF00, 0xFF0000, 0xFF000000, 0xFF))),
    ],
)  # fmt: skip
def test_colours_at_any_bits(
    bits: int, masks: tuple[int, ...], length: int, from_top: bool, photo: Pixels, tmp_path: Path
) -> None:
    if len(masks) == 4 and length < 56:
        return  # there is no room for the alpha mask
    alpha = np.where(np.indices((7, 9))[0] < 3, 255, 0).astype(np.uint8)
    pixels = np.dstack([photo[:7, :9], alpha])[:, :, : len(masks)]
    (tmp_path / "a.bmp").write_bytes(by_masks(pixels, bits, masks, length, 3, from_top))
    found = decode(tmp_path / "a.bmp")
    assert found.pixels.shape == pixels.shape
    steps = [mask >> (mask & -mask).bit_length() - 1 for mask in masks]
    assert (np.abs(found.pixels.astype(int) - pixels) <= np.ceil(128 / np.array(steps)) + (bits == 16) * 4).all()
    assert read_header(tmp_path / "a.bmp") == Header("bmp", found.size, alpha=found.has_alpha)


def test_masks_of_alpha_behind_a_short_header(photo: Pixels, tmp_path: Path) -> None:
    pixels = np.dstack([photo[:7, :9], np.full((7, 9), 255, np.uint8)])
    content = by_masks(pixels, 32, (0xFF, 0xFF00, 0xFF0000, 0xFF000000), 40, 6)
    (tmp_path / "a.bmp").write_bytes(content)
    assert np.array_equal(decode(tmp_path / "a.bmp").pixels, pixels)
    (tmp_path / "a.bmp").write_bytes(content[:-20])
    with pytest.raises(BrokenPictureError):
        decode(tmp_path / "a.bmp")
    assert np.array_equal(decode(tmp_path / "a.bmp", allow_truncated=True).pixels[1:], pixels[1:])


@pytest.mark.parametrize("masks", [(0xFF, 0xFF00, 0xFF0000, 0xFF000000), (0xFF0000, 0xFF00, 0xFF, 0xFF000000)])
def test_alpha_that_would_hide_all_of_a_picture_is_none(masks: tuple[int, ...], photo: Pixels, tmp_path: Path) -> None:
    pixels = np.dstack([photo[:7, :9], np.zeros((7, 9), np.uint8)])
    (tmp_path / "a.bmp").write_bytes(by_masks(pixels, 32, masks, 124))
    assert np.array_equal(decode(tmp_path / "a.bmp").pixels, pixels[:, :, :3])


@pytest.mark.parametrize(("bits", "compression"), [(0, 4), (0, 5), (24, 4), (2, 0), (16, 3)])
def test_what_is_not_supported_is_not_called_damaged(
    bits: int, compression: int, photo: Pixels, tmp_path: Path
) -> None:
    content = bytearray(by_masks(photo[:7, :9], 16, (0xF00, 0xF0, 0xF)))
    content[28:34] = struct.pack("<HI", bits, compression)
    content[54:58] = struct.pack("<I", 0b101)  # bits apart
    (tmp_path / "a.bmp").write_bytes(content)
    for tolerant in (False, True):
        with pytest.raises(UnsupportedPixelsError):
            decode(tmp_path / "a.bmp", allow_truncated=tolerant)
