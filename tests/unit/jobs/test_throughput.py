import json
from typing import Any

import numpy as np
import pytest
import torch

from tests.conftest import make_network
from tests.stand_in_card import StandInCard, card, use_cards, vulkan_on  # noqa: F401 - fixtures
from upscaler import measurements, paths
from upscaler.geometry import Size
from upscaler.images.bitmap import Bitmap, Pixels
from upscaler.images.decode import decode
from upscaler.images.formats import WRITABLE
from upscaler.inference import vulkan_choice
from upscaler.inference.engine import Engine, Report
from upscaler.inference.placement import Placement
from upscaler.inference.vulkan import VulkanDevice
from upscaler.inference.vulkan_choice import Verdict
from upscaler.jobs import throughput as module
from upscaler.jobs.throughput import Throughput, same_speed, throughput_of
from upscaler.network.catalog import find_model
from upscaler.options import UpscaleOptions
from upscaler.target_size import TargetSize

CPU = UpscaleOptions(device="cpu", precision="fp32")
FILE = dict.fromkeys(WRITABLE, 0.0)


def test_seconds_count_every_pass_and_the_file() -> None:
    throughput = Throughput("cpu", "fp32", network=2.0, result=0.5, file={**FILE, "png": 0.1}, high_bit_depth=3.0)
    assert throughput.seconds(Size(10, 10), Size(40, 40), "png") == pytest.approx(200 + 800 + 160)
    assert throughput.seconds(Size(10, 10), Size(40, 40), "png", high_bit_depth=True) == pytest.approx(3 * 1160)
    assert throughput.seconds(Size(10, 10), Size(40, 40), "png", frames=5) == pytest.approx(5 * 1160)
    two = throughput.seconds(Size(10, 10), Size(80, 80), "jpg")
    assert two == pytest.approx((200 + 200) + (800 + 3200))


def test_seconds_count_the_halos_of_tiles() -> None:
    """Three tiles of up to 40 pixels across and two down, with a halo of 5 pixels on both sides of each cut."""
    throughput = Throughput("cpu", "fp32", 2.0, 0.0, {**FILE}, 1.0, tile_width=40, tile_height=40, halo=5, scales=(4,))
    assert throughput.seconds(Size(100, 50), Size(400, 200), "png") == pytest.approx(2 * 120 * 60)
    assert throughput.seconds(Size(40, 30), Size(80, 60), "png") == pytest.approx(2 * 40 * 30)


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Use a part of the sample photo and a small file, as if the computer were idle."""
    monkeypatch.setattr("upscaler.images.decode.decode", lambda path: Bitmap(decode(path).pixels[64:160, 64:160]))
    monkeypatch.setattr(module, "_REPEATS", (1, 1))
    monkeypatch.setattr(module, "_FILE_SIDE", 64)
    monkeypatch.setattr(module, "_MIN_CPU_SHARE", 0)


class ClockedEngine:
    """It has its own clock: 2 s per LR pixel, 0.5 s per pixel of the result, three times that in 16 bits, and more for
    the first run of each kind."""

    scales = (2, 3, 4)

    def place(self, *_: object) -> Placement:
        return Placement(torch.device("cpu"), torch.float32)

    def tiling(self, *_: object) -> tuple[int, int, int]:
        return 0, 0, 0

    def __init__(self, share: float) -> None:
        self.now, self._share = 0.0, share
        self._kinds: set[tuple[int, np.dtype[Any]]] = set()

    def upscale(self, bitmap: Bitmap, scale: int, canvas: Pixels, *_: object) -> Report:
        seconds = bitmap.size.pixels * (2 + 0.5 * scale**2) * (3 if canvas.dtype == np.uint16 else 1)
        self.now += seconds if (scale, canvas.dtype) in self._kinds else 7 * seconds
        self._kinds.add((scale, canvas.dtype))
        canvas[:] = bitmap.pixels[:, :, ::-1].repeat(scale, 0).repeat(scale, 1)
        return Report("cpu", "fp32")

    def perf_counter(self) -> float:
        return self.now

    def thread_time(self) -> float:
        return self._share * self.now


@pytest.mark.parametrize(("share", "kept"), [(0.9, True), (0.8, False)])
def test_what_an_lr_pixel_and_a_pixel_of_the_result_take(
    share: float, kept: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Times are kept if this thread had a core most of the time."""
    engine = ClockedEngine(share)
    monkeypatch.setattr("upscaler.pipeline.load_engine", lambda *_: engine)
    monkeypatch.setattr(module, "time", engine)
    monkeypatch.setattr(module, "_REPEATS", (1, 1))
    throughput = throughput_of(CPU)
    assert (throughput.network, throughput.result, throughput.high_bit_depth) == pytest.approx((2, 0.5, 3))
    assert paths.throughput_cache().exists() is kept


