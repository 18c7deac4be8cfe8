from collections.abc import Iterator

import pytest
import torch
from torch import Tensor

from tests.conftest import make_compact, make_network
from tests.stand_in_card import StandInCard, card, vulkan_on  # noqa: F401 - fixtures
from upscaler import messages
from upscaler.inference import vulkan
from upscaler.inference.backends.vulkan_tiles import VulkanTiles, _ahead
from upscaler.inference.recovery import NonFiniteError, Setting
from upscaler.inference.vulkan import VulkanError
from upscaler.network.architectures.srresnet import SRResNet

CARD, CPU = torch.device("vulkan:0"), torch.device("cpu")
FP32, FP16 = torch.float32, torch.float16


def picture(height: int = 23, width: int = 17, dtype: torch.dtype = torch.uint8) -> Tensor:
    largest = torch.iinfo(dtype).max
    return (torch.rand(1, 3, height, width, generator=torch.Generator().manual_seed(0)) * largest).to(dtype)


def whole(network: SRResNet, lr: Tensor, scale: int) -> Tensor:
    residual = network.residual(lr.float() / torch.iinfo(lr.dtype).max, scale)
    return residual[0].permute(1, 2, 0).flip(2)


def found(backend: VulkanTiles, lr: Tensor, scale: int, first_row: int = 0, dtype: torch.dtype = FP32) -> Tensor:
    """The assembled pieces, with tiles of 8 pixels: NaN where there is none."""
    out = torch.full((lr.shape[2] * scale, lr.shape[3] * scale, 3), torch.nan)
    for region, values in backend.pieces(Setting("vulkan", CARD, dtype, 64), lr, scale, first_row):
        out[(region * scale).slices] = values
    return out


@pytest.mark.parametrize("scale", [2, 3, 4])
@pytest.mark.parametrize("dtype", [torch.uint8, torch.uint16])
def test_tiles_have_no_seams(scale: int, dtype: torch.dtype, network: SRResNet, card: StandInCard) -> None:
    lr = picture(dtype=dtype)
    assert torch.allclose(found(VulkanTiles(network, 9), lr, scale), whole(network, lr, scale), atol=1e-5)
    assert card.tiles == 3 * 3
    assert card.asked_for == {(0, False)}


def test_a_run_can_begin_anywhere(network: SRResNet, card: StandInCard) -> None:
    lr = picture()
    out = found(VulkanTiles(network, 9), lr, 2, first_row=12, dtype=FP16)
    assert torch.allclose(out[24:], whole(network, lr, 2)[24:], atol=1e-5)
    assert out[:14].isnan().all()
    assert card.asked_for == {(0, True)}


@pytest.mark.parametrize("at", [1, 4])
def test_a_black_tile_is_noticed(at: int, network: SRResNet, card: StandInCard) -> None:
    card.be_black_at(at)
    with pytest.raises(VulkanError, match=messages.CARD_WRONG):
        found(VulkanTiles(network, 9), picture(), 2)
    assert card.failure == messages.CARD_WRONG


def test_what_is_not_finite_is_left_to_the_engine(network: SRResNet, card: StandInCard) -> None:
    card.trouble = lambda _, result: result * torch.nan
    assert found(VulkanTiles(network, 9), picture(), 2).isnan().all()
    assert card.failure == ""


def test_where_a_run_goes_on(network: SRResNet, card: StandInCard) -> None:
    backend = VulkanTiles(network, 9)
    setting = backend.first_setting(CARD, FP16)
    assert setting == Setting("vulkan", CARD, FP16, 512**2)
    fallback = backend.next_setting(setting, NonFiniteError())
    assert fallback == (Setting("vulkan", CARD, FP32, 512**2), messages.CONTINUED_IN_FP32)
    smaller = backend.next_setting(setting, VulkanError("out of memory"))
    assert smaller == (Setting("vulkan", CARD, FP16, 512**2 // 2), messages.CONTINUED_IN_SMALLER_STRIPS)
    wrong = backend.next_setting(Setting("vulkan", CARD, FP32, 512**2), NonFiniteError())
    assert wrong is not None
    assert (wrong[0].backend, wrong[0].device, wrong[0].dtype) == ("rows", CPU, FP32)
    assert messages.CARD_WRONG in wrong[1]
    found = backend.next_setting(setting, VulkanError(messages.CARD_HUNG))
    assert found is not None
    assert (found[0].backend, found[0].device) == ("rows", CPU)
    assert found[1] == (
        "The graphics card Stand-in failed (its driver did not answer), so the picture was continued on the CPU."
    )


def test_which_networks_it_runs(card: StandInCard, monkeypatch: pytest.MonkeyPatch) -> None:
    assert VulkanTiles.can_run(make_network())
    assert not VulkanTiles.can_run(make_compact())
    assert not VulkanTiles.can_run(make_network(shortcut="projection"))
    assert VulkanTiles.computes_on(CARD, FP16) and VulkanTiles.computes_on(CARD, FP32)
    assert not VulkanTiles.computes_on(CARD, torch.bfloat16) and not VulkanTiles.computes_on(CPU, FP32)
    monkeypatch.setenv(vulkan.SWITCH, "0")
    assert not VulkanTiles.can_run(make_network())


def test_the_next_item_is_made_meanwhile() -> None:
    made = []

    def items() -> Iterator[int]:
        for number in range(3):
            made.append(number)
            yield number

    seen = []
    for number in _ahead(items()):
        seen.append((number, len(made) >= min(3, number + 1)))
    assert seen == [(0, True), (1, True), (2, True)]
