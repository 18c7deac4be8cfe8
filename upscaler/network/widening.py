"""Gives an SR-ResNet the shape of a wider and deeper one without changing what it computes.

This way, networks of different shapes can be blended, and a larger one can be trained from the weights of a smaller
one. Source: Chen et al. 2016, "Net2Net: Accelerating Learning via Knowledge Transfer", but with new channels that are
not read instead of copied ones.
"""

from __future__ import annotations

import copy

import torch
from torch import Tensor, nn

from upscaler.network.architectures.srresnet import SRResNet, SRResNetConfig
from upscaler.network.blocks import ResidualBlock


def fits_into(narrow: SRResNetConfig, wide: SRResNetConfig) -> bool:
    """Whether `widened` can give one network the shape of the other."""
    plain = ("none", "identity", True)
    kinds = [(config.norm, config.shortcut, config.global_skip) for config in (narrow, wide)]
    is_larger = narrow.channels <= wide.channels and narrow.blocks <= wide.blocks
    return is_larger and narrow.scales == wide.scales and kinds == [plain, plain]


@torch.no_grad()
def widened(narrow: SRResNet, wide: SRResNet) -> SRResNet:
    """A network that computes what `narrow` does, in the shape of `wide`.

    The channels and blocks that `narrow` lacks have the weights of `wide`, but no other channel reads them: in a blend
    of the two they come in gradually. Batch norm must be folded. Raises ValueError if it does not fit.
    """
    if not fits_into(narrow.config, wide.config):
        raise ValueError(f"{narrow.config} does not fit into {wide.config}")
    network = copy.deepcopy(wide)
    places = _places(narrow.config.blocks, wide.config.blocks)
    for scale, first in network.conv_first.items():
        _put(first, narrow.conv_first[scale])
        _put(network.conv_last[scale], narrow.conv_last[scale])
    for index, block in enumerate(network.body):
        assert isinstance(block, ResidualBlock)
        if index in places:
            source = narrow.body[places.index(index)]
            assert isinstance(source, ResidualBlock)
            _put(block.conv1, source.conv1)
            _put(block.conv2, source.conv2)
        else:  # adds nothing to the old channels
            _bias(block.conv2)[: narrow.config.channels] = 0
            block.conv2.weight[: narrow.config.channels] = 0
    _put(network.conv_after_body, narrow.conv_after_body)
    network.ranges = _widened_ranges(narrow, wide, places)
    return network


def _places(few: int, many: int) -> list[int]:
    """The positions of a shallow network's blocks among those of a deep one: evenly spaced from first to last."""
    return [round(index * (many - 1) / max(1, few - 1)) for index in range(few)]


def _put(target: nn.Module, source: nn.Module) -> None:
    """Make the first outputs of a convolution equal those of another one, independent of the additional channels."""
    assert isinstance(target, nn.Conv2d) and isinstance(source, nn.Conv2d)
    outputs, inputs = source.weight.shape[:2]
    target.weight[:outputs] = 0
    target.weight[:outputs, :inputs] = source.weight
    _bias(target)[:outputs] = _bias(source)


def _bias(convolution: nn.Conv2d) -> Tensor:
    assert convolution.bias is not None
    return convolution.bias


def _widened_ranges(narrow: SRResNet, wide: SRResNet, places: list[int]) -> Tensor | None:
    """The ranges of `narrow` where it has channels, else those of `wide`; None unless both have ranges."""
    if narrow.ranges is None or wide.ranges is None:
        return None
    ranges, channels = wide.ranges.clone(), narrow.config.channels
    passed = [sum(place < index for place in places) for index in range(wide.config.blocks + 1)]
    trunk, hidden = narrow.ranges[: narrow.config.blocks + 1], narrow.ranges[narrow.config.blocks + 1 :]
    ranges[: len(passed), :channels] = trunk[passed]
    ranges[[len(passed) + place for place in places], :channels] = hidden
    return ranges
