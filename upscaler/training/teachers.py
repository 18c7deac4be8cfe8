"""Sharp networks of others, whose answers show `photo-sharp` how a good picture looks.

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

CLEAN_CHAINS = ("clean", "soft")  # what the first teacher is for
COLOUR_SIGMA = 8  # HR pixels: what changes more slowly is colour and brightness, and is that of the original


class Teachers:
    """One for clean pictures, one for noise, grain, blocks and all else. ncnn files of x4 networks."""

    def __init__(self, clean: Path, damaged: Path) -> None:
        """Raises ModelFileError."""
        self._clean, self._damaged = load_ncnn(clean), load_ncnn(damaged)

    def answer(self, chain: str, hr: Pixels, lr: Pixels) -> Pixels:
        """What the teacher for this chain of damage makes of the LR, in the size and the colours of the HR."""
        teacher = self._clean if chain in CLEAN_CHAINS else self._damaged
        result = as_pixels(teacher(as_tensor(lr[None].copy())))[0]
        height, width = hr.shape[:2]
        if result.shape != hr.shape:
            result = antialiased(result, height, width)
        values = result.astype(np.float32)
        values += cv2.GaussianBlur(hr.astype(np.float32) - values, (0, 0), COLOUR_SIGMA)
        return np.asarray(np.clip(np.rint(values), 0, 255), np.uint8)
