"""Measure how results look, in figures and on sheets: `python -m upscaler.training.quality --photos DIR`.

The most detailed square of each photo is degraded (degradation/catalog.py) and enlarged by the app's models, by weights
in training (--weights) and by third-party networks (--ncnn). The table is Markdown; its columns are means over the
photos:

    PSNR      of luma, dB, `scale` pixels cut from each border
    Alex, VGG ST-LPIPS, how different the result looks: 0 is equal (VGG is slow: --vgg)
    chroma    PSNR of Cb and Cr, dB
    detail    amplitude of luma beyond what the input can hold; the original has 1
    grid      amplitude of patterns with this period relative to its neighbours: 1 without a grid, up to 1.6 is fine
    drift     the largest change in the mean colour of a cell of 16 x 16 input pixels, levels
    s/MP      seconds of CPU time per megapixel of input

--sheets OUT also writes the scores of every photo as scores.csv, and sheets of the ten worst scenes and others.
"""

from __future__ import annotations

import argparse
import csv
import sys
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch

from upscaler.options import CLEAN_MODEL, CRISP, FAITHFUL, RESTORE_MODEL
from upscaler.training.command import photo_parser
from upscaler.training.dataset import HR_MULTIPLE, SCALES, busiest_square, photo_paths, readable
from upscaler.training.degradation.catalog import FIXED_DEGRADATIONS, REAL_LIFE
from upscaler.training.degradation.steps import Pixels
from upscaler.training.enlargers import (
    AUTOMATIC,
    BICUBIC,
    Enlarged,
    Enlarger,
    of_others,
    of_the_app,
    of_weights,
)
from upscaler.training.evaluate import enlarged_bicubic, seeded
from upscaler.training.metrics import drift, psnr_chroma, psnr_y
from upscaler.training.perceptual import Distance, Net, load_distance
from upscaler.training.sheets import chosen_scenes, draw_sheets
from upscaler.training.spectrum import GRID_PERIODS, fine_detail, grid
from upscaler.training.trainer import as_tensor

DEFAULTS = ("clean", *REAL_LIFE)
MODELS = (
    *(BICUBIC, CLEAN_MODEL, f"{RESTORE_MODEL}@50", RESTORE_MODEL),
    *(f"{AUTOMATIC}/{FAITHFUL}", f"{AUTOMATIC}/{CRISP}", AUTOMATIC),
)
DAMAGED = "damaged"  # the row with the means over REAL_LIFE
DIGITS = {"PSNR": 2, "chroma": 2, "Alex": 3, "VGG": 3, "drift": 1}  # other columns have two


@dataclass(frozen=True)
class Scene:
    """A square of a photo: the name of its degradation, the reference that a result should equal, and the LR."""

    photo: str
    degradation: str
    reference: Pixels
    lr: Pixels


@dataclass(frozen=True)
class Scored:
    """The scores of one enlarger for one scene, by column."""

    photo: str
    degradation: str
    enlarger: str
    columns: dict[str, float]


class Judge:
    """Scores results of a scene against its reference, whose features are computed once."""

    def __init__(self, scene: Scene, scale: int, distances: Mapping[str, Distance]) -> None:
        self.scene, self.scale, self.distances = scene, scale, distances
        self.features = {name: d.features(_batch(scene.reference)) for name, d in distances.items()}

    def columns(self, made: Enlarged) -> dict[str, float]:
        """The scores of a result, by column of the table."""
        result, reference, lr, scale = made.pixels, self.scene.reference, self.scene.lr, self.scale
        perceptual = {
            name: float(distance.between(self.features[name], distance.features(_batch(result))))
            for name, distance in self.distances.items()
        }
        return {
            "PSNR": psnr_y(result, reference, scale),
            **perceptual,
            "chroma": psnr_chroma(result, reference, scale),
            "detail": fine_detail(result, reference, scale),
            **{f"grid {period} px": grid(result, period) for period in GRID_PERIODS[scale]},
            "drift": drift(result, lr, scale),
            "s/MP": made.seconds * 1e6 / (lr.shape[0] * lr.shape[1]),
        }


