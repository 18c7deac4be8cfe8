import pytest
import torch
import torch.nn.functional as F
from torch import Tensor

from tests.conftest import make_edsr
from upscaler.network.architectures.edsr import EDSR, EDSRConfig
from upscaler.network.architectures.network import Weights

MEAN = torch.tensor([0.4488, 0.4371, 0.4040]).view(1, 3, 1, 1)


def published(weights: Weights, lr: Tensor, blocks: int, steps: list[int], residual_scale: float = 1.0) -> Tensor:
    """The network by hand, from the weights alone, as BasicSR writes it."""

    def conv(x: Tensor, name: str) -> Tensor:
        return F.conv2d(x, weights[f"{name}.weight"], weights[f"{name}.bias"], padding=1)

    first = x = conv((lr - MEAN) * 255, "conv_first")
    for block in range(blocks):
        x = x + residual_scale * conv(F.relu(conv(x, f"body.{block}.conv1")), f"body.{block}.conv2")
    x = first + conv(x, "conv_after_body")
    for index, step in enumerate(steps):
        x = F.pixel_shuffle(conv(x, f"upsample.{2 * index}"), step)
    return conv(x, "conv_last") / 255 + MEAN


@pytest.mark.parametrize(("scale", "steps"), [(1, []), (2, [2]), (3, [3]), (4, [2, 2]), (8, [2, 2, 2])])
def test_it_is_the_published_network(scale: int, steps: list[int]) -> None:
    network = make_edsr(scale=scale)
    lr = torch.rand(1, 3, 6, 7)
    expected = published(network.state_dict(), lr, 2, steps)
    assert expected.shape[2:] == (6 * scale, 7 * scale)
    assert torch.allclose(network(lr, scale), expected, atol=1e-5)


def test_residuals_of_the_large_one_are_scaled() -> None:
    network = make_edsr(scale=2, channels=256, blocks=1)
    lr = torch.rand(1, 3, 5, 5)
    assert torch.allclose(network(lr, 2), published(network.state_dict(), lr, 1, [2], 0.1), atol=1e-4)


def test_the_shape_is_seen_in_the_weights() -> None:
    for config in (EDSRConfig(), EDSRConfig(2, 8, 1), EDSRConfig(3, 16, 3), EDSRConfig(8, 8, 2)):
        assert EDSR.config_of(EDSR(config).state_dict()) == config


def test_the_authors_own_names() -> None:
    network = make_edsr(scale=4)
    names = {"conv_first": "head.0", "conv_after_body": "body.2", "upsample": "tail.0", "conv_last": "tail.1"}

    def older(key: str) -> str:
        for ours, theirs in names.items():
            if key.startswith(f"{ours}."):
                return key.replace(ours, theirs, 1)
        return key.replace("conv1", "body.0").replace("conv2", "body.2")

    weights = {older(key): value for key, value in network.state_dict().items()}
    weights |= {"sub_mean.weight": torch.eye(3).view(3, 3, 1, 1), "add_mean.bias": torch.zeros(3)}
    renamed = EDSR.renamed(weights)
    assert renamed.keys() == network.state_dict().keys()
    assert all(torch.equal(renamed[key], value) for key, value in network.state_dict().items())
    assert EDSR.config_of(renamed) == network.config


def test_what_only_looks_like_it_is_not_taken() -> None:
    weights = make_edsr().state_dict()
    assert EDSR.config_of({}) is None
    with pytest.raises(ValueError, match="4 channels"):
        EDSR.config_of({**weights, "conv_first.weight": torch.zeros(8, 4, 3, 3)})
