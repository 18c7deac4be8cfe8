"""What an animation shows: a compositor following the specifications of APNG, GIF and WebP, and frames to test it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from tests.corpus.pixels import Array, over
from upscaler.images.bitmap import Pixels

KEEP, CLEAR, BACK = 0, 1, 2  # what happens to a frame after it was shown: it stays, becomes transparent, or is reverted


@dataclass(frozen=True)
class Frame:
    """Where a frame is drawn, whether over the canvas (`blend` 1) or replacing it, and what happens to it
    afterwards."""

    at: tuple[int, int]
    size: tuple[int, int]
    dispose: int
    blend: int


_PLACES = {  # left, top, right, bottom as parts of the canvas: of the second and the third frame
    "whole": ((0.0, 0.0, 1.0, 1.0), (0.0, 0.0, 1.0, 1.0)),
    "inside": ((0.2, 0.2, 0.7, 0.8), (0.4, 0.1, 0.9, 0.6)),
    "corner": ((0.5, 0.5, 1.0, 1.0), (0.0, 0.3, 0.6, 1.0)),
}


def frames_of(size: tuple[int, int], disposals: str, blends: str, place: str, even: bool = False) -> list[Frame]:
    """Three frames, the first as large as the canvas. WebP only supports `even` offsets."""
    whole = (0.0, 0.0, 1.0, 1.0)
    step, frames = 2 if even else 1, []
    for (left, top, right, bottom), dispose, blend in zip((whole, *_PLACES[place]), disposals, blends, strict=True):
        x, y = int(left * size[0]) // step * step, int(top * size[1]) // step * step
        part = (round(right * size[0]) - x, round(bottom * size[1]) - y)
        frames.append(Frame((x, y), part, int(dispose), int(blend)))
    return frames


def composed(size: tuple[int, int], drawn: Iterable[tuple[Array, Frame]]) -> tuple[Pixels, ...]:
    """The canvas (H, W, 4) as displayed during each frame. It is transparent at first."""
    canvas, seen = np.zeros((size[1], size[0], 4)), []
    for number, (pixels, frame) in enumerate(drawn):
        (x, y), (width, height) = frame.at, frame.size
        place = np.s_[y : min(y + height, size[1]), x : min(x + width, size[0])]
        before, picture = canvas.copy(), _rgba(pixels)[: size[1] - y, : size[0] - x]
        canvas[place] = over(canvas[place], picture) if frame.blend else picture
        seen.append(np.rint(canvas).astype(np.uint8))
        dispose = CLEAR if frame.dispose == BACK and not number else frame.dispose  # there is nothing to revert to
        if dispose == CLEAR:
            canvas[place] = 0
        elif dispose == BACK:
            canvas = before
    return tuple(seen)


def _rgba(pixels: Array) -> Array:
    values = np.asarray(pixels, float)
    if values.shape[2] in (1, 3):
        values = np.concatenate([values, np.full_like(values[..., :1], 255)], 2)
    return np.concatenate([np.broadcast_to(values[..., :-1], (*values.shape[:2], 3)), values[..., -1:]], 2)
