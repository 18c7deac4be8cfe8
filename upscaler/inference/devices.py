"""Which devices and precisions this computer has, and which are chosen."""

from __future__ import annotations

import torch

from upscaler.errors import DeviceNotAvailableError, PrecisionNotAvailableError
from upscaler.options import DeviceChoice, PrecisionChoice

DTYPES = {"fp32": torch.float32, "bf16": torch.bfloat16, "fp16": torch.float16}
NAMES = {dtype: name for name, dtype in DTYPES.items()}


def available_devices() -> tuple[str, ...]:
    """Names of the devices of this computer, the fastest first."""
    devices = []
    if torch.cuda.is_available():
        devices.append("cuda")
    if torch.backends.mps.is_available():
        devices.append("mps")
    return (*devices, "cpu")


def choose_device(choice: DeviceChoice) -> torch.device:
    """The device asked for, or the fastest. Raises DeviceNotAvailableError."""
    available = available_devices()
    if choice == "auto":
        return torch.device(available[0])
    if choice not in available:
        raise DeviceNotAvailableError(choice, available)
    return torch.device(choice)


def choose_precision(choice: PrecisionChoice, device: torch.device) -> torch.dtype:
    """The precision asked for, or the fastest that keeps the picture: fp16 on a GPU, bf16 on a CPU that has it.

    Raises PrecisionNotAvailableError for fp16 on a CPU, which torch only emulates.
    """
    if choice == "auto":
        if device.type != "cpu":
            return torch.float16
        return torch.bfloat16 if has_native_bf16() else torch.float32
    if choice == "fp16" and device.type == "cpu":
        raise PrecisionNotAvailableError(device.type, choice)
    return DTYPES[choice]


def has_native_bf16() -> bool:
    """Whether the processor multiplies bf16 in hardware (AVX512_BF16 or AMX)."""
    capabilities = torch.cpu.get_capabilities()
    return bool(capabilities.get("avx512_bf16") or capabilities.get("amx_bf16"))


def device_name(device: str) -> str:
    """What the manufacturer calls it."""
    if device == "cuda":
        return torch.cuda.get_device_name()
    if device == "mps":
        return "Apple GPU"
    return str(torch.cpu.get_capabilities().get("cpu_name", "processor"))
