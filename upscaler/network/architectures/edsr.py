"""EDSR: a residual network without batch norm that predicts the picture itself, on values of 0 to 255.

Sources: Lim et al. 2017, "Enhanced Deep Residual Networks for Single Image Super-Resolution", arXiv 1707.02921; the
names of the weights are those of BasicSR's edsr_arch.py. Files of the authors' own code are renamed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import ClassVar

import torch.nn.functional as F
from torch import Tensor, nn

from upscaler.network.architectures.network import Base, Network, OneScale, Weights, check_channels, numbers

RGB_MEAN = (0.4488, 0.4371, 0.4040)  # of DIV2K
RANGE = 255.0  # of the values inside the network
_LARGE, _LARGE_RESIDUAL_SCALE = 256, 0.1  # from this many channels on, the authors scale the residuals of blocks


@dataclass(frozen=True)
class ResidualConfig(OneScale):
    """The shape of a network with residual blocks at LR size, and upsampling at the end."""

    scale: int = 4
    channels: int = 64
    blocks: int = 16

    @property
    def values_per_pixel(self) -> int:
        return self.channels * self.scale**2

    @property
    def receptive_field_radius(self) -> int:
        """One LR pixel per 3x3 convolution; those after an upsampling step see less."""
        return 5 + 2 * self.blocks


@dataclass(frozen=True)
class EDSRConfig(ResidualConfig):
    """The shape of an EDSR. The scale is a power of 2, or 3."""

    @property
    def base(self) -> Base:
        return "none"


class EDSR(Network):
    """EDSR baseline and EDSR-L."""

    Config: ClassVar = EDSRConfig

    def __init__(self, config: EDSRConfig) -> None:
        super().__init__()
        self.config: EDSRConfig = config
        channels = config.channels
        residual_scale = _LARGE_RESIDUAL_SCALE if channels >= _LARGE else 1.0
        self.conv_first = nn.Conv2d(3, channels, 3, padding=1)
        self.body = nn.Sequential(*(Block(channels, residual_scale) for _ in range(config.blocks)))
        self.conv_after_body = nn.Conv2d(channels, channels, 3, padding=1)
        self.upsample = nn.Sequential()
        for step in [3] if config.scale == 3 else [2] * (config.scale.bit_length() - 1):
            self.upsample.extend([nn.Conv2d(channels, channels * step**2, 3, padding=1), nn.PixelShuffle(step)])
        self.conv_last = nn.Conv2d(channels, 3, 3, padding=1)

    @classmethod
    def renamed(cls, weights: Weights) -> Weights:
        """The authors' files number the layers; they also contain the means, which are always those of DIV2K."""
        last = max(numbers(weights, r"body\.(\d+)\.weight"), default=-1)
        if "head.0.weight" not in weights or last < 0:
            return weights
        names = (
            (r"head\.0\.", "conv_first."),
            (r"body\.(\d+)\.body\.0\.", r"body.\1.conv1."),
            (r"body\.(\d+)\.body\.2\.", r"body.\1.conv2."),
            (rf"body\.{last}\.", "conv_after_body."),
            (r"tail\.0\.", "upsample."),
            (r"tail\.1\.", "conv_last."),
        )
        found = {}
        for key, weight in weights.items():
            if not key.startswith(("sub_mean.", "add_mean.")):
                new = next((re.sub(f"^{old}", name, key) for old, name in names if re.match(old, key)), key)
                found[new] = weight
        return found

    @classmethod
    def config_of(cls, weights: Weights) -> EDSRConfig | None:
        wanted = {"conv_first.weight", "conv_after_body.weight", "conv_last.weight", "body.0.conv1.weight"}
        if not wanted <= weights.keys():
            return None
        check_channels(weights["conv_first.weight"])
        channels = weights["conv_first.weight"].shape[0]
        steps = numbers(weights, r"upsample\.(\d+)\.weight")
        is_3 = bool(steps) and weights[f"upsample.{steps[0]}.weight"].shape[0] == 9 * channels
        return EDSRConfig(
            3 if is_3 else 2 ** len(steps), channels, len(numbers(weights, r"body\.(\d+)\.conv1\.weight"))
        )

    def residual(self, lr: Tensor, scale: int) -> Tensor:  # noqa: ARG002 - there is only one
        """The result, as there is no base image: (N, 3, H, W) -> (N, 3, scale * H, scale * W)"""
        mean = lr.new_tensor(RGB_MEAN).view(1, 3, 1, 1)
        features = self.conv_first((lr - mean) * RANGE)
        features = features + self.conv_after_body(self.body(features))
        result: Tensor = self.conv_last(self.upsample(features))
        return result / RANGE + mean


class Block(nn.Module):
    """Two convolutions with a ReLU between them, scaled and added to the input."""

    def __init__(self, channels: int, residual_scale: float = 1.0) -> None:
        super().__init__()
        self.residual_scale = residual_scale
        self.conv1 = nn.Conv2d(channels, channels, 3, padding=1)
        self.conv2 = nn.Conv2d(channels, channels, 3, padding=1)

    def forward(self, x: Tensor) -> Tensor:
        """(N, C, H, W) -> (N, C, H, W)"""
        return x.add(self.conv2(F.relu(self.conv1(x), inplace=True)), alpha=self.residual_scale)
