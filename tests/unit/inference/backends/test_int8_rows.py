import pytest
import torch

from tests.conftest import make_compact, make_network, with_ranges
from upscaler import messages
from upscaler.inference import int8
from upscaler.inference.backends.int8_rows import Int8Rows
from upscaler.inference.backends.rows import TorchRows
from upscaler.network.architectures.network import Network
from upscaler.network.architectures.srresnet import SRResNet

CPU = torch.device("cpu")


@pytest.mark.int8
@pytest.mark.parametrize(
    ("network", "able"),
    [
        (with_ranges(make_network()), True),
        (make_network(), False),
        (with_ranges(make_network(shortcut="zero_pad")), False),
        (make_compact(), False),
    ],
    ids=["ranges", "none", "zero padding", "compact"],
)
def test_networks_with_ranges_run(network: Network, able: bool) -> None:
    assert Int8Rows.can_run(network) is able


def test_without_the_operators_nothing_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(int8, "is_available", lambda: False)
    assert not Int8Rows.can_run(with_ranges(make_network()))


@pytest.mark.int8
@pytest.mark.parametrize("first_row", [0, 9])
@pytest.mark.parametrize("dtype", [torch.uint8, torch.uint16])
def test_pieces_are_strips_of_the_residual_from_a_row_down(
    network: SRResNet, first_row: int, dtype: torch.dtype
) -> None:
    largest = torch.iinfo(dtype).max
    lr = torch.randint(0, largest + 1, (1, 3, 30, 7), dtype=torch.int32).to(dtype)
    backend = Int8Rows(with_ranges(network), 9)
    pieces = list(backend.pieces(backend.first_setting(CPU, torch.int8), lr, 2, first_row))
    assert {(region.x, region.width) for region, _ in pieces} == {(0, 7)}
    assert (pieces[0][0].y, pieces[-1][0].bottom) == (first_row, 30)
    whole = network.residual(lr.float() / largest, 2)[0].permute(1, 2, 0).flip(2)
    assert torch.allclose(torch.cat([values for _, values in pieces]), whole[2 * first_row :], atol=0.05)


def test_after_an_error_it_goes_on_in_floats() -> None:
    backend = Int8Rows(with_ranges(make_network()), 9)
    following = backend.next_setting(backend.first_setting(CPU, torch.int8), RuntimeError())
    assert following is not None
    assert (following[0].backend, following[0].dtype) == (TorchRows.name, torch.float32)
    assert following[1] == messages.CONTINUED_FROM_INT8


def test_memory_is_counted_as_of_floats() -> None:
    network = with_ranges(make_network())
    assert Int8Rows(network, 9).memory(1000, 2) == TorchRows(network, 9).memory(1000, 2)
