"""How a network runs, and what to try next when that fails."""

from __future__ import annotations

from dataclasses import dataclass, replace

import torch

from upscaler import messages
from upscaler.errors import says_out_of_memory
from upscaler.inference.devices import choose_precision

MIN_STRIP_PIXELS = 12_500  # LR pixels; smaller strips would save little memory


class NonFiniteError(ArithmeticError):
    """The network's output has infinite values or NaN."""


@dataclass(frozen=True)
class Setting:
    """Backend, device and precision, and how many LR pixels run at a time."""

    backend: str
    device: torch.device
    dtype: torch.dtype
    strip_pixels: int


def next_setting(setting: Setting, error: Exception) -> tuple[Setting, str] | None:
    """What to try after `error`, and a sentence for the user; None if nothing is left.

    Non-finite values: fp32. Out of memory: strips of half the size, down to a minimum, then the CPU. Any other failure
    of a device: the CPU. A run in fp32 stays in fp32.
    """
    if isinstance(error, NonFiniteError):
        if setting.dtype == torch.float32:
            return None
        return replace(setting, dtype=torch.float32), messages.CONTINUED_IN_FP32
    if is_out_of_memory(error) and setting.strip_pixels // 2 >= MIN_STRIP_PIXELS:
        return replace(setting, strip_pixels=setting.strip_pixels // 2), messages.CONTINUED_IN_SMALLER_STRIPS
    if setting.device.type == "cpu":
        return None
    cpu = torch.device("cpu")
    dtype = setting.dtype if setting.dtype == torch.float32 else choose_precision("auto", cpu)
    why = messages.filled(messages.CONTINUED_ON_CPU, device=setting.device.type)
    return replace(setting, device=cpu, dtype=dtype), why


def is_out_of_memory(error: Exception) -> bool:
    """Whether the computer or the device ran out of memory."""
    return isinstance(error, torch.OutOfMemoryError) or says_out_of_memory(error)
