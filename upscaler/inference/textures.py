"""Pictures that cannot be upscaled as one: sheets of cells, and maps whose channels are not colours."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np

from upscaler.errors import CellsDoNotFitError
from upscaler.geometry import Region, Size
from upscaler.images.bitmap import Bitmap, Pixels, max_value
from upscaler.images.canvas import RGB_ORDER, Canvas
from upscaler.inference.engine import Engine, Report
from upscaler.inference.passes import enlarge
from upscaler.options import UpscaleOptions, cell_size
from upscaler.progress import Progress

_BAND = 256  # canvas rows at a time


def enlarge_as_asked(
    engine: Engine, bitmap: Bitmap, canvas: Canvas, options: UpscaleOptions, path: Path, progress: Progress
) -> Report:
    """Like `enlarge`, but each cell of a sheet and each channel of a normal map is upscaled separately.

    Raises CellsDoNotFitError and the errors of `enlarge`.
    """
    cell = cell_size(options.cells)
    if cell is not None:
        return _cells(engine, bitmap, canvas, cell, options, path, progress)
    if options.normal_map and bitmap.channels > 2:
        return _normal_map(engine, bitmap, canvas, options, path, progress)
    return enlarge(engine, bitmap, canvas, options, path, progress)


def _cells(
    engine: Engine,
    bitmap: Bitmap,
    canvas: Canvas,
    cell: Size,
    options: UpscaleOptions,
    path: Path,
    progress: Progress,
) -> Report:
    """Cells do not affect their neighbours. Alpha that is either 0 or opaque stays so: sprites have hard edges."""
    places = list(places_of_cells(bitmap.size, canvas.size, cell))
    is_hard = has_hard_alpha(bitmap)
    reports = []
    for (source, target), part in progress.each(places):
        with Canvas(target.size, bitmap.channels, canvas.high_bit_depth) as result:
            one = bitmap.cropped(source)
            reports.append(enlarge_as_asked(engine, one, result, replace(options, cells=""), path, part))
            if is_hard:
                harden(result.pixels)
            canvas.pixels[target.slices] = result.pixels
    progress.show(canvas.pixels, canvas.size.height)
    return _merged(reports)


def has_hard_alpha(bitmap: Bitmap) -> bool:
    """Whether its alpha is either 0 or opaque everywhere."""
    return bitmap.has_alpha and bool(np.isin(bitmap.pixels[:, :, -1], (0, max_value(bitmap.pixels))).all())


def harden(pixels: Pixels) -> None:
    """Make the alpha of pixels either 0 or opaque, in place."""
    alpha = pixels[:, :, -1]
    alpha[:] = np.where(alpha > max_value(alpha) // 2, max_value(alpha), 0)


def places_of_cells(size: Size, target: Size, cell: Size) -> Iterator[tuple[Region, Region]]:
    """Where each cell is, in the picture and in the result. Raises CellsDoNotFitError unless both are whole pixels."""
    columns, rows = size.width // cell.width, size.height // cell.height
    fits = columns * cell.width == size.width and rows * cell.height == size.height
    if not fits or target.width % columns or target.height % rows:
        raise CellsDoNotFitError(f"{cell.width}x{cell.height}", size.width, size.height)
    width, height = target.width // columns, target.height // rows
    for y in range(rows):
        for x in range(columns):
            source = Region(x * cell.width, y * cell.height, cell.width, cell.height)
            yield source, Region(x * width, y * height, width, height)


def _normal_map(
    engine: Engine, bitmap: Bitmap, canvas: Canvas, options: UpscaleOptions, path: Path, progress: Progress
) -> Report:
    """Upscale each component as a gray picture, so that colour learning does not mix them, and normalise the vectors.

    Alpha is treated as one more component: such maps store heights or roughness in it. Constant components stay
    constant.
    """
    reports = []
    for (number, channel), part in progress.each(list(enumerate(RGB_ORDER[bitmap.channels]))):
        values = bitmap.pixels[:, :, channel : channel + 1]
        with Canvas(canvas.size, 1, canvas.high_bit_depth) as result:
            if is_constant(values):
                fill_with(result.pixels, values)
            else:
                gray = replace(bitmap, pixels=np.ascontiguousarray(values), icc_profile=None)
                reports.append(enlarge(engine, gray, result, options, path, part))
            canvas.pixels[:, :, number] = result.pixels[:, :, 0]
    if holds_vectors(bitmap.pixels):
        for top in range(0, canvas.size.height, _BAND):
            normalise(canvas.pixels[top : top + _BAND, :, :3])
    progress.show(canvas.pixels, canvas.size.height)
    return _merged(reports) if reports else Report("cpu", "fp32")


def is_constant(values: Pixels) -> bool:
    """Whether a channel (H, W, 1) has the same value everywhere."""
    return bool((values == values[0, 0]).all())


def fill_with(result: Pixels, constant: Pixels) -> None:
    """Fill a result with the value of a constant channel, in the depth of the result."""
    result[:] = round(int(constant[0, 0, 0]) * max_value(result) / max_value(constant))


def holds_vectors(pixels: Pixels) -> bool:
    """Whether a normal map (H, W, C) has three components rather than two."""
    return not is_constant(pixels[:, :, 2:3])


def normalise(vectors: Pixels) -> None:
    """Give vectors (H, W, 3) the length 1, in place. Components from -1 to 1 are stored as 0 to the largest sample."""
    largest = max_value(vectors)
    components = vectors.astype(np.float32) * np.float32(2 / largest) - 1
    lengths = np.linalg.norm(components, axis=2, keepdims=True)
    np.divide(components, lengths, out=components, where=lengths > 0)
    vectors[:] = np.rint((components + 1) * np.float32(largest / 2)).astype(vectors.dtype)


def _merged(reports: list[Report]) -> Report:
    """The report for a picture that was made in parts."""
    return replace(
        reports[0],
        retries=tuple(why for report in reports for why in report.retries),
        warnings=tuple(dict.fromkeys(why for report in reports for why in report.warnings)),
    )
