from __future__ import annotations

from pathlib import Path

import numpy as np
from PIL import Image

from upscaler.training.degradation.steps import Pixels
from upscaler.training.sheets import WORST, chosen_scenes, draw_sheets


def test_the_worst_ten_are_always_there_worst_first() -> None:
    distances = {f"{i:02}": i / 100 for i in range(40)}
    worst = [f"{i:02}" for i in range(39, 29, -1)]
    assert chosen_scenes(distances, 3) == chosen_scenes(distances, WORST) == worst
    more = chosen_scenes(distances, 14)
    assert more[:10] == worst and more[10:] == ["29", "19", "10", "00"]  # evenly from the rest
    assert chosen_scenes(distances, 100) == sorted(distances, reverse=True)
    assert chosen_scenes({"a": 0.1, "b": 0.2}, 16) == ["b", "a"]


def test_sheets_hold_so_many_scenes_at_full_size(tmp_path: Path, photo: Pixels) -> None:
    scenes = [[("input", photo), ("ours", 255 - photo), ("original", photo)] for _ in range(5)]
    paths = draw_sheets(tmp_path / "web.png", scenes, cell=200, rows=2)
    assert [path.name for path in paths] == ["web-1.png", "web-2.png", "web-3.png"]
    first, last = (np.asarray(Image.open(path)) for path in (paths[0], paths[-1]))
    height, width = photo.shape[:2]
    assert first.shape == (2 * (height + 24), 3 * width + 8, 3) and last.shape == (height + 24, 3 * width + 8, 3)
    assert np.array_equal(first[24 : 24 + height, width + 4 : 2 * width + 4], 255 - photo)


def test_small_cells_show_the_same_place_of_every_picture(tmp_path: Path, photo: Pixels) -> None:
    (path,) = draw_sheets(tmp_path / "a.png", [[("ours", 255 - photo), ("original", photo)]], cell=32)
    sheet = np.asarray(Image.open(path))
    assert sheet.shape == (32 + 24, 2 * 32 + 4, 3)
    assert np.array_equal(255 - sheet[24:, :32], sheet[24:, 36:])


def test_a_sheet_may_be_a_jpeg_in_full_colour(tmp_path: Path, photo: Pixels) -> None:
    (path,) = draw_sheets(tmp_path / "a.jpg", [[("original", photo)]], cell=500)
    with Image.open(path) as file:
        assert file.format == "JPEG" and np.abs(np.asarray(file)[24:].astype(int) - photo).mean() < 3
