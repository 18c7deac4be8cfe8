"""The SR-ResNet: one residual body for all scales, a small first and last convolution per scale.

    feature  = conv_first[scale](lr - 0.45)
    body     = conv_after_body(blocks(feature)) + feature       the long skip
    residual = pixel_shuffle(conv_last[scale](body), scale)
    hr       = interpolated(lr) + residual                      the network learns the difference only

Sources: Ledig et al. 2017 (SRResNet), Lim et al. 2017 (EDSR: no batch norm), Kim et al. 2016 (VDSR:
learning the residual), Shi et al. 2016 (pixel shuffle).
"""

from __future__ import annotations

from dataclasses import dataclass

import torch.nn.functional as F
from torch import Tensor, nn

from upscaler.network.blocks import Norm, ResidualBlock, Shortcut

INPUT_MEAN = 0.45  # subtracted before the zero padding, so it cannot be folded into a bias


@dataclass(frozen=True)
class SRResNetConfig:
    """The shape of an SR-ResNet; stored beside its weights."""

    scales: tuple[int, ...] = (2, 3, 4)
    channels: int = 48
    blocks: int = 12
    norm: Norm = "none"
    shortcut: Shortcut = "identity"
    global_skip: bool = True  # False only in experiments: the network then predicts the picture itself

    @property
    def receptive_field_radius(self) -> int:
        """LR pixels on each side that can change an output pixel of the network: one per 3x3 convolution."""
        return 3 + 2 * self.blocks


class SRResNet(nn.Module):
    """A residual network that upscales by any of `config.scales`. RGB in and out, values 0 to 1."""

    def __init__(self, config: SRResNetConfig) -> None:
        super().__init__()
        self.config = config
        channels = config.channels
        self.conv_first = nn.ModuleDict({str(s): nn.Conv2d(3, channels, 3, padding=1) for s in config.scales})
        self.body = nn.ModuleList(
            ResidualBlock(channels, channels, norm=config.norm, shortcut=config.shortcut) for _ in range(config.blocks)
        )
        self.conv_after_body = nn.Conv2d(channels, channels, 3, padding=1)
        self.conv_last = nn.ModuleDict({str(s): nn.Conv2d(channels, 3 * s * s, 3, padding=1) for s in config.scales})

    def residual(self, lr: Tensor, scale: int) -> Tensor:
        """What the network adds to the interpolated input: (N, 3, H, W) -> (N, 3, scale * H, scale * W)"""
        feature = body = self.conv_first[str(scale)](lr - INPUT_MEAN)
        for block in self.body:
            body = block(body)
        body = self.conv_after_body(body) + feature
        return F.pixel_shuffle(self.conv_last[str(scale)](body), scale)

    def forward(self, lr: Tensor, scale: int) -> Tensor:
        """(N, 3, H, W) -> (N, 3, scale * H, scale * W), not clipped"""
        residual = self.residual(lr, scale)
        return residual + interpolated(lr, scale) if self.config.global_skip else residual


def interpolated(lr: Tensor, scale: int) -> Tensor:
    """The input enlarged: cubic (a = -0.75), half-pixel centres, edge repeated, no antialiasing."""
    return F.interpolate(lr, scale_factor=scale, mode="bicubic", align_corners=False)
