from __future__ import annotations

import math
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from upscaler.training import plot


@pytest.mark.parametrize(("low", "high"), [(0, 1), (33.2, 33.9), (-5, 1200), (7, 7), (1e-6, 3e-6)])
def test_ticks_are_few_and_enclose_the_values(low: float, high: float) -> None:
    ticks = plot.nice_ticks(low, high)
    assert ticks[0] <= low and ticks[-1] >= high and 2 <= len(ticks) <= 10
    assert np.diff(ticks) == pytest.approx(ticks[1] - ticks[0])


def test_a_line_is_drawn_in_its_colour(tmp_path: Path) -> None:
    plot.line_plot(tmp_path / "plot.png", {"a": ([0, 1, 2], [1.0, math.nan, 3.0]), "b": ([], [])}, "t", "x", "y")
    picture = np.asarray(Image.open(tmp_path / "plot.png"))
    assert picture.shape == (plot.HEIGHT, plot.WIDTH, 3)
    blue = (picture == (0, 0x72, 0xB2)).all(axis=2)
    rows, columns = np.nonzero(blue)
    assert blue.sum() > 500 and np.ptp(columns) > 400 and np.ptp(rows) > 300


def test_pictures_stand_in_rows_under_their_labels(tmp_path: Path) -> None:
    made = [[(f"{y}{x}", np.full((30, 40, 3), 10 * y + x, np.uint8)) for x in range(3)] for y in range(2)]
    plot.picture_grid(tmp_path / "grid.png", made, enlarged=2)
    grid = np.asarray(Image.open(tmp_path / "grid.png"))
    assert grid.shape == (2 * (60 + 24), 3 * 84 - 4, 3)
    for y in range(2):
        for x in range(3):
            assert (grid[y * 84 + 24 : y * 84 + 84, x * 84 : x * 84 + 80] == 10 * y + x).all()


def test_dashes_follow_a_line_around_corners() -> None:
    parts = plot.dashes([(0, 0), (10, 0), (10, 12)], on=6, off=3)
    assert parts == [[(0, 0), (6, 0)], [(9, 0), (10, 0), (10, 5)], [(10, 8), (10, 12)]]


def test_a_dashed_line_is_drawn_in_part(tmp_path: Path) -> None:
    counts = []
    for dashed in ([], ["a"]):
        plot.line_plot(tmp_path / "plot.png", {"a": ([0, 1, 2], [1.0, 2.0, 3.0])}, "t", "x", "y", dashed)
        picture = np.asarray(Image.open(tmp_path / "plot.png"))
        counts.append((picture == (0, 0x72, 0xB2)).all(axis=2).sum())
    assert 0.4 < counts[1] / counts[0] < 0.8


def test_without_values_there_is_no_plot(tmp_path: Path) -> None:
    plot.line_plot(tmp_path / "plot.png", {"a": ([], [])}, "t", "x", "y")
    assert not (tmp_path / "plot.png").exists()
