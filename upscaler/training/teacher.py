"""A sharp network of others, whose answers show `photo-sharp` how damaged pictures should look.

For a damaged LR many originals are possible; their mean, which an original teaches, is soft. A teacher gives one
answer, so that it can be learnt. What it does to colour and brightness is not taken over.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import torch

from upscaler.images.opencv import cv2
from upscaler.network.checkpoint import load_third_party
from upscaler.training.degradation.steps import Pixels, antialiased
from upscaler.training.trainer import as_pixels, as_tensor, mixed_precision

SCALE = 4
LIGHT_DAMAGE = ("clean", "web", "soft")  # chains that leave little to mend
COLOUR_SIGMA = 24  # HR pixels: what changes more slowly is colour and brightness, and is that of the original


class Teacher:
    """One or two third-party x4 networks, in files of any kind that the app reads."""

    def __init__(self, weights: Path, for_clean: Path | None = None) -> None:
        """`for_clean` answers crops of LIGHT_DAMAGE. Raises ModelFileError."""
        self._network = load_third_party(weights)
        self._for_clean = load_third_party(for_clean) if for_clean else None

    def answer(self, chain: str, hr: Pixels, lr: Pixels) -> Pixels:
        """How a crop that went through this chain of damage should look: what a network makes of the LR, in the size
        and the colours of the HR; the HR itself where there is no network for it."""
        network = self._for_clean if chain in LIGHT_DAMAGE else self._network
        if network is None:
            return hr
        pixels = as_tensor(lr[None].copy())
        with torch.inference_mode(), mixed_precision(pixels.device):
            result = as_pixels(network(pixels, SCALE).float())[0]
        height, width = hr.shape[:2]
        if result.shape != hr.shape:
            result = antialiased(result, height, width)
        values = result.astype(np.float32)
        values += cv2.GaussianBlur(hr.astype(np.float32) - values, (0, 0), COLOUR_SIGMA)
        return np.asarray(np.clip(np.rint(values), 0, 255), np.uint8)