@pytest.mark.usefixtures("quick")
def test_it_is_measured_once_and_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    throughput = throughput_of(CPU)
    assert (throughput.device, throughput.precision) == ("cpu", "fp32")
    assert throughput.network > 0
    assert throughput.result > 0
    assert set(throughput.file) == set(WRITABLE)
    assert min(throughput.file.values()) > 0
    monkeypatch.setattr(module, "_measure", lambda *_: pytest.fail("it is known"))
    assert throughput_of(CPU) == throughput


@pytest.mark.usefixtures("quick")
def test_each_graphics_card_has_its_own(card: StandInCard, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(vulkan_choice, "verdict_on", lambda *_: Verdict("fp16", 2.0))
    throughput = throughput_of(UpscaleOptions())  # automatic
    assert (throughput.device, throughput.precision) == ("vulkan", "fp16")
    assert (throughput.tile_width, throughput.tile_height, throughput.halo) == (512, 512, 27)
    monkeypatch.setattr(module, "_measure", lambda *_: pytest.fail("it is known"))
    assert throughput_of(UpscaleOptions(device="vulkan")) == throughput
    use_cards(monkeypatch, VulkanDevice(0, "Another", "discrete", "1.0"))
    with pytest.raises(pytest.fail.Exception):
        throughput_of(UpscaleOptions())


@pytest.mark.usefixtures("quick")
@pytest.mark.parametrize("scale", [1, 3])
def test_a_model_of_one_scale_can_be_measured(scale: int, monkeypatch: pytest.MonkeyPatch) -> None:
    network = make_network(scales=(scale,))
    for conv in network.conv_last.values():
        for parameter in conv.parameters():
            parameter.mul_(0.01)  # a small residual, so that the result resembles the picture
    monkeypatch.setattr("upscaler.pipeline.load_engine", lambda *_: Engine(network))
    throughput = throughput_of(CPU)
    assert throughput.network > 0
    assert throughput.result > 0  # of the check alone
    size = Size(100, 100)
    beside = size.pixels * scale**2 * (throughput.file["png"] + throughput.result)
    work = throughput.seconds(size, size * scale, "png") - beside
    assert work == pytest.approx(size.pixels * throughput.network)


@pytest.mark.usefixtures("quick")
def test_beside_other_work_it_is_told_but_not_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("time.thread_time", lambda: 0.0)  # this thread never gets a core
    beside = throughput_of(CPU)
    assert beside.network > 0
    assert not paths.throughput_cache().exists()


@pytest.mark.parametrize("change", ["version", "processor", "weights", "broken cache", "later fields"])
def test_it_is_measured_again_when_something_changes(change: str, monkeypatch: pytest.MonkeyPatch) -> None:
    measured: list[int] = []

    def measure(*_: object) -> tuple[Throughput, bool]:
        measured.append(1)
        return Throughput("cpu", "fp32", 1, 1, FILE, 1), True

    monkeypatch.setattr(module, "_measure", measure)
    throughput_of(CPU)
    throughput_of(CPU)
    assert len(measured) == 1
    if change == "version":
        monkeypatch.setattr(measurements, "__version__", "other")
    elif change == "processor":
        monkeypatch.setattr("os.cpu_count", lambda: 77)
    elif change == "weights":
        card = find_model("photo").card
        object.__setattr__(card, "sha256", "other")
        monkeypatch.setattr(module, "find_model", lambda _: type("Model", (), {"card": card}))
    elif change == "later fields":
        kept = json.loads(paths.throughput_cache().read_text())
        paths.throughput_cache().write_text(json.dumps({key: one | {"later": 1} for key, one in kept.items()}))
    else:
        paths.throughput_cache().write_text(json.dumps([]))
    throughput_of(CPU)
    assert len(measured) == 2


def test_what_changes_the_throughput() -> None:
    options = UpscaleOptions()
    assert same_speed(options, UpscaleOptions(TargetSize(2), format="png"))
    assert same_speed(UpscaleOptions(denoise=30), UpscaleOptions(denoise=31))
    assert not same_speed(options, UpscaleOptions(precision="fp32"))
    assert not same_speed(options, UpscaleOptions(denoise=30))
