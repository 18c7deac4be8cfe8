"""A sharp third-party network, whose outputs show `photo-sharp` how damaged pictures should look.

For a damaged LR many originals are possible; training on originals teaches their mean, which is soft. A teacher gives a
single answer, which can be learnt. Its changes of colour and brightness are not adopted.
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
LIGHT_DAMAGE = ("clean", "web", "soft")  # chains that leave little to restore
COLOUR_SIGMA = 24  # HR pixels: slower changes count as colour and brightness, and are taken from the original


class Teacher:
    """One or two third-party x4 networks, in files of any kind that the app reads."""

    def __init__(self, weights: Path, for_clean: Path | None = None) -> None:
        """`for_clean` is used for crops of LIGHT_DAMAGE. Raises ModelFileError."""
        self._network = load_third_party(weights)
        self._for_clean = load_third_party(for_clean) if for_clean else None

    def answer(self, chain: str, hr: Pixels, lr: Pixels) -> Pixels:
        """How a crop degraded by this chain should look: the network's result for the LR, at the size and in the
        colours of the HR; the HR itself if there is no network for it."""
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
