"""What all families of networks have in common, so that the engine runs any of them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, ClassVar, Literal, Protocol

import torch.nn.functional as F
from torch import Tensor, nn

Base = Literal["bicubic", "nearest", "none"]  # the image that a network adds its output to; none: it gives the result
Weights = Mapping[str, Tensor]


class NetworkConfig(Protocol):
    """The shape of a network: a frozen dataclass, stored beside the weights."""

    @property
    def scales(self) -> tuple[int, ...]: ...

    @property
    def base(self) -> Base: ...

    @property
    def channels(self) -> int:
        """Of the features that the body works on."""

    @property
    def values_per_pixel(self) -> int:
        """The most numbers that one layer gives for an LR pixel: they set the memory that a tile takes."""

    @property
    def receptive_field_radius(self) -> int:
        """LR pixels on each side that can change an output pixel, however little."""


class Network(nn.Module):
    """A network of any family that upscales. RGB in and out, values 0 to 1."""

    Config: ClassVar[Any]
    config: NetworkConfig

    @classmethod
    def renamed(cls, weights: Weights) -> Weights:
        """The weights under the names of this family, if they have others that were published for it."""
        return weights

    @classmethod
    def config_of(cls, weights: Weights) -> NetworkConfig | None:
        """The shape that weights with this family's names and shapes have; None if they are of another family."""
        raise NotImplementedError

    def residual(self, lr: Tensor, scale: int) -> Tensor:
        """What is added to the base image: (N, 3, H, W) -> (N, 3, scale * H, scale * W)"""
        raise NotImplementedError

    def forward(self, lr: Tensor, scale: int) -> Tensor:
        """(N, 3, H, W) -> (N, 3, scale * H, scale * W), not clipped"""
        residual = self.residual(lr, scale)
        if self.config.base == "none":
            return residual
        return residual + (bicubic(lr, scale) if self.config.base == "bicubic" else nearest(lr, scale))


def bicubic(lr: Tensor, scale: int) -> Tensor:
    """The input enlarged: cubic (a = -0.75), half-pixel centres, edge repeated, no antialiasing."""
    return F.interpolate(lr, scale_factor=scale, mode="bicubic", align_corners=False)


def nearest(lr: Tensor, scale: int) -> Tensor:
    """The input enlarged: every pixel becomes a square."""
    return F.interpolate(lr, scale_factor=scale, mode="nearest")


def numbers(weights: Weights, pattern: str) -> list[int]:
    """The numbers that stand where `pattern`, which fits whole keys, has its group; in order."""
    return sorted({int(found[1]) for key in weights if (found := re.fullmatch(pattern, key))})
