from pathlib import Path

import pytest

from upscaler.images import splice
from upscaler.images.metadata import Metadata


@pytest.mark.parametrize("step", [1, 7, 10**6])
@pytest.mark.parametrize("at", [0, 33, 100])
def test_what_follows_moves_back(at: int, step: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(splice, "_STEP", step)
    path, data = tmp_path / "a", bytes(range(100))
    path.write_bytes(data)
    splice.insert(path, at, b"block")
    assert path.read_bytes() == data[:at] + b"block" + data[at:]


def test_a_jpeg_of_another_encoder_is_not_touched(tmp_path: Path) -> None:
    path = tmp_path / "a.jpg"
    path.write_bytes(b"\xff\xd8\xff\xdb and more")
    with pytest.raises(ValueError, match="JFIF"):
        splice.add_to_jpeg(path, Metadata(xmp=b"xmp"))
    assert path.read_bytes() == b"\xff\xd8\xff\xdb and more"
