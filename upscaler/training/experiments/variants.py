"""The variants that the experiments compare: bodies that differ in one thing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from upscaler.network.architectures.srresnet import INPUT_MEAN, SRResNet, SRResNetConfig
from upscaler.network.blocks import Norm, Shortcut
from upscaler.training.trainer import initialise

SCALE = 2
DEPTHS = (6, 16, 32, 64)  # convolutions of the body
Body = Literal["plain", "residual"]
BODIES: tuple[Body, ...] = ("plain", "residual")


@dataclass(frozen=True)
class NoLongSkipConfig(SRResNetConfig):
    """Marks the weights file as not being an SR-ResNet, so that it is not mistaken for one."""

    long_skip: bool = False


class NoLongSkip(SRResNet):
    """An SR-ResNet without the skip connection over the whole body, which would let the signal bypass the body."""

    def residual(self, lr: Tensor, scale: int) -> Tensor:
        """(N, 3, H, W) -> (N, 3, scale * H, scale * W)"""
        body = self.conv_first[str(scale)](lr - INPUT_MEAN)
        for block in self.body:
            body = block(body)
        return F.pixel_shuffle(self.conv_last[str(scale)](self.conv_after_body(body)), scale)


@dataclass(frozen=True)
class Variant:
    """A network to train. `skip`: the interpolated input is added, so that the network learns the difference."""

    body: Body
    convolutions: int
    skip: bool = False
    norm: Norm = "none"

    @property
    def name(self) -> str:
        """plain-64, residual-16-skip-norm"""
        return f"{self.body}-{self.convolutions}{'-skip' * self.skip}{'-norm' * (self.norm == 'batch')}"

    def network(self, channels: int, seed: int) -> NoLongSkip:
        """The network with its initial weights.

        All have the same initialisation (He et al. 2015, arXiv 1502.01852). Without batch norm, the second convolution
        of a residual block is scaled to a tenth of it, because otherwise the signal would double with every block; in a
        plain body that would extinguish it. Without skip, the last bias starts at medium gray.
        """
        shortcut: Shortcut = "identity" if self.body == "residual" else "none"
        torch.manual_seed(seed)
        network = NoLongSkip(
            NoLongSkipConfig((SCALE,), channels, self.convolutions // 2, self.norm, shortcut, global_skip=self.skip)
        )
        initialise(network, 0.1 if self.body == "residual" and self.norm == "none" else 1.0)
        if not self.skip:
            last = network.conv_last[str(SCALE)]
            assert isinstance(last, nn.Conv2d) and last.bias is not None
            nn.init.constant_(last.bias, INPUT_MEAN)
        return network


EXPERIMENTS: dict[str, list[Variant]] = {
    "shortcuts": [Variant(body, depth) for body in BODIES for depth in DEPTHS],
    "longer": [Variant(body, 16) for body in BODIES],  # for a larger --steps
    "skip": [Variant(body, depth, skip) for body in BODIES for depth in (6, 16, 64) for skip in (False, True)],
    "norm": [Variant(body, depth, norm=norm) for body in BODIES for depth in (16, 64) for norm in ("none", "batch")]
    + [Variant("residual", 16, skip=True, norm=norm) for norm in ("none", "batch")],
}
