"""How often the automatic choice is right: `python -m upscaler.training.kinds --photos DIR`.

Each photo is downscaled, clean and degraded, and pages are rendered in fonts that are never trained on. Right means:
`photo` or a strength of at most 20 for a clean photo, restoring for a degraded one, and `drawing` for a page. The table
is Markdown: the share of right choices, the strengths and the reasons for each kind.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from upscaler.options import CLEAN_MODEL, DRAWING_MODEL, RESTORE_MODEL, ModelChoice, UpscaleOptions
from upscaler.training.command import photo_parser
from upscaler.training.dataset import photo_paths, readable
from upscaler.training.degradation.catalog import DEGRADATIONS
from upscaler.training.degradation.steps import Pixels, bicubic, jpeg
from upscaler.training.enlargers import choice_of
from upscaler.training.evaluate import seeded
from upscaler.training.rendered import page

SCALE = 2  # factor by which photos are downscaled
DEGRADED = ("jpeg75", "jpeg40", "noise10", "web", "real", "phone", "old")
MILD = 20  # a strength that does not harm a clean photo
SIDE = 640  # pixels of a page


@dataclass(frozen=True)
class Judged:
    """A picture of known kind and the choice made for it."""

    kind: str
    choice: ModelChoice

    @property
    def is_right(self) -> bool:
        choice = self.choice
        if self.kind.startswith("page"):
            return choice.model == DRAWING_MODEL
        if self.kind == "clean":
            return choice.model == CLEAN_MODEL or (choice.model == RESTORE_MODEL and choice.denoise <= MILD)
        return choice.model == RESTORE_MODEL


def pictures(paths: Iterable[Path], pages: int) -> Iterator[tuple[str, Pixels]]:
    """(kind, LR): each photo clean and with two of the degradations, in turn; pages clean and as JPEG."""
    for index, (path, hr) in enumerate(readable(paths)):
        yield "clean", bicubic(hr, SCALE)
        for offset in (0, 3):
            name = DEGRADED[(index + offset) % len(DEGRADED)]
            yield name, DEGRADATIONS[name](hr, SCALE, seeded(path.name, SCALE))[1]
    for number in range(pages):
        rng = np.random.default_rng([2, number])
        drawn = page(SIDE, rng, held_back=True, zoom=float(rng.choice([1.0, 1.5, 2.0])))
        is_compressed = number % 3 == 0
        yield ("page, jpeg", jpeg(drawn, int(rng.integers(60, 91)))) if is_compressed else ("page, lossless", drawn)


def table(judged: Iterable[Judged]) -> str:
    """Markdown: one row per kind, and one for all."""
    kinds: dict[str, list[Judged]] = {}
    for one in judged:
        kinds.setdefault(one.kind, []).append(one)
    lines = ["| kind | pictures | right | strength, median (range) | found |", "|---|---|---|---|---|"]
    for kind, rows in kinds.items():
        strengths = sorted(row.choice.denoise for row in rows)
        found = Counter(str(row.choice.fault) for row in rows).most_common()
        cells = [kind, str(len(rows)), f"{100 * np.mean([row.is_right for row in rows]):.0f} %"]
        cells += [f"{np.median(strengths):.0f} ({strengths[0]} to {strengths[-1]})"]
        lines.append(f"| {' | '.join([*cells, ', '.join(f'{name} {count}' for name, count in found)])} |")
    everything = [row for rows in kinds.values() for row in rows]
    lines.append(f"| all | {len(everything)} | {100 * np.mean([row.is_right for row in everything]):.1f} % | | |")
    return "\n".join(lines)


def main(arguments: list[str] | None = None) -> None:
    parser = photo_parser("kinds", __doc__)
    parser.add_argument("--pages", type=int, default=60, metavar="N")
    options = parser.parse_args(arguments)
    paths = photo_paths(options.photos, options.held_back)
    print(table(Judged(kind, choice_of(lr, UpscaleOptions())) for kind, lr in pictures(paths, options.pages)))


if __name__ == "__main__":
    main()
