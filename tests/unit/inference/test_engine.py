import threading
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import pytest
import torch
from torch import Tensor

from tests.conftest import make_network
from tests.unit.images.test_encode import with_channels
from upscaler.errors import Cancelled, EngineFailedError
from upscaler.geometry import Region
from upscaler.images.bitmap import Bitmap, Pixels
from upscaler.inference import engine as module
from upscaler.inference.engine import Engine
from upscaler.inference.recovery import Setting
from upscaler.network.architectures.srresnet import SRResNet
from upscaler.progress import Progress


def whole(network: SRResNet, rgb: Pixels, scale: int) -> Pixels:
    """What the network makes of the whole picture at once: BGR, rounded."""
    lr = torch.from_numpy(np.ascontiguousarray(rgb)).permute(2, 0, 1)[None] / 255
    hr = network(lr, scale)[0].permute(1, 2, 0).flip(2)
    rounded: Pixels = (hr * 255).round().clamp(0, 255).byte().numpy()
    return rounded


def run(network: SRResNet, bitmap: Bitmap, scale: int = 2, **options: Any) -> Pixels:
    canvas = np.zeros((bitmap.size.height * scale, bitmap.size.width * scale, bitmap.channels), np.uint8)
    Engine(network).upscale(bitmap, scale, canvas, **{"precision": "fp32", **options})
    return canvas


def close(found: Pixels, expected: Pixels, levels: int = 1) -> bool:
    return bool(np.abs(found.astype(int) - expected.astype(int)).max() <= levels)


@pytest.mark.parametrize("scale", [2, 3, 4])
def test_a_photo_equals_the_whole_picture(network: SRResNet, scale: int, photo: Pixels) -> None:
    assert close(run(network, Bitmap(photo), scale), whole(network, photo, scale))


def test_bf16_is_near_fp32(network: SRResNet, photo: Pixels) -> None:
    assert close(run(network, Bitmap(photo), precision="bf16"), whole(network, photo, 2), levels=8)


def test_small_strips_and_wide_bands_change_nothing(
    network: SRResNet, photo: Pixels, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "BAND_WIDTH", 17)
    monkeypatch.setattr(module, "CPU_STRIP_BYTES", 100 * 16 * 4)
    assert close(run(network, Bitmap(photo)), whole(network, photo, 2))


def test_a_network_that_cannot_be_streamed_runs_in_tiles(photo: Pixels, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "CPU_STRIP_BYTES", 400 * 16 * 4)
    network = make_network(shortcut="projection")
    assert close(run(network, Bitmap(photo)), whole(network, photo, 2))


def test_gray_is_the_mean_of_three_equal_channels(network: SRResNet, photo: Pixels) -> None:
    gray = photo[:, :, :1]
    lr = torch.from_numpy(np.repeat(gray, 3, axis=2)).permute(2, 0, 1)[None] / 255
    mean = (network(lr, 2)[0].mean(0) * 255).round().clamp(0, 255).byte().numpy()
    assert close(run(network, Bitmap(gray))[:, :, 0], mean)


@pytest.mark.parametrize("value", [0, 99, 255])
@pytest.mark.parametrize("channels", [2, 4])
def test_constant_alpha_stays_exactly_that(channels: int, value: int, network: SRResNet, photo: Pixels) -> None:
    pixels = with_channels(photo, channels)
    pixels[:, :, -1] = value
    canvas = run(network, Bitmap(pixels))
    assert (canvas[:, :, -1] == value).all()
    assert close(canvas[:, :, :-1], run(network, Bitmap(np.ascontiguousarray(pixels[:, :, :-1]))))


def test_alpha_is_exact_away_from_edges_and_colour_has_no_fringe() -> None:
    network = make_network(seed=3)
    pixels = np.zeros((40, 60, 4), np.uint8)  # black where nobody sees it
    pixels[:, 20:] = (200, 150, 100, 255)
    canvas = run(network, Bitmap(pixels))
    assert (canvas[:, : (20 - 2) * 2, 3] == 0).all()
    assert (canvas[:, (20 + 2) * 2 :, 3] == 255).all()
    opaque = np.full((40, 60, 3), (200, 150, 100), np.uint8)
    assert close(canvas[:, :, :3], whole(network, opaque, 2))


