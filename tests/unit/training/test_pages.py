from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from upscaler.training import pages as module
from upscaler.training.enlargers import of_the_app


@pytest.fixture(autouse=True)
def _small(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "SIDE", 120)


def test_a_page_is_the_same_every_time_and_larger_with_the_scale() -> None:
    assert np.array_equal(module.held_back_page(3, 2), module.held_back_page(3, 2))
    assert not np.array_equal(module.held_back_page(3, 2), module.held_back_page(4, 2))
    assert module.held_back_page(3, 4).shape == (120, 120, 3)


def test_a_row_for_each_way_scale_and_model(tmp_path: Path) -> None:
    text = module.table({"bicubic": of_the_app("bicubic")}, 3, tmp_path)
    rows = [line.split("|")[1:-1] for line in text.splitlines()[2:]]
    assert [(row[0].strip(), row[1].strip()) for row in rows] == [
        (degradation, f"x{scale}") for degradation in ("clean", "jpeg75") for scale in (2, 3, 4)
    ]
    psnr = {(row[0].strip(), row[1].strip()): float(row[3]) for row in rows}
    assert psnr["clean", "x2"] > psnr["clean", "x4"] > 10
    assert psnr["clean", "x2"] > psnr["jpeg75", "x2"]
    assert {path.name for path in tmp_path.iterdir()} == {
        f"{degradation}-x{scale}-1.png" for degradation in ("clean", "jpeg75") for scale in (2, 3, 4)
    }
