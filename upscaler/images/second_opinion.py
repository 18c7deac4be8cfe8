"""Checks that another reader decodes the same picture: a faulty decoder should fail a job, not give a wrong picture.

The mean colours of a few cells are compared with what other libraries read from the file, until one of them agrees.
These have faults too, so a picture is disputed only if every library that can read the file disagrees.
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

LARGEST = 100_000_000  # pixels; larger pictures get no second opinion, which takes as much memory again
_CELLS = 32  # along each side
_DIFFERENCE, _SHARE = 16, 0.02  # levels of 255 between mean colours; share of cells that may differ by more
_ALIKE, _FLAT = 0.5, 4  # least correlation of luma if colours were converted; a deviation too low to judge

Values = npt.NDArray[np.float32]


def confirm(bitmap: Bitmap, witnesses: Iterable[Pixels], path: Path) -> None:
    """Raise DisputedPictureError if every witness, 8-bit RGB (H, W, 3), shows a different picture.

    Transparent pixels are ignored: readers without alpha show arbitrary colours there.
    """
    if bitmap.size.pixels > LARGEST:
        return
    is_converted = any(getattr(warning, "template", "") == messages.CMYK_CONVERTED for warning in bitmap.warnings)
    count = 0
    for count, witness in enumerate(witnesses, 1):  # noqa: B007 - used after the loop
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
