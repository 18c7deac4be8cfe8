"""The common base of all families of networks, so that the engine can run any of them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, ClassVar, Literal, Protocol

import torch.nn.functional as F
from torch import Tensor, nn

from upscaler import messages

Base = Literal["bicubic", "bilinear", "nearest", "none"]  # what a network adds its output to; none: it is the result
Weights = Mapping[str, Tensor]
RADIUS_UNKNOWN = 2**16  # of a receptive field whose effective size must be measured


class NetworkConfig(Protocol):
    """The shape of a network: a frozen dataclass, stored with the weights."""

    @property
    def scales(self) -> tuple[int, ...]: ...

    @property
    def base(self) -> Base: ...

    @property
    def channels(self) -> int:
        """The width of the body."""

    @property
    def values_per_pixel(self) -> int:
        """How many values per LR pixel the largest layer has, which determines the memory of a tile."""

    @property
    def receptive_field_radius(self) -> int:
        """The distance, in LR pixels, up to which input has any influence on an output pixel; or RADIUS_UNKNOWN."""

    @property
    def alignment(self) -> int:
        """Separately computed parts of a picture begin at multiples of this, in LR pixels."""


class Unaligned:
    """Mixin for the config of a network that works at the size of its input: parts may begin anywhere."""

    @property
    def alignment(self) -> int:
        return 1


class OneScale(Unaligned):
    """Mixin for the config of a network with a single scale."""

    scale: int

    @property
    def scales(self) -> tuple[int, ...]:
        return (self.scale,)


class Network(nn.Module):
    """The base class of all networks that upscale. RGB in and out, values 0 to 1."""

    Config: ClassVar[Any]
    config: NetworkConfig
    ranges: Tensor | None = None  # for int8: see `network.ranges`
    never_in: tuple[str, ...] = ()  # half-precision formats in which it must not run

    @classmethod
    def renamed(cls, weights: Weights) -> Weights:
        """The weights with the names used here, if they have other names under which the family was also published."""
        return weights

    @classmethod
    def config_of(cls, weights: Weights) -> NetworkConfig | None:
        """The config that the names and shapes of the weights imply; None if they are not of this family.

        Raises ValueError if they are of this family, but of a kind that is not supported.
        """
        raise NotImplementedError

    def family(self) -> str:
        """Its name, for a model card."""
        return type(self).__name__

    def readings(self) -> list[Network]:
        """The networks that these weights may belong to, if they are ambiguous; the likeliest first."""
        return [self]

    def saved_weights(self) -> Weights:
        """The weights that a file needs so that the network can be rebuilt."""
        return self.state_dict()

    def residual(self, lr: Tensor, scale: int) -> Tensor:
        """What to add to the base image: (N, 3, H, W) -> (N, 3, scale * H, scale * W)"""
        raise NotImplementedError

    def forward(self, lr: Tensor, scale: int) -> Tensor:
        """(N, 3, H, W) -> (N, 3, scale * H, scale * W), not clipped"""
        residual = self.residual(lr, scale)
        if self.config.base == "none":
            return residual
        enlarge = {"bicubic": bicubic, "bilinear": bilinear, "nearest": nearest}[self.config.base]
        return residual + enlarge(lr, scale)


def bicubic(lr: Tensor, scale: int) -> Tensor:
    """Bicubic upscaling: a = -0.75, half-pixel centres, edge pixels repeated, no antialiasing."""
    return F.interpolate(lr, scale_factor=scale, mode="bicubic", align_corners=False)


def bilinear(lr: Tensor, scale: int) -> Tensor:
    """Bilinear upscaling: half-pixel centres, edge pixels repeated, no antialiasing."""
    return F.interpolate(lr, scale_factor=scale, mode="bilinear", align_corners=False)


def nearest(lr: Tensor, scale: int) -> Tensor:
    """Nearest-neighbour upscaling: every pixel becomes a square."""
    return F.interpolate(lr, scale_factor=scale, mode="nearest")


def numbers(weights: Weights, pattern: str) -> list[int]:
    """The sorted numbers that the group of `pattern` matches in the keys, without repetition."""
    return sorted({int(found[1]) for key in weights if (found := re.fullmatch(pattern, key))})


def check_channels(first: Tensor, expected: int = 3) -> None:
    """Raise ValueError if these weights of a first convolution are not for RGB."""
    if first.shape[1] != expected:
        raise ValueError(messages.filled(messages.NETWORK_NOT_RGB, channels=first.shape[1]))
