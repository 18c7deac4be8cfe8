"""Measure a model on whole photos: `python -m upscaler.training.evaluate --photos DIR --model photo`.

The LR goes through the engine that users run. The table is Markdown: one row per set and scale, where the set of a
photo is its file name up to the first "-".
"""

from __future__ import annotations

import argparse
import hashlib
import math
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from PIL import Image

from upscaler.images.bitmap import Bitmap
from upscaler.inference.engine import Engine
from upscaler.network.architectures.srresnet import SRResNet
from upscaler.network.blocks import fold_batch_norm
from upscaler.network.catalog import find_model
from upscaler.network.checkpoint import load_model, load_network
from upscaler.options import PrecisionChoice
from upscaler.training.command import photo_parser
from upscaler.training.dataset import SCALES, photo_paths, readable
from upscaler.training.degradation.catalog import DEGRADATIONS
from upscaler.training.degradation.steps import Pixels
from upscaler.training.metrics import psnr_y, ssim_y


@dataclass(frozen=True)
class Scores:
    """PSNR in dB and SSIM on Y of one result, or their means."""

    psnr: float
    ssim: float


@dataclass(frozen=True)
class Measured:
    """One photo at one scale: the scores of bicubic enlargement and of the model."""

    photo: str
    scale: int
    bicubic: Scores
    model: Scores

    @property
    def set_name(self) -> str:
        return Path(self.photo).stem.partition("-")[0]


def measure(
    engine: Engine,
    paths: Iterable[Path],
    scales: Sequence[int] = SCALES,
    precision: PrecisionChoice = "auto",
    degradation: str = "clean",
) -> list[Measured]:
    """Score bicubic and the model on the LR of each photo. The noise of a degradation is seeded by the file name."""
    rows = []
    for path, hr in readable(paths):
        for scale in scales:
            reference, lr = DEGRADATIONS[degradation](hr, scale, seeded(path.name, scale))
            bicubic, model = enlarged_bicubic(lr, scale), enlarged(engine, lr, scale, precision)
            rows.append(Measured(path.name, scale, score(bicubic, reference, scale), score(model, reference, scale)))
    return rows


def score(result: Pixels, hr: Pixels, scale: int) -> Scores:
    """PSNR and SSIM on Y of a result (H, W, 3), without `scale` pixels at each border."""
    return Scores(psnr_y(result, hr, scale), ssim_y(result, hr, scale))


def enlarged(engine: Engine, lr: Pixels, scale: int, precision: PrecisionChoice = "auto") -> Pixels:
    """Enlarged with the engine, as in the app: (H, W, 3) RGB -> (scale * H, scale * W, 3) RGB"""
    canvas = np.empty((scale * lr.shape[0], scale * lr.shape[1], 3), np.uint8)
    engine.upscale(Bitmap(lr.copy()), scale, canvas, precision=precision)
    return canvas[:, :, ::-1]  # a canvas is BGR


def enlarged_bicubic(lr: Pixels, scale: int) -> Pixels:
    """Enlarged with Pillow's bicubic (a = -0.5), the usual baseline: (H, W, 3) -> (scale * H, scale * W, 3)"""
    size = (lr.shape[1] * scale, lr.shape[0] * scale)
    return np.asarray(Image.fromarray(lr).resize(size, Image.Resampling.BICUBIC))


def means(rows: Iterable[Measured]) -> dict[tuple[str | None, int], tuple[int, Scores, Scores]]:
    """(set, scale) -> number of photos, means of bicubic, means of the model; the set None holds every photo.

    Photos without finite scores (flat, or smaller than the SSIM window) are left out.
    """
    groups: dict[tuple[str | None, int], list[Measured]] = defaultdict(list)
    for row in rows:
        if all(math.isfinite(value) for scores in (row.bicubic, row.model) for value in (scores.psnr, scores.ssim)):
            groups[row.set_name, row.scale].append(row)
            groups[None, row.scale].append(row)
    order = sorted(groups, key=lambda group: (group[0] is None, group[0] or "", group[1]))
    return {key: (len(groups[key]), *_mean_scores(groups[key])) for key in order}


def _mean_scores(rows: Sequence[Measured]) -> tuple[Scores, Scores]:
    def mean(scores: Sequence[Scores]) -> Scores:
        return Scores(float(np.mean([s.psnr for s in scores])), float(np.mean([s.ssim for s in scores])))

    return mean([row.bicubic for row in rows]), mean([row.model for row in rows])


def table(rows: Iterable[Measured]) -> str:
    """Markdown: set, photos, scale, PSNR / SSIM of bicubic and of the model, and the gain in dB."""
    lines = ["| set | photos | scale | bicubic | model | gain |", "|---|---|---|---|---|---|"]
    for (set_name, scale), (count, bicubic, model) in means(rows).items():
        cells = [set_name or "all", str(count), f"x{scale}"]
        cells += [f"{scores.psnr:.2f} / {scores.ssim:.4f}" for scores in (bicubic, model)]
        lines.append("| " + " | ".join([*cells, f"{model.psnr - bicubic.psnr:+.2f}"]) + " |")
    return "\n".join(lines)


def seeded(name: str, scale: int) -> np.random.Generator:
    """A generator that always gives the same noise for a photo and scale."""
    return np.random.default_rng([int(hashlib.sha256(name.encode()).hexdigest()[:8], 16), scale])


def load_weights(path: Path) -> SRResNet:
    """A network without a card, ready for the engine: batch norm folded, no gradients."""
    network = load_network(path)
    fold_batch_norm(network)
    return network.requires_grad_(False)


def parse_arguments(arguments: list[str] | None = None) -> argparse.Namespace:
    parser = photo_parser("evaluate", __doc__)
    which = parser.add_mutually_exclusive_group(required=True)
    which.add_argument("--model", help="a model of the app")
    which.add_argument("--weights", type=Path, help="a safetensors file")
    parser.add_argument("--scales", type=int, nargs="+", choices=SCALES, default=SCALES)
    parser.add_argument("--precision", choices=("auto", "fp32", "bf16", "fp16"), default="auto")
    parser.add_argument("--degradation", choices=DEGRADATIONS, default="clean", help="how LR is made from HR")
    return parser.parse_args(arguments)


def main(arguments: list[str] | None = None) -> None:
    options = parse_arguments(arguments)
    network = load_model(find_model(options.model)) if options.model else load_weights(options.weights)
    paths = photo_paths(options.photos, options.held_back)
    print(table(measure(Engine(network), paths, options.scales, options.precision, options.degradation)))


if __name__ == "__main__":
    main()
