"""What a network would compute in int8, in floats and with gradients: fine-tuning that makes weights bear the rounding.

Values and weights are rounded to the steps that `inference.backends.int8_streaming` uses, and clipped to the same
ranges. The gradients are those of the unrounded values, which are zero where a value is clipped.

Source: Jacob et al. 2018, "Quantization and Training of Neural Networks for Efficient Integer-Arithmetic-Only
Inference", section 3 (fake quantisation).
"""

from __future__ import annotations

import torch.nn.functional as F
from torch import Tensor, nn

from upscaler.inference.int8 import SIGNED, UNSIGNED
from upscaler.network.architectures.srresnet import INPUT_MEAN, SRResNet
from upscaler.network.blocks import ResidualBlock
from upscaler.network.ranges import SMALLEST


def residual_as_in_int8(network: SRResNet, lr: Tensor, scale: int) -> Tensor:
    """`network.residual` with the rounding of int8: (N, 3, H, W) -> (N, 3, scale * H, scale * W). `network` has ranges,
    identity shortcuts and no batch norm."""
    assert network.ranges is not None
    ranges, blocks = network.ranges.to(lr.device).clamp_min(SMALLEST)[..., None, None], network.config.blocks
    trunk_units, hidden_units = ranges[: blocks + 1] / SIGNED, ranges[blocks + 1 :] / UNSIGNED
    feature = trunk = network.conv_first[str(scale)](lr - INPUT_MEAN)
    for i, block in enumerate(network.body):
        assert isinstance(block, ResidualBlock)
        counted = (trunk / trunk_units[i]).clamp(-SIGNED - 1, SIGNED)
        counted = counted if i == 0 else _rounded(counted)  # the first block reads 16 bits
        hidden = _convolved(block.conv1, counted, trunk_units[i]).relu()
        counted = _rounded((hidden / hidden_units[i]).clamp(0, UNSIGNED))
        trunk = trunk + _convolved(block.conv2, counted, hidden_units[i])
    counted = (trunk / trunk_units[-1]).clamp(-SIGNED - 1, SIGNED)  # 16 bits too
    body = _convolved(network.conv_after_body, counted, trunk_units[-1]) + feature
    return F.pixel_shuffle(network.conv_last[str(scale)](body), scale)


def _convolved(conv: nn.Conv2d, counted: Tensor, unit: Tensor) -> Tensor:
    """The convolution of values counted in units (C, 1, 1), with weights rounded to 127 steps per output channel.

    Weights and 8-bit values are whole numbers, which bf16 can represent.
    """
    weight = conv.weight * unit
    step = (weight.detach().abs().amax((1, 2, 3), keepdim=True) / SIGNED).clamp_min(1e-9)
    assert conv.bias is not None
    return F.conv2d(counted, _rounded(weight / step), padding=1) * step.view(-1, 1, 1) + conv.bias[:, None, None]


def _rounded(values: Tensor) -> Tensor:
    """Rounded; the gradient passes as if they were not."""
    return values + (values.round() - values).detach()
