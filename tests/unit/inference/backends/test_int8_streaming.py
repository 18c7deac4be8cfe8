import itertools

import pytest
import torch

from tests.conftest import make_network, with_ranges
from upscaler.inference.backends.int8_streaming import Int8Network, Int8Stream
from upscaler.inference.backends.streaming import fed
from upscaler.network.architectures.srresnet import SRResNet

pytestmark = pytest.mark.int8


def test_the_network_is_not_changed(network: SRResNet) -> None:
    before = {key: value.clone() for key, value in with_ranges(network).state_dict().items()}
    Int8Network(network)
    assert all(torch.equal(before[key], value) for key, value in network.state_dict().items())


@pytest.mark.parametrize("first_row", [0, 3, 11])
def test_rows_come_without_gaps(network: SRResNet, first_row: int) -> None:
    lr = torch.rand(1, 3, 23, 5)
    stream = Int8Stream(Int8Network(with_ranges(network)), 2, 5, 4, 0)
    found = [(row, values.shape[2]) for row, values in fed(stream, lr, 4, 0, first_row)]
    assert found[0][0] == first_row
    assert all(row + count == following for (row, count), (following, _) in itertools.pairwise(found))
    assert sum(found[-1]) == 23


def test_memory_does_not_grow_with_the_height(network: SRResNet) -> None:
    stream = Int8Stream(Int8Network(with_ranges(network)), 2, 5, 4, 0)
    before = stream._skip._buffer.numel()
    for _ in range(50):
        stream.push(torch.rand(1, 3, 4, 5), last=False)
    assert stream._skip._buffer.numel() == before


def test_channels_that_are_always_zero_do_no_harm() -> None:
    network = with_ranges(make_network(blocks=1))
    assert network.ranges is not None
    network.ranges[:, 3] = 0
    assert torch.isfinite(Int8Stream(Int8Network(network), 2, 5, 9, 0).push(torch.rand(1, 3, 9, 5), last=True)[1]).all()
