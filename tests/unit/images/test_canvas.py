from pathlib import Path

import numpy as np
import pytest

from upscaler.geometry import Size
from upscaler.images import canvas as module
from upscaler.images.canvas import Canvas


def test_a_small_canvas_lies_in_memory() -> None:
    with Canvas(Size(7, 5), 3) as canvas:
        assert canvas.pixels.shape == (5, 7, 3)
        assert not isinstance(canvas.pixels, np.memmap)


def test_a_large_canvas_lies_on_disk_and_is_gone_afterwards(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "ON_DISK_FROM", 100)
    with Canvas(Size(70, 50), 3, tmp_path) as canvas:
        assert isinstance(canvas.pixels, np.memmap)
        canvas.pixels[:] = 7
        assert len(list(tmp_path.iterdir())) == 1
        assert canvas.pixels.sum() == 7 * 70 * 50 * 3
    assert list(tmp_path.iterdir()) == []
