"""A sharp network of others, whose answers show `photo-sharp` how damaged pictures should look.

For a damaged LR many originals are possible; their mean, which an original teaches, is soft. A teacher gives one
answer, so that it can be learnt. What it does to colour and brightness is not taken over.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np

from upscaler.images.opencv import cv2
from upscaler.training.degradation.steps import Pixels, antialiased
from upscaler.training.ncnn import load_ncnn
from upscaler.training.trainer import as_pixels, as_tensor

LIGHT_DAMAGE = ("clean", "soft")  # chains whose target is the HR itself
COLOUR_SIGMA = 24  # HR pixels: what changes more slowly is colour and brightness, and is that of the original


class Teacher:
    """An x4 network in ncnn's format: a .param file with its .bin."""

    def __init__(self, param: Path) -> None:
        """Raises ModelFileError."""
        self._network = load_ncnn(param)

    def answer(self, chain: str, hr: Pixels, lr: Pixels) -> Pixels:
        """How a crop that went through this chain of damage should look: the HR itself or what the network makes of
        the LR, in the size and the colours of the HR."""
        if chain in LIGHT_DAMAGE:
            return hr
        result = as_pixels(self._network(as_tensor(lr[None].copy())))[0]
        height, width = hr.shape[:2]
        if result.shape != hr.shape:
            result = antialiased(result, height, width)
        values = result.astype(np.float32)
        values += cv2.GaussianBlur(hr.astype(np.float32) - values, (0, 0), COLOUR_SIGMA)
        return np.asarray(np.clip(np.rint(values), 0, 255), np.uint8)
