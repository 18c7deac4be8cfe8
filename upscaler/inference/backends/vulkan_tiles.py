"""Vulkan tiles: SR-ResNets on graphics cards of any vendor, in tiles with the exact halo. See `inference.vulkan`.

The card computes the next tile while the CPU finishes the last one. A few pixels of every tile, at its sharpest edge,
are also computed on the CPU: if they differ, the driver is not trusted any more.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from itertools import count
from typing import ClassVar, TypeVar

import numpy as np
import torch
from torch import Tensor

from upscaler import messages
from upscaler.geometry import Region, Size
from upscaler.inference import vulkan
from upscaler.inference.backends.rows import TorchRows
from upscaler.inference.backends.tiles import TorchTiles, stream_tiles
from upscaler.inference.recovery import NonFiniteError, Setting
from upscaler.inference.vulkan import VULKAN
from upscaler.network.architectures.network import Network
from upscaler.network.architectures.srresnet import SRResNet
from upscaler.network.ncnn_export import exported

_TILES = {"discrete": 512, "integrated": 256, "virtual": 256, "cpu": 48}  # side in LR pixels: well under a second
_CHECKED = 8  # side of the part that is computed twice, in LR pixels
_LARGEST = 4 / 255  # the difference allowed for half precision, as for our own models (docs/precision.md)
_names = count()
_Item = TypeVar("_Item")


class VulkanTiles(TorchTiles):
    """Sends tiles to the child process, which runs ncnn."""

    name: ClassVar[str] = "vulkan"

    def __init__(self, network: Network, halo: int) -> None:
        super().__init__(network, halo)
        assert isinstance(network, SRResNet)
        self.network = network
        self._rows = TorchRows(network, halo)  # for continuing a run on the CPU
        self._name = f"network {next(_names)}"

    @staticmethod
    def can_run(network: Network) -> bool:
        return TorchRows.can_run(network) and vulkan.is_installed()

    @staticmethod
    def computes_on(device: torch.device, dtype: torch.dtype) -> bool:
        return device.type == VULKAN and dtype in (torch.float16, torch.float32)

    def first_setting(self, device: torch.device, dtype: torch.dtype) -> Setting:
        return Setting(self.name, device, dtype, _TILES[vulkan.device_of(device).kind] ** 2)

    def memory(self, width: int, scale: int) -> int:
        return self._rows.memory(width, scale)

    def pieces(self, setting: Setting, lr: Tensor, scale: int, first_row: int) -> Iterator[tuple[Region, Tensor]]:
        for region, residual in _ahead(self.tiles(setting, lr, scale, first_row)):
            self._check(residual, lr, region, scale)
            yield region, residual[0].permute(1, 2, 0).flip(2)

    def tiles(self, setting: Setting, lr: Tensor, scale: int, first_row: int) -> Iterator[tuple[Region, Tensor]]:
        """Yield (LR region, residual (1, 3, scale * h, scale * w)) as computed by the card. Raises VulkanError."""
        half = setting.dtype == torch.float16
        name = f"{self._name}, {scale}x, {setting.device}, {setting.dtype}"
        files = partial(exported, self.network, scale)

        def run(tile: Tensor) -> Tensor:
            values = np.divide(tile[0].numpy(), torch.iinfo(tile.dtype).max, dtype=np.float32)
            result = vulkan.worker.run(name, files, setting.device.index, half, np.ascontiguousarray(values))
            return torch.from_numpy(result)[None]

        return stream_tiles(run, lr, scale, self._halo, math.isqrt(setting.strip_pixels), first_row)

    def next_setting(self, setting: Setting, error: Exception) -> tuple[Setting, str] | None:
        """As on other devices; a run that cannot continue on the card continues in rows on the CPU."""
        fallback = super().next_setting(setting, error)
        if fallback is not None and fallback[0].device.type == VULKAN:
            return fallback
        name = vulkan.device_of(setting.device).name
        if isinstance(error, NonFiniteError):  # in fp32
            error = vulkan.worker.given_up(messages.CARD_WRONG)
        why = messages.filled(messages.CONTINUED_FROM_CARD, name=name, reason=str(error))
        dtype = fallback[0].dtype if fallback else torch.float32
        return self._rows.first_setting(torch.device("cpu"), dtype), why

    def _check(self, residual: Tensor, lr: Tensor, region: Region, scale: int) -> None:
        """Raise VulkanError if a tile differs from the CPU's result at its sharpest edge."""
        inside = lr[0, 1][region.slices].float()
        edges = (inside - inside.roll(1, 1)).abs()
        edges[:, 0] = 0
        y, x = divmod(int(edges.argmax()), region.width)
        part = Region(region.x + x, region.y + y, min(_CHECKED, region.width - x), min(_CHECKED, region.height - y))
        context = part.halo(self._halo, Size(lr.shape[3], lr.shape[2]))
        rows, columns = part.grown(context).slices
        around = lr[:, :, rows, columns].float() / torch.iinfo(lr.dtype).max
        expected = self.network.residual(around, scale)
        offsets = ((context.left, context.top), (x, y))
        (rows, columns), found = ((Region(*at, part.width, part.height) * scale).slices for at in offsets)
        difference = residual[:, :, found[0], found[1]] - expected[:, :, rows, columns]
        if difference.abs().max() > _LARGEST:  # non-finite values are detected by the engine
            raise vulkan.worker.given_up(messages.CARD_WRONG)


def _ahead(items: Iterator[_Item]) -> Iterator[_Item]:
    """The items; while one is used, another thread computes the next."""
    with ThreadPoolExecutor(1) as pool:
        following = pool.submit(next, items, None)
        while (item := following.result()) is not None:
            following = pool.submit(next, items, None)
            yield item
