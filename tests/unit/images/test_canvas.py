from pathlib import Path

import numpy as np
import pytest

from upscaler.errors import FolderNotWritableError, NotEnoughDiskError
from upscaler.geometry import Size
from upscaler.images import canvas as module
from upscaler.images.canvas import Canvas


def test_a_small_canvas_lies_in_memory() -> None:
    with Canvas(Size(7, 5), 3) as canvas:
        assert canvas.pixels.shape == (5, 7, 3)
        assert not isinstance(canvas.pixels, np.memmap)


def test_a_large_canvas_lies_in_a_nameless_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "ON_DISK_FROM", 100)
    monkeypatch.setenv("UPSCALER_SCRATCH", str(tmp_path))
    with Canvas(Size(70, 50), 3) as canvas:
        assert isinstance(canvas.pixels, np.memmap)
        canvas.pixels[:] = 7
        assert list(tmp_path.iterdir()) == []  # so a crash leaves nothing behind
        assert canvas.pixels.sum() == 7 * 70 * 50 * 3


def test_sixteen_bits_take_twice_the_room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "ON_DISK_FROM", 15_000)
    monkeypatch.setenv("UPSCALER_SCRATCH", str(tmp_path))
    with Canvas(Size(70, 50), 3) as canvas:
        assert not canvas.high_bit_depth
        assert not isinstance(canvas.pixels, np.memmap)
    with Canvas(Size(70, 50), 3, high_bit_depth=True) as canvas:
        assert canvas.pixels.dtype == np.uint16
        assert canvas.high_bit_depth
        assert isinstance(canvas.pixels, np.memmap)


def test_a_disk_without_room_is_told_before_the_work() -> None:
    with pytest.raises(NotEnoughDiskError) as caught:
        Canvas(Size(2**24, 2**24), 3)
    assert caught.value.needed_megabytes == 3 * 2**28


def test_a_scratch_folder_that_cannot_be_made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "ON_DISK_FROM", 100)
    (tmp_path / "file").touch()
    monkeypatch.setenv("UPSCALER_SCRATCH", str(tmp_path / "file"))
    with pytest.raises(FolderNotWritableError):
        Canvas(Size(70, 50), 3)
