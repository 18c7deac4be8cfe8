"""Measure models on drawings: `python -m upscaler.training.pages --models bicubic photo drawing`.

Pages in fonts that are never trained on are rendered at SCALE times the size of a screen, downscaled, clean or as JPEG
of quality 75, enlarged and compared with the page. The table is Markdown. PSNR is on luma; `flat` is the error, in
levels, of pixels around which the page is flat for 8 pixels: the mean and the 99th percentile.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import numpy as np

from upscaler.training.command import module_parser
from upscaler.training.dataset import SCALES
from upscaler.training.degradation.catalog import DEGRADATIONS
from upscaler.training.degradation.steps import Pixels
from upscaler.training.enlargers import Enlarger, of_the_app, of_weights
from upscaler.training.metrics import flat_errors, psnr_y
from upscaler.training.rendered import page
from upscaler.training.sheets import draw_sheets

SIDE = 480  # pixels; a multiple of all scales
COMPARED = ("clean", "jpeg75")
CELL = 320  # side, in pixels, of the part of a page shown on sheets


def held_back_page(number: int, scale: int) -> Pixels:
    """A page in fonts that no network was trained on, (SIDE, SIDE, 3)."""
    return page(SIDE, np.random.default_rng([1, number]), held_back=True, zoom=scale)


def table(enlargers: Mapping[str, Enlarger], count: int, sheets: Path | None = None) -> str:
    """Markdown: one row per degradation, scale and enlarger. With `sheets`, a folder, contact sheets of all pages are
    written there, one or more per degradation and scale."""
    head = ["degradation", "scale", "by", "PSNR", "flat, mean", "flat, 99 %"]
    lines = [f"| {' | '.join(head)} |", "|---" * len(head) + "|"]
    for degradation in COMPARED:
        for scale in SCALES:
            pages = [held_back_page(number, scale) for number in range(count)]
            small = [DEGRADATIONS[degradation](hr, scale, np.random.default_rng(0))[1] for hr in pages]
            results = {name: [enlarge(lr, scale).pixels for lr in small] for name, enlarge in enlargers.items()}
            lines += [_row(degradation, scale, name, made, pages) for name, made in results.items()]
            if sheets:
                scenes = [[(n, made[i]) for n, made in results.items()] + [("page", hr)] for i, hr in enumerate(pages)]
                draw_sheets(sheets / f"{degradation}-x{scale}.png", scenes, CELL)
    return "\n".join(lines)


def _row(degradation: str, scale: int, name: str, results: list[Pixels], pages: list[Pixels]) -> str:
    psnr = np.mean([psnr_y(result, hr, scale) for result, hr in zip(results, pages, strict=True)])
    flat = np.concatenate([flat_errors(result, hr) for result, hr in zip(results, pages, strict=True)])
    return f"| {degradation} | x{scale} | {name} | {psnr:.2f} | {flat.mean():.2f} | {np.percentile(flat, 99):.0f} |"


def main(arguments: list[str] | None = None) -> None:
    parser = module_parser("pages", __doc__)
    parser.add_argument("--models", nargs="+", default=("bicubic", "photo", "drawing"), metavar="MODEL")
    parser.add_argument("--weights", type=Path, nargs="+", default=(), metavar="FILE", help="weights in training")
    parser.add_argument("--pages", type=int, default=40, metavar="N")
    parser.add_argument("--sheets", type=Path, metavar="FOLDER", help="draw the results beside the pages")
    options = parser.parse_args(arguments)
    enlargers = {name: of_the_app(name) for name in options.models}
    enlargers |= {path.stem: of_weights(path) for path in options.weights}
    if options.sheets:
        options.sheets.mkdir(parents=True, exist_ok=True)
    print(table(enlargers, options.pages, options.sheets))


if __name__ == "__main__":
    main()
