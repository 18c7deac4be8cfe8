"""SPAN: six blocks of three convolutions, each weighted by a parameter-free attention.

During training, a convolution is a chain of three plus a shortcut; here they are folded into one 3x3 convolution, which
is exact. Source: Wan et al. 2023, "Swift Parameter-free Attention Network for Efficient Super-Resolution", arXiv
2311.12770; the names of the weights are those of the authors' span_arch.py.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import ClassVar

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from upscaler.network.architectures.edsr import RANGE, RGB_MEAN
from upscaler.network.architectures.network import Base, Network, OneScale, Weights, check_channels

IMAGENET_MEAN = (0.485, 0.456, 0.406)
_BLOCKS = range(1, 7)


@dataclass(frozen=True)
class SPANConfig(OneScale):
    """The shape of a SPAN. `norm`: a mean is subtracted first, by default DIV2K's, and values are 0 to `range`
    inside."""

    scale: int = 4
    channels: int = 48
    norm: bool = True
    range: float = RANGE
    mean: tuple[float, ...] = RGB_MEAN

    @property
    def base(self) -> Base:
        return "none"

    @property
    def values_per_pixel(self) -> int:
        return max(4 * self.channels, 3 * self.scale**2)

    @property
    def receptive_field_radius(self) -> int:
        """One LR pixel per 3x3 convolution."""
        return 3 + 3 * len(_BLOCKS)


class SPAN(Network):
    """The network of the many models called SPAN."""

    Config: ClassVar = SPANConfig

    def __init__(self, config: SPANConfig) -> None:
        super().__init__()
        self.config: SPANConfig = config
        if not config.norm:
            self.register_buffer("no_norm", torch.zeros(1))  # marks this in files
        channels = config.channels
        self.conv_1 = nn.Conv2d(3, channels, 3, padding=1)
        for block in _BLOCKS:
            self.add_module(f"block_{block}", _Block(channels))
        self.conv_2 = nn.Conv2d(channels, channels, 3, padding=1)
        self.conv_cat = nn.Conv2d(4 * channels, channels, 1)
        self.upsampler = nn.Sequential(nn.Conv2d(channels, 3 * config.scale**2, 3, padding=1))

    @classmethod
    def renamed(cls, weights: Weights) -> Weights:
        """Fold each convolution that was trained in parts. `eval_conv` is its folded form, which may be outdated."""
        if "conv_cat.weight" not in weights:
            return weights
        found = {key: weight for key, weight in weights.items() if ".eval_conv." not in key}
        for key in weights:
            name, _, rest = key.partition(".eval_conv.")
            if rest:
                found[f"{name}.{rest}"] = weights[key]
        for name in [key.removesuffix(".sk.weight") for key in weights if key.endswith(".sk.weight")]:
            parts = [f"{name}.{part}." for part in ("sk", "conv.0", "conv.1", "conv.2")]
            folded = _folded([(found.pop(f"{part}weight"), found.pop(f"{part}bias")) for part in parts])
            found[f"{name}.weight"], found[f"{name}.bias"] = folded
        return found

    @classmethod
    def config_of(cls, weights: Weights) -> SPANConfig | None:
        if not {"conv_1.weight", "block_6.c3_r.weight", "conv_cat.weight", "upsampler.0.weight"} <= weights.keys():
            return None
        check_channels(weights["conv_1.weight"])
        scale = math.isqrt(weights["upsampler.0.weight"].shape[0] // 3)
        return SPANConfig(scale, weights["conv_1.weight"].shape[0], norm="no_norm" not in weights)

    def readings(self) -> list[Network]:
        """The weights do not contain the mean and the range; older files do not even say whether there are any."""
        found: list[Network] = [self]
        others = ({"range": 1.0}, {"range": 1.0, "mean": IMAGENET_MEAN}, {"norm": False}) if self.config.norm else ()
        for changed in others:
            other = SPAN(replace(self.config, **changed))
            other.load_state_dict(self.state_dict(), strict=False)  # the mark differs
            found.append(other.eval())
        return found

    def residual(self, lr: Tensor, scale: int) -> Tensor:
        """The result, as there is no base image: (N, 3, H, W) -> (N, 3, scale * H, scale * W)"""
        if self.config.norm:
            lr = (lr - lr.new_tensor(self.config.mean).view(1, 3, 1, 1)) * self.config.range
        kept = [features := self.conv_1(lr)]
        for block in _BLOCKS:
            features, inside = self.get_submodule(f"block_{block}")(features)
            if block == _BLOCKS[0]:
                kept.append(features)
        kept[1:1] = [self.conv_2(features)]
        return F.pixel_shuffle(self.upsampler(self.conv_cat(torch.cat((*kept, inside), 1))), scale)


class _Block(nn.Module):
    """Three convolutions; the result is weighted by an attention computed from itself."""

    def __init__(self, channels: int) -> None:
        super().__init__()
        for name in ("c1_r", "c2_r", "c3_r"):
            self.add_module(name, nn.Conv2d(channels, channels, 3, padding=1))

    def forward(self, x: Tensor) -> tuple[Tensor, Tensor]:
        """The result and the features after the first activation, each (N, C, H, W) as `x`."""
        first = F.silu(self.get_submodule("c1_r")(x), inplace=True)
        found = self.get_submodule("c3_r")(F.silu(self.get_submodule("c2_r")(first), inplace=True))
        return (found + x).mul_(found.sigmoid_().sub_(0.5)), first


def _folded(parts: list[tuple[Tensor, Tensor]]) -> tuple[Tensor, Tensor]:
    """One 3x3 convolution for a chain of 1x1, 3x3, 1x1 and a parallel 1x1, which comes first in `parts`."""
    (beside, beside_bias), (w1, b1), (w2, b2), (w3, b3) = [(w.float(), b.float()) for w, b in parts]
    first = w1[:, :, 0, 0]
    weight = torch.einsum("omij,mc->ocij", w2, first)
    bias = b2 + (w2 * b1[None, :, None, None]).sum((1, 2, 3))
    last = w3[:, :, 0, 0]
    weight, bias = torch.einsum("om,mcij->ocij", last, weight), last @ bias + b3
    return weight + F.pad(beside, (1, 1, 1, 1)), bias + beside_bias
