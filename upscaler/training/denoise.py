"""Measure strengths and the automatic choice on degraded photos: `python -m upscaler.training.denoise --photos DIR`.

Each photo gets the fixed faults (degradation/faults.py) and, with --random N, also N random ones, and is enlarged at
strengths from 0 (the clean model) to 100 (the restoring one). The table shows mean PSNR on Y; `auto` is that of the
automatic choice, `loss` how far it is below the best strength of each picture; scores of strengths that were not
measured are interpolated. --fit tries ramps for the automatic choice (`inference.automatic.RAMPS`) and prints those
with the smallest loss.
"""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from upscaler.images.bitmap import Bitmap
from upscaler.inference import automatic
from upscaler.inference.engine import Engine
from upscaler.network.architectures.srresnet import SRResNet
from upscaler.network.catalog import degradation_estimator
from upscaler.network.checkpoint import blended, load_estimator
from upscaler.network.degradation_estimator import DegradationEstimate, DegradationEstimator
from upscaler.options import CLEAN_MODEL, RESTORE_MODEL
from upscaler.training.command import photo_parser
from upscaler.training.dataset import SCALES, load_hr, photo_paths, readable
from upscaler.training.degradation.faults import FIXED, random_faults, with_faults
from upscaler.training.evaluate import enlarged, enlarged_bicubic, load_weights, seeded
from upscaler.training.metrics import psnr_y
from upscaler.training.plot import picture_grid

RANDOM = "random"
PICTURE = 220  # pixels of the crop shown
Place = tuple[int, int]  # x, y
TRIED = {  # ends of ramps that --fit tries, as severities
    "start": (0.0, 0.03, 0.06, 0.1, 0.15, 0.2, 0.3, 0.4, 0.5, 0.6),
    "width": (0.05, 0.1, 0.2, 0.3, 0.5, 0.8),
}


@dataclass(frozen=True)
class Measured:
    """One photo with one degradation at one scale: PSNR in dB of bicubic and by strength; the estimate."""

    degradation: str
    scale: int
    bicubic: float
    by_strength: dict[int, float]
    estimate: DegradationEstimate | None

    def at(self, strength: int) -> float:
        """PSNR in dB at a strength, interpolated between the measured ones."""
        known = sorted(self.by_strength)
        return float(np.interp(strength, known, [self.by_strength[s] for s in known]))

    def loss(self, ramps: automatic.Ramps = automatic.RAMPS) -> float:
        """How far the automatic choice is below the best strength, in dB."""
        return max(self.by_strength.values()) - self.at(automatic.choose(self.estimate, ramps).denoise)


def measure(
    clean: SRResNet,
    restoring: SRResNet,
    estimator: DegradationEstimator,
    paths: Iterable[Path],
    scales: Sequence[int],
    strengths: Sequence[int],
    randoms: int,
) -> list[Measured]:
    """Measure every photo with every degradation, at every scale and strength."""
    engines = {strength: Engine(blended(clean, restoring, strength / 100)) for strength in strengths}
    rows = []
    for path, hr in readable(paths):
        for scale in scales:
            rng = seeded(path.name, scale)
            for degradation, faults in (*FIXED.items(), *((RANDOM, random_faults(rng)) for _ in range(randoms))):
                lr = with_faults(hr, scale, faults, seeded(path.name, scale))
                psnr = {s: psnr_y(enlarged(engine, lr, scale, "auto"), hr, scale) for s, engine in engines.items()}
                seen = automatic.estimate(estimator, Bitmap(lr))
                rows.append(Measured(degradation, scale, psnr_y(enlarged_bicubic(lr, scale), hr, scale), psnr, seen))
    return rows


