"""Line plots and rows of pictures, drawn with Pillow, so that training needs no plotting library."""

from __future__ import annotations

import itertools
import math
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from upscaler.training.degradation.steps import Pixels

WIDTH, HEIGHT = 960, 520
LEFT, RIGHT, TOP, BOTTOM = 72, 240, 64, 60  # margins around the axes; the legend is on the right
FINER = 2  # plots are drawn this many times larger, then reduced, for smooth lines
COLOURS = ["#0072b2", "#d55e00", "#009e73", "#cc79a7", "#56b4e9", "#e69f00", "#000000", "#999999"]  # Okabe and Ito
Place = tuple[float, float]
Series = Mapping[str, tuple[Sequence[float], Sequence[float]]]


def line_plot(path: Path, series: Series, title: str, x_label: str, y_label: str, dashed: Collection[str] = ()) -> None:
    """Draw named (xs, ys) as lines with axes, grid and legend. Values that are not finite are left out."""
    lines = {name: _finite(xs, ys) for name, (xs, ys) in series.items()}
    points = [point for values in lines.values() for point in values]
    if not points:
        return
    x_ticks = nice_ticks(min(x for x, _ in points), max(x for x, _ in points))
    y_ticks = nice_ticks(min(y for _, y in points), max(y for _, y in points))
    picture = Image.new("RGB", (WIDTH * FINER, HEIGHT * FINER), "white")
    draw = ImageDraw.Draw(picture)

    def at(x: float, y: float) -> tuple[float, float]:
        """The pixel of the plot for a value."""
        across = (x - x_ticks[0]) / (x_ticks[-1] - x_ticks[0])
        up = (y - y_ticks[0]) / (y_ticks[-1] - y_ticks[0])
        return LEFT + across * (WIDTH - LEFT - RIGHT), HEIGHT - BOTTOM - up * (HEIGHT - TOP - BOTTOM)

    def line(places: Sequence[tuple[float, float]], colour: str, width: int = 1) -> None:
        draw.line([(x * FINER, y * FINER) for x, y in places], colour, width * FINER, joint="curve")

    def text(x: float, y: float, words: str, anchor: str, size: int = 14) -> None:
        draw.text((x * FINER, y * FINER), words, "black", ImageFont.load_default(size * FINER), anchor=anchor)

    for x in x_ticks:
        line([at(x, y_ticks[0]), at(x, y_ticks[-1])], "#dddddd")
        text(at(x, 0)[0], HEIGHT - BOTTOM + 8, f"{x:g}", "mt")
    for y in y_ticks:
        line([at(x_ticks[0], y), at(x_ticks[-1], y)], "#dddddd")
        text(LEFT - 8, at(0, y)[1], f"{y:g}", "rm")
    corners = ((0, 0), (0, -1), (-1, -1), (-1, 0), (0, 0))
    line([at(x_ticks[x], y_ticks[y]) for x, y in corners], "#888888")
    text(LEFT, 10, title, "lt", 17)
    text(LEFT, TOP - 10, y_label, "lb")
    text(WIDTH - RIGHT, HEIGHT - 12, x_label, "rb")
    for i, (name, values) in enumerate(lines.items()):
        y = TOP + 10 + 24 * i
        sample = [(WIDTH - RIGHT + 16.0, y), (WIDTH - RIGHT + 44.0, y)]
        for places, width in (([at(x, y) for x, y in values], 2), (sample, 3)):
            for part in dashes(places) if name in dashed else [places]:
                line(part, COLOURS[i % len(COLOURS)], width)
        text(WIDTH - RIGHT + 52, y, name, "lm")
    picture.reduce(FINER).save(path)


def nice_ticks(low: float, high: float, about: int = 7) -> list[float]:
    """Round numbers, 1, 2 or 5 times a power of ten apart, from at or below `low` to at or above `high`."""
    if high <= low:
        low, high = low - 0.5, low + 0.5
    power = 10 ** math.floor(math.log10((high - low) / about))
    step = next(power * digit for digit in (1, 2, 5, 10) if (high - low) / (power * digit) <= about)
    first, last = math.floor(low / step), math.ceil(high / step)
    return [round(i * step, 12) for i in range(first, last + 1)]


def dashes(places: Sequence[Place], on: float = 8, off: float = 5) -> list[list[Place]]:
    """Cut a line through points (x, y) into dashes `on` pixels long and `off` pixels apart."""
    parts, left, drawing = [list(places[:1])], on, True
    for start, end in itertools.pairwise(places):
        length, done = math.dist(start, end), 0.0
        while length - done > left:
            done, drawing = done + left, not drawing
            left, part = on if drawing else off, done / length
            here = (start[0] + part * (end[0] - start[0]), start[1] + part * (end[1] - start[1]))
            if drawing:
                parts.append([here])
            else:
                parts[-1].append(here)
        left -= length - done
        if drawing:
            parts[-1].append(end)
    return [part for part in parts if len(part) > 1]


def _finite(xs: Sequence[float], ys: Sequence[float]) -> list[tuple[float, float]]:
    return [(x, y) for x, y in zip(xs, ys, strict=True) if math.isfinite(x) and math.isfinite(y)]


def picture_grid(path: Path, rows: Sequence[Sequence[tuple[str, Pixels]]], enlarged: int = 1) -> None:
    """Write pictures of the same size (H, W, 3) in rows, each below its label, `enlarged` times larger, as PNG
    or JPEG."""
    height, width = (side * enlarged for side in rows[0][0][1].shape[:2])
    gap, line = 4, 24
    grid = Image.new("RGB", (len(rows[0]) * (width + gap) - gap, len(rows) * (height + line)), "white")
    font = ImageFont.load_default(14)
    for y, row in enumerate(rows):
        for x, (label, pixels) in enumerate(row):
            left, top = x * (width + gap), y * (height + line) + line
            grid.paste(Image.fromarray(pixels).resize((width, height), Image.Resampling.NEAREST), (left, top))
            ImageDraw.Draw(grid).text((left + width // 2, top - 8), label, "black", font, anchor="ms")
    grid.save(path, optimize=True, quality=95, subsampling=0)  # PNG ignores the last two
