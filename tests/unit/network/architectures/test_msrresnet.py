import pytest
import torch
import torch.nn.functional as F
from torch import Tensor

from tests.conftest import make_msrresnet
from upscaler.network.architectures.msrresnet import MSRResNet, MSRResNetConfig
from upscaler.network.architectures.network import Weights


def published(weights: Weights, lr: Tensor, blocks: int, steps: list[int]) -> Tensor:
    """The network by hand, from the weights alone, as BasicSR writes it."""

    def conv(x: Tensor, name: str) -> Tensor:
        return F.conv2d(x, weights[f"{name}.weight"], weights[f"{name}.bias"], padding=1)

    def leaky(x: Tensor) -> Tensor:
        return F.leaky_relu(x, 0.1)

    x, scale = leaky(conv(lr, "conv_first")), 1
    for block in range(blocks):
        x = x + conv(F.relu(conv(x, f"body.{block}.conv1")), f"body.{block}.conv2")
    for index, step in enumerate(steps, 1):
        x, scale = leaky(F.pixel_shuffle(conv(x, f"upconv{index}"), step)), scale * step
    base = F.interpolate(lr, scale_factor=scale, mode="bilinear", align_corners=False)
    return conv(leaky(conv(x, "conv_hr")), "conv_last") + base


@pytest.mark.parametrize(("scale", "steps"), [(2, [2]), (3, [3]), (4, [2, 2])])
def test_it_is_the_published_network(scale: int, steps: list[int]) -> None:
    network = make_msrresnet(scale=scale)
    lr = torch.rand(1, 3, 6, 7)
    assert torch.allclose(network(lr, scale), published(network.state_dict(), lr, 2, steps), atol=1e-5)


def test_the_shape_is_seen_in_the_weights() -> None:
    for config in (MSRResNetConfig(), MSRResNetConfig(2, 8, 1), MSRResNetConfig(3, 16, 3)):
        assert MSRResNet.config_of(MSRResNet(config).state_dict()) == config


def test_what_only_looks_like_it_is_not_taken() -> None:
    weights = make_msrresnet().state_dict()
    assert MSRResNet.config_of({}) is None
    with pytest.raises(ValueError, match="1 channels"):
        MSRResNet.config_of({**weights, "conv_first.weight": torch.zeros(8, 1, 3, 3)})
