"""How a network is run, and what is tried next when that fails."""

from __future__ import annotations

from dataclasses import dataclass, replace

import torch

from upscaler import messages
from upscaler.errors import says_out_of_memory
from upscaler.inference.devices import choose_precision

LEAST_STRIP_PIXELS = 12_500  # LR pixels; smaller strips would save no memory worth having


class NonFiniteError(ArithmeticError):
    """The network gave infinite values or no numbers."""


@dataclass(frozen=True)
class Setting:
    """Which backend runs the network, where, in which precision, and how many LR pixels at a time."""

    backend: str
    device: torch.device
    dtype: torch.dtype
    strip_pixels: int


def next_setting(setting: Setting, error: Exception) -> tuple[Setting, str] | None:
    """What to try after `error`, and a sentence for the person; None if nothing is left.

    Not finite: fp32. Out of memory: half the strip down to a floor, then the processor. Another failure of a device:
    the processor. fp32 is never left again.
    """
    if isinstance(error, NonFiniteError):
        if setting.dtype == torch.float32:
            return None
        return replace(setting, dtype=torch.float32), messages.CONTINUED_IN_FP32
    if is_out_of_memory(error) and setting.strip_pixels // 2 >= LEAST_STRIP_PIXELS:
        return replace(setting, strip_pixels=setting.strip_pixels // 2), messages.CONTINUED_IN_SMALLER_STRIPS
    if setting.device.type == "cpu":
        return None
    cpu = torch.device("cpu")
    dtype = setting.dtype if setting.dtype == torch.float32 else choose_precision("auto", cpu)
    why = messages.filled(messages.CONTINUED_ON_CPU, device=setting.device.type)
    return replace(setting, device=cpu, dtype=dtype), why


def is_out_of_memory(error: Exception) -> bool:
    """Whether memory is used up, be it the device's."""
    return isinstance(error, torch.OutOfMemoryError) or says_out_of_memory(error)
