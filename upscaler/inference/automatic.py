"""Estimates what is wrong with a picture, and chooses the model and strength to match.

The degradation estimator looks at crops: the most detailed ones, which show blur and JPEG artefacts, and the flattest,
which show noise. A ramp maps the severity of each fault to a strength; the largest wins, and its fault is reported as
the reason: "JPEG artefacts found · restoring at 60 %". Where the pixels tell the JPEG quality (`jpeg_traces.py`), that
counts too, as the estimator does not detect mild compression. Where edges end in exactly equal pixels, as in lossless
screenshots, there are no JPEG artefacts, whatever the estimator says. Drawings have their own model.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import torch

from upscaler.geometry import Region
from upscaler.images.bitmap import Bitmap, Pixels, max_value
from upscaler.inference.compose import Values
from upscaler.inference.jpeg_traces import jpeg_quality
from upscaler.network.degradation_estimator import FAULTS, DegradationEstimate, DegradationEstimator
from upscaler.options import CLEAN_MODEL, DRAWING_MODEL, RESTORE_MODEL, ModelChoice

CROP = 96  # pixels
GRID = 5  # candidate crops along each side
DETAILED, FLAT = 5, 4  # how many of the most detailed and of the flattest crops are used
CROPS = DETAILED + FLAT
CLIPPED = 0.06  # a crop whose median is this close to black or white is not used to measure noise
MIN_SIDE = 16  # pixels; a smaller picture shows too little
STRENGTH_STEP = 10
LEAST_DRAWN = 3  # how many detailed crops, those that look least like a drawing, decide by their mean whether it is one
DRAWING_THRESHOLD = 0.45
PHOTO_THRESHOLD = 0.2  # any crop below this means that there is a photo on the page
EDGE = 40 / 255  # from one pixel to the next
EQUAL = 3  # steps of exactly 0 beside an edge; JPEG leaves ripples there
EDGES, EXACT_SHARE = 30, 0.15  # the least in a crop that was never a JPEG; drawings as JPEGs have a share below 0.13
MAX_NOISE_STRENGTH = 30  # in a drawing, as its model does not remove noise

Ramps = Mapping[str, tuple[float, float]]

# Severity at which a fault starts to call for denoising, and at which it calls for full strength. Fitted on held-back
# photos (docs/training.md).
RAMPS: Ramps = {"jpeg": (0.20, 0.55), "noise": (0.14, 0.20), "blur": (0.40, 0.60)}

# Strengths by the JPEG quality that is known for certain, a little below those with the best PSNR (docs/denoise.md).
QUALITIES, STRENGTHS = (40, 60, 75, 85, 92, 97, 99), (100, 85, 75, 60, 40, 20, 0)


def estimate(estimator: DegradationEstimator, bitmap: Bitmap) -> DegradationEstimate | None:
    """The estimate over all crops; None if the picture is too small to tell."""
    if min(bitmap.size.width, bitmap.size.height) < MIN_SIDE:
        return None
    crops = crops_of(bitmap)
    with torch.inference_mode():
        found = estimator(torch.from_numpy(crops).permute(0, 3, 1, 2)).clamp(0, 1)
        found[[is_exact(crop) for crop in crops], 0] = 0
    detailed, flat = found[:DETAILED], found[DETAILED:] if len(found) > DETAILED else found
    jpeg, _, blur, _ = detailed.mean(dim=0).tolist()
    noise = float(flat[:, 1].sort()[0][:2].mean())  # noise is everywhere; what only some crops show is texture
    drawing, least = detailed[:, 3].sort()[0][:LEAST_DRAWN].mean(), found[:, 3].min()
    if bitmap.is_high_bit_depth:  # drawings are never 16-bit, but a fine gradient looks drawn
        return DegradationEstimate.of((jpeg, noise, blur))
    is_drawn = float(drawing if least >= PHOTO_THRESHOLD else least)
    return DegradationEstimate.of((jpeg, noise, blur), is_drawn, jpeg_quality(bitmap.pixels))


def choose(found: DegradationEstimate | None, ramps: Ramps = RAMPS) -> ModelChoice:
    """The model and strength for a picture with this estimate."""
    severities = dict(zip(FAULTS, found.severities(), strict=True)) if found else {}
    needed = {fault: (strength_for(severity, *ramps[fault]), severity) for fault, severity in severities.items()}
    if found and found.drawing >= DRAWING_THRESHOLD and needed["noise"][0] <= MAX_NOISE_STRENGTH:
        return ModelChoice(DRAWING_MODEL, 0, "drawing")
    if found and found.saved_quality is not None:
        certain = _in_steps(np.interp(found.saved_quality, QUALITIES, STRENGTHS) / 100)
        needed["jpeg"] = max(needed["jpeg"], (certain, severities["jpeg"]))
    fault, (strength, _) = max(needed.items(), key=lambda item: item[1], default=("none", (0, 0)))
    return ModelChoice(RESTORE_MODEL, strength, fault) if strength else ModelChoice(CLEAN_MODEL, 0, "none")


def strength_for(severity: float, start: float, end: float) -> int:
    """The strength that a fault of this severity needs: 0 to 100, in steps."""
    return _in_steps(min(1.0, max(0.0, (severity - start) / (end - start))))


def _in_steps(share: float) -> int:
    return STRENGTH_STEP * round(100 / STRENGTH_STEP * share)


def crops_of(bitmap: Bitmap) -> Values:
    """From a grid of crops, the most detailed and then the flattest: (N, side, side, 3) float32, 0 to 1."""
    size = bitmap.size
    width, height = min(CROP, size.width), min(CROP, size.height)
    corners = {
        (round(x), round(y))
        for y in np.linspace(0, size.height - height, GRID)
        for x in np.linspace(0, size.width - width, GRID)
    }
    crops = [_rgb(bitmap.pixels, Region(x, y, width, height)) for x, y in sorted(corners)]
    crops.sort(key=_detail, reverse=True)
    others = sorted(crops[DETAILED:], key=_is_unclipped)  # a stable sort: otherwise by detail
    return np.stack(crops[:DETAILED] + others[-FLAT:])


def is_exact(crop: Values) -> bool:
    """Whether many edges of a crop end in exactly equal pixels, so that it was drawn and never compressed with loss."""
    edges, exact = np.add(_count_edges(crop), _count_edges(crop.transpose(1, 0, 2))).tolist()
    return bool(edges >= EDGES and exact >= EXACT_SHARE * edges)


def _count_edges(crop: Values) -> tuple[int, int]:
    """The edges between neighbours in a row, and those before or after which EQUAL steps are exactly 0."""
    steps = np.abs(np.diff(crop, axis=1)).max(2)
    ahead = np.lib.stride_tricks.sliding_window_view(steps, EQUAL, 1)  # from each step on
    is_flat = ahead.max(2) == 0
    is_edge = steps[:, EQUAL:-EQUAL] >= EDGE
    is_exact = is_edge & (is_flat[:, : is_edge.shape[1]] | is_flat[:, EQUAL + 1 :])
    return int(is_edge.sum()), int(is_exact.sum())


def _rgb(pixels: Pixels, region: Region) -> Values:
    """A crop as RGB, float32, 0 to 1; alpha is dropped."""
    rows, columns = region.slices
    crop = pixels[rows, columns]
    colours = crop[:, :, :1].repeat(3, axis=2) if crop.shape[2] < 3 else crop[:, :, :3]
    values: Values = colours.astype(np.float32) / np.float32(max_value(pixels))
    return values


def _detail(crop: Values) -> float:
    """Mean absolute difference of neighbouring pixels, green only."""
    green = crop[:, :, 1]
    return float(np.abs(np.diff(green, axis=0)).mean() + np.abs(np.diff(green, axis=1)).mean())


def _is_unclipped(crop: Values) -> bool:
    """Whether it is neither nearly black nor nearly white, where clipping hides noise."""
    return bool(CLIPPED < np.median(crop) < 1 - CLIPPED)
