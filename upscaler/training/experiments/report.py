"""Finished curves as tables and plots, inserted into a Markdown file between markers, so that the text around them is
kept."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from upscaler.training.experiments.checks import Final, Folding
from upscaler.training.experiments.curves import Curve, Given, Settings
from upscaler.training.experiments.variants import BODIES, Variant
from upscaler.training.plot import line_plot

LOWEST = -20.0  # dB relative to the input; lower values are drawn there


@dataclass(frozen=True)
class Result:
    """A variant with its curve and its finished network measured."""

    variant: Variant
    curve: Curve
    final: Final


def table(results: Sequence[Result], given: Given, settings: Settings) -> str:
    """One row per variant. `given` has the scores of the interpolated input."""
    lines = [
        "| body | convolutions | skip | batch norm | learning rate | loss, training | loss, held-back "
        "| patches worse than the input | PSNR on Y | against the input | minutes |",
        "|---|---|---|---|---|---|---|---|---|---|---|",
        f"| the input itself | | | | | {given.loss:.2f} | {given.held_back_loss:.2f} | | {given.psnr:.2f} | | |",
    ]
    for result in results:
        variant, curve, end = result.variant, result.curve, result.final
        shape = [variant.body, variant.convolutions, yes_or_no(variant.skip), yes_or_no(variant.norm == "batch")]
        losses = [f"{late_loss(curve):.2f}", f"{end.loss:.2f}", f"{end.worse} of {end.patches}"]
        psnr = [f"{end.psnr:.2f}", f"{end.psnr - given.psnr:+.2f} dB"]
        cells = [*shape, f"{curve.lr:g}", *losses, *psnr, f"{curve.last.seconds / 60:.1f}"]
        lines.append(f"| {' | '.join(map(str, cells))} |")
    shared = f"{settings.steps} steps, seed {settings.seed}, {settings.channels} channels, batch {settings.batch}"
    minutes = sum(result.curve.last.seconds for result in results) / 60
    lines += ["", f"{shared} of {settings.patch} LR pixels; {minutes:.0f} minutes in all, trials left out."]
    return "\n".join(lines)


def yes_or_no(value: bool) -> str:
    return "yes" if value else "no"


def late_loss(curve: Curve) -> float:
    """Mean training loss over the last tenth of the evaluations, as that of one batch is noisy."""
    losses = [point.loss for point in curve.points]
    return sum(losses[-(len(losses) // 10 or 1) :]) / (len(losses) // 10 or 1)


def folding_table(foldings: dict[str, Folding]) -> str:
    """One row per network with batch norm."""
    lines = [
        "| network | largest difference, levels | largest value, levels | samples rounded to another level |",
        "|---|---|---|---|",
    ]
    for name, folding in foldings.items():
        lines.append(f"| {name} | {folding.largest:.1e} | {folding.range:.0f} | {folding.changed:.1e} |")
    return "\n".join(lines)


def draw_curves(folder: Path, name: str, results: Sequence[Result], given: Given) -> list[Path]:
    """Training and held-back curves, both in dB above the interpolated input; and the final value of each by depth."""
    dashed = [result.variant.name for result in results if result.variant.body == "plain"]
    losses, psnr = {}, {}
    for result in results:
        points, variant = result.curve.points, result.variant
        steps = [float(point.step) for point in points]
        losses[variant.name] = (steps, [max(LOWEST, below(given.loss, point.loss)) for point in points])
        psnr[variant.name] = (steps, [max(LOWEST, point.psnr - given.psnr) for point in points])
    training, held_back = (folder / f"experiments-{name}-{kind}.png" for kind in ("training", "held-back"))
    title = "Training patches: L1 against the interpolated input (0; higher is better), plain bodies dashed"
    line_plot(training, losses, title, "steps", "dB", dashed)
    title = "Held-back photos: PSNR on Y against the interpolated input (0), plain bodies dashed"
    line_plot(held_back, psnr, title, "steps", "dB", dashed)
    return [training, held_back]


def draw_depth(path: Path, results: Sequence[Result], given: Given) -> None:
    """The final loss of each curve by number of convolutions; training and held-back, since He et al. 2015 show
    both."""
    series: dict[str, tuple[list[float], list[float]]] = {}
    for body in BODIES:
        of_body = [result for result in results if result.variant.body == body]
        depths = [float(result.variant.convolutions) for result in of_body]
        series[f"{body}, training"] = (depths, [below(given.loss, late_loss(result.curve)) for result in of_body])
        series[f"{body}, held-back"] = (depths, [below(given.held_back_loss, r.final.loss) for r in of_body])
    title = "Deeper: L1 at the end against the interpolated input (0; higher is better)"
    line_plot(path, series, title, "convolutions of the body", "dB", [name for name in series if "training" in name])


def below(given: float, loss: float) -> float:
    """How far a loss is below another one, in dB."""
    return 20 * math.log10(given / loss)


def put(path: Path, name: str, text: str) -> None:
    """Replace the text between the markers of `name` in a Markdown file; without markers, append both."""
    start, end = f"<!-- {name}: written by the program -->", f"<!-- {name}: end -->"
    section = f"{start}\n\n{text}\n\n{end}"
    before = path.read_text(encoding="utf-8") if path.exists() else ""
    pattern = re.compile(re.escape(start) + ".*?" + re.escape(end), re.DOTALL)
    after = pattern.sub(lambda _: section, before) if pattern.search(before) else f"{before}\n{section}\n".lstrip()
    path.write_text(after, encoding="utf-8")
