"""Whether another reader sees the same picture: a decoder's slip shall be a failed job, not a wrong picture.

Each picture is compared by the mean colours of a few cells with what other libraries make of the file, until one of
them agrees. They have faults of their own: only if all that can read it contradict is a picture disputed.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import numpy as np
import numpy.typing as npt

from upscaler import messages
from upscaler.errors import DisputedPictureError
from upscaler.images.bitmap import Bitmap, Pixels
from upscaler.images.high_bit_depth import in_8_bits
from upscaler.images.opencv import cv2

LARGEST = 100_000_000  # pixels of a picture of which there is a second opinion: it takes their memory once more
_CELLS = 32  # along each side
_DIFFERENCE, _SHARE = 16, 0.02  # levels of 255 between mean colours, and the share of cells that may differ by more
_ALIKE, _FLAT = 0.5, 4  # the least correlation of luma where colours were converted, and a deviation that says nothing

Values = npt.NDArray[np.float32]


def confirm(bitmap: Bitmap, witnesses: Iterable[Pixels], path: Path) -> None:
    """Raise DisputedPictureError if every witness, RGB (H, W, 3) of 8 bits, shows another picture.

    Transparent pixels do not count, as readers that know no alpha show what they like there.
    """
    if bitmap.size.pixels > LARGEST:
        return
    is_converted = any(getattr(warning, "template", "") == messages.CMYK_CONVERTED for warning in bitmap.warnings)
    count = 0
    for count, witness in enumerate(witnesses, 1):  # noqa: B007 - looked at afterwards
        if _agrees(bitmap.pixels, witness, is_converted):
            return
    if count:
        raise DisputedPictureError(path)


def _agrees(pixels: Pixels, witness: Pixels, is_converted: bool) -> bool:
    if pixels.shape[:2] != witness.shape[:2]:
        return False
    pixels = in_8_bits(pixels)
    alpha = pixels[:, :, -1:] if pixels.shape[2] in (2, 4) else None
    if alpha is not None:
        visible = (alpha == 255).astype(np.uint8)
        witness, pixels = witness * visible, pixels[:, :, :-1] * visible
    found, wanted = _cells(pixels), _cells(witness)
    if is_converted:
        luma = found.mean(axis=2).ravel(), wanted.mean(axis=2).ravel()
        is_flat = min(float(values.std()) for values in luma) < _FLAT
        return is_flat or bool(np.corrcoef(*luma)[0, 1] > _ALIKE)
    return bool((np.abs(found - wanted).max(axis=2) > _DIFFERENCE).mean() <= _SHARE)


def _cells(pixels: Pixels) -> Values:
    """Mean colours: (h, w, 3)"""
    height, width = pixels.shape[:2]
    small = cv2.resize(pixels, (min(width, _CELLS), min(height, _CELLS)), interpolation=cv2.INTER_AREA)
    values = np.asarray(small, np.float32).reshape(*small.shape[:2], -1)
    return np.broadcast_to(values, (*values.shape[:2], 3)) if values.shape[2] == 1 else values