def scenes(paths: Iterable[Path], degradations: Sequence[str], scale: int, crop: int) -> Iterable[Scene]:
    """Every photo with every degradation: its busiest square of `crop` pixels, or all of it if `crop` is 0."""
    for path, hr in readable(paths):
        square = np.ascontiguousarray(hr[busiest_square(hr, crop)]) if crop else hr
        for degradation in degradations:
            reference, lr = FIXED_DEGRADATIONS[degradation](square, scale, seeded(path.name, scale))
            yield Scene(path.name, degradation, reference, lr)


@torch.inference_mode()
def measure(
    enlargers: Mapping[str, Enlarger], found: Iterable[Scene], scale: int, distances: Mapping[str, Distance]
) -> list[Scored]:
    """The scores of every enlarger on every scene. After Ctrl-C it returns the scores so far, since a run may take
    hours."""
    rows: list[Scored] = []
    try:
        for scene in found:
            judge = Judge(scene, scale, distances)
            made = {name: enlarger(scene.lr, scale) for name, enlarger in enlargers.items()}
            rows += [Scored(scene.photo, scene.degradation, name, judge.columns(one)) for name, one in made.items()]
            print(f"{scene.photo}: {scene.degradation}", file=sys.stderr)
    except KeyboardInterrupt:
        if not rows:
            raise
        print(f"Stopped after {rows[-1].photo}, {rows[-1].degradation}.", file=sys.stderr)
    return rows


def means(rows: Sequence[Scored]) -> dict[tuple[str, str], dict[str, float]]:
    """(degradation, enlarger) -> means by column; DAMAGED has the means over REAL_LIFE, if several are there."""
    groups: dict[tuple[str, str], list[Scored]] = defaultdict(list)
    for row in rows:
        groups[row.degradation, row.enlarger].append(row)
    damaged = {row.degradation for row in rows} & REAL_LIFE.keys()
    for row in rows if len(damaged) > 1 else ():
        if row.degradation in damaged:
            groups[DAMAGED, row.enlarger].append(row)
    return {
        key: {column: float(np.nanmean([row.columns[column] for row in group])) for column in group[0].columns}
        for key, group in groups.items()
    }


def table(rows: Sequence[Scored]) -> str:
    """Markdown: one row per degradation and enlarger."""
    columns = list(rows[0].columns)
    lines = [f"| degradation | by | {' | '.join(columns)} |", "|---" * (len(columns) + 2) + "|"]
    for (degradation, enlarger), mean in means(rows).items():
        cells = [degradation, enlarger, *(f"{value:.{DIGITS.get(column, 2)}f}" for column, value in mean.items())]
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines)


def write_scores(path: Path, rows: Sequence[Scored]) -> None:
    """CSV: one row per photo, degradation and enlarger."""
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(["photo", "degradation", "by", *rows[0].columns])
        writer.writerows(
            [row.photo, row.degradation, row.enlarger, *(f"{value:.5g}" for value in row.columns.values())]
            for row in rows
        )


def sheets(
    out: Path,
    rows: Sequence[Scored],
    found: Iterable[Scene],
    shown: Mapping[str, Enlarger],
    ours: str,
    scale: int,
    count: int,
    cell: int,
    suffix: str,
) -> None:
    """Draw `count` scenes of each degradation, always including those where `ours` looks worst: input, results,
    original."""
    distances: dict[str, dict[str, float]] = defaultdict(dict)
    labels = {}
    for row in rows:
        labels[row.photo, row.degradation, row.enlarger] = f"{row.enlarger} {row.columns['Alex']:.3f}"
        if row.enlarger == ours:
            distances[row.degradation][row.photo] = row.columns["Alex"]
    chosen = {degradation: chosen_scenes(by_photo, count) for degradation, by_photo in distances.items()}
    drawn: dict[tuple[str, str], list[tuple[str, Pixels]]] = {}
    for scene in found:
        if scene.photo in chosen[scene.degradation]:
            made = [
                (labels[scene.photo, scene.degradation, name], shown[name](scene.lr, scale).pixels) for name in shown
            ]
            first = (f"{scene.degradation}: {Path(scene.photo).stem}", enlarged_bicubic(scene.lr, scale))
            drawn[scene.degradation, scene.photo] = [first, *made, ("original", scene.reference)]
    for degradation, photos in chosen.items():
        draw_sheets(out / f"{degradation}.{suffix}", [drawn[degradation, photo] for photo in photos], cell)


