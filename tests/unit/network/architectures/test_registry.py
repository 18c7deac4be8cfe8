import pytest
import torch

from tests.conftest import make_compact, make_edsr, make_msrresnet, make_network, make_rrdbnet, make_span
from upscaler.network.architectures.network import Network
from upscaler.network.architectures.registry import recognise

NETWORKS = {
    "SR-ResNet": make_network(),
    "one scale": make_network(scales=(3,)),
    "batch norm": make_network(norm="batch"),
    "projection": make_network(shortcut="projection"),
    "compact": make_compact(),
    "RRDBNet": make_rrdbnet(),
    "RRDBNet of scale 1": make_rrdbnet(scale=1),
    "RRDBNet with a pixel unshuffle": make_rrdbnet(scale=2, unshuffle=2),
    "SPAN": make_span(),
    "EDSR": make_edsr(),
    "MSRResNet": make_msrresnet(scale=3),
}


@pytest.mark.parametrize("network", NETWORKS.values(), ids=NETWORKS.keys())
def test_a_network_is_recognised_by_its_weights_alone(network: Network) -> None:
    found, weights = recognise(network.state_dict())
    assert type(found) is type(network)
    assert found.config == network.config
    found.load_state_dict(weights)
    lr, scale = torch.rand(1, 3, 5, 6), network.config.scales[-1]
    assert torch.allclose(found.eval()(lr, scale), network(lr, scale), atol=1e-5)  # memory formats differ


@pytest.mark.parametrize("weights", [{}, {"a": torch.zeros(1)}, {"body.0.weight": torch.zeros(3)}])
def test_other_weights_are_of_no_family(weights: dict[str, torch.Tensor]) -> None:
    with pytest.raises(ValueError, match="no known kind of network"):
        recognise(weights)
