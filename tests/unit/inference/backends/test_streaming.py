import pytest
import torch
import torch.nn.functional as F

from tests.conftest import make_network
from upscaler.inference.backends.streaming import RowStream, stream_rows
from upscaler.network.architectures.srresnet import SRResNet


def test_rows_lag_by_the_receptive_field_and_all_come(network: SRResNet) -> None:
    stream = RowStream(network, 2, width=5, strip_rows=4)
    ready: list[int] = []
    for strip in range(10):
        row, values = stream.push(torch.rand(1, 3, 4, 5), last=strip == 9)
        assert row == sum(ready)
        ready.append(values.shape[2])
    assert sum(ready) == 40
    assert sum(ready[:3]) == 12 - network.config.receptive_field_radius


@pytest.mark.parametrize("shortcut", ["identity", "none"])
def test_the_rows_are_those_of_the_whole_picture(shortcut: str) -> None:
    network, lr = make_network(shortcut=shortcut), torch.rand(1, 3, 12, 5)
    rows = torch.cat([values for _, values in stream_rows(network, lr, 2, 4)], dim=2)
    assert torch.allclose(F.pixel_shuffle(rows, 2), network.residual(lr, 2), atol=1e-6)


def test_uint8_and_float_are_the_same(network: SRResNet) -> None:
    lr = torch.randint(0, 256, (1, 3, 6, 5), dtype=torch.uint8)
    from_bytes = torch.cat([values for _, values in stream_rows(network, lr, 2, 4)], dim=2)
    from_floats = torch.cat([values for _, values in stream_rows(network, lr / 255, 2, 4)], dim=2)
    assert torch.equal(from_bytes, from_floats)


@pytest.mark.parametrize("first_row", [0, 3, 11])
def test_a_rebuilt_stream_gives_no_earlier_row(network: SRResNet, first_row: int) -> None:
    rows = [row for row, _ in stream_rows(network, torch.rand(1, 3, 12, 5), 2, 2, first_row)]
    assert rows[0] == first_row


def test_memory_does_not_grow_with_the_height(network: SRResNet) -> None:
    stream = RowStream(network, 2, width=5, strip_rows=4)
    before = stream._skip._buffer.numel()
    for _ in range(50):
        stream.push(torch.rand(1, 3, 4, 5), last=False)
    assert stream._skip._buffer.numel() == before
    assert stream._skip._end <= stream._skip._buffer.shape[2]
