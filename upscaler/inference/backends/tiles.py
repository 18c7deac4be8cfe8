"""Tiles with a halo, for networks that cannot be streamed row by row.

A tile is run with `halo` more LR pixels on each side, as far as the picture reaches, and the halo is cropped from the
result. With the network's receptive-field radius as halo the result equals the whole picture's, without blending.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from torch import Tensor

from upscaler.geometry import Region, Size


def stream_tiles(
    run: Callable[[Tensor], Tensor], lr: Tensor, scale: int, halo: int, tile: int, first_row: int = 0
) -> Iterator[tuple[Region, Tensor]]:
    """Yield (LR region, result) of every tile of at most `tile` x `tile` LR pixels that ends below `first_row`.

    `run` maps (1, 3, h, w) to (1, C, scale * h, scale * w); `lr` is (1, 3, H, W). Results are cropped to their region.
    """
    height, width = lr.shape[2:]
    size = Size(width, height)
    for region in size.tiles(tile, tile):
        if region.bottom <= first_row:
            continue
        padding = region.halo(halo, size)
        rows, columns = region.grown(padding).slices
        inner = Region(padding.left, padding.top, region.width, region.height) * scale
        rows_out, columns_out = inner.slices
        yield region, run(lr[:, :, rows, columns])[:, :, rows_out, columns_out]
