"""Guests: networks that others have trained, and the cards that they are given here."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import torch
from PIL import Image
from torch import Tensor

from upscaler import paths
from upscaler.inference.backends.tiles import stream_tiles
from upscaler.network.architectures.network import Network
from upscaler.network.catalog import ModelCard
from upscaler.network.checkpoint import file_hash, load_guest

_LIMIT = 0.5 / 255  # by which a tile may differ from the whole picture: it rounds to at most one level more or less


def guest_card(weights: Path, description: str, licence: str) -> ModelCard:
    """The card of a safetensors file of any family, named after the file; it is not saved.

    The halo is measured on the sample photo, which may take minutes. Raises the errors of `load_guest`.
    """
    network = load_guest(weights)
    config = network.config
    halo = max(measured_halo(network, sample(), scale) for scale in config.scales)
    return ModelCard(
        name=weights.stem,
        description=description,
        architecture=type(network).__name__,
        scales=config.scales,
        base=config.base,
        halo=halo,
        sha256=file_hash(weights),
        licence=licence,
    )


@torch.inference_mode()
def measured_halo(network: Network, lr: Tensor, scale: int) -> int:
    """The LR pixels around a tile that its result depends on, as far as one can see: up to half a level of 255.

    `lr` (1, 3, H, W), 0 to 1, is run whole and in four tiles. At most the receptive field; at most half of H and W is
    found, so `lr` must be large enough.
    """
    whole = network.residual(lr, scale)
    tile = -(-max(lr.shape[2:]) // 2)

    def is_enough(halo: int) -> bool:
        tiles = stream_tiles(lambda tile: network.residual(tile, scale), lr, scale, halo, tile)
        parts = ((values, (region * scale).slices) for region, values in tiles)
        return all((values - whole[:, :, rows, columns]).abs().max() <= _LIMIT for values, (rows, columns) in parts)

    enough, too_few = min(network.config.receptive_field_radius, tile), -1
    while enough - too_few > 1:
        halo = (enough + too_few) // 2
        enough, too_few = (halo, too_few) if is_enough(halo) else (enough, halo)
    return enough


def sample() -> Tensor:
    """The sample photo: (1, 3, 256, 256), 0 to 1"""
    with Image.open(paths.resources() / "samples" / "astronaut.png") as photo:
        pixels = np.array(photo.convert("RGB"))
    return torch.from_numpy(pixels).permute(2, 0, 1)[None] / 255
