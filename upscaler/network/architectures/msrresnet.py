"""MSRResNet: the SRResNet that BasicSR trains, without batch norm, which adds to the bilinear enlargement.

Sources: Ledig et al. 2017, "Photo-Realistic Single Image Super-Resolution Using a GAN", arXiv 1609.04802; the names of
the weights are those of BasicSR's srresnet_arch.py.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import torch.nn.functional as F
from torch import Tensor, nn

from upscaler.network.architectures.edsr import Block, ResidualConfig
from upscaler.network.architectures.network import Base, Network, Weights, check_channels, numbers

_SLOPE = 0.1  # of all leaky ReLUs


@dataclass(frozen=True)
class MSRResNetConfig(ResidualConfig):
    """The shape of an MSRResNet. The scale is 2, 3 or 4."""

    @property
    def base(self) -> Base:
        return "bilinear"

    @property
    def steps(self) -> list[int]:
        """How many times larger each pixel shuffle makes the picture."""
        return [2, 2] if self.scale == 4 else [self.scale]


class MSRResNet(Network):
    """BasicSR's MSRResNet."""

    Config: ClassVar = MSRResNetConfig

    def __init__(self, config: MSRResNetConfig) -> None:
        super().__init__()
        self.config: MSRResNetConfig = config
        channels = config.channels
        self.conv_first = nn.Conv2d(3, channels, 3, padding=1)
        self.body = nn.Sequential(*(Block(channels) for _ in range(config.blocks)))
        for index, step in enumerate(config.steps, 1):
            self.add_module(f"upconv{index}", nn.Conv2d(channels, channels * step**2, 3, padding=1))
        self.conv_hr = nn.Conv2d(channels, channels, 3, padding=1)
        self.conv_last = nn.Conv2d(channels, 3, 3, padding=1)

    @classmethod
    def config_of(cls, weights: Weights) -> MSRResNetConfig | None:
        wanted = {"conv_first.weight", "upconv1.weight", "conv_hr.weight", "conv_last.weight", "body.0.conv1.weight"}
        if not wanted <= weights.keys():
            return None
        check_channels(weights["conv_first.weight"])
        channels = weights["conv_first.weight"].shape[0]
        is_3 = weights["upconv1.weight"].shape[0] == 9 * channels
        scale = 4 if "upconv2.weight" in weights else 3 if is_3 else 2
        return MSRResNetConfig(scale, channels, len(numbers(weights, r"body\.(\d+)\.conv1\.weight")))

    def residual(self, lr: Tensor, scale: int) -> Tensor:  # noqa: ARG002 - there is only one
        """What to add to the bilinear enlargement: (N, 3, H, W) -> (N, 3, scale * H, scale * W)"""
        features = self.body(_leaky(self.conv_first(lr)))
        for index, step in enumerate(self.config.steps, 1):
            features = _leaky(F.pixel_shuffle(self.get_submodule(f"upconv{index}")(features), step))
        result: Tensor = self.conv_last(_leaky(self.conv_hr(features)))
        return result


def _leaky(x: Tensor) -> Tensor:
    return F.leaky_relu(x, _SLOPE, inplace=True)
