import pytest
import torch

from tests.conftest import make_network, with_ranges
from upscaler.inference.backends.int8_streaming import Int8Network, Int8Stream
from upscaler.network.architectures.srresnet import SRResNet
from upscaler.training.fake_int8 import residual_as_in_int8

pytestmark = pytest.mark.usefixtures("one_thread")


def in_int8(network: SRResNet, lr: torch.Tensor) -> torch.Tensor:
    _, height, width = lr.shape[1:]
    output = Int8Stream(Int8Network(network), 2, width, height, 0).push(lr, last=True)[1]
    return torch.nn.functional.pixel_shuffle(output, 2)


@pytest.mark.int8
@pytest.mark.parametrize("reach", [1.0, 0.3])  # with 0.3 most values are clipped
def test_it_is_what_int8_computes(reach: float) -> None:
    """Not exactly: a value halfway between two steps may be rounded to either, and what follows then differs too."""
    network, lr = with_ranges(make_network(blocks=2)), torch.rand(1, 3, 20, 24)
    assert network.ranges is not None
    network.ranges *= reach
    with torch.inference_mode():
        expected, found, exact = in_int8(network, lr), residual_as_in_int8(network, lr, 2), network.residual(lr, 2)
    error = (expected - exact).abs().mean()
    assert error > 0
    assert (found - expected).abs().mean() < 0.2 * error


def test_gradients_pass_the_rounding() -> None:
    network, lr = with_ranges(make_network(blocks=2)).requires_grad_(), torch.rand(1, 3, 12, 12)
    residual_as_in_int8(network, lr, 2).square().mean().backward()  # type: ignore[no-untyped-call]
    found = {name: parameter.grad for name, parameter in network.named_parameters() if parameter.grad is not None}
    network.zero_grad()
    network.residual(lr, 2).square().mean().backward()  # type: ignore[no-untyped-call]
    for name, parameter in network.named_parameters():
        if parameter.grad is not None:
            assert torch.cosine_similarity(found[name].flatten(), parameter.grad.flatten(), 0) > 0.99, name
