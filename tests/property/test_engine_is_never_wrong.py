"""Whatever fails, and wherever, the canvas holds the right picture, or the correct rows up to that point."""

import threading
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any
from unittest import mock

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from torch import Tensor

from tests.conftest import make_network
from tests.unit.inference.test_engine import close, whole
from upscaler.errors import Cancelled
from upscaler.geometry import Region
from upscaler.images.bitmap import Bitmap, Pixels
from upscaler.inference import engine as module
from upscaler.inference.backends import torch_backend
from upscaler.inference.engine import Engine, Report
from upscaler.network.architectures.srresnet import SRResNet
from upscaler.progress import Progress

NETWORK = make_network(blocks=2)
TILED = make_network(blocks=2, shortcut="projection")
UNTOUCHED = 77
Pieces = Callable[..., Iterator[tuple[Region, Tensor]]]

sizes = st.integers(1, 40)
scales = st.sampled_from([2, 3, 4])
networks = st.sampled_from([NETWORK, TILED])
strips = st.integers(1, 400)  # LR pixels
bands = st.integers(1, 50)  # LR pixels
unhurried = settings(deadline=None, max_examples=40)


class Troubled(Engine):
    """Piece number `at` fails once."""

    at, trouble = -1, "none"
    row = 0  # of LR, where it failed

    def __init__(self, network: SRResNet) -> None:
        super().__init__(network)
        for backend in self.backends.values():
            pieces = partial(self._pieces, backend.pieces)
            backend.pieces = pieces  # type: ignore[method-assign]  # of this one only

    def _pieces(self, pieces: Pieces, *arguments: Any) -> Iterator[tuple[Region, Tensor]]:
        for region, values in pieces(*arguments):
            self.at -= 1
            if self.at == -1:
                self.row = region.y
            if self.at == -1 and self.trouble == "memory":
                raise MemoryError
            yield region, torch.full_like(values, torch.nan) if self.at == -1 and self.trouble == "nan" else values


def run(
    engine: Engine, picture: Pixels, scale: int, strip: int, band: int, progress: Progress
) -> tuple[Pixels, Report]:
    canvas = np.full((picture.shape[0] * scale, picture.shape[1] * scale, 3), UNTOUCHED, np.uint8)
    patches = (
        mock.patch.object(torch_backend, "CPU_STRIP_BYTES", strip * 16 * 4),
        mock.patch.object(module, "BAND_WIDTH", band),
        mock.patch("upscaler.inference.recovery.MIN_STRIP_PIXELS", 0),
    )
    with patches[0], patches[1], patches[2]:
        try:
            return canvas, engine.upscale(Bitmap(picture), scale, canvas, "cpu", "fp32", progress)
        except Cancelled:
            return canvas, Report("cpu", "cancelled")


def random_picture(height: int, width: int) -> Pixels:
    return np.random.default_rng([height, width]).integers(0, 256, (height, width, 3), np.uint8)


@unhurried
@given(networks, sizes, sizes, scales, strips, bands)
def test_any_size_strip_and_band(network: SRResNet, height: int, width: int, scale: int, strip: int, band: int) -> None:
    picture = random_picture(height, width)
    canvas, report = run(Engine(network), picture, scale, strip, band, Progress())
    assert close(canvas, whole(network, picture, scale))
    assert report.retries == ()


@unhurried
@given(networks, sizes, sizes, scales, st.integers(20, 400), bands, st.data())
def test_memory_that_runs_out_at_any_strip(
    network: SRResNet, height: int, width: int, scale: int, strip: int, band: int, data: st.DataObject
) -> None:
    picture = random_picture(height, width)
    engine = Troubled(network)
    engine.at, engine.trouble = data.draw(st.integers(0, 20), "piece"), "memory"
    canvas, report = run(engine, picture, scale, strip, band, Progress())
    assert close(canvas, whole(network, picture, scale))
    assert len(report.retries) == (1 if engine.at < 0 else 0)


@unhurried
@given(networks, sizes, sizes, scales, strips, bands, st.data())
def test_cancel_at_any_strip_leaves_right_rows_or_none(
    network: SRResNet, height: int, width: int, scale: int, strip: int, band: int, data: st.DataObject
) -> None:
    picture = random_picture(height, width)
    stop, left = threading.Event(), [data.draw(st.integers(0, 10), "strips")]

    def count(_: float) -> None:
        left[0] -= 1
        if left[0] < 0:
            stop.set()

    canvas, report = run(Engine(network), picture, scale, strip, band, Progress(count, stop))
    expected = whole(network, picture, scale)
    touched = (canvas != UNTOUCHED).any(axis=2)
    assert not touched.any() or close(canvas[touched], expected[touched])
    if report.precision != "cancelled":
        assert close(canvas, expected)


@pytest.mark.parametrize("at", range(5))
def test_values_that_are_not_finite_never_enter_the_canvas(at: int) -> None:
    picture = random_picture(30, 20)
    engine = Troubled(NETWORK)
    engine.at, engine.trouble = at, "nan"
    canvas = np.full((60, 40, 3), UNTOUCHED, np.uint8)
    with mock.patch.object(torch_backend, "CPU_STRIP_BYTES", 100 * 16 * 2):
        report = engine.upscale(Bitmap(picture), 2, canvas, "cpu", "bf16")
    assert (report.precision, len(report.retries)) == ("fp32", 1)
    undisturbed = np.empty_like(canvas)
    Engine(NETWORK).upscale(Bitmap(picture), 2, undisturbed, "cpu", "bf16")
    first = 2 * engine.row
    assert np.array_equal(canvas[:first], undisturbed[:first])
    assert close(canvas[first:], whole(NETWORK, picture, 2)[first:])
