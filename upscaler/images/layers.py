"""Frames of an animation that are drawn over each other, as in GIF and APNG.

The canvas is transparent where nothing is drawn, as in browsers.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

import numpy as np

from upscaler.geometry import Size
from upscaler.images.bitmap import Pixels

Disposal = Literal["keep", "clear", "restore"]


@dataclass(frozen=True)
class Layer:
    """What one frame draws: RGBA (H, W, 4) uint8 at a position, and what happens to that area before the next frame.

    It is kept, cleared, or restored to what it was. With `over`, the frame below shows through transparent pixels; else
    the layer replaces it.
    """

    pixels: Pixels
    x: int
    y: int
    milliseconds: float
    disposal: Disposal
    over: bool


def composed(layers: Iterable[Layer], size: Size) -> Iterator[tuple[Pixels, float]]:
    """Each frame as it is shown, (H, W, 4), and its milliseconds. Layers are cropped to the canvas."""
    canvas = np.zeros((size.height, size.width, 4), np.uint8)
    for layer in layers:
        place = canvas[layer.y : layer.y + layer.pixels.shape[0], layer.x : layer.x + layer.pixels.shape[1]]
        drawn, before = layer.pixels[: place.shape[0], : place.shape[1]], place.copy()
        place[:] = _over(drawn, before) if layer.over else drawn
        yield canvas.copy(), layer.milliseconds
        if layer.disposal == "clear":
            place[:] = 0
        elif layer.disposal == "restore":
            place[:] = before


def _over(drawn: Pixels, below: Pixels) -> Pixels:
    """Straight alpha over straight alpha (PNG, third edition, 13.16)."""
    alpha = drawn[:, :, 3:]
    result: Pixels = np.where(alpha == 0, below, drawn)
    mixed = ((alpha > 0) & (alpha < 255))[:, :, 0]
    if mixed.any():
        above, under = drawn[mixed].astype(np.uint32), below[mixed].astype(np.uint32)
        share, rest = 255 * above[:, 3:], (255 - above[:, 3:]) * under[:, 3:]
        total = share + rest
        colours = (above[:, :3] * share + under[:, :3] * rest + total // 2) // total
        result[mixed] = np.hstack([colours, (total + 127) // 255])
    return result
