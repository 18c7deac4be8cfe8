"""What int8 loses against fp32: `python -m upscaler.training.int8_loss --photos DIR --sheet FILE`.

The most detailed square of each photo is downscaled, clean or damaged, and enlarged by the app's models in both
precisions, at each scale and at several strengths. The table is Markdown: the loss of PSNR on Y (mean and worst photo),
PSNR of int8 to fp32, and the largest difference of a sample. --sheet draws the ten places that differ most, at most one
per photo.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from upscaler.geometry import Region
from upscaler.inference.engine import Engine
from upscaler.options import CLEAN_MODEL, CRISP, FULL_STRENGTH, NATURAL, RESTORE_MODEL, natural_detail
from upscaler.pipeline import load_engine
from upscaler.training.command import module_parser
from upscaler.training.dataset import HR_MULTIPLE, SCALES, busiest_square, photo_paths, readable
from upscaler.training.degradation.catalog import DEGRADATIONS
from upscaler.training.degradation.steps import Pixels
from upscaler.training.evaluate import enlarged, seeded
from upscaler.training.metrics import psnr, psnr_y
from upscaler.training.plot import picture_grid
from upscaler.training.sheets import WORST

SIDE = 384  # HR pixels of the most detailed square of a photo
CELL, ZOOM = 64, 3  # pixels a side of a place on the sheet, and its magnification
AMPLIFIED = 10  # factor for the difference on the sheet


@dataclass(frozen=True)
class Case:
    """A model at certain strengths, and the degradation that it is measured on."""

    model: str
    denoise: int
    detail: int
    way: str

    def __str__(self) -> str:
        denoise = f" {self.denoise}" if self.model == RESTORE_MODEL else ""
        return f"{self.model}{denoise}{f', detail {self.detail}' if self.detail else ''}"


CASES = (
    Case(CLEAN_MODEL, 0, 0, "clean"),
    Case(CLEAN_MODEL, 0, NATURAL, "clean"),
    Case(CLEAN_MODEL, 0, CRISP, "clean"),
    Case(RESTORE_MODEL, FULL_STRENGTH // 2, 0, "wild"),
    Case(RESTORE_MODEL, FULL_STRENGTH // 2, natural_detail(FULL_STRENGTH // 2), "wild"),
    Case(RESTORE_MODEL, FULL_STRENGTH, 0, "wild"),
    Case(RESTORE_MODEL, FULL_STRENGTH, natural_detail(FULL_STRENGTH), "wild"),
)


@dataclass(frozen=True)
class Compared:
    """A picture in both precisions: what int8 loses in dB, its PSNR to fp32 in dB, and its largest difference in
    levels, around which `place` shows fp32, int8 and the difference."""

    name: str
    scale: int
    loss: float
    likeness: float
    largest: int
    place: Sequence[Pixels]


def compare(engine: Engine, name: str, scale: int, reference: Pixels, lr: Pixels) -> Compared:
    exact, near = enlarged(engine, lr, scale, "fp32"), enlarged(engine, lr, scale, "int8")
    difference = np.abs(exact.astype(np.int16) - near)
    y, x, _ = np.unravel_index(difference.argmax(), difference.shape)
    height, width = exact.shape[:2]
    top, left = np.clip((y - CELL // 2, x - CELL // 2), 0, (max(0, height - CELL), max(0, width - CELL)))
    place = Region(int(left), int(top), CELL, CELL).slices
    amplified = np.minimum(255, AMPLIFIED * difference).astype(np.uint8)
    return Compared(
        name,
        scale,
        psnr_y(exact, reference, scale) - psnr_y(near, reference, scale),
        psnr(exact.astype(np.float32), near.astype(np.float32)),
        int(difference.max()),
        [pixels[place].copy() for pixels in (exact, near, amplified)],
    )


def pictures(case: Case, folder: Path) -> Iterator[tuple[str, int, Pixels, Pixels]]:
    """(name, scale, reference, LR)"""
    squares = ((path.stem, hr[busiest_square(hr, SIDE, HR_MULTIPLE)]) for path, hr in readable(photo_paths(folder)))
    named = ((name, scale, np.ascontiguousarray(hr)) for name, hr in squares for scale in SCALES)
    for name, scale, hr in named:
        yield name, scale, *DEGRADATIONS[case.way](hr, scale, seeded(name, scale))


def row(case: Case, scale: int, found: Sequence[Compared]) -> str:
    losses = [one.loss for one in found]
    cells = [str(case), f"x{scale}", str(len(found)), f"{np.mean(losses):.3f} dB", f"{max(losses):.3f} dB"]
    cells += [f"{np.mean([one.likeness for one in found]):.1f} dB", f"{max(one.largest for one in found)} levels"]
    return f"| {' | '.join(cells)} |"


def draw(path: Path, found: Sequence[tuple[Case, Compared]]) -> None:
    """The places that differ most: fp32, int8 and their difference."""
    worst: dict[str, tuple[Case, Compared]] = {}
    for case, one in sorted(found, key=lambda item: -item[1].largest):
        worst.setdefault(one.name, (case, one))
    rows = []
    for case, one in list(worst.values())[:WORST]:
        labels = (f"{one.name} x{one.scale}", str(case), f"{one.largest} levels, drawn x{AMPLIFIED}")
        rows.append(list(zip(labels, one.place, strict=True)))
    picture_grid(path, rows, ZOOM)


def main(arguments: list[str] | None = None) -> None:
    parser = module_parser("int8_loss", __doc__)
    parser.add_argument("--photos", type=Path, required=True, help="folder of photos, best lossless")
    parser.add_argument("--sheet", type=Path, help="JPEG or PNG with the places that differ most")
    options = parser.parse_args(arguments)
    print("| model | scale | pictures | loss, mean | worst | PSNR to fp32 | largest difference |")
    print("|---" * 7 + "|")
    places = []
    for case in CASES:
        engine = load_engine(case.model, case.denoise, case.detail)
        found = [compare(engine, *picture) for picture in pictures(case, options.photos)]
        for scale in SCALES:
            print(row(case, scale, [one for one in found if one.scale == scale]), flush=True)
        places += [(case, one) for one in found]
    if options.sheet:
        draw(options.sheet, places)


if __name__ == "__main__":
    main()
