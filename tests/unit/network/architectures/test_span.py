import pytest
import torch
import torch.nn.functional as F
from torch import Tensor

from tests.conftest import make_span
from upscaler.network.architectures.network import Weights
from upscaler.network.architectures.span import SPAN, SPANConfig

MEAN = torch.tensor([0.4488, 0.4371, 0.4040]).view(1, 3, 1, 1)


def published(weights: Weights, lr: Tensor, scale: int, norm: bool) -> Tensor:
    """The network by hand, from the weights alone, as the authors write it."""

    def conv(x: Tensor, name: str) -> Tensor:
        return F.conv2d(x, weights[f"{name}.weight"], weights[f"{name}.bias"], padding=1)

    x = (lr - MEAN) * 255 if norm else lr
    first = x = conv(x, "conv_1")
    for block in range(1, 7):
        before = x
        activated = F.silu(conv(x, f"block_{block}.c1_r"))
        out = conv(F.silu(conv(activated, f"block_{block}.c2_r")), f"block_{block}.c3_r")
        x = (out + before) * (torch.sigmoid(out) - 0.5)
        if block == 1:
            after_first = x
    joined = torch.cat([first, conv(x, "conv_2"), after_first, activated], 1)
    x = F.conv2d(joined, weights["conv_cat.weight"], weights["conv_cat.bias"])
    return F.pixel_shuffle(conv(x, "upsampler.0"), scale)


@pytest.mark.parametrize("scale", [2, 4])
@pytest.mark.parametrize("norm", [True, False])
def test_it_is_the_published_network(scale: int, norm: bool) -> None:
    network = make_span(scale=scale, norm=norm)
    lr = torch.rand(1, 3, 6, 7)
    expected = published(network.state_dict(), lr, scale, norm)
    assert expected.shape[2:] == (6 * scale, 7 * scale) and expected.std() > 0.01
    assert torch.allclose(network(lr, scale), expected, atol=1e-5)


def test_the_shape_is_seen_in_the_weights() -> None:
    for config in (SPANConfig(), SPANConfig(2, 52), SPANConfig(3, 24, norm=False)):
        assert SPAN.config_of(SPAN(config).state_dict()) == config


def test_a_convolution_that_was_trained_in_parts_is_folded() -> None:
    """As in training checkpoints; their `eval_conv` may be outdated and is ignored."""
    torch.manual_seed(0)
    weights = dict(make_span().state_dict())
    x, expected = torch.rand(1, 8, 9, 9), torch.zeros(0)
    for name in ("block_1.c2_r", "conv_2"):
        del weights[f"{name}.weight"], weights[f"{name}.bias"]
        shapes = {"sk": (8, 8, 1, 1), "conv.0": (16, 8, 1, 1), "conv.1": (16, 16, 3, 3), "conv.2": (8, 16, 1, 1)}
        for part, shape in {**shapes, "eval_conv": (8, 8, 3, 3)}.items():
            weights[f"{name}.{part}.weight"] = torch.randn(shape)
            weights[f"{name}.{part}.bias"] = torch.randn(shape[0])
        expected = F.pad(x, (1, 1, 1, 1))
        for part in ("conv.0", "conv.1", "conv.2"):
            expected = F.conv2d(expected, weights[f"{name}.{part}.weight"], weights[f"{name}.{part}.bias"])
        expected = expected + F.conv2d(x, weights[f"{name}.sk.weight"], weights[f"{name}.sk.bias"])
    found = SPAN.renamed(weights)
    assert found.keys() == make_span().state_dict().keys()
    assert torch.allclose(F.conv2d(x, found["conv_2.weight"], found["conv_2.bias"], padding=1), expected, atol=1e-3)


def test_a_convolution_that_is_already_folded_is_taken() -> None:
    weights = {key.replace("conv_2.", "conv_2.eval_conv."): value for key, value in make_span().state_dict().items()}
    assert torch.equal(SPAN.renamed(weights)["conv_2.weight"], weights["conv_2.eval_conv.weight"])


def test_what_only_looks_like_it_is_not_taken() -> None:
    weights = make_span().state_dict()
    assert SPAN.config_of({}) is None
    assert SPAN.config_of({key: value for key, value in weights.items() if "block_6" not in key}) is None
    with pytest.raises(ValueError, match="1 channels"):
        SPAN.config_of({**weights, "conv_1.weight": torch.zeros(8, 1, 3, 3)})