def table(rows: Sequence[Measured]) -> str:
    """Markdown: one row per degradation and scale."""
    strengths = sorted(rows[0].by_strength)
    head = ["faults", "scale", "bicubic", *map(str, strengths), "auto", "strength", "loss"]
    lines = [f"| {' | '.join(head)} |", "|---" * len(head) + "|"]
    groups: dict[tuple[str, int], list[Measured]] = defaultdict(list)
    for row in rows:
        groups[row.degradation, row.scale].append(row)
    for (degradation, scale), group in groups.items():
        chosen = [automatic.choose(row.estimate).denoise for row in group]
        lowest, highest = min(chosen), max(chosen)
        cells = [degradation, f"x{scale}", _mean(row.bicubic for row in group)]
        cells += [_mean(row.by_strength[strength] for row in group) for strength in strengths]
        cells += [_mean(row.at(strength) for row, strength in zip(group, chosen, strict=True))]
        cells += [f"{np.median(chosen):.0f} ({lowest} to {highest})"]
        cells += [_mean(row.loss() for row in group)]
        lines.append(f"| {' | '.join(cells)} |")
    lines += ["", f"Mean loss of the automatic choice: {mean_loss(rows):.3f} dB."]
    return "\n".join(lines)


def mean_loss(rows: Sequence[Measured], ramps: automatic.Ramps = automatic.RAMPS) -> float:
    """The mean loss of the automatic choice, in dB."""
    return float(np.mean([row.loss(ramps) for row in rows]))


def fit(rows: Sequence[Measured]) -> dict[str, tuple[float, float]]:
    """The ramps with the smallest loss on these rows, fitted in three rounds, one fault after the other."""
    ramps = dict(automatic.RAMPS)
    for _ in range(3):
        for fault in ramps:
            tried = [(start, start + width) for start, width in itertools.product(TRIED["start"], TRIED["width"])]
            ramps[fault] = min(tried, key=lambda ramp: mean_loss(rows, ramps | {fault: ramp}))
    return ramps


def draw_pictures(path: Path, photo: Path, clean: SRResNet, restoring: SRResNet, scale: int, place: Place) -> None:
    """Draw a crop of a photo in every fixed degradation: bicubic, the clean and the restoring model, the original."""
    hr = load_hr(photo)
    crop = np.s_[place[1] : place[1] + PICTURE, place[0] : place[0] + PICTURE]
    engines = {CLEAN_MODEL: Engine(clean), RESTORE_MODEL: Engine(restoring)}
    rows = []
    for degradation, faults in FIXED.items():
        lr = with_faults(hr, scale, faults, seeded(photo.name, scale))
        made = {"bicubic": enlarged_bicubic(lr, scale)}
        made |= {name: enlarged(engine, lr, scale, "auto") for name, engine in engines.items()}
        row = [(f"{degradation}, {name}: {psnr_y(p, hr, scale):.1f} dB", p[crop]) for name, p in made.items()]
        rows.append([*row, ("original", hr[crop])])
    picture_grid(path, rows)


def _mean(values: Iterable[float]) -> str:
    return f"{np.mean(list(values)):.2f}"


def main(arguments: list[str] | None = None) -> None:
    parser = photo_parser("denoise", __doc__)
    models = degradation_estimator().weights.parent
    parser.add_argument("--clean", type=Path, default=models / f"{CLEAN_MODEL}.safetensors")
    parser.add_argument("--restoring", type=Path, default=models / f"{RESTORE_MODEL}.safetensors")
    parser.add_argument("--scales", type=int, nargs="+", choices=SCALES, default=SCALES)
    parser.add_argument("--strengths", type=int, nargs="+", default=tuple(range(0, 101, 20)))
    parser.add_argument(
        "--random",
        type=int,
        default=0,
        metavar="N",
        help="random degradations of each photo, in addition to the fixed ones",
    )
    parser.add_argument("--fit", action="store_true")
    parser.add_argument("--pictures", type=Path, metavar="PNG", help="draw a crop of --photo instead")
    parser.add_argument("--photo", help="file name in --photos")
    parser.add_argument("--place", type=int, nargs=2, default=(0, 0), metavar=("X", "Y"), help="of the crop")
    options = parser.parse_args(arguments)
    if options.pictures and not options.photo:
        parser.error("--pictures needs --photo")
    clean, restoring = load_weights(options.clean), load_weights(options.restoring)
    if options.pictures:
        place = (options.place[0], options.place[1])
        draw_pictures(options.pictures, options.photos / options.photo, clean, restoring, options.scales[0], place)
        return
    estimator, paths = load_estimator(degradation_estimator()), photo_paths(options.photos, options.held_back)
    rows = measure(clean, restoring, estimator, paths, options.scales, options.strengths, options.random)
    if options.fit:
        print(fit(rows))
    print(table(rows))


if __name__ == "__main__":
    main()