def _batch(pixels: Pixels) -> torch.Tensor:
    return as_tensor(pixels[None].copy())


def named(text: str) -> tuple[str, Path]:
    """NAME=FILE"""
    name, _, path = text.partition("=")
    if not name or not path:
        raise ValueError
    return name, Path(path)


def parse_arguments(arguments: list[str] | None = None) -> argparse.Namespace:
    parser = photo_parser("quality", __doc__)
    parser.add_argument("--degradations", nargs="+", choices=FIXED_DEGRADATIONS, default=DEFAULTS)
    parser.add_argument("--scale", type=int, choices=SCALES, default=4)
    parser.add_argument("--crop", type=int, default=384, help="pixels of the square of a photo; 0: all of it")
    of_app = f"MODEL[@DENOISE][/DETAIL], a model or {AUTOMATIC}, or {BICUBIC}; none without a name"
    parser.add_argument("--models", nargs="*", default=MODELS, metavar="NAME", help=of_app)
    parser.add_argument("--weights", nargs="+", type=named, default=[], metavar="NAME=FILE", help="safetensors")
    detail = "of --weights: 100 is they alone, less is blended with the automatic choice"
    parser.add_argument("--detail", nargs="+", type=int, default=[CRISP], metavar="0..100", help=detail)
    others = "networks of others: a .param file with its .bin"
    parser.add_argument("--ncnn", nargs="+", type=named, default=[], metavar="NAME=FILE", help=others)
    cache = "folder that keeps the results of --ncnn"
    parser.add_argument("--cache", type=Path, default=Path("build/quality"), help=cache)
    parser.add_argument("--vgg", action="store_true", help="ST-LPIPS with VGG too")
    parser.add_argument("--sheets", type=Path, metavar="OUT", help="folder for contact sheets")
    parser.add_argument("--ours", help="whose worst scenes are shown; the last of --weights, else of --models")
    parser.add_argument("--show", nargs="+", metavar="NAME", help="columns of sheets; --ours and those of --ncnn")
    parser.add_argument("--scenes", type=int, default=16, help="on the sheets of a degradation; ten are the worst")
    parser.add_argument("--cell", type=int, default=384, help="pixels of a scene that a sheet shows")
    parser.add_argument("--format", choices=("png", "jpg"), default="png", help="of sheets")
    options = parser.parse_args(arguments)
    if options.crop % HR_MULTIPLE:
        parser.error(f"--crop is a multiple of {HR_MULTIPLE}")
    return options


def enlargers_of(options: argparse.Namespace) -> dict[str, Enlarger]:
    """By their names in the table, in its order."""
    found = {name: of_the_app(name) for name in options.models}
    for name, path in options.weights:
        for detail in options.detail:
            found[f"{name}@{detail}" if len(options.detail) > 1 else name] = of_weights(path, detail)
    return found


def main(arguments: list[str] | None = None) -> None:
    options = parse_arguments(arguments)
    enlargers = enlargers_of(options)
    others = {name: of_others(path, options.cache) for name, path in options.ncnn}
    ours = options.ours or list(enlargers or others)[-1]
    shown = {name: (enlargers | others)[name] for name in options.show or [ours, *others]}
    nets: dict[str, Net] = {"Alex": "alex", "VGG": "vgg"} if options.vgg else {"Alex": "alex"}
    distances = {name: load_distance(net) for name, net in nets.items()}
    paths = photo_paths(options.photos, options.held_back)

    def found() -> Iterable[Scene]:
        return scenes(paths, options.degradations, options.scale, options.crop)

    rows = measure(enlargers | others, found(), options.scale, distances)
    print(table(rows))
    if options.sheets:
        options.sheets.mkdir(parents=True, exist_ok=True)
        write_scores(options.sheets / "scores.csv", rows)
        how = (options.scenes, options.cell, options.format)
        sheets(options.sheets, rows, found(), shown, ours, options.scale, *how)


if __name__ == "__main__":
    main()
