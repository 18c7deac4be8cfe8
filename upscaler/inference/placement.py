"""Where a network runs, and in which precision: as requested, or where it is fastest without visible loss."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass

import torch

from upscaler import messages
from upscaler.inference import vulkan, vulkan_choice
from upscaler.inference.backends.backend import Backend
from upscaler.inference.backends.choice import OVERRIDE, can_run_on
from upscaler.inference.backends.vulkan_tiles import VulkanTiles
from upscaler.inference.devices import DTYPES, NAMES, choose_device
from upscaler.inference.int8_choice import choose_dtype
from upscaler.inference.vulkan import VULKAN
from upscaler.options import DeviceChoice, PrecisionChoice

_CPU = torch.device("cpu")


@dataclass(frozen=True)
class Placement:
    """A device, a precision, and sentences for the user about any deviation from the request."""

    device: torch.device
    dtype: torch.dtype
    warnings: tuple[str, ...] = ()


def place(
    backends: Mapping[str, Backend],
    half: tuple[str, ...],
    device: DeviceChoice,
    precision: PrecisionChoice,
    high_bit_depth: bool,
) -> Placement:
    """The device and precision for the network of these backends.

    `half` are the half-precision formats in which it agrees with fp32; others are only used on request.
    Raises DeviceNotAvailableError and PrecisionNotAvailableError.
    """
    chosen, best, warning = choose_device(device), "", ""
    if chosen.type == VULKAN:
        best, warning = _best_on_card(chosen, backends)
        chosen, precision = (chosen, precision) if best else (_CPU, "auto")
    elif _may_be_on_card(chosen, backends) and (device, precision, high_bit_depth) == ("auto", "auto", False):
        card = vulkan_choice.fastest(backends)
        chosen, best = card or (chosen, "")
    dtype = _precision(chosen, precision, high_bit_depth, best, half, backends)
    if precision == "int8" != NAMES[dtype]:
        warning = messages.filled(messages.NOT_IN_INT8, precision=NAMES[dtype])
    return Placement(chosen, dtype, (warning,) if warning else ())


def _best_on_card(device: torch.device, backends: Mapping[str, Backend]) -> tuple[str, str]:
    """The best precision for the network on a graphics card; empty, with a sentence about the reason, if it cannot run
    there."""
    if VulkanTiles.name not in backends:
        return "", messages.CARD_NOT_FIT
    card = vulkan.device_of(device)
    verdict = vulkan_choice.verdict_on(card, backends)
    if verdict.precision:
        return verdict.precision, ""
    return "", messages.filled(messages.CARD_NOT_USED, name=card.name, reason=verdict.reason)


def _may_be_on_card(device: torch.device, backends: Mapping[str, Backend]) -> bool:
    return device.type == "cpu" and VulkanTiles.name in backends and not os.environ.get(OVERRIDE)


def _precision(
    device: torch.device,
    choice: PrecisionChoice,
    high_bit_depth: bool,
    best_on_card: str,
    half: tuple[str, ...],
    backends: Mapping[str, Backend],
) -> torch.dtype:
    if high_bit_depth and choice in ("auto", "int8"):
        return torch.float32  # half precision turns a 16-bit gradient into steps: see docs/decisions/0010
    if best_on_card and choice in ("auto", "int8"):
        return DTYPES[best_on_card] if best_on_card in ("fp32", *half) else torch.float32
    dtype = choose_dtype(choice, device, can_run_on(_CPU, torch.int8, backends))
    is_fit = choice != "auto" or NAMES[dtype] in ("fp32", "int8", *half)
    return dtype if is_fit else torch.float32


def about_device(name: str, backends: Mapping[str, Backend]) -> str:
    """What is known about a device for the network of these backends, without any slow measurement."""
    device = choose_device(name)  # type: ignore[arg-type]  # of one that is there
    if device.type != VULKAN:
        return f"automatic precision: {NAMES[choose_dtype('auto', device)]}"
    card = vulkan.device_of(device)
    verdict = vulkan_choice.remembered(card, backends)
    if verdict is None:
        return "not measured yet" if card.is_card else "a software renderer, only used on request"
    if not verdict.precision:
        return f"not used: {verdict.reason}"
    said = f"automatic precision: {verdict.precision}"
    return f"{said}; {verdict.gain:g} times as fast as the CPU" if verdict.gain else said
