import struct
import zlib
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from upscaler.errors import BrokenPictureError
from upscaler.images.bitmap import Pixels
from upscaler.images.chunks import packed
from upscaler.images.decode import decode
from upscaler.images.formats import BY_NAME


def chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png(pixels: Pixels, extra: bytes = b"") -> bytes:
    """A 16-bit PNG of any number of channels, which no library that we carry writes."""
    height, width, channels = pixels.shape
    header = struct.pack(">IIBBBBB", width, height, 16, {1: 0, 2: 4, 3: 2, 4: 6}[channels], 0, 0, 0)
    rows = b"".join(b"\0" + row.astype(">u2").tobytes() for row in pixels)
    start = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + extra
    return start + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


@pytest.mark.parametrize("channels", [1, 2, 3, 4])
def test_png(channels: int, deep: Pixels, tmp_path: Path) -> None:
    pixels = deep[:, :, :channels]
    (tmp_path / "a.png").write_bytes(png(pixels))
    found = decode(tmp_path / "a.png")
    assert found.is_high_bit_depth
    assert np.array_equal(found.pixels, pixels)
    assert found.warnings == ()


@pytest.mark.parametrize("channels", [1, 3])
def test_png_with_a_transparent_level(channels: int, deep: Pixels, tmp_path: Path) -> None:
    pixels = deep[:, :, :channels]
    level = pixels[7, 9].astype(">u2").tobytes()
    (tmp_path / "a.png").write_bytes(png(pixels, chunk(b"tRNS", level)))
    found = decode(tmp_path / "a.png").pixels
    assert np.array_equal(found[:, :, :-1], pixels)
    assert found[7, 9, -1] == 0
    assert (found[:, :, -1] == 65_535).mean() > 0.99


def test_a_chunk_that_is_longer_than_the_file(deep: Pixels, tmp_path: Path) -> None:
    path = tmp_path / "a.png"
    path.write_bytes(png(deep)[:-12] + struct.pack(">I4s", 0x7FFF_FFF0, b"tEXt"))
    with pytest.raises(BrokenPictureError):
        decode(path)
    path.write_bytes(png(deep) + b"something behind the end")
    assert np.array_equal(decode(path).pixels, deep)


def apng(frames: list[Pixels], default: Pixels | None = None) -> bytes:
    """An animated PNG of 16 bits, 100 ms a frame; with a picture before it that is not a part of it, if wanted."""
    height, width, _ = frames[0].shape
    start, controls = png(frames[0])[:33], iter(range(100))
    data = chunk(b"acTL", struct.pack(">II", len(frames), 0))
    if default is not None:
        data += chunk(b"IDAT", _data(default))
    for index, pixels in enumerate(frames):
        data += chunk(b"fcTL", struct.pack(">IIIIIHHBB", next(controls), width, height, 0, 0, 1, 10, 0, 0))
        if index == 0 and default is None:
            data += chunk(b"IDAT", _data(pixels))
        else:
            data += chunk(b"fdAT", struct.pack(">I", next(controls)) + _data(pixels))
    return start + data + chunk(b"IEND", b"")


def _data(pixels: Pixels) -> bytes:
    whole = png(pixels)
    return whole[whole.index(b"IDAT") + 4 : -16]  # its checksum and IEND


@pytest.mark.parametrize("bits", [1, 2, 4])
def test_few_levels_of_gray_one_of_them_transparent(bits: int, tmp_path: Path) -> None:
    most, per_byte = 2**bits - 1, 8 // bits
    row = sum(level << bits * (per_byte - 1 - i) for i, level in enumerate((0, most, most - 1, 1)[:per_byte]))
    data = zlib.compress(b"\0" + bytes([row] * 8))
    header = struct.pack(">IIBBBBB", 8 * per_byte, 1, bits, 0, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"tRNS", struct.pack(">H", most)), (b"IDAT", data), (b"IEND", b""))
    (tmp_path / "a.png").write_bytes(b"\x89PNG\r\n\x1a\n" + b"".join(packed(*chunk) for chunk in chunks))
    found = decode(tmp_path / "a.png").pixels
    assert found[0, :2].tolist() == [[0, 255], [255, 0]]
    assert np.array_equal(found[:, :, 1] == 0, found[:, :, 0] == 255)


@pytest.mark.parametrize("bits", [1, 2, 4, 8])
def test_png_of_few_bits_and_interlaced(bits: int, tmp_path: Path) -> None:
    indexed = Image.fromarray((np.arange(64) % 2**bits).astype(np.uint8).reshape(8, 8))
    picture = Image.frombytes("P", (8, 8), indexed.tobytes())
    palette = np.random.default_rng(3).integers(0, 256, (2**bits, 3), np.uint8)
    picture.putpalette(palette.tobytes())
    picture.save(tmp_path / "a.png", bits=bits)
    assert np.array_equal(decode(tmp_path / "a.png").pixels, palette[np.asarray(indexed)])


@pytest.mark.parametrize("shown", [0, 1, 65_535, 65_536, 123_456, 10**7])
def test_times_are_as_near_as_a_fraction_can_be(shown: int) -> None:
    step = 1 if shown <= 65_535 else 10 if shown <= 655_350 else 1000
    assert BY_NAME["png"].milliseconds(shown) == max(1, round(shown / step) * step)
