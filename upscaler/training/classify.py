"""Train the degradation estimator: `python -m upscaler.training.classify --photos DIR --out DIR --steps 6000`.

Crops of photos, of rendered pages and of the drawings in the folder are degraded at random (`degradation/known.py`);
the network learns the strength of each fault, and to tell drawings from photos. The crops and faults of a step depend
only on (seed, step). OUT gets weights.safetensors, log.csv and log.png.
"""

from __future__ import annotations

import csv
import math
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
import torch
from safetensors.torch import load_file
from torch import Tensor

from upscaler.network.blocks import Shortcut
from upscaler.network.checkpoint import save_network
from upscaler.network.degradation_estimator import DegradationEstimate, DegradationEstimator, DegradationEstimatorConfig
from upscaler.training.command import module_parser
from upscaler.training.dataset import SCALES, PatchDataset, Photo, PhotosError, is_held_back, load_photos, photo_paths
from upscaler.training.degradation.faults import Faults
from upscaler.training.degradation.known import with_known_faults
from upscaler.training.degradation.steps import Pixels, bicubic
from upscaler.training.drawings import NAMES
from upscaler.training.plot import line_plot
from upscaler.training.rendered import page
from upscaler.training.run import commit
from upscaler.training.trainer import as_tensor, mixed_precision

HELD_BACK_CROPS = 512
GRID = 8  # pixels of a JPEG block
DRAWINGS, MIXED = 0.33, 0.07  # shares of crops; mixed crops are half drawing, half photo
PAGES = 400  # rendered for training, plus a tenth as many held back
PAGE_SIDE = 480  # pixels
DRAWING_SCALES = (1, *SCALES)  # screenshots are sharp at full size, photos only after downscaling


@dataclass(frozen=True)
class ClassifyConfig:
    """The settings of a run."""

    photos: str
    steps: int = 6000
    start: str | None = None  # weights to start from
    seed: int = 1
    shortcut: Shortcut = "projection"  # where the shape changes
    lr: float = 2e-3
    batch: int = 24
    crop: int = 64  # LR pixels
    warm_up: int = 200  # steps
    evaluate_every: int = 250  # steps


@dataclass(frozen=True)
class Evaluation:
    """Mean absolute errors over held-back crops, in the units of `DegradationEstimate`.

    `loss` is the mean training loss since the last evaluation.
    """

    step: int
    loss: float
    quality: float
    noise: float
    blur: float
    drawing: float = 0.0


@dataclass(frozen=True)
class Material:
    """The pictures that crops are taken from."""

    photos: PatchDataset
    drawings: PatchDataset


def load_material(folder: Path) -> tuple[Material, Material]:
    """The training and held-back material: the photos and drawings of a folder, and rendered pages.

    Raises PhotosError if there are too few photos.
    """
    training, held_back = (_material(photo_paths(folder), held) for held in (False, True))
    return training, held_back


