"""Residual blocks and the folding of batch norm.

Source: He et al. 2015, "Deep Residual Learning for Image Recognition", arXiv 1512.03385.
"""

from __future__ import annotations

from typing import Literal

import torch
import torch.nn.functional as F
from torch import Tensor, nn

Norm = Literal["none", "batch"]
Shortcut = Literal["identity", "zero_pad", "projection", "none"]


class ZeroPadShortcut(nn.Module):
    """Option A of He et al., section 3.3: takes every `stride`-th pixel and adds channels of zeros; no parameters."""

    def __init__(self, in_channels: int, out_channels: int, stride: int) -> None:
        super().__init__()
        if out_channels < in_channels:
            raise ValueError(f"a zero-padding shortcut cannot drop channels: {in_channels} -> {out_channels}")
        self.new_channels = out_channels - in_channels
        self.stride = stride

    def forward(self, x: Tensor) -> Tensor:
        """(N, in, H, W) -> (N, out, ceil(H / stride), ceil(W / stride))"""
        return F.pad(x[:, :, :: self.stride, :: self.stride], (0, 0, 0, 0, 0, self.new_channels))


class ResidualBlock(nn.Module):
    """conv, [batch norm], ReLU, conv, [batch norm], plus the shortcut.

    Nothing follows the addition, as in EDSR (Lim et al. 2017): with an identity shortcut the signal passes unchanged,
    and the block learns only a difference.

    `shortcut` is "identity" (the shapes must match), "zero_pad" (option A), "projection" (option B: a strided 1x1
    convolution, with batch norm if `norm` is "batch") or "none" (a plain block, for the experiments). Stride 2 halves
    width and height, rounding up.
    """

    def __init__(
        self,
        in_channels: int,
        out_channels: int,
        stride: Literal[1, 2] = 1,
        norm: Norm = "none",
        shortcut: Shortcut = "identity",
    ) -> None:
        super().__init__()
        if shortcut == "identity" and (stride != 1 or in_channels != out_channels):
            raise ValueError("an identity shortcut needs stride 1 and equal channels")
        bias = norm == "none"
        self.conv1 = nn.Conv2d(in_channels, out_channels, 3, stride, padding=1, bias=bias)
        self.norm1 = _norm(norm, out_channels)
        self.conv2 = nn.Conv2d(out_channels, out_channels, 3, padding=1, bias=bias)
        self.norm2 = _norm(norm, out_channels)
        self.shortcut: nn.Module | None = None
        if shortcut == "identity":
            self.shortcut = nn.Identity()
        elif shortcut == "zero_pad":
            self.shortcut = ZeroPadShortcut(in_channels, out_channels, stride)
        elif shortcut == "projection":
            projection = nn.Conv2d(in_channels, out_channels, 1, stride, bias=bias)
            self.shortcut = nn.Sequential(projection, _norm(norm, out_channels))

    def forward(self, x: Tensor) -> Tensor:
        """(N, in_channels, H, W) -> (N, out_channels, ceil(H / stride), ceil(W / stride))"""
        residual: Tensor = F.relu(self.norm1(self.conv1(x)))
        residual = self.norm2(self.conv2(residual))
        return residual if self.shortcut is None else residual + self.shortcut(x)


def _norm(norm: Norm, channels: int) -> nn.Module:
    return nn.BatchNorm2d(channels) if norm == "batch" else nn.Identity()


def fold_batch_norm(module: nn.Module) -> None:
    """Fold every batch norm of a residual block into the convolution before it, in place.

    In evaluation mode y = (conv(x) - mean) / sqrt(var + eps) * gamma + beta is a convolution with w' = w * g and
    b' = (b - mean) * g + beta, where g = gamma / sqrt(var + eps). Exact up to rounding. Only for networks that will not
    be trained any further.
    """
    for block in module.modules():
        if isinstance(block, ResidualBlock):
            block.conv1, block.norm1 = _folded(block.conv1, block.norm1), nn.Identity()
            block.conv2, block.norm2 = _folded(block.conv2, block.norm2), nn.Identity()
            if isinstance(block.shortcut, nn.Sequential):
                conv, norm = block.shortcut
                assert isinstance(conv, nn.Conv2d)
                block.shortcut = nn.Sequential(_folded(conv, norm), nn.Identity())


@torch.no_grad()
def _folded(conv: nn.Conv2d, norm: nn.Module) -> nn.Conv2d:
    if not isinstance(norm, nn.BatchNorm2d):
        return conv
    assert norm.running_mean is not None and norm.running_var is not None
    gain = norm.weight / torch.sqrt(norm.running_var + norm.eps)
    bias = torch.zeros_like(norm.running_mean) if conv.bias is None else conv.bias
    conv.weight = nn.Parameter(conv.weight * gain[:, None, None, None])
    conv.bias = nn.Parameter((bias - norm.running_mean) * gain + norm.bias)
    return conv
