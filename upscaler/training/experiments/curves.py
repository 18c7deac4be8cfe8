"""Runs the curves of an experiment, one after the other; short trials choose between two learning rates first.

OUT/curves/VARIANT.csv is a finished curve, which is never run again, whichever experiment needs it. OUT/runs/VARIANT is
its run (see train.py); the trials are in OUT/trials/VARIANT-LR.
"""

from __future__ import annotations

import csv
import json
import math
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch

from upscaler.network.architectures.network import bicubic
from upscaler.training.dataset import Data
from upscaler.training.experiments.variants import SCALE, NoLongSkip, Variant
from upscaler.training.losses import l1
from upscaler.training.run import DivergedError
from upscaler.training.trainer import (
    TrainConfig,
    Trainer,
    as_tensor,
    draw,
    held_back_patches,
    psnr_of_each,
)

RATES = (1e-3, 2e-4)
TRIAL = 6  # a run that tries a learning rate is this many times shorter than a curve
EVALUATIONS = 30  # points of a curve


@dataclass(frozen=True)
class Settings:
    """The settings that all curves share."""

    photos: str
    steps: int = 3000
    seed: int = 1
    channels: int = 16
    batch: int = 8
    patch: int = 32

    def config(self, lr: float, steps: int, evaluations: int = EVALUATIONS) -> TrainConfig:
        """L1 only, no weight averaging, one scale; the usual warm-up and cosine decay."""
        return TrainConfig(
            self.photos,
            steps=steps,
            seed=self.seed,
            channels=self.channels,
            lr=lr,
            batch=self.batch,
            patch=self.patch,
            last_part=0.0,
            warm_up=max(1, steps // 20),
            ema=0.0,
            evaluate_every=max(1, steps // evaluations),
            scale_shares=(1.0, 0.0, 0.0),
        )


@dataclass(frozen=True)
class Point:
    """One evaluation. `loss`: mean L1 of the training patches since the last one, in levels of 255, over all colours;
    `psnr`: on Y of held-back patches, in dB."""

    step: int
    seconds: float
    loss: float
    psnr: float


@dataclass(frozen=True)
class Curve:
    """A finished run."""

    lr: float
    points: list[Point]

    @property
    def last(self) -> Point:
        return self.points[-1]


def run_curve(variant: Variant, settings: Settings, data: Data, out: Path) -> Curve:
    """The curve of a variant at the better of two learning rates; read from OUT if it exists there."""
    path = out / "curves" / f"{variant.name}.csv"
    if path.exists():
        curve = read_curve(path)
        check_asked(asdict(settings.config(curve.lr, settings.steps)), out / "runs" / variant.name)
        return curve
    trials: list[tuple[float, float]] = []
    for lr in RATES:
        trial = out / "trials" / f"{variant.name}-{lr:g}"
        try:
            points = trained(variant, settings, settings.config(lr, max(2, settings.steps // TRIAL), 1), data, trial)
            trials.append((points[-1].psnr, lr))
        except DivergedError:
            trials.append((-math.inf, lr))
    lr = max(trials)[1]
    points = trained(variant, settings, settings.config(lr, settings.steps), data, out / "runs" / variant.name)
    path.parent.mkdir(exist_ok=True)
    part = path.with_suffix(".part")
    with part.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(["lr", "step", "seconds", "loss", "psnr"])
        writer.writerows([lr, point.step, point.seconds, f"{point.loss:.5f}", point.psnr] for point in points)
    part.replace(path)
    return Curve(lr, points)


def check_asked(asked: dict[str, Any], out: Path) -> None:
    """Save the settings of a run. Raises SystemExit if `out` holds a run with other settings."""
    text = json.dumps(asked | {"photos": Path(asked["photos"]).name}, indent=2) + "\n"
    file = out / "config.json"
    if not file.exists():
        out.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    elif file.read_text(encoding="utf-8") != text:
        raise SystemExit(f"{out} holds a run of another kind: choose another --out")


def trained(variant: Variant, settings: Settings, config: TrainConfig, data: Data, out: Path) -> list[Point]:
    """Run, or resume, to the end of the budget."""
    check_asked(asdict(config), out)
    print(out.name, flush=True)
    trainer = Trainer(config, out, 1, variant.network(settings.channels, settings.seed), data)
    if (out / "state.pt").exists():
        trainer.resume()
    trainer.run()
    with (out / "log.csv").open(newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    return [Point(int(r["step"]), float(r["seconds"]), 255 * float(r["loss_x2"]), float(r["psnr_x2"])) for r in rows]


def read_curve(path: Path) -> Curve:
    """Read a finished curve from its CSV file."""
    with path.open(newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    points = [Point(int(r["step"]), float(r["seconds"]), float(r["loss"]), float(r["psnr"])) for r in rows]
    return Curve(float(rows[0]["lr"]), points)


def trained_network(variant: Variant, settings: Settings, out: Path) -> NoLongSkip:
    """The network at the end of a finished curve, for evaluation."""
    network = variant.network(settings.channels, settings.seed)
    state = torch.load(out / "runs" / variant.name / "state.pt", map_location="cpu", weights_only=True)
    network.load_state_dict(state["network"])
    return network.eval()


@dataclass(frozen=True)
class Given:
    """The scores of the interpolated input: `loss` on training patches, the others on held-back ones."""

    loss: float
    held_back_loss: float
    psnr: float


def measure_input(settings: Settings, data: Data) -> Given:
    """The scores of the interpolated input, on the patches of the last tenth of the steps and on the held-back ones."""
    config, losses = settings.config(0.0, settings.steps), []
    for step in range(settings.steps - max(1, settings.steps // 10), settings.steps):
        _, *pixels = draw(config, data.training, step, settings.patch)
        lr, hr = (as_tensor(p) for p in pixels)
        losses.append(255 * l1(bicubic(lr, SCALE), hr).item())
    assert data.held_back is not None
    small, large = held_back_patches(data.held_back, SCALE)
    given = bicubic(as_tensor(small), SCALE)
    held_back_loss = 255 * l1(given, as_tensor(large)).item()
    return Given(float(np.mean(losses)), held_back_loss, float(np.mean(psnr_of_each(given, large, SCALE))))
