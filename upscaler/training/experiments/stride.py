"""Option A, option B and no shortcut where the shape changes (stride 2), in the degradation estimator."""

from __future__ import annotations

import csv
from dataclasses import asdict
from pathlib import Path

from upscaler.network.blocks import Shortcut
from upscaler.network.degradation_estimator import DegradationEstimator, DegradationEstimatorConfig
from upscaler.training.classify import (
    ClassifyConfig,
    EstimatorTrainer,
    Evaluation,
    load_material,
    mean_error,
    plot_evaluations,
)
from upscaler.training.experiments import report
from upscaler.training.experiments.curves import check_asked

NAME = "stride"
SHORTCUTS: dict[Shortcut, str] = {
    "zero_pad": "option A: every second pixel, zeros for the new channels",
    "projection": "option B: a strided 1x1 convolution",
    "none": "none",
}


def run(photos: Path, steps: int, seed: int, out: Path, report_file: Path) -> None:
    """One run per shortcut, then the table and plot. OUT/stride/SHORTCUT holds a run; finished runs are not
    repeated."""
    evaluations = {}
    for shortcut in SHORTCUTS:
        folder = out / NAME / shortcut
        config = ClassifyConfig(str(photos), steps, seed=seed, shortcut=shortcut)
        check_asked(asdict(config), folder)
        if not (folder / "log.csv").exists():
            trainer = EstimatorTrainer(config, *load_material(photos))
            trainer.run()
            trainer.save(folder)
        evaluations[shortcut] = read_evaluations(folder / "log.csv")
    images = report_file.parent / "images"
    images.mkdir(parents=True, exist_ok=True)
    plot = images / f"experiments-{NAME}.png"
    plot_evaluations(plot, {str(shortcut): found for shortcut, found in evaluations.items()})
    report.put(report_file, NAME, f"{table(evaluations)}\n\n![{NAME}](images/{plot.name})")


def read_evaluations(path: Path) -> list[Evaluation]:
    """Read a log.csv."""
    with path.open(newline="", encoding="utf-8") as file:
        rows = [{name: float(value) for name, value in row.items()} for row in csv.DictReader(file)]
    return [Evaluation(int(row["step"]), row["loss"], row["quality"], row["noise"], row["blur"]) for row in rows]


def table(evaluations: dict[Shortcut, list[Evaluation]]) -> str:
    """Markdown: one row per shortcut, at the end of its run."""
    lines = [
        "| shortcut where stride is 2 | parameters | loss, training | JPEG quality off by | noise, levels "
        "| blur, pixels | mean, % of the range |",
        "|---|---|---|---|---|---|---|",
    ]
    for shortcut, found in evaluations.items():
        end = found[-1]
        network = DegradationEstimator(DegradationEstimatorConfig(shortcut=shortcut))
        count = sum(parameter.numel() for parameter in network.parameters())
        cells = [SHORTCUTS[shortcut], f"{count:,}", f"{end.loss:.4f}", f"{end.quality:.2f}", f"{end.noise:.2f}"]
        lines.append(f"| {' | '.join([*cells, f'{end.blur:.3f}', f'{100 * mean_error(end):.2f}'])} |")
    return "\n".join([*lines, "", f"{next(iter(evaluations.values()))[-1].step} steps each."])
