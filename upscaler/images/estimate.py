"""About how large a file will be, before it is made. A flat picture gives half of that, a noisy one double.

Medians over eight photos, upscaled 2 and 4 times with the model photo and written by `encode`.
"""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from upscaler.geometry import Size
from upscaler.images.formats import Format, keeps_depth, keeps_frames

if TYPE_CHECKING:
    from upscaler.images.header import Header

# Bytes per pixel of a picture made 4 times larger, by quality.
_LOSSLESS = {"png": 1.10, "tiff": 1.22}
_LOSSY = {
    "jpg": ((30, 0.064), (60, 0.092), (80, 0.132), (90, 0.189), (95, 0.269), (100, 0.697)),
    "webp": ((30, 0.026), (60, 0.038), (80, 0.054), (90, 0.088), (95, 0.128), (100, 0.191)),
    "avif": ((30, 0.020), (60, 0.049), (80, 0.080), (90, 0.118), (95, 0.180), (100, 0.668)),
}
_LOW_BYTES = 3.0  # bytes per pixel that 16 bits add: the lower half of each sample is nearly noise
# Less scaling leaves more detail in each pixel: bytes per pixel go with scale to this power.
_LOSSLESS_POWER, _LOSSY_POWER = -0.4, -0.7


def file_bytes(size: Size, source: Header, format: Format, quality: int | None = None) -> int:
    """Bytes of a result, all frames of `size`, in `format`; `quality` is the format's own by default."""
    scale = size.width / source.size.width / 4
    per_pixel: float
    if format.lossless:
        per_pixel = _LOSSLESS[format.name] * scale**_LOSSLESS_POWER
        per_pixel += _LOW_BYTES if source.bits > 8 and keeps_depth(source, size, format) else 0
    else:
        standard = format.quality or 0
        per_pixel = _between(_LOSSY[format.name], standard if quality is None else quality) * scale**_LOSSY_POWER
    pixels = size.pixels * (source.frames if keeps_frames(source, size, format) else 1)
    return round(pixels * per_pixel * (4 / 3 if source.alpha and format.alpha else 1))


def _between(points: tuple[tuple[int, float], ...], quality: int) -> float:
    """Linear between the points, flat outside."""
    if quality <= points[0][0]:
        return points[0][1]
    for (below, small), (above, large) in itertools.pairwise(points):
        if quality <= above:
            return small + (large - small) * (quality - below) / (above - below)
    return points[-1][1]
