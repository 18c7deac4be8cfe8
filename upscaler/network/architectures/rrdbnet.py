"""RRDBNet, the network of ESRGAN and Real-ESRGAN: residual-in-residual dense blocks, then nearest-neighbour steps of 2.

Sources: Wang et al. 2018, "ESRGAN", arXiv 1809.00219; Wang et al. 2021, "Real-ESRGAN", arXiv 2107.10833; the names of
the weights are those of BasicSR's rrdbnet_arch.py. Networks that begin with a pixel unshuffle (Real-ESRGAN's x2plus)
are not supported.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import ClassVar

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from upscaler.network.architectures.network import Base, Network, OneScale, Weights, nearest, numbers

_SLOPE = 0.2  # of all leaky ReLUs
_RESIDUAL_SCALE = 0.2  # of a block's output before it is added to its input
_OLDER_NAMES = (  # in ESRGAN's first files ("model.1.sub", by layer) and its later ones ("RRDB_trunk", by name)
    (r"(?:model\.1\.sub|RRDB_trunk)\.(\d+)\.RDB(\d)\.conv(\d)\.(?:0\.)?", r"body.\1.rdb\2.conv\3."),
    (r"(?:model\.1\.sub\.\d+|trunk_conv)\.", "conv_body."),
    (r"model\.0\.", "conv_first."),
    (r"upconv(\d)\.", r"conv_up\1."),
    (r"HRconv\.", "conv_hr."),
)


@dataclass(frozen=True)
class RRDBNetConfig(OneScale):
    """The shape of an RRDBNet; `growth` is how many channels each convolution of a dense block adds."""

    scale: int = 4  # a power of 2
    channels: int = 64
    blocks: int = 23
    growth: int = 32

    @property
    def base(self) -> Base:
        return "none"

    @property
    def values_per_pixel(self) -> int:
        return max(self.channels * self.scale**2, self.channels + 4 * self.growth)

    @property
    def receptive_field_radius(self) -> int:
        """One LR pixel per 3x3 convolution of the body; the layers after it add less than 2."""
        return 4 + 15 * self.blocks


class RRDBNet(Network):
    """The networks of ESRGAN and Real-ESRGAN. The scale is a power of 2."""

    Config: ClassVar = RRDBNetConfig

    def __init__(self, config: RRDBNetConfig) -> None:
        super().__init__()
        self.config: RRDBNetConfig = config
        channels = config.channels
        self.conv_first = _conv(3, channels)
        self.body = nn.Sequential(*(_Block(channels, config.growth) for _ in range(config.blocks)))
        self.conv_body = _conv(channels, channels)
        self._ups = [f"conv_up{step}" for step in range(1, config.scale.bit_length())]
        for name in self._ups:
            self.add_module(name, _conv(channels, channels))
        self.conv_hr = _conv(channels, channels)
        self.conv_last = _conv(channels, 3)

    @classmethod
    def renamed(cls, weights: Weights) -> Weights:
        """ESRGAN's first files number the last layers in order: the upsampling steps, `conv_hr`, `conv_last`."""
        later = [number for number in numbers(weights, r"model\.(\d+)\.weight") if number > 1]
        names = [*(f"conv_up{step}" for step in range(1, len(later) - 1)), "conv_hr", "conv_last"]
        layers = {f"model.{number}.": f"{name}." for number, name in zip(later, names, strict=False)}
        return {_renamed(key, layers): weight for key, weight in weights.items()}

    @classmethod
    def config_of(cls, weights: Weights) -> RRDBNetConfig | None:
        if not {"conv_first.weight", "conv_body.weight", "body.0.rdb1.conv1.weight"} <= weights.keys():
            return None
        if weights["conv_first.weight"].shape[1] != 3:
            return None
        return RRDBNetConfig(
            scale=2 ** len(numbers(weights, r"conv_up(\d+)\.weight")),
            channels=weights["conv_first.weight"].shape[0],
            blocks=len(numbers(weights, r"body\.(\d+)\.rdb1\.conv1\.weight")),
            growth=weights["body.0.rdb1.conv1.weight"].shape[0],
        )

    def residual(self, lr: Tensor, scale: int) -> Tensor:  # noqa: ARG002 - there is only one
        """The result, as there is no base image: (N, 3, H, W) -> (N, 3, scale * H, scale * W)"""
        features = self.conv_first(lr)
        features = features + self.conv_body(self.body(features))
        for name in self._ups:
            features = _leaky(self.get_submodule(name)(nearest(features, 2)))
        result: Tensor = self.conv_last(_leaky(self.conv_hr(features)))
        return result


class _DenseBlock(nn.Module):
    """Five convolutions, each of which sees the input and the outputs of all before it."""

    def __init__(self, channels: int, growth: int) -> None:
        super().__init__()
        for index in range(4):
            self.add_module(f"conv{index + 1}", _conv(channels + index * growth, growth))
        self.conv5 = _conv(channels + 4 * growth, channels)

    def forward(self, x: Tensor) -> Tensor:
        features = x
        for index in range(4):
            features = torch.cat((features, _leaky(self.get_submodule(f"conv{index + 1}")(features))), dim=1)
        return torch.add(x, self.conv5(features), alpha=_RESIDUAL_SCALE)


class _Block(nn.Module):
    """A residual-in-residual dense block: three dense blocks in a row, added to the input."""

    def __init__(self, channels: int, growth: int) -> None:
        super().__init__()
        self.rdb1 = _DenseBlock(channels, growth)
        self.rdb2 = _DenseBlock(channels, growth)
        self.rdb3 = _DenseBlock(channels, growth)

    def forward(self, x: Tensor) -> Tensor:
        return torch.add(x, self.rdb3(self.rdb2(self.rdb1(x))), alpha=_RESIDUAL_SCALE)


def _conv(channels_in: int, channels_out: int) -> nn.Conv2d:
    return nn.Conv2d(channels_in, channels_out, 3, padding=1)


def _leaky(x: Tensor) -> Tensor:
    return F.leaky_relu(x, _SLOPE, inplace=True)


def _renamed(key: str, layers: dict[str, str]) -> str:
    for older, name in layers.items():
        if key.startswith(older):
            return name + key.removeprefix(older)
    for pattern, name in _OLDER_NAMES:
        key = re.sub(f"^{pattern}", name, key)
    return key
