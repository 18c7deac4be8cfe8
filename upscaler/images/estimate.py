"""The approximate size of a file before it is written. A flat picture takes half as much, a noisy one double.

A codec's `bytes_per_pixel` is for a scale of 4. Medians over eight photos, upscaled 2 and 4 times with the model
`photo` and written by `encode`.
"""

from __future__ import annotations

import itertools

from upscaler.geometry import Size
from upscaler.images.codecs.base import Codec, Header
from upscaler.images.formats import keeps_depth, keeps_frames

_LOW_BYTES = 3.0  # bytes per pixel that 16 bits add: the lower half of each sample is nearly noise
# A smaller scale leaves more detail in each pixel: bytes per pixel are proportional to the scale to this power.
_LOSSLESS_POWER, _LOSSY_POWER = -0.4, -0.7


def file_bytes(size: Size, source: Header, format: Codec, quality: int | None = None) -> int:
    """Bytes of a result, all frames of `size`, in `format`; `quality` is the format's by default."""
    scale = size.width / source.size.width / 4
    per_pixel: float
    if isinstance(format.bytes_per_pixel, float):
        per_pixel = format.bytes_per_pixel * scale**_LOSSLESS_POWER
        per_pixel += _LOW_BYTES if source.bits > 8 and keeps_depth(source, size, format) else 0
    else:
        quality = (format.quality or 0) if quality is None else quality
        per_pixel = _between(format.bytes_per_pixel, quality) * scale**_LOSSY_POWER
    pixels = size.pixels * (source.frames if keeps_frames(source, size, format) else 1)
    return round(pixels * per_pixel * (4 / 3 if source.alpha and format.alpha else 1))


def _between(points: tuple[tuple[int, float], ...], quality: int) -> float:
    """Linear between the points, constant outside."""
    if quality <= points[0][0]:
        return points[0][1]
    for (below, small), (above, large) in itertools.pairwise(points):
        if quality <= above:
            return small + (large - small) * (quality - below) / (above - below)
    return points[-1][1]
