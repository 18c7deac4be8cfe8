"""SRVGGNetCompact: a plain chain of 3x3 convolutions with PReLU, added to the input upscaled by nearest neighbour.

Sources: Wang et al. 2021, "Real-ESRGAN", arXiv 2107.10833; the names of the weights are those of BasicSR's
srvgg_arch.py.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import ClassVar

import torch.nn.functional as F
from torch import Tensor, nn

from upscaler.network.architectures.network import Base, Network, OneScale, Weights, check_channels, numbers


@dataclass(frozen=True)
class SRVGGNetCompactConfig(OneScale):
    """The shape of an SRVGGNetCompact. `convolutions` counts those between the first and the last."""

    scale: int = 4
    channels: int = 64
    convolutions: int = 16

    @property
    def base(self) -> Base:
        return "nearest"

    @property
    def values_per_pixel(self) -> int:
        return max(self.channels, 3 * self.scale**2)

    @property
    def receptive_field_radius(self) -> int:
        """One LR pixel per 3x3 convolution."""
        return self.convolutions + 2


class SRVGGNetCompact(Network):
    """Real-ESRGAN's small networks, and the many others with this architecture. Only RGB, only PReLU."""

    Config: ClassVar = SRVGGNetCompactConfig

    def __init__(self, config: SRVGGNetCompactConfig) -> None:
        super().__init__()
        self.config: SRVGGNetCompactConfig = config
        channels = config.channels
        self.body = nn.Sequential(nn.Conv2d(3, channels, 3, padding=1), nn.PReLU(channels))
        for _ in range(config.convolutions):
            self.body.extend([nn.Conv2d(channels, channels, 3, padding=1), nn.PReLU(channels)])
        self.body.append(nn.Conv2d(channels, 3 * config.scale**2, 3, padding=1))

    @classmethod
    def config_of(cls, weights: Weights) -> SRVGGNetCompactConfig | None:
        layers = numbers(weights, r"body\.(\d+)\.weight")
        if len(layers) < 3 or layers != list(range(len(layers))):
            return None
        first, activation, last = (weights[f"body.{layer}.weight"] for layer in (0, 1, layers[-1]))
        if first.ndim != 4 or activation.ndim != 1 or last.ndim != 4:
            return None
        check_channels(first)
        scale = math.isqrt(last.shape[0] // 3)
        return SRVGGNetCompactConfig(scale, first.shape[0], (len(layers) - 3) // 2)

    def residual(self, lr: Tensor, scale: int) -> Tensor:
        return F.pixel_shuffle(self.body(lr), scale)
