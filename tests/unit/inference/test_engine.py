import threading
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import pytest
import torch
from torch import Tensor

from tests.conftest import make_compact, make_network, make_rrdbnet, with_ranges
from tests.unit.images.test_encode import with_channels
from upscaler import messages
from upscaler.errors import Cancelled, EngineFailedError
from upscaler.geometry import Region
from upscaler.images import alpha
from upscaler.images.bitmap import Bitmap, Pixels
from upscaler.inference import engine as module
from upscaler.inference import int8, recovery
from upscaler.inference.backends import tiles, torch_backend
from upscaler.inference.backends.choice import OVERRIDE
from upscaler.inference.devices import NAMES, choose_precision
from upscaler.inference.engine import Engine, Report
from upscaler.inference.recovery import Setting
from upscaler.network.architectures.network import Network
from upscaler.network.architectures.srresnet import SRResNet
from upscaler.progress import Progress

THIRD_PARTY = {"compact": make_compact(), "RRDBNet": make_rrdbnet()}


def whole(network: Network, rgb: Pixels, scale: int) -> Pixels:
    """The network's result for the whole picture at once: BGR, rounded."""
    lr = torch.from_numpy(np.ascontiguousarray(rgb)).permute(2, 0, 1)[None] / 255
    hr = network(lr, scale)[0].permute(1, 2, 0).flip(2)
    rounded: Pixels = (hr * 255).round().clamp(0, 255).byte().numpy()
    return rounded


def run(network: Network, bitmap: Bitmap, scale: int = 2, **options: Any) -> Pixels:
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


