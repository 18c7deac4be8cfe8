from collections.abc import Mapping
from typing import Any

import numpy as np
import psutil
import pytest
import torch

from tests.conftest import make_network
from tests.stand_in_card import StandInCard, card, use_cards, vulkan_on  # noqa: F401 - fixtures
from upscaler import measurements, messages, paths
from upscaler.inference import vulkan, vulkan_choice
from upscaler.inference.backends.backend import Backend
from upscaler.inference.backends.choice import usable_backends
from upscaler.inference.vulkan import Values, VulkanDevice
from upscaler.inference.vulkan_choice import Verdict, fastest, remembered, verdict_on
from upscaler.pipeline import load_engine

DEVICE = VulkanDevice(0, "Stand-in", "discrete", "1.0")


@pytest.fixture
def times(monkeypatch: pytest.MonkeyPatch) -> dict[str, float]:
    """The seconds that each backend takes, which tests may change."""
    seconds = {"rows": 5.0, "vulkan": 1.0}
    monkeypatch.setattr(vulkan_choice, "_seconds", lambda backend, *_: seconds[backend.name])
    return seconds


def backends() -> Mapping[str, Backend]:
    return usable_backends(make_network(), 9)


def forget() -> None:
    vulkan_choice._verdicts.clear()


def off_by(error: float, half_only: bool = False) -> Any:
    """A fault that changes results by this much, up and down."""
    return lambda _, result: result + error * np.where(np.indices(result.shape).sum(0) % 2, 1, -1).astype(np.float32)


def test_a_card_that_agrees_and_is_faster_is_taken_in_half_precision(
    card: StandInCard, times: dict[str, float]
) -> None:
    found = verdict_on(DEVICE, backends())
    assert found.precision == "fp16"
    assert found.gain == pytest.approx(5 * (512 / 530) ** 2, abs=0.01)  # minus the halo of tiles
    assert fastest(backends()) == (DEVICE.torch_device, "fp16")
    assert card.asked_for == {(0, True)}


def test_a_card_that_is_not_faster_is_not_taken(card: StandInCard, times: dict[str, float]) -> None:
    times["vulkan"] = 4.8
    assert verdict_on(DEVICE, backends()).precision == "fp16"
    assert fastest(backends()) is None


def test_the_fastest_of_two_is_taken(
    card: StandInCard, times: dict[str, float], monkeypatch: pytest.MonkeyPatch
) -> None:
    other = VulkanDevice(1, "Other", "integrated", "1.0")
    use_cards(monkeypatch, DEVICE, other)
    gains = {DEVICE: Verdict("fp16", 2.0), other: Verdict("fp32", 3.0)}
    monkeypatch.setattr(vulkan_choice, "verdict_on", lambda device, _: gains[device])
    assert fastest(backends()) == (other.torch_device, "fp32")


@pytest.mark.parametrize(("error", "precision"), [(0.002, "fp16"), (0.005, "")])
def test_results_may_differ_by_as_much_as_50_db_allow(
    error: float, precision: str, card: StandInCard, times: dict[str, float]
) -> None:
    card.trouble = off_by(error)
    found = verdict_on(DEVICE, backends())
    assert (found.precision, found.reason) == (precision, "" if precision else messages.CARD_WRONG)
    assert card.asked_for == ({(0, True)} if precision else {(0, True), (0, False)})


def test_a_card_whose_half_precision_differs_runs_in_fp32(card: StandInCard, times: dict[str, float]) -> None:
    card.trouble = lambda number, result: result * torch.nan if number == 1 else result
    assert verdict_on(DEVICE, backends()).precision == "fp32"


def test_a_card_that_cannot_compute_in_half_precision_runs_in_fp32(card: StandInCard, times: dict[str, float]) -> None:
    def trouble(number: int, result: Values) -> Values:
        if number == 1:
            raise vulkan.VulkanError("no such shader")
        return result

    card.trouble = trouble
    assert verdict_on(DEVICE, backends()).precision == "fp32"


