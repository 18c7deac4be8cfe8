"""Chooses the backend for a network: the fastest that can run it, unless an environment variable names another."""

from __future__ import annotations

import os
from collections.abc import Mapping

import torch

from upscaler.errors import BackendNotAvailableError
from upscaler.inference.backends.any_rows import AnyRows
from upscaler.inference.backends.backend import Backend
from upscaler.inference.backends.int8_rows import Int8Rows
from upscaler.inference.backends.rows import TorchRows
from upscaler.inference.backends.tiles import TorchTiles
from upscaler.inference.backends.vulkan_tiles import VulkanTiles
from upscaler.network.architectures.network import Network

BACKENDS: tuple[type[Backend], ...] = (TorchRows, Int8Rows, AnyRows, TorchTiles, VulkanTiles)
OVERRIDE = "UPSCALER_BACKEND"  # environment variable


def usable_backends(network: Network, halo: int) -> dict[str, Backend]:
    """The backends that can run this network here, by name."""
    return {kind.name: kind(network, halo) for kind in BACKENDS if kind.can_run(network)}


def can_run_on(device: torch.device, dtype: torch.dtype, backends: Mapping[str, Backend]) -> bool:
    """Whether one of them runs there in this precision, and no other one is set in the environment."""
    named = os.environ.get(OVERRIDE)
    return any(backend.computes_on(device, dtype) and named in (None, "", name) for name, backend in backends.items())


def choose_backend(backends: Mapping[str, Backend], device: torch.device, dtype: torch.dtype) -> tuple[Backend, str]:
    """A backend, and the reason, for the log. Raises BackendNotAvailableError if the requested one is not available."""
    named = os.environ.get(OVERRIDE)
    backends = {name: backend for name, backend in backends.items() if backend.computes_on(device, dtype)}
    if named:
        if named not in backends:
            raise BackendNotAvailableError(device.type, named, tuple(backends))
        return backends[named], f"{OVERRIDE} says so"
    speeds = {name: backend.speed(backend.first_setting(device, dtype)) for name, backend in backends.items()}
    fastest, *others = sorted(speeds, key=lambda name: speeds[name], reverse=True)
    if not others:
        return backends[fastest], f"nothing else can run this network{' in int8' * (dtype == torch.int8)}"
    comparison = " and ".join(f"{speeds[fastest] / speeds[name]:.1f} times as fast as {name}" for name in others)
    return backends[fastest], f"measured to be {comparison}"
