"""What is wrong with a picture, and the model and strength that this calls for.

The most detailed crops go through the degradation estimator. Each fault calls for a strength by its own ramp; the
largest wins, and its fault is reported as the reason: "JPEG artefacts found · restoring at 60 %".
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import torch

from upscaler.geometry import Region
from upscaler.images.bitmap import Bitmap, Pixels, max_value
from upscaler.inference.compose import Values
from upscaler.network.degradation_estimator import FAULTS, DegradationEstimate, DegradationEstimator
from upscaler.options import CLEAN_MODEL, RESTORE_MODEL, ModelChoice

CROP = 96  # pixels
GRID = 5  # crops are looked for at so many places along each side
CROPS = 9  # the most detailed are taken
SMALLEST = 16  # pixels; a smaller side shows too little
STEP = 10  # strengths are rounded to this

Ramps = Mapping[str, tuple[float, float]]

# Severity at which a fault starts to call for denoising, and at which it calls for full strength. Fitted on held-back
# photos (docs/training.md).
RAMPS: Ramps = {"jpeg": (0.20, 0.50), "noise": (0.03, 0.23), "blur": (0.40, 0.60)}


def estimate(estimator: DegradationEstimator, bitmap: Bitmap) -> DegradationEstimate | None:
    """The mean of what is estimated over the crops; None if the picture is too small to tell."""
    if min(bitmap.size.width, bitmap.size.height) < SMALLEST:
        return None
    crops = torch.from_numpy(crops_of(bitmap)).permute(0, 3, 1, 2)
    with torch.inference_mode():
        severities = estimator(crops).clamp(0, 1).mean(dim=0)
    return DegradationEstimate.of(severities.tolist())


def choose(found: DegradationEstimate | None, ramps: Ramps = RAMPS) -> ModelChoice:
    """The model and strength for a picture of which this was found."""
    severities = dict(zip(FAULTS, found.severities(), strict=True)) if found else {}
    asked = {fault: (strength_for(severity, *ramps[fault]), severity) for fault, severity in severities.items()}
    fault, (strength, _) = max(asked.items(), key=lambda one: one[1], default=("none", (0, 0)))
    return ModelChoice(RESTORE_MODEL, strength, fault) if strength else ModelChoice(CLEAN_MODEL, 0, "none")


def strength_for(severity: float, start: float, end: float) -> int:
    """The strength that a fault calls for, 0 to 100 in steps."""
    return STEP * round(100 / STEP * min(1.0, max(0.0, (severity - start) / (end - start))))


def crops_of(bitmap: Bitmap) -> Values:
    """(N, side, side, 3) float32, 0 to 1: those of a grid of crops that hold the largest differences."""
    size = bitmap.size
    width, height = min(CROP, size.width), min(CROP, size.height)
    places = {
        (round(x), round(y))
        for y in np.linspace(0, size.height - height, GRID)
        for x in np.linspace(0, size.width - width, GRID)
    }
    crops = [_values(bitmap.pixels, Region(x, y, width, height)) for x, y in sorted(places)]
    crops.sort(key=_contents, reverse=True)
    return np.stack(crops[:CROPS])


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