@pytest.mark.parametrize("trouble", ["crash", "black"])
def test_a_card_that_fails_is_not_used_and_that_is_remembered(
    trouble: str, card: StandInCard, times: dict[str, float]
) -> None:
    card.crash_at(1) if trouble == "crash" else card.be_black_at(1)
    expected = messages.CARD_CRASHED if trouble == "crash" else messages.CARD_WRONG
    assert verdict_on(DEVICE, backends()) == Verdict(reason=expected)
    assert fastest(backends()) is None
    card.failure, card.trouble = "", lambda *_: pytest.fail("it is known")
    forget()
    assert verdict_on(DEVICE, backends()) == Verdict(reason=expected)


def test_it_is_tried_again_when_the_driver_or_the_network_changes(card: StandInCard, times: dict[str, float]) -> None:
    first = verdict_on(DEVICE, backends())
    assert remembered(DEVICE, backends()) == first
    assert remembered(VulkanDevice(0, "Stand-in", "discrete", "1.1"), backends()) is None
    assert remembered(DEVICE, usable_backends(make_network(blocks=4), 11)) is None
    assert remembered(DEVICE, usable_backends(make_network(seed=1), 9)) == first


def test_what_takes_the_app_down_is_tried_twice(card: StandInCard, times: dict[str, float]) -> None:
    def trouble(*_: object) -> Values:
        raise KeyboardInterrupt  # as if the process ended here

    card.trouble = trouble
    for _ in range(2):
        assert remembered(DEVICE, backends()) is None
        with pytest.raises(KeyboardInterrupt):
            verdict_on(DEVICE, backends())
    assert verdict_on(DEVICE, backends()) == Verdict(reason=messages.CARD_ENDED_APP)


def test_a_failure_in_a_run_counts_until_the_app_is_started_again(card: StandInCard, times: dict[str, float]) -> None:
    assert verdict_on(DEVICE, backends()).precision
    card.given_up(messages.CARD_HUNG)
    assert verdict_on(DEVICE, backends()) == Verdict(reason=messages.CARD_HUNG)
    card.failure = ""
    assert verdict_on(DEVICE, backends()).precision


def test_a_damaged_memory_is_measured_anew(card: StandInCard, times: dict[str, float]) -> None:
    first = verdict_on(DEVICE, backends())
    (key,) = measurements.known(paths.vulkan_cache())
    for damaged in ({"speed": 3}, [1], None):
        measurements.remember(paths.vulkan_cache(), key, damaged)
        forget()
        assert verdict_on(DEVICE, backends()) == first


def test_both_are_timed(card: StandInCard) -> None:
    found = backends()
    photo = torch.zeros(1, 3, 16, 16, dtype=torch.uint8)
    setting = found["vulkan"].first_setting(DEVICE.torch_device, torch.float32)
    with torch.inference_mode():
        assert 0 < vulkan_choice._seconds(found["vulkan"], setting, photo, 2) < 10
    assert card.tiles == 2


def test_a_program_that_runs_on_the_processor_is_never_taken_by_itself(
    card: StandInCard, times: dict[str, float], monkeypatch: pytest.MonkeyPatch
) -> None:
    software = VulkanDevice(0, "llvmpipe", "cpu", "1.0")
    use_cards(monkeypatch, software)
    assert fastest(backends()) is None
    assert card.tiles == 0
    assert verdict_on(software, backends()) == Verdict("fp16")


def test_that_there_is_no_card_is_remembered_until_the_computer_starts_anew(
    card: StandInCard, times: dict[str, float], monkeypatch: pytest.MonkeyPatch
) -> None:
    use_cards(monkeypatch)
    assert fastest(backends()) is None
    use_cards(monkeypatch, DEVICE)
    assert fastest(backends()) is None
    boot = psutil.boot_time()
    monkeypatch.setattr(psutil, "boot_time", lambda: boot + 3600)
    assert fastest(backends()) is not None


@pytest.mark.vulkan
@pytest.mark.usefixtures("vulkan_on")
def test_a_driver_agrees(monkeypatch: pytest.MonkeyPatch) -> None:
    """With a blend of models, on any available driver."""
    monkeypatch.setattr(vulkan_choice, "_seconds", lambda *_: 1.0)
    assert verdict_on(vulkan.devices()[0], load_engine("photo-restore", 60, 50).backends).precision == "fp16"
