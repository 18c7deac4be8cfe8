"""Run a named experiment: `python -m upscaler.training.experiments NAME --photos DIR --out DIR [--steps N]`.

Curves that are already in OUT are read from there. Tables and plots go into REPORT and the folder `images` beside it.
"""

from __future__ import annotations

from pathlib import Path

import torch

from upscaler.training.command import module_parser
from upscaler.training.dataset import Data, PatchDataset, load_data
from upscaler.training.experiments import checks, report, stride
from upscaler.training.experiments.curves import Settings, measure_input, run_curve, trained_network
from upscaler.training.experiments.report import Result
from upscaler.training.experiments.variants import EXPERIMENTS, SCALE

SHOWN = "plain-64", "residual-64"  # in the strip of pictures
SAMPLE, PLACE = "budgie-051.jpg", (655, 690)  # a photo that may be published (CC0), and y, x of its crop


def run(name: str, settings: Settings, data: Data, out: Path, report_file: Path) -> None:
    """Run all curves of an experiment, then write its tables and plots."""
    given = measure_input(settings, data)
    results = []
    for variant in EXPERIMENTS[name]:
        curve = run_curve(variant, settings, data, out)
        network = trained_network(variant, settings, out)
        results.append(Result(variant, curve, checks.final(network, data)))

    images = report_file.parent / "images"
    images.mkdir(parents=True, exist_ok=True)
    pictures = report.draw_curves(images, name, results, given)
    if name == "shortcuts":
        pictures.insert(0, images / "experiments-shortcuts-depth.png")
        report.draw_depth(pictures[0], results, given)
        pictures.append(draw_strip(images, results, settings, data, out))
    links = "\n\n".join(
        f"![{path.stem.removeprefix('experiments-').replace('-', ' ')}](images/{path.name})" for path in pictures
    )
    report.put(report_file, name, f"{report.table(results, given, settings)}\n\n{links}")
    if name == "norm":
        write_folding(report_file, results, settings, data, out)


def draw_strip(images: Path, results: list[Result], settings: Settings, data: Data, out: Path) -> Path:
    """Draw the results of the deepest networks for a held-back photo."""
    assert isinstance(data.held_back, PatchDataset)
    photos = data.held_back.photos
    photo = next((photo for photo in photos if photo.name == SAMPLE), photos[0])
    place = PLACE if photo.name == SAMPLE else (0, 0)
    shown = [result.variant for result in results if result.variant.name in SHOWN]
    networks = {variant.name: trained_network(variant, settings, out) for variant in shown}
    path = images / "experiments-shortcuts-pictures.png"
    checks.picture_strip(path, networks, photo, place)
    return path


def write_folding(report_file: Path, results: list[Result], settings: Settings, data: Data, out: Path) -> None:
    """Write how much folding changes in each network with batch norm."""
    assert isinstance(data.held_back, PatchDataset)
    normed = [result.variant for result in results if result.variant.norm == "batch"]
    foldings = {v.name: checks.folding(trained_network(v, settings, out), data.held_back.photos) for v in normed}
    report.put(report_file, "folding", report.folding_table(foldings))


def main(arguments: list[str] | None = None) -> None:
    parser = module_parser("experiments", __doc__)
    parser.add_argument("name", choices=(*EXPERIMENTS, stride.NAME))
    parser.add_argument("--photos", type=Path, required=True, help="folder of photos; a tenth, by name, is held back")
    parser.add_argument("--out", type=Path, required=True, help="folder of runs and curves; finished ones are kept")
    parser.add_argument("--steps", type=int, default=Settings.steps)
    parser.add_argument("--seed", type=int, default=Settings.seed)
    parser.add_argument("--report", type=Path, help="Markdown file; without, experiments.md in OUT")
    options = parser.parse_args(arguments)
    torch.set_num_threads(1)
    options.out.mkdir(parents=True, exist_ok=True)
    report_file = options.report or options.out / "experiments.md"
    if options.name == stride.NAME:
        stride.run(options.photos, options.steps, options.seed, options.out, report_file)
        return
    settings = Settings(str(options.photos), options.steps, options.seed)
    data = load_data(options.photos, (SCALE,))
    data.required()
    run(options.name, settings, data, options.out, report_file)


if __name__ == "__main__":
    main()
