"""The methods of upscaling that are compared, and the bare operations that they are compared with."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor

from upscaler.images.bitmap import Bitmap
from upscaler.inference import vulkan
from upscaler.inference.backends.int8_streaming import Int8Network, Int8Stream, rows_at_once
from upscaler.inference.backends.streaming import fed, stream_rows
from upscaler.inference.backends.tiles import stream_tiles
from upscaler.inference.devices import DTYPES, NAMES
from upscaler.inference.engine import Engine
from upscaler.inference.int8 import ZERO, Int8Convolution
from upscaler.inference.vulkan import VulkanDevice
from upscaler.network.architectures.srresnet import SRResNet
from upscaler.network.catalog import find_model
from upscaler.network.checkpoint import load_model
from upscaler.options import DeviceChoice, PrecisionChoice

SCALE = 4
MODEL = "photo"
ENGINE, NETWORK = "decoded picture to canvas", "network alone, streamed"
OTHER_APPS = "tiles of 200, 10 px pad, NCHW (other apps)"
PEAK_SHAPES = ((68, 1024), (256, 256))  # rows and columns of the bare convolutions
_SOFTWARE_SHAPE = (48, 64, 3)  # of the picture for drivers that compute on the CPU, very slowly
_REPEATS = 40  # of a bare convolution


@dataclass(frozen=True)
class Way:
    """One method: `useful` is its work without halos, in FLOP."""

    name: str
    precision: PrecisionChoice
    useful: float
    run: Callable[[], object]


def work_per_pixel(network: SRResNet) -> int:
    """FLOP per LR pixel: two per multiply-add; the interpolation is left out."""
    config = network.config
    return 2 * 9 * config.channels * (3 + config.channels * (2 * config.blocks + 1) + 3 * SCALE**2)


def ways_of(precision: PrecisionChoice, width: int, height: int) -> list[Way]:
    """The methods in one precision, on a random LR picture of that size."""
    if precision == "int8":
        return int8_ways(width, height)
    pixels = np.random.default_rng(0).integers(0, 256, (height, width, 3), np.uint8)
    network, dtype = _network(), DTYPES[precision]
    useful = float(work_per_pixel(network) * height * width)
    engine, cast = Engine(network), _network().to(dtype)
    lr = torch.from_numpy(pixels).permute(2, 0, 1)[None]
    canvas = np.full((height * SCALE, width * SCALE, 3), 1, np.uint8)  # allocated before anything is measured
    strip = engine.backends["rows"].first_setting(torch.device("cpu"), dtype).strip_pixels // width

    def whole() -> Tensor:
        return cast.residual((lr / 255).to(dtype).contiguous(memory_format=torch.channels_last), SCALE)

    def tiles(size: int) -> int:
        run = stream_tiles(lambda tile: cast.residual((tile / 255).to(dtype), SCALE), lr, SCALE, 27, size)
        return sum(1 for _ in run)

    def to_canvas() -> object:
        return engine.upscale(Bitmap(pixels), SCALE, canvas, "cpu", precision)

    ways = [
        Way(ENGINE, precision, useful, to_canvas),
        Way(NETWORK, precision, useful, lambda: sum(1 for _ in stream_rows(cast, lr, SCALE, strip))),
        Way("whole picture", precision, useful, whole),
        Way("tiles of 512, full halo", precision, useful, lambda: tiles(512)),
        Way("tiles of 256, full halo", precision, useful, lambda: tiles(256)),
    ]
    return [*ways, other_apps(lr, useful)] if precision == "fp32" else ways


def int8_ways(width: int, height: int) -> list[Way]:
    """The methods available in int8."""
    pixels = np.random.default_rng(0).integers(0, 256, (height, width, 3), np.uint8)
    network = _network()
    useful = float(work_per_pixel(network) * height * width)
    engine, prepared, rows = Engine(network), Int8Network(network), rows_at_once(width)
    lr = torch.from_numpy(pixels).permute(2, 0, 1)[None]
    canvas = np.full((height * SCALE, width * SCALE, 3), 1, np.uint8)

    def streamed() -> int:
        return sum(1 for _ in fed(Int8Stream(prepared, SCALE, width, rows), lr, rows, 0, 0))

    return [
        Way(ENGINE, "int8", useful, lambda: engine.upscale(Bitmap(pixels), SCALE, canvas, "cpu", "int8")),
        Way(NETWORK, "int8", useful, streamed),
    ]


def card_ways(width: int, height: int) -> list[tuple[VulkanDevice, Way]]:
    """The devices with a Vulkan driver; software drivers get a smaller picture."""
    engine, ways = Engine(_network()), []
    for device in vulkan.devices():
        shape = (height, width, 3) if device.is_card else _SOFTWARE_SHAPE
        pixels = np.random.default_rng(0).integers(0, 256, shape, np.uint8)
        canvas = np.full((shape[0] * SCALE, shape[1] * SCALE, 3), 1, np.uint8)
        name: DeviceChoice = str(device.torch_device)  # type: ignore[assignment]  # one of them
        run = partial(engine.upscale, Bitmap(pixels), SCALE, canvas, name)
        placed = engine.place(name, "auto")
        precision: PrecisionChoice = NAMES[placed.dtype]  # type: ignore[assignment]
        if placed.device == device.torch_device:  # it can be used
            ways.append((device, Way(ENGINE, precision, float(work_per_pixel(_network()) * shape[0] * shape[1]), run)))
    return ways


def _network() -> SRResNet:
    network = load_model(find_model(MODEL))
    assert isinstance(network, SRResNet)
    return network


def other_apps(lr: Tensor, useful: float) -> Way:
    """The usual method: fp32, NCHW, all cores, 200 px tiles of which 10 px on each side are discarded."""
    plain = _network().to(memory_format=torch.contiguous_format)  # type: ignore[call-overload]
    source = lr / 255

    def run() -> int:
        return sum(1 for _ in stream_tiles(lambda tile: plain(tile, SCALE), source, SCALE, 10, 200))

    return Way(OTHER_APPS, "fp32", useful, run)


def peaks_of(precision: PrecisionChoice) -> list[Way]:
    """The peak speed of the CPU: the best 3x3 convolution of 48 channels, and a large matrix product."""
    dtype = DTYPES.get(precision, torch.float32)
    weight = torch.rand(48, 48, 3, 3, dtype=dtype).contiguous(memory_format=torch.channels_last)

    def in_floats(x: Tensor) -> Tensor:
        return F.conv2d(x, weight, padding=1)

    is_int8 = precision == "int8"
    once: Callable[[Tensor], Tensor] = (
        Int8Convolution.of(weight, torch.zeros(48), ZERO, relu=True) if is_int8 else in_floats
    )

    def convolution(rows: int, columns: int) -> Way:
        x = torch.rand(1, 48, rows, columns).to(torch.uint8 if is_int8 else dtype)
        x = x.contiguous(memory_format=torch.channels_last)

        def run() -> None:
            for _ in range(_REPEATS):
                once(x)

        work = 2.0 * 9 * 48 * 48 * rows * columns * _REPEATS
        return Way(f"bare convolution {rows}x{columns}", precision, work, run)

    convolutions = [convolution(*shape) for shape in PEAK_SHAPES]
    if is_int8:
        return convolutions
    a, b = torch.rand(2, 3072, 3072).to(dtype)
    product = Way("matrix product 3072", precision, 2.0 * 3072**3, lambda: a @ b)
    return [*convolutions, product]
