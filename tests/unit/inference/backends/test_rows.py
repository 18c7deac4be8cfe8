import copy
from dataclasses import replace

import pytest
import torch
import torch.nn.functional as F

from tests.conftest import make_compact, make_network, make_rrdbnet
from upscaler.inference.backends.rows import TorchRows, order_outputs, shuffled
from upscaler.network.architectures.network import Network
from upscaler.network.architectures.srresnet import SRResNet

CPU = torch.device("cpu")


@pytest.mark.parametrize("scale", [2, 3, 4])
def test_the_shuffle_equals_torch_s_pixel_shuffle(network: SRResNet, scale: int) -> None:
    ordered = copy.deepcopy(network)
    order_outputs(ordered)
    body = torch.rand(1, 16, 5, 7)
    expected = F.pixel_shuffle(network.conv_last[str(scale)](body), scale)[0].permute(1, 2, 0).flip(2)
    found = shuffled(ordered.conv_last[str(scale)](body), scale)
    assert found.dtype == torch.float32
    assert torch.allclose(found, expected, atol=1e-6)


@pytest.mark.parametrize(
    ("network", "able"),
    [
        (make_network(), True),
        (make_network(shortcut="none"), True),
        (make_network(shortcut="zero_pad"), False),
        (make_network(shortcut="projection"), False),
        (make_compact(), False),
        (make_rrdbnet(), False),
    ],
    ids=["identity", "none", "zero padding", "projection", "compact", "RRDBNet"],
)
def test_only_sr_resnets_with_plain_shortcuts_stream(network: Network, able: bool) -> None:
    assert TorchRows.can_run(network) is able


@pytest.mark.parametrize("first_row", [0, 9])
@pytest.mark.parametrize("dtype", [torch.uint8, torch.uint16])
def test_pieces_are_strips_of_the_residual_from_a_row_down(
    network: SRResNet, first_row: int, dtype: torch.dtype
) -> None:
    largest = torch.iinfo(dtype).max
    lr = torch.randint(0, largest + 1, (1, 3, 30, 7), dtype=torch.int32).to(dtype)
    backend = TorchRows(network, 9)
    setting = backend.first_setting(CPU, torch.float32)
    pieces = list(backend.pieces(setting, lr, 2, first_row))
    assert {(region.x, region.width) for region, _ in pieces} == {(0, 7)}
    assert (pieces[0][0].y, pieces[-1][0].bottom) == (first_row, 30)
    whole = network.residual(lr.float() / largest, 2)[0].permute(1, 2, 0).flip(2)
    assert torch.allclose(torch.cat([values for _, values in pieces]), whole[2 * first_row :], atol=1e-5)


def test_a_strip_has_no_more_pixels_than_its_setting_says(network: SRResNet) -> None:
    backend = TorchRows(network, 9)
    setting = replace(backend.first_setting(CPU, torch.float32), strip_pixels=3 * 7 + 6)
    *pieces, _ = backend.pieces(setting, torch.zeros(1, 3, 30, 7, dtype=torch.uint8), 2, 0)  # the last ends the stream
    assert {region.height for region, _ in pieces} == {3}


def test_the_network_is_not_changed(network: SRResNet) -> None:
    before = copy.deepcopy(network.state_dict())
    backend = TorchRows(network, 9)
    list(backend.pieces(backend.first_setting(CPU, torch.bfloat16), torch.zeros(1, 3, 4, 4, dtype=torch.uint8), 2, 0))
    assert all(torch.equal(before[key], value) for key, value in network.state_dict().items())


def test_memory_grows_with_the_width_and_the_scale(network: SRResNet) -> None:
    backend = TorchRows(network, 9)
    assert backend.memory(1000, 2) < backend.memory(1000, 4) < backend.memory(16_000, 4)
    at_1, at_2, at_4 = (backend.memory(1000, scale) for scale in (1, 2, 4))
    assert at_4 - at_2 == 4 * (at_2 - at_1) > 0  # with the pixels of the result
