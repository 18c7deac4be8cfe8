from typing import Any

import pytest
import torch
from torch import nn

from tests.conftest import make_network
from upscaler.network.blocks import ResidualBlock, ZeroPadShortcut, fold_batch_norm


@pytest.mark.parametrize("norm", ["none", "batch"])
@pytest.mark.parametrize(
    ("channels_in", "channels_out", "stride", "shortcut"),
    [
        (8, 8, 1, "identity"),
        (8, 8, 1, "none"),
        (8, 16, 1, "zero_pad"),
        (8, 16, 2, "zero_pad"),
        (8, 8, 2, "zero_pad"),
        (8, 16, 1, "projection"),
        (8, 16, 2, "projection"),
        (16, 8, 2, "projection"),
        (8, 16, 2, "none"),
    ],
)
def test_shapes(norm: Any, channels_in: int, channels_out: int, stride: Any, shortcut: Any) -> None:
    block = ResidualBlock(channels_in, channels_out, stride, norm, shortcut)
    assert block(torch.rand(2, channels_in, 7, 10)).shape == (2, channels_out, -(-7 // stride), -(-10 // stride))


@pytest.mark.parametrize(("stride", "channels"), [(1, 16), (2, 8)])
def test_an_identity_shortcut_needs_equal_shapes(stride: Any, channels: int) -> None:
    with pytest.raises(ValueError, match="identity"):
        ResidualBlock(8, channels, stride)


def test_a_block_without_residual_is_its_shortcut() -> None:
    x = torch.rand(1, 8, 6, 6)
    for shortcut, expected in (("identity", x), ("none", torch.zeros_like(x))):
        block = ResidualBlock(8, 8, shortcut=shortcut)  # type: ignore[arg-type]
        nn.init.zeros_(block.conv2.weight)
        assert block.conv2.bias is not None
        nn.init.zeros_(block.conv2.bias)
        assert torch.equal(block(x), expected)


def test_option_a_takes_every_second_pixel_and_adds_zero_channels() -> None:
    x = torch.rand(1, 2, 4, 6)
    out = ZeroPadShortcut(2, 5, stride=2)(x)
    assert torch.equal(out[:, :2], x[:, :, ::2, ::2])
    assert not out[:, 2:].any()
    assert not list(ZeroPadShortcut(2, 5, stride=2).parameters())
    with pytest.raises(ValueError, match="drop channels"):
        ZeroPadShortcut(5, 2, stride=1)


def test_option_b_is_a_strided_convolution() -> None:
    block = ResidualBlock(4, 8, 2, "none", "projection")
    nn.init.zeros_(block.conv2.weight)
    assert block.conv2.bias is not None
    nn.init.zeros_(block.conv2.bias)
    x = torch.rand(1, 4, 6, 6)
    assert isinstance(block.shortcut, nn.Sequential)
    projection = block.shortcut[0]
    assert isinstance(projection, nn.Conv2d)
    assert projection.weight.shape == (8, 4, 1, 1)
    assert torch.allclose(block(x), nn.functional.conv2d(x[:, :, ::2, ::2], projection.weight, projection.bias))


@pytest.mark.parametrize("shortcut", ["identity", "projection"])
def test_folding_batch_norm_changes_nothing(shortcut: str) -> None:
    network = make_network(norm="batch", shortcut=shortcut)
    x = torch.rand(1, 3, 9, 11)
    before = network.residual(x, 2)
    fold_batch_norm(network)
    assert not any(isinstance(module, nn.BatchNorm2d) for module in network.modules())
    assert torch.allclose(network.residual(x, 2), before, atol=1e-5)
