"""The base class of the backends that run on torch."""

from __future__ import annotations

import copy
from typing import ClassVar

import torch

from upscaler.inference.recovery import Setting, next_setting
from upscaler.inference.vulkan import VULKAN
from upscaler.network.architectures.network import Network

CPU_STRIP_BYTES = 12_500_000  # size of a work buffer: it mostly fits the cache (measured), and Cancel stays quick
ANY_WIDTH = 2**31
GPU_STRIP_PIXELS = 2_000_000  # LR pixels


def result_bytes(scale: int) -> int:
    """Bytes needed to compute the result of an LR pixel: the residual, twice, the base image, and their sum."""
    return 4 * 4 * 3 * scale**2


class TorchBackend:
    """Keeps a copy of the network for each device and precision."""

    name: ClassVar[str]

    def __init__(self, network: Network, halo: int) -> None:
        self._network, self._halo = network, halo
        self._prepared: dict[tuple[torch.device, torch.dtype], Network] = {}

    @staticmethod
    def computes_on(device: torch.device, dtype: torch.dtype) -> bool:
        return device.type != VULKAN and dtype.is_floating_point

    def first_setting(self, device: torch.device, dtype: torch.dtype) -> Setting:
        return Setting(self.name, device, dtype, self._strip_pixels(device, dtype))

    def tiling(self, setting: Setting) -> tuple[int, int]:  # noqa: ARG002 - the same for all
        return 0, 0

    def widest(self, setting: Setting) -> int:  # noqa: ARG002 - memory hardly grows with the width
        return ANY_WIDTH

    def share(self, row: int, height: int) -> float:
        return row / height

    def next_setting(self, setting: Setting, error: Exception) -> tuple[Setting, str] | None:
        return next_setting(setting, error)

    def _strip_pixels(self, device: torch.device, dtype: torch.dtype) -> int:
        """How many LR pixels to run at a time, to start with."""
        if device.type != "cpu":
            return GPU_STRIP_PIXELS
        return CPU_STRIP_BYTES // (self._network.config.channels * dtype.itemsize)

    def _on(self, setting: Setting) -> Network:
        """The network on the device and in the precision of `setting`. Prepared once, then kept."""
        key = (setting.device, setting.dtype)
        if key not in self._prepared:
            self._prepared[key] = self._prepare(copy.deepcopy(self._network)).to(setting.device, setting.dtype)
        return self._prepared[key]

    def _prepare(self, network: Network) -> Network:
        """Prepare a copy of the network for this backend; may change and return it."""
        return network
