import math
import shutil
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import psutil
import pytest
from PIL import Image

from tests.conftest import make_compact, make_network
from tests.unit.images.test_encode import with_channels
from upscaler import paths
from upscaler.errors import NotEnoughDiskError, NotEnoughMemoryError, ScaleError, VerificationError
from upscaler.geometry import Size
from upscaler.images import canvas
from upscaler.images.bitmap import Bitmap, Pixels
from upscaler.images.canvas import RGB_ORDER, Canvas
from upscaler.images.downscale import downscale
from upscaler.inference import passes
from upscaler.inference.engine import Engine
from upscaler.inference.passes import check_space, enlarge
from upscaler.options import UpscaleOptions
from upscaler.pipeline import load_engine
from upscaler.progress import Progress

FP32 = UpscaleOptions(precision="fp32", device="cpu")
SOMEWHERE = Path("a.png")


@pytest.mark.parametrize("channels", [1, 2, 3, 4])
def test_two_passes_and_a_downscale_are_just_that(channels: int, photo: Pixels) -> None:
    network = make_network(seed=1)
    for conv in network.conv_last.values():
        for parameter in conv.parameters():
            parameter.mul_(0.01)  # a small residual, so that the result resembles the picture
    engine = Engine(network)
    pixels = with_channels(photo, channels)
    first = np.zeros((80, 120, channels), np.uint8)
    second = np.zeros((240, 360, channels), np.uint8)
    expected = np.zeros((200, 300, channels), np.uint8)
    engine.upscale(Bitmap(pixels), 2, first, "cpu", "fp32")
    engine.upscale(Bitmap(first[:, :, RGB_ORDER[channels]]), 3, second, "cpu", "fp32")
    downscale(second, expected)
    seen: list[float] = []
    with Canvas(Size(300, 200), channels) as target:
        report = enlarge(engine, Bitmap(pixels), target, FP32, SOMEWHERE, Progress(seen.append))
        assert np.array_equal(target.pixels, expected)
    assert (report.precision, len(report.retries)) == ("fp32", 0)
    assert seen == sorted(seen)
    assert seen[-1] == 1


@pytest.mark.parametrize(("size", "rows"), [(Size(120, 80), {80}), (Size(300, 200), {200})])
def test_only_rows_of_the_result_are_shown(size: Size, rows: set[int], photo: Pixels) -> None:
    """Not those of a pass whose result is downscaled afterwards."""
    seen: list[tuple[bool, int]] = []
    with Canvas(size, 3) as target:
        progress = Progress(on_rows=lambda pixels, count: seen.append((pixels is target.pixels, count)))
        enlarge(load_engine("photo", 0), Bitmap(photo), target, FP32, SOMEWHERE, progress)
    assert set(seen) == {(True, count) for count in rows}


def test_the_progress_of_a_pass_is_in_proportion_to_its_input() -> None:
    seen: list[float] = []
    first, second = passes._parts((2, 4), Progress(seen.append))
    first.report(1)
    second.report(0.5)
    assert seen == pytest.approx([1 / 5, 3 / 5])  # the second has four times the pixels


def test_a_model_of_scale_1_goes_over_a_picture_once(photo: Pixels) -> None:
    network, source = make_compact(scale=1), Bitmap(photo)
    for parameter in network.body[-1].parameters():
        parameter.mul_(0.01)  # a small residual, so that the result resembles the picture
    engine = Engine(network)
    expected = np.zeros_like(photo)
    engine.upscale(source, 1, expected, "cpu", "fp32")
    with Canvas(source.size, 3) as target:
        enlarge(engine, source, target, FP32, SOMEWHERE, Progress())
        assert np.array_equal(target.pixels, expected)
    with Canvas(source.size * 2, 3) as target, pytest.raises(ScaleError):
        enlarge(engine, source, target, FP32, SOMEWHERE, Progress())


def test_what_the_last_pass_has_made_is_not_copied(photo: Pixels, monkeypatch: pytest.MonkeyPatch) -> None:
    source, made = Bitmap(photo), list[Size]()

    def bitmap(pixels: Pixels) -> Bitmap:
        made.append(Size(pixels.shape[1], pixels.shape[0]))
        return Bitmap(pixels)

    monkeypatch.setattr(passes, "Bitmap", bitmap)
    with Canvas(Size(300, 200), 3) as target:
        enlarge(load_engine("photo", 0), source, target, FP32, SOMEWHERE, Progress())
    assert made == [source.size * 2]


def test_every_pass_is_checked(photo: Pixels) -> None:
    network = make_network(seed=1)
    for conv in network.conv_last.values():
        conv.bias.data.add_(0.5)  # type: ignore[operator]  # of a convolution
    engine = Engine(network)
    with Canvas(Size(300, 200), 3) as target, pytest.raises(VerificationError):
        enlarge(engine, Bitmap(photo), target, FP32, SOMEWHERE, Progress())


@pytest.mark.parametrize("scales", [(4,), (2, 4)])
def test_too_little_memory_is_told_before_the_work(
    scales: tuple[int, ...], photo: Pixels, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine = Engine(make_network())
    monkeypatch.setattr(psutil, "virtual_memory", lambda: SimpleNamespace(available=5 * 2**20))
    with pytest.raises(NotEnoughMemoryError) as caught:
        check_space(engine, Bitmap(photo), Size(60, 40) * math.prod(scales), scales)
    assert caught.value.free_megabytes == 5
    assert caught.value.needed_megabytes > 5


def test_too_little_disk_is_told_before_the_work(photo: Pixels, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(canvas, "ON_DISK_FROM", 1000)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: SimpleNamespace(free=1_900_000))
    engine = Engine(make_network())
    check_space(engine, Bitmap(photo), Size(60, 40) * 4, (4,))
    with pytest.raises(NotEnoughDiskError) as caught:  # an intermediate canvas, and a second one of the target's size
        check_space(engine, Bitmap(photo), Size(60, 40) * 16, (4, 4))
    assert caught.value.needed_megabytes == math.ceil(60 * 40 * 3 * (16 + 256) / 2**20)


def test_memory_follows_the_width_up_to_a_band() -> None:
    engine = Engine(make_network())
    assert engine.memory(1000, 4) < engine.memory(16_000, 4)
    assert engine.memory(100_000, 4) == engine.memory(200_000, 4)


def hard_pictures() -> dict[str, Pixels]:
    """Pictures that networks smooth, and sizes that leave little in some cells of the check."""
    with Image.open(paths.resources() / "samples" / "astronaut.png") as photo:
        small = photo.convert("RGB").resize((128, 128))
    noise = np.random.default_rng(1).integers(0, 2, (33, 33, 1), np.uint8) * np.uint8(255)
    frame = np.full((49, 65, 3), 255, np.uint8)
    frame[[0, -1]] = frame[:, [0, -1]] = 0
    corner = np.full((17, 17, 3), 255, np.uint8)
    corner[-1, -1] = 0
    return {
        "dithered": np.asarray(small.convert("1").convert("L"))[:, :, None],
        "four colours": np.asarray(small.quantize(4).convert("RGB")),
        "noise": noise,
        "frame": frame,
        "corner": corner,
    }


@pytest.mark.parametrize("model", [("photo", 0), ("photo-restore", 100)])
@pytest.mark.parametrize("name", hard_pictures())
def test_no_right_result_is_refused(name: str, model: tuple[str, int]) -> None:
    bitmap = Bitmap(hard_pictures()[name])
    for scale in (2, 3, 4):
        with Canvas(bitmap.size * scale, bitmap.channels) as target:
            enlarge(load_engine(*model), bitmap, target, FP32, SOMEWHERE, Progress())
