"""Contact sheets: the same part of several results side by side, at full size, for visual comparison."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np

from upscaler.training.dataset import busiest_square
from upscaler.training.degradation.steps import Pixels
from upscaler.training.plot import picture_grid

WORST = 10  # scenes always shown
ROWS = 4  # scenes on a sheet


def chosen_scenes(distances: Mapping[str, float], count: int) -> list[str]:
    """The worst ten by a distance, worst first, and, up to `count`, others evenly from the rest of the ranking."""
    ranking = sorted(distances, key=lambda name: -distances[name])
    worst, rest = ranking[:WORST], ranking[WORST:]
    others = min(max(0, count - len(worst)), len(rest))
    return worst + [rest[round(i)] for i in np.linspace(0, len(rest) - 1, others)]


def draw_sheets(path: Path, scenes: Sequence[Sequence[tuple[str, Pixels]]], cell: int, rows: int = ROWS) -> list[Path]:
    """Write scenes as rows of labelled pictures, ROWS per file. Returns the files: a-1.png, a-2.png ... for a.png.

    Of pictures larger than `cell` pixels, only a square of that size is shown: the one with the most detail in the last
    picture.
    """
    paths = []
    for first in range(0, len(scenes), rows):
        paths.append(path.with_stem(f"{path.stem}-{first // rows + 1}"))
        picture_grid(paths[-1], [_cut(scene, cell) for scene in scenes[first : first + rows]])
    return paths


def _cut(scene: Sequence[tuple[str, Pixels]], cell: int) -> list[tuple[str, Pixels]]:
    place = busiest_square(scene[-1][1], cell)
    return [(label, pixels[place]) for label, pixels in scene]
