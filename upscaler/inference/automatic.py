"""What is wrong with a picture, and the model and strength that this calls for.

Crops go through the degradation estimator: the most detailed ones, where blur and JPEG artefacts are seen, and the
flattest, where noise is. Each fault calls for a strength by its own ramp; the largest wins, and its fault is reported
as the reason: "JPEG artefacts found · restoring at 60 %". Drawings have a model of their own.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import torch

from upscaler.geometry import Region
from upscaler.images.bitmap import Bitmap, Pixels, max_value
from upscaler.inference.compose import Values
from upscaler.network.degradation_estimator import FAULTS, DegradationEstimate, DegradationEstimator
from upscaler.options import CLEAN_MODEL, DRAWING_MODEL, RESTORE_MODEL, ModelChoice

CROP = 96  # pixels
GRID = 5  # crops are looked for at so many places along each side
BUSY, FLAT = 5, 4  # so many of the most detailed and of the flattest are taken
CROPS = BUSY + FLAT
DARKEST = 0.06  # and 1 less that is the lightest value in which noise is looked for
SMALLEST = 16  # pixels; a smaller side shows too little
STEP = 10  # strengths are rounded to this
LEAST = 3  # of the busy crops: those that look least like a drawing say whether it is one
DRAWING = 0.45  # from here on it is
PHOTO = 0.2  # a crop, busy or flat, that is less of a drawing shows a photo on the page
CALM = 30  # strength that noise may call for in a drawing, whose model knows none

Ramps = Mapping[str, tuple[float, float]]

# Severity at which a fault starts to call for denoising, and at which it calls for full strength. Fitted on held-back
# photos (docs/training.md).
RAMPS: Ramps = {"jpeg": (0.20, 0.55), "noise": (0.14, 0.28), "blur": (0.40, 0.60)}


def estimate(estimator: DegradationEstimator, bitmap: Bitmap) -> DegradationEstimate | None:
    """What is estimated over the crops; None if the picture is too small to tell."""
    if min(bitmap.size.width, bitmap.size.height) < SMALLEST:
        return None
    crops = torch.from_numpy(crops_of(bitmap)).permute(0, 3, 1, 2)
    with torch.inference_mode():
        found = estimator(crops).clamp(0, 1)
    busy, flat = found[:BUSY], found[BUSY:] if len(found) > BUSY else found
    jpeg, _, blur, _ = busy.mean(dim=0).tolist()
    noise = float(flat[:, 1].sort()[0][:2].mean())  # it is everywhere; what is in some crops only is texture
    drawing, least = busy[:, 3].sort()[0][:LEAST].mean(), found[:, 3].min()
    if bitmap.is_high_bit_depth:  # nobody draws in 16 bits, and a fine gradient looks drawn
        return DegradationEstimate.of((jpeg, noise, blur))
    return DegradationEstimate.of((jpeg, noise, blur), float(drawing if least >= PHOTO else least))


def choose(found: DegradationEstimate | None, ramps: Ramps = RAMPS) -> ModelChoice:
    """The model and strength for a picture of which this was found."""
    severities = dict(zip(FAULTS, found.severities(), strict=True)) if found else {}
    asked = {fault: (strength_for(severity, *ramps[fault]), severity) for fault, severity in severities.items()}
    if found and found.drawing >= DRAWING and asked["noise"][0] <= CALM:
        return ModelChoice(DRAWING_MODEL, 0, "drawing")
    fault, (strength, _) = max(asked.items(), key=lambda one: one[1], default=("none", (0, 0)))
    return ModelChoice(RESTORE_MODEL, strength, fault) if strength else ModelChoice(CLEAN_MODEL, 0, "none")


def strength_for(severity: float, start: float, end: float) -> int:
    """The strength that a fault calls for, 0 to 100 in steps."""
    return STEP * round(100 / STEP * min(1.0, max(0.0, (severity - start) / (end - start))))


def crops_of(bitmap: Bitmap) -> Values:
    """(N, side, side, 3) float32, 0 to 1: of a grid of crops those with the largest differences, then the flattest."""
    size = bitmap.size
    width, height = min(CROP, size.width), min(CROP, size.height)
    places = {
        (round(x), round(y))
        for y in np.linspace(0, size.height - height, GRID)
        for x in np.linspace(0, size.width - width, GRID)
    }
    crops = [_values(bitmap.pixels, Region(x, y, width, height)) for x, y in sorted(places)]
    crops.sort(key=_contents, reverse=True)
    others = sorted(crops[BUSY:], key=_shows_noise)  # else as they were
    return np.stack(crops[:BUSY] + others[-FLAT:])


def _values(pixels: Pixels, region: Region) -> Values:
    """A crop as RGB, float32, 0 to 1; transparency is left out."""
    rows, columns = region.slices
    crop = pixels[rows, columns]
    colours = crop[:, :, :1].repeat(3, axis=2) if crop.shape[2] < 3 else crop[:, :, :3]
    values: Values = colours.astype(np.float32) / np.float32(max_value(pixels))
    return values


def _contents(crop: Values) -> float:
    """Mean difference of neighbours, green."""
    green = crop[:, :, 1]
    return float(np.abs(np.diff(green, axis=0)).mean() + np.abs(np.diff(green, axis=1)).mean())


def _shows_noise(crop: Values) -> bool:
    """Whether it is neither black nor white, where noise is cut off."""
    return bool(DARKEST < np.median(crop) < 1 - DARKEST)
