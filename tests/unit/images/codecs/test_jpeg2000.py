from pathlib import Path

import cv2
import numpy as np
import pytest
from PIL import Image

from upscaler.images.decode import decode
from upscaler.images.header import read_header


@pytest.mark.parametrize("bits", [8, 12, 16])
def test_bits_are_those_of_the_codestream(bits: int, tmp_path: Path) -> None:
    path, dtype = tmp_path / "a.jp2", np.uint8 if bits == 8 else np.uint16
    cv2.imwrite(str(path), np.full((64, 64), 200, dtype))
    content = bytearray(path.read_bytes())
    size = content.index(b"\xff\x4f\xff\x51") + 42
    content[size] = bits - 1  # a reader scales what it finds, so that only the header changes
    path.write_bytes(content)
    assert read_header(path).bits == bits


def test_a_codestream_without_boxes(tmp_path: Path) -> None:
    Image.new("RGB", (20, 10), "teal").save(tmp_path / "a.jp2")
    content = (tmp_path / "a.jp2").read_bytes()
    (tmp_path / "a.j2k").write_bytes(content[content.index(b"\xff\x4f\xff\x51") :])
    found = decode(tmp_path / "a.j2k")
    assert (found.kind, found.pixels[0, 0].tolist()) == ("jp2", [0, 128, 128])
