"""Whether a graphics card is used through Vulkan: tested once for each driver version and network shape, and
remembered.

A tile is compared with the CPU's result, in fp16 and, if that differs, in fp32; then both are timed. If a driver takes
the app down during the test, it is tested once more, and then never again.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass
from importlib import metadata
from typing import Any

import psutil
import torch
from torch import Tensor

from upscaler import measurements, messages, paths
from upscaler.inference import vulkan
from upscaler.inference.backends.backend import Backend
from upscaler.inference.backends.choice import can_run_on, choose_backend
from upscaler.inference.backends.vulkan_tiles import VulkanTiles
from upscaler.inference.devices import DTYPES, device_name
from upscaler.inference.int8_choice import choose_dtype
from upscaler.inference.recovery import Setting
from upscaler.inference.third_party import sample
from upscaler.inference.vulkan import VulkanDevice, VulkanError

_CPU = torch.device("cpu")
_LEAST_PSNR = 50.0  # dB, of values from 0 to 1
_ROWS, _COLUMNS = slice(96, 127), slice(96, 129)  # the part of the sample photo compared; its sides are odd on purpose
_FASTER = 1.1  # required speed, relative to the CPU
_TRIES = 2
_WITHOUT_CARDS = "no cards since the start of the computer at"
_CLOCK = 60  # seconds by which that time may be off

log = logging.getLogger(__name__)
_verdicts: dict[str, Verdict] = {}  # of this process


@dataclass(frozen=True)
class Verdict:
    """`precision` in which a device agrees with the CPU: "fp16", "fp32", or empty, with a `reason`.

    `gain`: how many times as fast as the CPU it is; 0 if it was not timed.
    """

    precision: str = ""
    gain: float = 0.0
    reason: str = ""

    @property
    def is_faster(self) -> bool:
        return self.gain >= _FASTER


def fastest(backends: Mapping[str, Backend]) -> tuple[torch.device, str] | None:
    """The card that runs the network faster than the CPU with correct results, and its precision; None if there is
    none.

    The absence of cards is remembered until the computer restarts, since looking for them takes half a second.
    """
    file, boot = paths.vulkan_cache(), int(psutil.boot_time())
    without = measurements.known(file).get(_WITHOUT_CARDS)
    if isinstance(without, int) and abs(without - boot) < _CLOCK:
        return None
    cards = [device for device in vulkan.devices() if device.is_card]
    if not cards:
        measurements.remember(file, _WITHOUT_CARDS, boot)
    verdicts = {device: verdict_on(device, backends) for device in cards}
    best = max(cards, key=lambda device: verdicts[device].gain, default=None)
    if best is None or not verdicts[best].is_faster:
        return None
    return best.torch_device, verdicts[best].precision


def verdict_on(device: VulkanDevice, backends: Mapping[str, Backend]) -> Verdict:
    """The verdict on a device with the network of these backends: remembered, or measured now, which takes seconds."""
    if vulkan.worker.failure:
        return Verdict(reason=vulkan.worker.failure)
    key = _key(device, backends)
    if key not in _verdicts:
        _verdicts[key] = remembered(device, backends) or _tried(device, backends)
    return _verdicts[key]


def remembered(device: VulkanDevice, backends: Mapping[str, Backend]) -> Verdict | None:
    """The verdict, if it was found before."""
    stored = _stored(device, backends)
    if stored.get("tries", 0) >= _TRIES:
        return Verdict(reason=messages.CARD_ENDED_APP)
    with suppress(TypeError):  # the test did not end, or another version stored it
        return Verdict(**stored) if stored else None
    return None


def _tried(device: VulkanDevice, backends: Mapping[str, Backend]) -> Verdict:
    file, key = paths.vulkan_cache(), _key(device, backends)
    measurements.remember(file, key, {"tries": _stored(device, backends).get("tries", 0) + 1})
    try:
        verdict = _measured(device, backends)
    except VulkanError as error:
        verdict = Verdict(reason=str(error))
    measurements.remember(file, key, asdict(verdict))
    log.info("%s (Vulkan): %s", device.name, verdict)
    return verdict


@torch.inference_mode()
def _measured(device: VulkanDevice, backends: Mapping[str, Backend]) -> Verdict:
    """The verdict of a test. Raises VulkanError if the device fails."""
    backend, photo = _vulkan(backends), (sample() * 255).round().to(torch.uint8)
    scale, tile = max(backend.network.config.scales), photo[:, :, _ROWS, _COLUMNS]
    settings = {name: backend.first_setting(device.torch_device, DTYPES[name]) for name in ("fp16", "fp32")}
    precision = next((name for name in settings if _agrees(backend, settings[name], tile, scale)), "")
    if not precision:
        return Verdict(reason=messages.CARD_WRONG)
    if not device.is_card:
        return Verdict(precision)
    dtype = choose_dtype("auto", _CPU, can_run_on(_CPU, torch.int8, backends))
    ours, _ = choose_backend(backends, _CPU, dtype)
    setting = settings[precision]
    side, halo = backend.tiling(setting)
    useful = (side / (side + 2 * halo)) ** 2  # of tiles; the sample is one, without a halo
    seconds = _seconds(ours, ours.first_setting(_CPU, dtype), photo, scale)
    gain = useful * seconds / _seconds(backend, setting, photo, scale)
    return Verdict(precision, round(gain, 2))


def _agrees(backend: VulkanTiles, setting: Setting, tile: Tensor, scale: int) -> bool:
    """Whether a tile equals the CPU's up to rounding. Black tiles and non-finite values never do."""
    try:
        ((_, found),) = backend.tiles(setting, tile, scale, 0)
    except VulkanError:
        if vulkan.worker.failure:
            raise
        return False  # it cannot compute in this precision
    error = float(torch.mean((found - backend.network.residual(tile / 255, scale)) ** 2))
    return error <= 10 ** (-_LEAST_PSNR / 10)  # False for NaN


def _seconds(backend: Backend, setting: Setting, photo: Tensor, scale: int) -> float:
    """Seconds that the network takes for the sample photo: the better of two runs, as the first one includes set-up."""
    seconds = []
    for _ in range(2):
        start = time.perf_counter()
        for _ in backend.pieces(setting, photo, scale, 0):
            pass
        seconds.append(time.perf_counter() - start)
    return min(seconds)


def _stored(device: VulkanDevice, backends: Mapping[str, Backend]) -> dict[str, Any]:
    found = measurements.known(paths.vulkan_cache()).get(_key(device, backends))
    return found if isinstance(found, dict) else {}


def _vulkan(backends: Mapping[str, Backend]) -> VulkanTiles:
    backend = backends[VulkanTiles.name]
    assert isinstance(backend, VulkanTiles)
    return backend


def _key(device: VulkanDevice, backends: Mapping[str, Backend]) -> str:
    config = _vulkan(backends).network.config
    computer = measurements.this_computer(device_name("cpu"))
    shape = f"{config.channels} channels, {config.blocks} blocks"
    return f"{computer} ncnn {metadata.version('ncnn')} {device.name} {device.driver} {shape}"
