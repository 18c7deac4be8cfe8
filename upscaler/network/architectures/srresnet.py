"""The SR-ResNet: one residual body for all scales, a small first and last convolution per scale.

    feature  = conv_first[scale](lr - 0.45)
    body     = conv_after_body(blocks(feature)) + feature       the long skip
    residual = pixel_shuffle(conv_last[scale](body), scale)
    hr       = bicubic(lr) + residual                           the network learns only the difference

Sources: Ledig et al. 2017 (SRResNet), Lim et al. 2017 (EDSR: no batch norm), Kim et al. 2016 (VDSR:
learning the residual), Shi et al. 2016 (pixel shuffle).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import torch.nn.functional as F
from torch import Tensor, nn

from upscaler.network.architectures.network import Base, Network, Unaligned, Weights, numbers
from upscaler.network.blocks import Norm, ResidualBlock, Shortcut

INPUT_MEAN = 0.45  # subtracted before the zero padding, so it cannot be folded into a bias


@dataclass(frozen=True)
class SRResNetConfig(Unaligned):
    """The shape of an SR-ResNet, stored with its weights."""

    scales: tuple[int, ...] = (2, 3, 4)
    channels: int = 48
    blocks: int = 12
    norm: Norm = "none"
    shortcut: Shortcut = "identity"
    global_skip: bool = True  # False only in experiments: the network then predicts the picture itself

    @property
    def base(self) -> Base:
        return "bicubic" if self.global_skip else "none"

    @property
    def values_per_pixel(self) -> int:
        return max(self.channels, 3 * max(self.scales) ** 2)

    @property
    def receptive_field_radius(self) -> int:
        """One LR pixel per 3x3 convolution."""
        return 3 + 2 * self.blocks


class SRResNet(Network):
    """A residual network that upscales by any of `config.scales`."""

    Config: ClassVar = SRResNetConfig

    def __init__(self, config: SRResNetConfig) -> None:
        super().__init__()
        self.config: SRResNetConfig = config
        channels = config.channels
        self.conv_first = nn.ModuleDict({str(s): nn.Conv2d(3, channels, 3, padding=1) for s in config.scales})
        self.body = nn.ModuleList(
            ResidualBlock(channels, channels, norm=config.norm, shortcut=config.shortcut) for _ in range(config.blocks)
        )
        self.conv_after_body = nn.Conv2d(channels, channels, 3, padding=1)
        self.conv_last = nn.ModuleDict({str(s): nn.Conv2d(channels, 3 * s * s, 3, padding=1) for s in config.scales})

    @classmethod
    def config_of(cls, weights: Weights) -> SRResNetConfig | None:
        """Shortcuts without parameters leave no trace in the weights: assumes identity, and the global skip."""
        scales = numbers(weights, r"conv_first\.(\d+)\.weight")
        if not scales or "conv_after_body.weight" not in weights:
            return None
        return SRResNetConfig(
            tuple(scales),
            channels=weights["conv_after_body.weight"].shape[0],
            blocks=len(numbers(weights, r"body\.(\d+)\.conv1\.weight")),
            norm="batch" if "body.0.norm1.weight" in weights else "none",
            shortcut="projection" if "body.0.shortcut.0.weight" in weights else "identity",
        )

    def residual(self, lr: Tensor, scale: int) -> Tensor:
        """What to add to the interpolated input: (N, 3, H, W) -> (N, 3, scale * H, scale * W)"""
        feature = body = self.conv_first[str(scale)](lr - INPUT_MEAN)
        for block in self.body:
            body = block(body)
        body = self.conv_after_body(body) + feature
        return F.pixel_shuffle(self.conv_last[str(scale)](body), scale)
