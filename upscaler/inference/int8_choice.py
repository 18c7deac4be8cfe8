"""Whether int8 is used by default: only if it was measured to be faster than floats, and a tile agrees with fp32. The
answer is remembered, so that previews, results and resumed runs are consistent."""

from __future__ import annotations

import logging
import math
import time
from collections.abc import Callable
from functools import cache

import torch
import torch.nn.functional as F
from torch import Tensor

from upscaler import measurements, paths
from upscaler.inference import int8
from upscaler.inference.backends.int8_streaming import Int8Network, Int8Stream, rows_at_once
from upscaler.inference.devices import choose_precision, device_name
from upscaler.inference.int8 import ZERO, Int8Convolution, quantised
from upscaler.inference.third_party import sample
from upscaler.network.architectures.srresnet import SRResNet
from upscaler.network.catalog import find_model
from upscaler.network.checkpoint import load_model
from upscaler.options import CLEAN_MODEL, PrecisionChoice

_CAPABILITIES = ("avx512_vnni", "avx_vnni")
_FASTER = 1.2  # required speed, relative to the faster of fp32 and bf16
_TILE, _SCALE = 64, 2  # the side of the tile in LR pixels, and the scale
_LARGEST = 12 / 255  # the largest difference of a value
_LAST = torch.channels_last

log = logging.getLogger(__name__)


def choose_dtype(choice: PrecisionChoice, device: torch.device, int8_fits: bool = True) -> torch.dtype:
    """The requested precision or the best automatic one: int8, or what `choose_precision` returns.

    `int8_fits`: the network and the result allow int8. Raises PrecisionNotAvailableError.
    """
    requested = int8.is_available if choice == "int8" else is_chosen if choice == "auto" else None
    if requested and int8_fits and device.type == "cpu" and requested():
        return torch.int8
    return choose_precision(choice, device)


@cache
def is_chosen() -> bool:
    """Whether int8 is the default. Measured once per processor, version and weights, which takes about 0.3 s."""
    file = paths.int8_cache()
    key = f"{measurements.this_computer(device_name('cpu'))} {find_model(CLEAN_MODEL).card.sha256}"
    chosen = measurements.known(file).get(key)
    if not isinstance(chosen, bool):
        chosen = is_faster() and agrees()
        measurements.remember(file, key, chosen)
    log.info("int8 is %s", "used: faster than floats, and a tile agrees" if chosen else "not used unless asked for")
    return chosen


def is_faster() -> bool:
    """Whether the processor multiplies int8 in hardware (VNNI) and that is faster than both fp32 and bf16, including
    the passes that only int8 needs."""
    capabilities = torch.cpu.get_capabilities()
    if not any(capabilities.get(name) for name in _CAPABILITIES) or not int8.is_available():
        return False
    in_int8, *others = _seconds()
    return _FASTER * in_int8 < min(others)


@torch.inference_mode()
def agrees() -> bool:
    """Whether the main model gives the same result in int8 as in fp32, apart from rounding."""
    network = load_model(find_model(CLEAN_MODEL))
    if not isinstance(network, SRResNet) or network.ranges is None:
        return False
    lr = sample()[:, :, :_TILE, :_TILE]
    stream = Int8Stream(Int8Network(network), _SCALE, _TILE, rows_at_once(_TILE))
    _, found = stream.push(lr, last=True)
    difference = F.pixel_shuffle(found, _SCALE) - network.residual(lr, _SCALE)
    return bool(difference.abs().max() <= _LARGEST)


@torch.inference_mode()
def _seconds(rounds: int = 12) -> list[float]:
    """The best times of a typical residual convolution in int8, fp32 and bf16, measured in turn.

    It is the CPU time of this thread, so that other programs have little influence.
    """
    weight, trunk = torch.rand(48, 48, 3, 3) - 0.5, torch.rand(1, 48, 18, 256)
    small, rows = Int8Convolution.of(weight, torch.zeros(48), ZERO, relu=False), trunk.contiguous(memory_format=_LAST)
    ways: list[Callable[[], Tensor]] = [lambda: rows[:, :, 1:-1].add_(small(quantised(rows)), alpha=0)]
    for dtype in (torch.float32, torch.bfloat16):
        w, x = (one.to(dtype).contiguous(memory_format=_LAST) for one in (weight, trunk))
        ways.append(lambda w=w, x=x: x[:, :, 1:-1].add_(F.conv2d(x, w, padding=(0, 1)), alpha=0))  # type: ignore[misc]
    fastest = [math.inf] * len(ways)
    for _ in range(rounds):
        for index, way in enumerate(ways):
            start = time.thread_time()
            way()
            fastest[index] = min(fastest[index], time.thread_time() - start)
    return fastest
