"""Mixes the pixels of a third-party network with those of ours: *Detail* for models whose weights cannot be blended."""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor

from upscaler.network.architectures.network import Base, Network, NetworkConfig


@dataclass(frozen=True)
class MixtureConfig:
    """The combined shape of both networks."""

    ours: NetworkConfig
    theirs: NetworkConfig

    @property
    def scales(self) -> tuple[int, ...]:
        return self.theirs.scales

    @property
    def base(self) -> Base:
        return "none"

    @property
    def channels(self) -> int:
        return max(self.ours.channels, self.theirs.channels)

    @property
    def values_per_pixel(self) -> int:
        return max(self.ours.values_per_pixel, self.theirs.values_per_pixel)

    @property
    def receptive_field_radius(self) -> int:
        return max(self.ours.receptive_field_radius, self.theirs.receptive_field_radius)

    @property
    def alignment(self) -> int:
        return self.theirs.alignment


class Mixture(Network):
    """A weighted mean of two results. It is itself a network, so both run piece by piece in one pass."""

    def __init__(self, ours: Network, theirs: Network, share: float) -> None:
        """`share` is the weight of the second, 0 to 1. The first must have every scale of the second."""
        super().__init__()
        self.config: MixtureConfig = MixtureConfig(ours.config, theirs.config)
        self.ours, self.theirs, self.share = ours, theirs, share

    def residual(self, lr: Tensor, scale: int) -> Tensor:
        """The result, as there is no base image: (N, 3, H, W) -> (N, 3, scale * H, scale * W)"""
        return torch.lerp(self.ours(lr, scale), self.theirs(lr, scale), self.share)