def test_cancel_stops_between_strips(network: SRResNet, photo: Pixels, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "CPU_STRIP_BYTES", 60 * 10 * 16 * 4)
    stop = threading.Event()
    seen: list[float] = []

    def cancel_later(done: float) -> None:
        seen.append(done)
        stop.set()

    with pytest.raises(Cancelled):
        run(network, Bitmap(photo), progress=Progress(cancel_later, stop))
    assert len(seen) == 1
    assert seen[0] < 0.5


def test_progress_only_grows_and_ends_at_one(network: SRResNet, photo: Pixels) -> None:
    seen: list[float] = []
    run(network, Bitmap(with_channels(photo, 4)), progress=Progress(seen.append))
    assert seen == sorted(seen)
    assert seen[-1] == 1


class FailingEngine(Engine):
    """Fails at a chosen piece, for as long as `fails` says so of the setting."""

    def __init__(self, network: SRResNet, at: int, fails: Callable[[Setting], Exception | None]) -> None:
        super().__init__(network)
        self._at, self._fails = at, fails

    def pieces(self, setting: Setting, lr: Tensor, scale: int, first_row: int) -> Iterator[tuple[Region, Tensor]]:
        for i, (region, values) in enumerate(super().pieces(setting, lr, scale, first_row)):
            error = self._fails(setting) if i == self._at else None
            if isinstance(error, ArithmeticError):
                values = torch.full_like(values, torch.nan)
            elif error is not None:
                raise error
            yield region, values


FAILURES = {
    "not finite": (lambda setting: ArithmeticError() if setting.dtype == torch.bfloat16 else None, "fp32", 1),
    "out of memory": (lambda setting: MemoryError() if setting.strip_pixels > 50_000 else None, "bf16", 2),
}


@pytest.mark.parametrize("at", [0, 1, 2])
@pytest.mark.parametrize("failure", FAILURES)
def test_a_failed_strip_is_rebuilt(failure: str, at: int, network: SRResNet, sample_wide: Bitmap) -> None:
    fails, precision, retries = FAILURES[failure]
    canvas = np.zeros((sample_wide.size.height * 2, sample_wide.size.width * 2, 3), np.uint8)
    report = FailingEngine(network, at, fails).upscale(sample_wide, 2, canvas, precision="bf16")
    assert (report.device, report.precision, len(report.retries)) == ("cpu", precision, retries)
    assert close(canvas, run(network, sample_wide), levels=8)


def test_when_nothing_helps_it_says_why(network: SRResNet, sample_wide: Bitmap) -> None:
    engine = FailingEngine(network, 1, lambda _: RuntimeError("the device is on fire"))
    canvas = np.zeros((sample_wide.size.height * 2, sample_wide.size.width * 2, 3), np.uint8)
    with pytest.raises(EngineFailedError) as caught:
        engine.upscale(sample_wide, 2, canvas)
    assert caught.value.reason == "the device is on fire"


def test_a_network_without_the_global_skip_is_refused() -> None:
    with pytest.raises(ValueError, match="global skip"):
        Engine(make_network(global_skip=False))


@pytest.fixture
def sample_wide(photo: Pixels, monkeypatch: pytest.MonkeyPatch) -> Bitmap:
    """(120, 6000, 3): four strips in bf16"""
    monkeypatch.setattr(module, "CPU_STRIP_BYTES", 200_000 * 16 * 2)
    return Bitmap(np.tile(photo, (3, 100, 1)))


def test_infinite_weights_never_reach_the_canvas(photo: Pixels) -> None:
    network = make_network()
    network.conv_after_body.bias = torch.nn.Parameter(torch.full((16,), torch.inf))
    canvas = np.full((80, 120, 3), 7, np.uint8)
    with pytest.raises(EngineFailedError):
        Engine(network).upscale(Bitmap(photo), 2, canvas)
    assert (canvas == 7).all()


@pytest.mark.gpu
@pytest.mark.parametrize("precision", ["fp32", "fp16"])
def test_a_gpu_gives_the_same_picture(precision: str, network: SRResNet, photo: Pixels) -> None:
    found = run(network, Bitmap(photo), device="auto", precision=precision)
    assert close(found, whole(network, photo, 2), levels=1 if precision == "fp32" else 4)
