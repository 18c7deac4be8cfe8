"""Finds the devices of this computer, and chooses a device and a precision."""

from __future__ import annotations

import math
import time
from functools import cache

import torch

from upscaler.errors import DeviceNotAvailableError, PrecisionNotAvailableError
from upscaler.inference import vulkan
from upscaler.inference.vulkan import VULKAN
from upscaler.options import DeviceChoice, PrecisionChoice

DTYPES = {"fp32": torch.float32, "bf16": torch.bfloat16, "fp16": torch.float16}
NAMES = {dtype: name for name, dtype in DTYPES.items()} | {torch.int8: "int8"}


def available_devices() -> tuple[str, ...]:
    """Names of the devices that can be chosen here."""
    *cards, processor = _devices_of_torch()
    return (*cards, *(str(device.torch_device) for device in vulkan.devices()), processor)


def _devices_of_torch() -> tuple[str, ...]:
    """The devices that torch runs on, fastest first."""
    devices = []
    if torch.cuda.is_available():
        devices.append("cuda")
    if torch.backends.mps.is_available():
        devices.append("mps")
    return (*devices, "cpu")


def choose_device(choice: DeviceChoice) -> torch.device:
    """The requested device, or the fastest that torch runs on; for Vulkan see `placement`.

    Raises DeviceNotAvailableError.
    """
    known = _devices_of_torch()
    if choice == "auto":
        return torch.device(known[0])
    if choice in known:
        return torch.device(choice)
    cards = vulkan.devices() if choice.startswith(VULKAN) else ()
    for card in cards:
        if choice in (VULKAN, str(card.torch_device)):
            return card.torch_device
    raise DeviceNotAvailableError(choice, available_devices())


def choose_precision(choice: PrecisionChoice, device: torch.device) -> torch.dtype:
    """The requested float format, or the fastest without visible loss: fp16 on a GPU, bf16 on a CPU if it is faster.

    Raises PrecisionNotAvailableError for fp16 on a CPU, where torch only emulates it, and for bf16 through Vulkan. For
    int8 see `int8_choice`.
    """
    if choice in ("auto", "int8"):
        if device.type != "cpu":
            return torch.float16
        return torch.bfloat16 if is_bf16_faster() else torch.float32
    if (choice, device.type) in (("fp16", "cpu"), ("bf16", VULKAN)):
        raise PrecisionNotAvailableError(device.type, choice)
    return DTYPES[choice]


@cache
def is_bf16_faster() -> bool:
    """Whether the CPU has bf16 instructions (AVX512_BF16 or AMX) and they are faster than fp32.

    The instructions alone do not make it fast. Intel's servers are fast in bf16 thanks to AMX; if a virtual machine
    hides that, AVX512_BF16 takes 1.3 to 2 times as long as fp32 there, but half as long on AMD (both measured).
    """
    capabilities = torch.cpu.get_capabilities()
    if not (capabilities.get("avx512_bf16") or capabilities.get("amx_bf16")):
        return False
    seconds = _convolution_seconds((torch.bfloat16, torch.float32))
    return seconds[torch.bfloat16] < seconds[torch.float32]


def _convolution_seconds(dtypes: tuple[torch.dtype, ...], rounds: int = 12) -> dict[torch.dtype, float]:
    """The best time of a typical convolution in each dtype, measured in turn; takes about 0.1 s in all.

    It is the CPU time of this thread, so that other programs have little influence.
    """
    fastest = dict.fromkeys(dtypes, math.inf)
    with torch.inference_mode():
        cases = []
        for dtype in dtypes:
            convolution = torch.nn.Conv2d(48, 48, 3).to(dtype=dtype)
            convolution = convolution.to(memory_format=torch.channels_last)  # type: ignore[call-overload]
            rows = torch.rand(1, 48, 34, 256).to(dtype=dtype, memory_format=torch.channels_last)
            cases.append((dtype, convolution, rows))
        for dtype, convolution, rows in rounds * cases:
            start = time.thread_time()
            convolution(rows)
            fastest[dtype] = min(fastest[dtype], time.thread_time() - start)
    return fastest


def device_name(device: str) -> str:
    """The product name of a device."""
    if device == "cuda":
        return torch.cuda.get_device_name()
    if device == "mps":
        return "Apple GPU"
    for card in vulkan.devices() if device.startswith(VULKAN) else ():
        if device == str(card.torch_device):
            return card.name
    return str(torch.cpu.get_capabilities().get("cpu_name", "processor"))
