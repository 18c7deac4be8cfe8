"""A small ResNet that estimates JPEG artefacts, noise and blur in a picture, and whether it is a drawing.

    three stages of 16, 32 and 64 channels; the second and third begin with a block of stride 2
    global average pooling -> one number per fault, and one for drawings

Source: He et al. 2015, arXiv 1512.03385, section 4.2 (the ResNets for CIFAR-10).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

import torch.nn.functional as F
from torch import Tensor, nn

from upscaler.network.architectures.srresnet import INPUT_MEAN
from upscaler.network.blocks import Norm, ResidualBlock, Shortcut

FAULTS = ("jpeg", "noise", "blur")
SIGNS = (*FAULTS, "drawing")


@dataclass(frozen=True)
class DegradationEstimate:
    """The degradations of a picture: JPEG quality (100: never compressed), noise in levels of 255, blur as the sigma of
    a Gaussian in pixels. `drawing` is 0 for photos, 1 for text, screenshots, line art and the like. `saved_quality` is
    the quality of the last save, if the pixels reveal it; it is certain, but does not cover earlier saves."""

    quality: float
    noise: float
    blur: float
    drawing: float = 0.0
    saved_quality: float | None = None

    NONE: ClassVar = 100.0  # quality of pictures that were never compressed
    UNITS: ClassVar = (70.0, 15.0, 0.8)  # the values at severity 1

    @classmethod
    def of(
        cls, severities: Sequence[float], drawing: float = 0.0, saved_quality: float | None = None
    ) -> DegradationEstimate:
        """The estimate made from severities in the order of FAULTS."""
        quality, noise, blur = (value * unit for value, unit in zip(severities, cls.UNITS, strict=True))
        return cls(cls.NONE - quality, noise, blur, drawing, saved_quality)

    def severities(self) -> list[float]:
        """In the order of FAULTS: 0 for none, 1 for the worst that the estimator was trained on."""
        values = (self.NONE - self.quality, self.noise, self.blur)
        return [value / unit for value, unit in zip(values, self.UNITS, strict=True)]


@dataclass(frozen=True)
class DegradationEstimatorConfig:
    """The shape of an estimator, stored with its weights. `shortcut` is used where shapes change."""

    channels: tuple[int, ...] = (16, 32, 64)
    blocks: int = 2  # per stage
    norm: Norm = "batch"
    shortcut: Shortcut = "projection"


class DegradationEstimator(nn.Module):
    """Maps RGB crops, values 0 to 1, to severities, roughly 0 to 1, and to 1 for drawings or 0 for photos."""

    Config: ClassVar = DegradationEstimatorConfig

    def __init__(self, config: DegradationEstimatorConfig) -> None:
        super().__init__()
        self.config = config
        self.conv_first = nn.Conv2d(3, config.channels[0], 3, padding=1)
        stages, before = [], config.channels[0]
        for index, channels in enumerate(config.channels):
            first = (
                ResidualBlock(before, channels, 2, config.norm, config.shortcut)
                if index
                else ResidualBlock(before, channels, 1, config.norm)
            )
            rest = (ResidualBlock(channels, channels, 1, config.norm) for _ in range(config.blocks - 1))
            stages.append(nn.Sequential(first, *rest))
            before = channels
        self.stages = nn.Sequential(*stages)
        self.last = nn.Linear(before, len(SIGNS))

    def forward(self, crops: Tensor) -> Tensor:
        """(N, 3, H, W) -> (N, 4), in the order of SIGNS"""
        features: Tensor = F.relu(self.stages(self.conv_first(crops - INPUT_MEAN)))
        severities: Tensor = self.last(features.mean(dim=(2, 3)))
        return severities
