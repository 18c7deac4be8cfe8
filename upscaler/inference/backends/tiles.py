"""Torch tiles: any network, in tiles with a halo.

A tile runs with `halo` more LR pixels on each side, or up to the edge of the picture, and is cropped afterwards. If the
halo is the radius of the receptive field, the result equals that of the whole picture, without blending; with a
measured halo (`inference.third_party`) it does so to within half a level of 255.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from typing import ClassVar

import torch
from torch import Tensor

from upscaler.geometry import Region, Size
from upscaler.inference.backends.torch_backend import TorchBackend, result_bytes
from upscaler.inference.recovery import Setting
from upscaler.network.architectures.network import Network

CPU_TILE_BYTES, GPU_TILE_BYTES = 256_000_000, 512_000_000  # limit of a tile's largest layer, without the halo
_HALOS = 12  # a tile's side is at least this many halos: then a third of the work is for the halo
_SPEED = 0.9  # halo included; measured with tests.bench.bench
_LAYERS = 3  # layers of the largest size that are in memory at once: 2.5 measured, and a margin


class TorchTiles(TorchBackend):
    """For networks that cannot be streamed row by row."""

    name: ClassVar[str] = "tiles"

    @staticmethod
    def can_run(network: Network) -> bool:  # noqa: ARG004 - it can run any
        return True

    def speed(self, setting: Setting) -> float:
        side, halo = self.tiling(setting)
        return _SPEED * (side / (side + 2 * halo)) ** 2

    def tiling(self, setting: Setting) -> tuple[int, int]:
        return math.isqrt(setting.strip_pixels), self._halo

    def memory(self, width: int, scale: int) -> int:
        """Beyond the size of a tile, neither width nor height matters."""
        side = math.isqrt(self._strip_pixels(torch.device("cpu"), torch.float32)) + 2 * self._halo
        layers = _LAYERS * 4 * self._network.config.values_per_pixel
        return (layers + result_bytes(scale)) * side * min(side, width)

    def pieces(self, setting: Setting, lr: Tensor, scale: int, first_row: int) -> Iterator[tuple[Region, Tensor]]:
        network = self._on(setting)

        def run(tile: Tensor) -> Tensor:
            values = (tile.to(setting.device, torch.float32) / torch.iinfo(tile.dtype).max).to(setting.dtype)
            return network.residual(values, scale)

        side, alignment = math.isqrt(setting.strip_pixels), self._network.config.alignment
        for region, residual in stream_tiles(run, lr, scale, self._halo, side, first_row, alignment):
            yield region, residual[0].permute(1, 2, 0).flip(2).float()

    def _strip_pixels(self, device: torch.device, dtype: torch.dtype) -> int:
        """The pixels of a tile: those of a strip, or more if most of it would be halo, but no more than memory allows.

        The layers of a tile may be larger than its input and its result.
        """
        most = CPU_TILE_BYTES if device.type == "cpu" else GPU_TILE_BYTES
        pixels = most // (self._network.config.values_per_pixel * dtype.itemsize)
        return min(pixels, max(super()._strip_pixels(device, dtype), (_HALOS * self._halo) ** 2))


def stream_tiles(
    run: Callable[[Tensor], Tensor],
    lr: Tensor,
    scale: int,
    halo: int,
    tile: int,
    first_row: int = 0,
    alignment: int = 1,
) -> Iterator[tuple[Region, Tensor]]:
    """Yield (LR region, result) of every tile of at most `tile` x `tile` LR pixels that ends below `first_row`.

    `run` maps (1, 3, h, w) to (1, C, scale * h, scale * w); `lr` is (1, 3, H, W). Results are cropped to their region.
    Tiles with their halo begin at multiples of `alignment`.
    """
    height, width = lr.shape[2:]
    size = Size(width, height)
    halo = -(-halo // alignment) * alignment
    for region in size.tiles(tile, tile, alignment):
        if region.bottom <= first_row:
            continue
        padding = region.halo(halo, size)
        rows, columns = region.grown(padding).slices
        inner = Region(padding.left, padding.top, region.width, region.height) * scale
        rows_out, columns_out = inner.slices
        yield region, run(lr[:, :, rows, columns])[:, :, rows_out, columns_out]
