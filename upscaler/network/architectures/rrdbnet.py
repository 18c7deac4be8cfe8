"""RRDBNet, the network of ESRGAN and Real-ESRGAN: residual-in-residual dense blocks, then nearest-neighbour steps of 2.

Sources: Wang et al. 2018, "ESRGAN", arXiv 1809.00219; Wang et al. 2021, "Real-ESRGAN", arXiv 2107.10833; the names of
the weights are those of BasicSR's rrdbnet_arch.py. Some networks (Real-ESRGAN's x2plus) begin with a pixel unshuffle:
they run at half or a quarter of the size of their input.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from typing import ClassVar

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from upscaler import messages
from upscaler.network.architectures.network import (
    Base,
    Network,
    OneScale,
    Weights,
    check_channels,
    nearest,
    numbers,
)

_SLOPE = 0.2  # of all leaky ReLUs
_RESIDUAL_SCALE = 0.2  # of a block's output before it is added to its input
_OLDER_NAMES = (  # in ESRGAN's first files ("model.1.sub", by number) and its later ones ("RRDB_trunk", by name)
    (r"(?:model\.1\.sub|RRDB_trunk)\.(\d+)\.RDB(\d)\.conv(\d)\.(?:0\.)?", r"body.\1.rdb\2.conv\3."),
    (r"(?:model\.1\.sub\.\d+|trunk_conv)\.", "conv_body."),
    (r"model\.0\.", "conv_first."),
    (r"upconv(\d)\.", r"conv_up\1."),
    (r"HRconv\.", "conv_hr."),
)


@dataclass(frozen=True)
class RRDBNetConfig(OneScale):
    """The shape of an RRDBNet.

    `growth` is how many channels each convolution of a dense block adds, `unshuffle` how many times smaller than its
    input the body is.
    """

    scale: int = 4  # a power of 2
    channels: int = 64
    blocks: int = 23
    growth: int = 32
    unshuffle: int = 1  # a power of 2

    @property
    def base(self) -> Base:
        return "none"

    @property
    def values_per_pixel(self) -> int:
        return max(self.channels * self.scale**2, (self.channels + 4 * self.growth) // self.unshuffle**2)

    @property
    def receptive_field_radius(self) -> int:
        """One pixel of the body per 3x3 convolution there; the layers after it add less than 2."""
        return (4 + 15 * self.blocks) * self.unshuffle

    @property
    def alignment(self) -> int:
        return self.unshuffle


class RRDBNet(Network):
    """The networks of ESRGAN and Real-ESRGAN. The scale is a power of 2."""

    Config: ClassVar = RRDBNetConfig

    def __init__(self, config: RRDBNetConfig) -> None:
        super().__init__()
        self.config: RRDBNetConfig = config
        channels = config.channels
        self.conv_first = _conv(3 * config.unshuffle**2, channels)
        self.body = nn.Sequential(*(_Block(channels, config.growth) for _ in range(config.blocks)))
        self.conv_body = _conv(channels, channels)
        self._ups = [f"conv_up{step}" for step in range(1, (config.scale * config.unshuffle).bit_length())]
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
        unshuffle = math.isqrt(weights["conv_first.weight"].shape[1] // 3)
        enlarged = 2 ** len(numbers(weights, r"conv_up(\d)\.weight"))
        check_channels(weights["conv_first.weight"], 3 * unshuffle**2)
        if unshuffle not in (1, 2, 4) or unshuffle > enlarged:
            raise ValueError(messages.filled(messages.LAYER_UNKNOWN, layer=f"PixelUnshuffle({unshuffle})"))
        return RRDBNetConfig(
            scale=enlarged // unshuffle,
            channels=weights["conv_first.weight"].shape[0],
            blocks=len(numbers(weights, r"body\.(\d+)\.rdb1\.conv1\.weight")),
            growth=weights["body.0.rdb1.conv1.weight"].shape[0],
            unshuffle=unshuffle,
        )

    def residual(self, lr: Tensor, scale: int) -> Tensor:
        """The result, as there is no base image: (N, 3, H, W) -> (N, 3, scale * H, scale * W)"""
        unshuffle = self.config.unshuffle
        aligned = F.pixel_unshuffle(_padded(lr, unshuffle), unshuffle) if unshuffle > 1 else lr
        features = self.conv_first(aligned)
        features = features + self.conv_body(self.body(features))
        for name in self._ups:
            features = _leaky(self.get_submodule(name)(nearest(features, 2)))
        result: Tensor = self.conv_last(_leaky(self.conv_hr(features)))
        return result if unshuffle == 1 else result[:, :, : scale * lr.shape[2], : scale * lr.shape[3]]


class _DenseBlock(nn.Module):
    """Five convolutions, each of which reads the input and the outputs of all previous ones."""

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


def _padded(lr: Tensor, multiple: int) -> Tensor:
    """The picture, padded by reflection at its right and lower edges until both sides are multiples of this."""
    right, below = -lr.shape[3] % multiple, -lr.shape[2] % multiple
    if not right and not below:
        return lr
    mode = "reflect" if right < lr.shape[3] and below < lr.shape[2] else "replicate"
    return F.pad(lr, (0, right, 0, below), mode)


def _renamed(key: str, layers: dict[str, str]) -> str:
    for older, name in layers.items():
        if key.startswith(older):
            return name + key.removeprefix(older)
    for pattern, name in _OLDER_NAMES:
        key = re.sub(f"^{pattern}", name, key)
    return key
