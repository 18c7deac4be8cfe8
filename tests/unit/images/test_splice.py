from pathlib import Path

import pytest

from upscaler.images import splice


@pytest.mark.parametrize("step", [1, 7, 10**6])
@pytest.mark.parametrize("at", [0, 33, 100])
def test_what_follows_moves_back(at: int, step: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(splice, "_STEP", step)
    path, data = tmp_path / "a", bytes(range(100))
    path.write_bytes(data)
    splice.insert(path, at, b"block")
    assert path.read_bytes() == data[:at] + b"block" + data[at:]
