from collections.abc import Mapping

import pytest
import torch

from tests.conftest import make_compact, make_network
from tests.stand_in_card import StandInCard, card, use_cards, vulkan_on  # noqa: F401 - fixtures
from upscaler import messages
from upscaler.errors import DeviceNotAvailableError, PrecisionNotAvailableError
from upscaler.inference import devices, int8, vulkan_choice
from upscaler.inference.backends.backend import Backend
from upscaler.inference.backends.choice import OVERRIDE, usable_backends
from upscaler.inference.placement import Placement, about_device, place
from upscaler.inference.vulkan import VulkanDevice
from upscaler.inference.vulkan_choice import Verdict
from upscaler.options import HALF_PRECISIONS, DeviceChoice, PrecisionChoice

CPU, CARD = torch.device("cpu"), torch.device("vulkan:0")
FP32, FP16, BF16 = torch.float32, torch.float16, torch.bfloat16
FAST = Verdict("fp16", 4.0)


@pytest.fixture(autouse=True)
def floats(monkeypatch: pytest.MonkeyPatch) -> None:
    """A CPU that runs best in bf16, and no card that torch supports."""
    monkeypatch.setattr(int8, "is_available", lambda: False)
    monkeypatch.setattr(devices, "is_bf16_faster", lambda: True)
    monkeypatch.setattr(torch.cuda, "is_available", lambda: False)
    monkeypatch.setattr(torch.backends.mps, "is_available", lambda: False)


@pytest.fixture
def verdicts(card: StandInCard, monkeypatch: pytest.MonkeyPatch) -> dict[str, Verdict]:
    """The verdicts on the card, which tests may change."""
    known = {"Stand-in": FAST}
    monkeypatch.setattr(vulkan_choice, "verdict_on", lambda device, _: known[device.name])
    monkeypatch.setattr(vulkan_choice, "remembered", lambda device, _: known.get(device.name))
    return known


def backends() -> Mapping[str, Backend]:
    return usable_backends(make_network(), 9)


def placed(
    device: DeviceChoice = "auto",
    precision: PrecisionChoice = "auto",
    deep: bool = False,
    half: tuple[str, ...] = HALF_PRECISIONS,
) -> Placement:
    return place(backends(), half, device, precision, deep)


def test_without_cards_it_is_the_processor() -> None:
    assert placed() == placed("cpu") == Placement(CPU, BF16)
    assert placed(deep=True) == placed(half=("fp16",)) == placed(precision="fp32") == Placement(CPU, FP32)
    assert placed(precision="bf16", deep=True) == Placement(CPU, BF16)
    told = messages.filled(messages.NOT_IN_INT8, precision="bf16")
    assert placed(precision="int8") == Placement(CPU, BF16, (told,))
    with pytest.raises(DeviceNotAvailableError):
        placed("vulkan")


def test_a_faster_card_is_taken_only_if_nothing_else_is_asked_for(
    verdicts: dict[str, Verdict], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert placed() == Placement(CARD, FP16)
    assert placed(half=()) == Placement(CARD, FP32)
    assert placed("cpu") == Placement(CPU, BF16)
    assert placed(precision="fp32") == placed(deep=True) == Placement(CPU, FP32)
    monkeypatch.setenv(OVERRIDE, "rows")
    assert placed() == Placement(CPU, BF16)
    monkeypatch.delenv(OVERRIDE)
    verdicts["Stand-in"] = Verdict("fp16", 1.05)
    assert placed() == Placement(CPU, BF16)
    verdicts["Stand-in"] = FAST
    monkeypatch.setattr(torch.cuda, "is_available", lambda: True)
    assert placed() == Placement(torch.device("cuda"), FP16)  # whatever Vulkan could do


def test_a_card_that_is_named_is_used_though_it_is_slower(verdicts: dict[str, Verdict]) -> None:
    verdicts["Stand-in"] = Verdict("fp16", 0.3)
    for device in ("vulkan", "vulkan:0"):
        assert placed(device) == placed(device, "fp16", deep=True) == Placement(CARD, FP16)
    assert placed("vulkan", "fp32") == placed("vulkan", deep=True) == placed("vulkan", half=()) == Placement(CARD, FP32)
    told = messages.filled(messages.NOT_IN_INT8, precision="fp16")
    assert placed("vulkan", "int8") == Placement(CARD, FP16, (told,))
    verdicts["Stand-in"] = Verdict("fp32", 0.3)
    assert placed("vulkan") == Placement(CARD, FP32)
    with pytest.raises(PrecisionNotAvailableError):
        placed("vulkan", "bf16")
    with pytest.raises(DeviceNotAvailableError) as caught:
        placed("vulkan:1")
    assert caught.value.available == ("vulkan:0", "cpu")


def test_a_card_that_cannot_be_used_is_told(verdicts: dict[str, Verdict]) -> None:
    verdicts["Stand-in"] = Verdict(reason=messages.CARD_CRASHED)
    told = "The graphics card Stand-in cannot be used (its driver crashed), so the CPU was used instead."
    assert placed("vulkan") == placed("vulkan", "fp16") == Placement(CPU, BF16, (told,))
    assert placed() == Placement(CPU, BF16)
    others = usable_backends(make_compact(), 5)
    assert place(others, (), "vulkan", "auto", False) == Placement(CPU, FP32, (messages.CARD_NOT_FIT,))
    assert place(others, (), "auto", "auto", False) == Placement(CPU, FP32)


def test_what_is_said_about_devices(verdicts: dict[str, Verdict], monkeypatch: pytest.MonkeyPatch) -> None:
    assert about_device("cpu", backends()) == "automatic precision: bf16"
    assert about_device("vulkan:0", backends()) == ("automatic precision: fp16; 4 times as fast as the CPU")
    verdicts["Stand-in"] = Verdict(reason="its driver crashed")
    assert about_device("vulkan:0", backends()) == "not used: its driver crashed"
    verdicts.clear()
    assert about_device("vulkan:0", backends()) == "not measured yet"
    use_cards(monkeypatch, VulkanDevice(0, "llvmpipe", "cpu", "1"))
    assert about_device("vulkan:0", backends()) == "a software renderer, only used on request"
