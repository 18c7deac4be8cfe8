"""Whatever a graphics card's driver does, the CPU finishes the picture and the user is told why."""

from collections.abc import Callable
from multiprocessing.connection import Connection

import numpy as np
import pytest

from tests import vulkan_children
from tests.conftest import make_network
from tests.stand_in_card import StandInCard, card, use_cards, vulkan_on  # noqa: F401 - fixtures
from tests.unit.inference.test_engine import close, whole
from upscaler import messages
from upscaler.images.bitmap import Bitmap, Pixels
from upscaler.inference import vulkan, vulkan_choice
from upscaler.inference.backends import vulkan_tiles
from upscaler.inference.engine import Engine, Report
from upscaler.inference.vulkan import Values, VulkanDevice, Worker
from upscaler.inference.vulkan_choice import Verdict
from upscaler.options import PrecisionChoice

NETWORK = make_network()


def upscale(photo: Pixels, precision: PrecisionChoice = "auto") -> tuple[Report, Pixels]:
    canvas = np.zeros((80, 120, 3), np.uint8)
    return Engine(NETWORK).upscale(Bitmap(photo), 2, canvas, "vulkan", precision), canvas


@pytest.fixture(autouse=True)
def small_tiles(monkeypatch: pytest.MonkeyPatch) -> None:
    """Use small tiles on a card that passed its test."""
    monkeypatch.setattr(vulkan_tiles, "_TILES", dict.fromkeys(vulkan_tiles._TILES, 16))
    monkeypatch.setattr(vulkan_choice, "verdict_on", lambda *_: Verdict("fp16", 4.0))


@pytest.mark.usefixtures("vulkan_on")
@pytest.mark.parametrize(
    ("process", "reason"),
    [
        (vulkan_children.crashes, messages.CARD_CRASHED),
        (vulkan_children.hangs, messages.CARD_HUNG),
        (vulkan_children.is_black, messages.CARD_WRONG),
        (vulkan_children.is_not_finite, messages.CARD_WRONG),
    ],
)
def test_a_process_that_goes_wrong(
    process: Callable[[Connection], None], reason: str, photo: Pixels, monkeypatch: pytest.MonkeyPatch
) -> None:
    worker = Worker(process)
    monkeypatch.setattr(vulkan, "RUN", 0.5)
    use_cards(monkeypatch, VulkanDevice(*vulkan_children.CARD))
    monkeypatch.setattr(vulkan, "worker", worker)
    report, canvas = upscale(photo)
    assert report.device == "cpu"
    assert report.retries[-1] == messages.filled(messages.CONTINUED_FROM_CARD, name="Stand-in", reason=reason)
    assert list(report.retries[:-1]) == [messages.CONTINUED_IN_FP32] * (process is vulkan_children.is_not_finite)
    assert close(canvas, whole(NETWORK, photo, 2), levels=8)  # perhaps in bf16
    assert worker._process is None


@pytest.mark.parametrize("at", [1, 2, 7, 12])
@pytest.mark.parametrize("trouble", ["crash", "black"])
def test_a_card_that_goes_wrong_in_the_middle(trouble: str, at: int, photo: Pixels, card: StandInCard) -> None:
    card.crash_at(at) if trouble == "crash" else card.be_black_at(at)
    report, canvas = upscale(photo)
    assert (report.device, len(report.retries)) == ("cpu", 1)
    assert close(canvas, whole(NETWORK, photo, 2), levels=8)


def test_values_that_are_not_finite_are_computed_again_in_fp32(photo: Pixels, card: StandInCard) -> None:
    card.trouble = lambda number, result: result * np.float32(np.nan) if number == 3 else result
    report, canvas = upscale(photo)
    assert report == Report("vulkan", "fp32", (messages.CONTINUED_IN_FP32,))
    assert close(canvas, whole(NETWORK, photo, 2))


def test_a_card_without_memory_gets_smaller_tiles(
    photo: Pixels, card: StandInCard, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("upscaler.inference.recovery.MIN_STRIP_PIXELS", 0)

    def trouble(number: int, result: Values) -> Values:
        if number == 1:
            raise vulkan.VulkanError("RuntimeError: out of memory")
        return result

    card.trouble = trouble
    report, canvas = upscale(photo)
    assert report == Report("vulkan", "fp16", (messages.CONTINUED_IN_SMALLER_STRIPS,))
    assert close(canvas, whole(NETWORK, photo, 2))


def test_all_is_well(photo: Pixels, card: StandInCard) -> None:
    report, canvas = upscale(photo)
    assert report == Report("vulkan", "fp16")
    assert close(canvas, whole(NETWORK, photo, 2))


@pytest.mark.vulkan
@pytest.mark.usefixtures("vulkan_on")
@pytest.mark.parametrize(("precision", "levels"), [("fp32", 1), ("fp16", 3)])
def test_all_is_well_on_a_driver(precision: PrecisionChoice, levels: int, photo: Pixels) -> None:
    report, canvas = upscale(photo, precision)
    assert report == Report("vulkan", precision)
    assert close(canvas, whole(NETWORK, photo, 2), levels)
