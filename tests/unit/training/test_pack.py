from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image

from upscaler.training import pack, train
from upscaler.training import trainer as module
from upscaler.training.dataset import photo_paths


@pytest.mark.usefixtures("one_thread", "signals")
def test_a_run_of_seconds_on_packed_photos(large_photos: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Everything done on a borrowed machine: photos packed, sent there, and trained on until time is up."""
    monkeypatch.setattr(module, "HELD_BACK_SIZE", 48)
    before = sum(path.stat().st_size for path in photo_paths(large_photos))
    out, run = tmp_path / "packed", tmp_path / "run"
    assert before > 1_000_000
    pack.main(["--photos", str(large_photos), "--out", str(out), "--megabytes", "1"])

    paths = photo_paths(out)
    assert [path.name for path in paths] == [path.name for path in photo_paths(large_photos)]
    assert 500_000 < sum(path.stat().st_size for path in paths) <= 1_000_000
    with Image.open(paths[0]) as photo:
        assert photo.width < 300

    small = ["--batch", "2", "--patch", "12", "--last-patch", "12", "--channels", "16", "--blocks", "1"]
    train.main(["--photos", str(out), "--out", str(run), "--seconds", "4", "--device", "cpu", "--threads", "1", *small])
    assert {path.name for path in run.glob("*.safetensors")} == {
        *(f"ema-{share}.safetensors" for share in (25, 50, 75)),
        "ema.safetensors",
    }


def test_photos_that_fit_are_not_shrunk(large_photos: Path, tmp_path: Path) -> None:
    share, files = pack.packed(photo_paths(large_photos), 100_000_000)
    assert share == 1
    assert len(files) == 12
