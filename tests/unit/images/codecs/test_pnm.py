from pathlib import Path

import numpy as np
import pytest

from upscaler.errors import BrokenPictureError
from upscaler.images.decode import decode
from upscaler.images.header import read_header


def test_a_portable_map_s_own_white_becomes_white(tmp_path: Path) -> None:
    values = np.array([[[0, 500, 1000]]], ">u2")
    (tmp_path / "a.ppm").write_bytes(b"P6 1 1 1000\n" + values.tobytes())
    assert decode(tmp_path / "a.ppm").pixels.tolist() == [[[0, 32_768, 65_535]]]


@pytest.mark.parametrize(("white", "bits"), [(255, 8), (256, 16), (65_535, 16)])
def test_the_sample_that_means_white_tells_the_bits(white: int, bits: int, tmp_path: Path) -> None:
    for kind, channels in ((5, 1), (6, 3)):
        samples = bytes([white >> 8, white & 255] * channels) if bits > 8 else b"\xff" * channels
        (tmp_path / "a.ppm").write_bytes(f"P{kind} 1 1 {white}\n".encode() + samples)
        assert read_header(tmp_path / "a.ppm").bits == bits
        assert decode(tmp_path / "a.ppm").pixels.tolist() == [[[2**bits - 1] * channels]]


@pytest.mark.parametrize("content", [b"P6 1 1 0\n123", b"P6 1 1 65536\n123456", b"P6 0 1 255\n"])
def test_headers_that_make_no_sense(content: bytes, tmp_path: Path) -> None:
    (tmp_path / "a.ppm").write_bytes(content)
    with pytest.raises(BrokenPictureError):
        read_header(tmp_path / "a.ppm")