def test_half_precision_is_used_only_where_it_agrees_unless_it_is_asked_for(
    network: SRResNet, photo: Pixels, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("upscaler.inference.placement.choose_dtype", lambda *_, **__: torch.bfloat16)
    canvas = np.zeros((80, 120, 3), np.uint8)
    for half, asked, expected in (
        ((), "auto", "fp32"),
        (("fp16",), "auto", "fp32"),
        (("bf16",), "auto", "bf16"),
        ((), "bf16", "bf16"),
    ):
        engine = Engine(network, half=half)
        assert engine.upscale(Bitmap(photo), 2, canvas, "cpu", asked).precision == expected  # type: ignore[arg-type]


def test_small_strips_and_wide_bands_change_nothing(
    network: SRResNet, photo: Pixels, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "BAND_WIDTH", 17)
    monkeypatch.setattr(torch_backend, "CPU_STRIP_BYTES", 100 * 16 * 4)
    assert close(run(network, Bitmap(photo)), whole(network, photo, 2))


def test_a_network_that_cannot_be_streamed_runs_in_tiles(photo: Pixels, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(torch_backend, "CPU_STRIP_BYTES", 400 * 16 * 4)
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
    pixels = np.zeros((40, 60, 4), np.uint8)  # black where it is invisible
    pixels[:, 20:] = (200, 150, 100, 255)
    canvas = run(network, Bitmap(pixels))
    assert (canvas[:, : (20 - 2) * 2, 3] == 0).all()
    assert (canvas[:, (20 + 2) * 2 :, 3] == 255).all()
    opaque = np.full((40, 60, 3), (200, 150, 100), np.uint8)
    assert close(canvas[:, :, :3], whole(network, opaque, 2))


@pytest.mark.parametrize(
    ("network", "backend"),
    [(make_network(), "rows"), (make_network(), "tiles"), (make_compact(), "any-rows"), (make_compact(), "tiles")],
    ids=["rows", "tiles", "any rows", "tiles of a compact"],
)
def test_a_preview_between_strips_changes_neither_pixels_nor_progress(
    network: Network, backend: str, photo: Pixels, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(OVERRIDE, backend)
    monkeypatch.setattr(torch_backend, "CPU_STRIP_BYTES", 60 * 10 * 16 * 4)
    monkeypatch.setattr(tiles, "_HALOS", 1)
    engine, scale, previews = Engine(network), network.config.scales[-1], []

    def preview() -> None:
        canvas = np.zeros((5 * scale, 7 * scale, 3), np.uint8)
        engine.upscale(Bitmap(photo[:5, :7]), scale, canvas, precision="fp32")
        previews.append(canvas)

    found = []
    for between in (None, preview):
        shares: list[float] = []
        canvas = np.zeros((40 * scale, 60 * scale, 3), np.uint8)
        engine.upscale(Bitmap(photo), scale, canvas, "auto", "fp32", Progress(shares.append, between_strips=between))
        found.append((shares, canvas))
    assert len(previews) > 1 and all(np.array_equal(canvas, previews[0]) for canvas in previews)
    assert found[0][0] == found[1][0] and np.array_equal(found[0][1], found[1][1])


def test_cancel_stops_between_strips(network: SRResNet, photo: Pixels, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(torch_backend, "CPU_STRIP_BYTES", 60 * 10 * 16 * 4)
    stop = threading.Event()
    seen: list[float] = []

    def cancel_later(done: float) -> None:
        seen.append(done)
        stop.set()

    with pytest.raises(Cancelled):
        run(network, Bitmap(photo), progress=Progress(cancel_later, stop))
    assert len(seen) == 1
    assert seen[0] < 0.5


def test_rows_are_told_when_they_are_finished(
    network: SRResNet, photo: Pixels, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(torch_backend, "CPU_STRIP_BYTES", 60 * 10 * 16 * 4)
    canvas, seen = np.zeros((80, 120, 3), np.uint8), list[Pixels]()
    Engine(network).upscale(
        Bitmap(photo), 2, canvas, precision="fp32", on_rows=lambda rows: seen.append(canvas[:rows].copy())
    )
    counts = [len(rows) for rows in seen]
    assert counts == sorted(counts) and len(set(counts)) > 2 and counts[-1] == 80
    assert all(np.array_equal(rows, canvas[: len(rows)]) for rows in seen)


def test_progress_only_grows_and_ends_at_one(network: SRResNet, photo: Pixels) -> None:
    seen: list[float] = []
    run(network, Bitmap(with_channels(photo, 4)), progress=Progress(seen.append))
    assert seen == sorted(seen)
    assert seen[-1] == 1


def failing(network: SRResNet, at: int, fails: Callable[[Setting], Exception | None]) -> tuple[Engine, list[int]]:
    """An engine that fails at a chosen piece as long as `fails` is true for the configuration; and the LR rows
    there."""
    engine, rows = Engine(network), list[int]()
    backend = engine.backends["rows"]
    pieces = backend.pieces

    def until(setting: Setting, lr: Tensor, scale: int, first_row: int) -> Iterator[tuple[Region, Tensor]]:
        for i, (region, values) in enumerate(pieces(setting, lr, scale, first_row)):
            error = fails(setting) if i == at else None
            if error is not None:
                rows.append(region.y)
            if isinstance(error, ArithmeticError):
                values = torch.full_like(values, torch.nan)
            elif error is not None:
                raise error
            yield region, values

    engine.backends["rows"].pieces = until  # type: ignore[method-assign]  # of this one only
    return engine, rows


FAILURES = {
    "not finite": (lambda setting: ArithmeticError() if setting.dtype == torch.bfloat16 else None, "fp32", 1),
    "out of memory": (lambda setting: MemoryError() if setting.strip_pixels > 5_000 else None, "bf16", 2),
}


@pytest.mark.parametrize("at", [0, 1, 2])
@pytest.mark.parametrize("failure", FAILURES)
def test_a_failed_strip_is_rebuilt(failure: str, at: int, network: SRResNet, sample_wide: Bitmap) -> None:
    fails, precision, retries = FAILURES[failure]
    canvas = np.zeros((sample_wide.size.height * 2, sample_wide.size.width * 2, 3), np.uint8)
    engine, rows = failing(network, at, fails)
    report = engine.upscale(sample_wide, 2, canvas, precision="bf16")
    assert (report.device, report.precision, len(report.retries)) == ("cpu", precision, retries)
    assert len(rows) == retries
    first = 2 * rows[0]  # canvas row from which it was repeated
    assert np.array_equal(canvas[:first], run(network, sample_wide, precision="bf16")[:first])
    expected = run(network, sample_wide, precision=precision)[first:]
    assert np.array_equal(canvas[first:], expected) if precision == "bf16" else close(canvas[first:], expected)


def test_when_nothing_helps_it_says_why(network: SRResNet, sample_wide: Bitmap) -> None:
    engine, _ = failing(network, 1, lambda _: RuntimeError("the device is on fire"))
    canvas = np.zeros((sample_wide.size.height * 2, sample_wide.size.width * 2, 3), np.uint8)
    with pytest.raises(EngineFailedError) as caught:
        engine.upscale(sample_wide, 2, canvas)
    assert caught.value.reason == "the device is on fire"


@pytest.mark.parametrize("shortcut", ["identity", "projection"])
def test_a_network_without_the_global_skip_gives_the_picture_itself(shortcut: str, photo: Pixels) -> None:
    network = make_network(global_skip=False, shortcut=shortcut)
    for conv in network.conv_last.values():
        conv.bias.data.add_(0.5)  # type: ignore[operator]  # of a convolution
    assert close(run(network, Bitmap(photo)), whole(network, photo, 2))


def test_scale_1_is_a_scale(photo: Pixels) -> None:
    for network in (make_network(scales=(1, 2)), make_compact(scale=1), make_rrdbnet(scale=1)):
        assert close(run(network, Bitmap(photo), 1), whole(network, photo, 1))


@pytest.mark.parametrize("network", THIRD_PARTY.values(), ids=THIRD_PARTY.keys())
@pytest.mark.parametrize("band", [17, 10_000])
def test_a_third_party_network_equals_the_whole_picture(
    network: Network, band: int, photo: Pixels, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "BAND_WIDTH", band)
    monkeypatch.setattr(torch_backend, "CPU_STRIP_BYTES", 300 * 8 * 4)
    assert close(run(network, Bitmap(photo), 4), whole(network, photo, 4))


@pytest.mark.parametrize("network", THIRD_PARTY.values(), ids=THIRD_PARTY.keys())
@pytest.mark.parametrize("channels", [1, 4])
def test_a_third_party_network_does_gray_and_alpha_in_16_bits(network: Network, channels: int, photo: Pixels) -> None:
    pixels = with_channels(photo, channels)
    canvas = run(network, Bitmap(pixels), 4)
    deep = np.zeros(canvas.shape, np.uint16)
    Engine(network).upscale(Bitmap(pixels.astype(np.uint16) * 257), 4, deep)
    assert np.abs(deep / 257 - canvas).max() <= 0.51
    if channels == 4:
        assert canvas[:, :, 3].min() < canvas[:, :, 3].max()
        assert close(canvas[:, :, :3], run(network, Bitmap(alpha.visible_colours(Bitmap(pixels))), 4))


def test_a_choice_is_logged_once_until_it_changes(
    network: SRResNet, photo: Pixels, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO", module.log.name)
    engine, canvas = Engine(network), np.zeros((80, 120, 3), np.uint8)
    for precision in ("fp32", "fp32", "bf16"):
        engine.upscale(Bitmap(photo), 2, canvas, "cpu", precision)
    assert [line[:42] for line in caplog.messages] == [
        "The network runs in rows, on cpu in fp32: ",
        "The network runs in rows, on cpu in bf16: ",
    ]


def test_the_person_can_have_tiles(network: SRResNet, photo: Pixels, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(OVERRIDE, "tiles")
    engine, canvas = Engine(network), np.zeros((80, 120, 3), np.uint8)
    with monkeypatch.context() as patch:
        patch.setattr(engine.backends["rows"], "pieces", lambda *_: pytest.fail("rows run"))
        engine.upscale(Bitmap(photo), 2, canvas, "cpu", "fp32")
    assert close(canvas, whole(network, photo, 2))


@pytest.fixture
def sample_wide(photo: Pixels, monkeypatch: pytest.MonkeyPatch) -> Bitmap:
    """(120, 600, 3): four strips in bf16"""
    monkeypatch.setattr(torch_backend, "CPU_STRIP_BYTES", 20_000 * 16 * 2)
    monkeypatch.setattr(recovery, "MIN_STRIP_PIXELS", 1_250)
    return Bitmap(np.tile(photo, (3, 10, 1)))


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


def int8_report(network: Network, bitmap: Bitmap, canvas: Pixels) -> Report:
    return Engine(network).upscale(bitmap, 2, canvas, "cpu", "int8")


@pytest.mark.int8
@pytest.mark.parametrize("channels", [1, 3, 4])
def test_int8_is_near_fp32_in_any_bands(channels: int, photo: Pixels, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "BAND_WIDTH", 17)
    bitmap = Bitmap(with_channels(photo, channels))
    canvas = np.zeros((80, 120, channels), np.uint8)
    assert int8_report(with_ranges(make_network()), bitmap, canvas) == Report("cpu", "int8")
    assert close(canvas, run(make_network(), bitmap), levels=8)


@pytest.mark.int8
def test_int8_is_never_for_16_bits_nor_for_networks_without_ranges(photo: Pixels) -> None:
    deep = np.zeros((80, 120, 3), np.uint16)
    report = int8_report(with_ranges(make_network()), Bitmap(photo), deep)
    assert report == Report("cpu", "fp32", warnings=(messages.filled(messages.NOT_IN_INT8, precision="fp32"),))
    canvas = np.zeros((80, 120, 3), np.uint8)
    report = int8_report(make_network(), Bitmap(photo), canvas)
    usual = NAMES[choose_precision("auto", torch.device("cpu"))]
    assert report == Report("cpu", usual, warnings=(messages.filled(messages.NOT_IN_INT8, precision=usual),))
    assert np.array_equal(canvas, run(make_network(), Bitmap(photo), precision=usual))


def test_where_torch_has_no_int8_the_person_is_told(photo: Pixels, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(int8, "is_available", lambda: False)
    report = int8_report(with_ranges(make_network()), Bitmap(photo), np.zeros((80, 120, 3), np.uint8))
    assert report.precision != "int8"
    assert len(report.warnings) == 1


@pytest.mark.int8
def test_after_int8_fails_it_goes_on_in_fp32(photo: Pixels, monkeypatch: pytest.MonkeyPatch) -> None:
    engine = Engine(with_ranges(make_network()))
    monkeypatch.setattr(engine.backends["int8"], "pieces", lambda *_: (_ for _ in ()).throw(RuntimeError()))
    canvas = np.zeros((80, 120, 3), np.uint8)
    assert engine.upscale(Bitmap(photo), 2, canvas, "cpu", "int8") == Report(
        "cpu", "fp32", (messages.CONTINUED_FROM_INT8,)
    )
    assert close(canvas, run(make_network(), Bitmap(photo)))