def _material(paths: Sequence[Path], held_back: bool) -> Material:
    """Flat patches are kept: they show noise best."""
    kept = [path for path in paths if is_held_back(path.name) == held_back]
    photos = load_photos(path for path in kept if not path.match(NAMES))
    if not photos:
        raise PhotosError(f"There are too few photos: none is {'held back' if held_back else 'trained on'}.")
    # Halved, since drawings that were saved as JPEG would not be clean at full size.
    drawings = load_photos((path for path in kept if path.match(NAMES)), DRAWING_SCALES, (0.5,))
    for seed in range(PAGES // 10 if held_back else PAGES):
        drawn = page(PAGE_SIDE, np.random.default_rng([seed, held_back]), held_back)
        drawings.append(Photo(f"page-{seed}", drawn, {scale: bicubic(drawn, scale) for scale in DRAWING_SCALES}))
    return Material(PatchDataset(photos, flat_percentile=0), PatchDataset(drawings, flat_percentile=0))


def severities(faults: Faults) -> list[float]:
    """The network's target for a picture with these faults, in the order of FAULTS, each 0 to 1."""
    quality = DegradationEstimate.NONE if faults.quality is None else faults.quality
    return DegradationEstimate(quality, faults.noise, faults.blur).severities()


def crops(material: Material, rng: np.random.Generator, size: int, count: int) -> tuple[Pixels, Tensor]:
    """Degraded crops (N, size, size, 3) uint8, and the targets (N, 4): three severities and 1.0 for drawings.

    The JPEG grid starts at a random position.
    """
    lr = np.empty((count, size, size, 3), np.uint8)
    truths = []
    for index in range(count):
        kind = rng.random()
        is_drawing, is_mixed = kind < DRAWINGS, DRAWINGS <= kind < DRAWINGS + MIXED
        scale = int(rng.choice(DRAWING_SCALES if is_drawing else SCALES))
        hr = _hr(material.drawings if is_drawing or is_mixed else material.photos, rng, scale, size)
        if is_mixed:
            edge = int(rng.uniform(0.2, 0.8) * hr.shape[1])
            hr[:, edge:] = _hr(material.photos, rng, scale, size)[:, edge:]
        picture, faults = with_known_faults(hr, scale, rng, is_drawing)
        y, x = rng.integers(GRID, size=2)
        lr[index] = picture[y : y + size, x : x + size]
        truths.append([*severities(faults), float(is_drawing)])
    return lr, torch.tensor(truths)


def _hr(dataset: PatchDataset, rng: np.random.Generator, scale: int, size: int) -> Pixels:
    _, hr = dataset.batch(rng, scale, size + GRID - 1, 1)
    return np.asarray(hr[0])


class EstimatorTrainer:
    """One run, from its first step to its last."""

    def __init__(self, config: ClassifyConfig, training: Material, held_back: Material) -> None:
        self.config, self.training = config, training
        self.held_back = crops(held_back, np.random.default_rng(0), config.crop, HELD_BACK_CROPS)
        torch.manual_seed(config.seed)
        network = DegradationEstimator(DegradationEstimatorConfig(shortcut=config.shortcut))
        if config.start:
            start_from(network, Path(config.start))
        self.network: DegradationEstimator = network.to(memory_format=torch.channels_last)  # type: ignore[call-overload]
        self.evaluations: list[Evaluation] = []
        self.commit = commit()  # now, since another commit may be checked out by the end

    def run(self) -> None:
        """Train with AdamW, one cosine decay and the squared error, which is minimal at the mean if a severity is
        uncertain."""
        config = self.config
        adam = torch.optim.AdamW(self.network.parameters(), config.lr, weight_decay=1e-3, fused=True)
        losses: list[float] = []
        for step in range(config.steps):
            rate = min(1.0, (step + 1) / config.warm_up) * (0.5 + 0.5 * math.cos(math.pi * step / config.steps))
            for group in adam.param_groups:
                group["lr"] = config.lr * rate
            lr, truth = crops(self.training, np.random.default_rng([config.seed, step]), config.crop, config.batch)
            with mixed_precision(torch.device("cpu")):
                found = self.network(as_tensor(lr))
            loss = (found.float() - truth).square().mean()
            adam.zero_grad()
            loss.backward()
            adam.step()
            losses.append(loss.item())
            if (step + 1) % config.evaluate_every == 0 or step + 1 == config.steps:
                self.evaluations.append(self.evaluate(step + 1, float(np.mean(losses))))
                print(*(f"{name}={value:.4g}" for name, value in asdict(self.evaluations[-1]).items()), flush=True)
                losses = []

    @torch.inference_mode()
    def evaluate(self, step: int, loss: float) -> Evaluation:
        """The errors on the held-back crops, in fp32 and evaluation mode."""
        lr, truth = self.held_back
        self.network.eval()
        found = torch.cat([self.network(as_tensor(part)) for part in np.array_split(lr, 8)])
        self.network.train()
        errors = (found.clamp(0, 1) - truth).abs().mean(dim=0)
        units = (*DegradationEstimate.UNITS, 1.0)
        return Evaluation(step, loss, *(unit * error for unit, error in zip(units, errors.tolist(), strict=True)))

    def save(self, out: Path) -> None:
        """Write weights, log and plot to the folder `out`."""
        out.mkdir(parents=True, exist_ok=True)
        record = asdict(self.config) | {"photos": Path(self.config.photos).name, "commit": self.commit}
        record["start"] = Path(self.config.start).name if self.config.start else None
        save_network(self.network.eval(), out / "weights.safetensors", record)
        with (out / "log.csv").open("w", newline="", encoding="utf-8") as file:
            writer = csv.DictWriter(file, asdict(self.evaluations[0]).keys())
            writer.writeheader()
            writer.writerows(asdict(evaluation) for evaluation in self.evaluations)
        plot_evaluations(out / "log.png", {self.config.shortcut: self.evaluations})


def start_from(network: DegradationEstimator, start: Path) -> None:
    """Copy the weights of another run, whose network may have fewer outputs; additional outputs keep their weights."""
    own = network.state_dict()
    for name, value in load_file(start).items():
        own[name][tuple(slice(size) for size in value.shape)] = value


def plot_evaluations(path: Path, runs: dict[str, list[Evaluation]]) -> None:
    """Plot the mean error of the three faults, each in percent of its range; one line per run."""
    series = {
        name: (
            [float(evaluation.step) for evaluation in evaluations],
            [100 * mean_error(evaluation) for evaluation in evaluations],
        )
        for name, evaluations in runs.items()
    }
    line_plot(path, series, "Faults seen in crops of held-back photos", "steps", "mean error, % of the range")


def mean_error(evaluation: Evaluation) -> float:
    """The mean over the three faults, each as a share of its range."""
    errors: npt.NDArray[np.float64] = (
        np.array([evaluation.quality, evaluation.noise, evaluation.blur]) / DegradationEstimate.UNITS
    )
    return float(errors.mean())


def main(arguments: list[str] | None = None) -> None:
    parser = module_parser("classify", __doc__)
    parser.add_argument("--photos", type=Path, required=True, help="folder of photos; a tenth, by name, is held back")
    parser.add_argument("--out", type=Path, required=True, help="folder of the run")
    parser.add_argument("--steps", type=int, default=ClassifyConfig.steps)
    parser.add_argument("--seed", type=int, default=ClassifyConfig.seed)
    parser.add_argument("--lr", type=float, default=ClassifyConfig.lr)
    parser.add_argument("--from", dest="start", type=Path, help="weights to start from")
    parser.add_argument("--shortcut", choices=("zero_pad", "projection", "none"), default=ClassifyConfig.shortcut)
    options = parser.parse_args(arguments)
    start = str(options.start) if options.start else None
    config = ClassifyConfig(str(options.photos), options.steps, start, options.seed, options.shortcut, options.lr)
    trainer = EstimatorTrainer(config, *load_material(options.photos))
    trainer.run()
    trainer.save(options.out)


if __name__ == "__main__":
    main()
