import io
import struct
from collections.abc import Sequence
from pathlib import Path

import cv2
import numpy as np
import pytest
from PIL import Image

from upscaler.errors import UnsupportedPixelsError
from upscaler.images.decode import decode
from upscaler.images.header import read_header


@pytest.mark.parametrize("bits", [8, 12, 16])
def test_bits_are_those_of_the_codestream(bits: int, tmp_path: Path) -> None:
    path, dtype = tmp_path / "a.jp2", np.uint8 if bits == 8 else np.uint16
    cv2.imwrite(str(path), np.full((64, 64), 200, dtype))
    content = bytearray(path.read_bytes())
    size = content.index(b"\xff\x4f\xff\x51") + 42
    content[size] = bits - 1  # only the header changes, since readers scale the samples
    path.write_bytes(content)
    assert read_header(path).bits == bits


def test_a_codestream_without_boxes(tmp_path: Path) -> None:
    Image.new("RGB", (20, 10), "teal").save(tmp_path / "a.jp2")
    content = (tmp_path / "a.jp2").read_bytes()
    (tmp_path / "a.j2k").write_bytes(content[content.index(b"\xff\x4f\xff\x51") :])
    found = decode(tmp_path / "a.j2k")
    assert (found.kind, found.pixels[0, 0].tolist()) == ("jp2", [0, 128, 128])


W, H = 16, 12


@pytest.mark.parametrize("white", [255, 65_535])
def test_gray_whose_bits_a_box_of_their_own_tells(white: int, tmp_path: Path) -> None:
    samples = np.linspace(0, white, W * H).reshape(H, W).astype(np.uint8 if white == 255 else np.uint16)
    codestream = io.BytesIO()
    Image.fromarray(samples).save(codestream, "JPEG2000", no_jp2=True, irreversible=False)
    header = box(b"ihdr", struct.pack(">IIHBBBB", H, W, 1, 255, 7, 0, 0)) + box(
        b"bpcc", bytes([7 if white < 256 else 15])
    )
    header += box(b"colr", b"\1\0\0" + struct.pack(">I", 17))
    start = box(b"jP  ", b"\r\n\x87\n") + box(b"ftyp", b"jp2 \0\0\0\0jp2 ") + box(b"jp2h", header)
    (tmp_path / "a.jp2").write_bytes(start + box(b"jp2c", codestream.getvalue()))
    assert np.array_equal(decode(tmp_path / "a.jp2").pixels[:, :, 0], samples)


def box(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data) + 8) + kind + data


def with_palette(colours: list[tuple[int, ...]], bits: int = 8, space: int = 16, order: Sequence[int] = ()) -> bytes:
    """The colours from left to right, repeated. `order` has the palette columns of the channels."""
    codestream = io.BytesIO()
    indices = np.broadcast_to(np.arange(W) % len(colours), (H, W)).astype(np.uint8)
    Image.fromarray(indices).save(codestream, "JPEG2000", no_jp2=True, irreversible=False)
    count = len(colours[0])
    values = b"".join(struct.pack(">" + ("B" if bits <= 8 else "H") * count, *colour) for colour in colours)
    header = box(b"ihdr", struct.pack(">IIHBBBB", H, W, 1, 7, 7, 0, 0))
    header += box(b"colr", b"\1\0\0" + struct.pack(">I", space))
    header += box(b"pclr", struct.pack(">HB", len(colours), count) + bytes([bits - 1]) * count + values)
    header += box(b"cmap", b"".join(struct.pack(">HBB", 0, 1, column) for column in order or range(count)))
    start = box(b"jP  ", b"\r\n\x87\n") + box(b"ftyp", b"jp2 \0\0\0\0jp2 ")
    return start + box(b"jp2h", header) + box(b"jp2c", codestream.getvalue())


@pytest.mark.parametrize("bits", [1, 4, 8, 12, 16])
@pytest.mark.parametrize(("channels", "space"), [(1, 17), (2, 17), (3, 16), (4, 16)])
def test_a_palette_in_which_colours_come_twice(channels: int, space: int, bits: int, tmp_path: Path) -> None:
    most = 2**bits - 1
    rows = np.random.default_rng(1).integers(0, most + 1, (W, channels))
    rows[[0, 1, 2, 5]], rows[9] = 0, rows[12]
    path = tmp_path / "a.jp2"
    path.write_bytes(with_palette([tuple(map(int, row)) for row in rows], bits, space))
    found = decode(path)
    white = 65_535 if bits > 8 else 255
    assert found.pixels.shape == (H, W, channels)
    assert np.abs(found.pixels[3] - rows * white / most).max() <= 0.5
    header = read_header(path)
    assert (header.alpha, header.bits > 8) == (found.has_alpha, found.is_high_bit_depth)


def test_channels_may_be_in_any_order(tmp_path: Path) -> None:
    (tmp_path / "a.jp2").write_bytes(with_palette([(1, 2, 3), (4, 5, 6)], order=(2, 0, 1)))
    assert decode(tmp_path / "a.jp2").pixels[0, :3].tolist() == [[3, 1, 2], [6, 4, 5], [3, 1, 2]]


@pytest.mark.parametrize("space", [12, 18])
def test_a_palette_of_other_colours_is_not_supported(space: int, tmp_path: Path) -> None:
    (tmp_path / "a.jp2").write_bytes(with_palette([(1, 2, 3), (4, 5, 6)], space=space))
    with pytest.raises(UnsupportedPixelsError):
        decode(tmp_path / "a.jp2")
