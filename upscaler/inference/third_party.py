"""Third-party networks: writing the model card of one, with a measured halo."""

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
from upscaler.network.checkpoint import file_hash, load_third_party

_TOLERANCE = 0.5 / 255  # of a tile against the whole picture; once rounded, they differ by one level at most


def third_party_card(weights: Path, description: str, licence: str) -> ModelCard:
    """The card for a safetensors file of any family, named after the file. Does not save it.

    Measures the halo on the sample photo, which may take minutes. Raises the errors of `load_third_party`.
    """
    network = load_third_party(weights)
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
    """The smallest halo, in LR pixels, with which tiles differ from the whole picture by at most half a level of 255.

    Runs `lr` (1, 3, H, W), 0 to 1, whole and in four tiles. The result is at most the radius of the receptive field and
    at most half the longer side of `lr`, which must be large enough.
    """
    whole = network.residual(lr, scale)
    tile = -(-max(lr.shape[2:]) // 2)

    def is_enough(halo: int) -> bool:
        tiles = stream_tiles(lambda tile: network.residual(tile, scale), lr, scale, halo, tile)
        parts = ((values, (region * scale).slices) for region, values in tiles)
        return all((values - whole[:, :, rows, columns]).abs().max() <= _TOLERANCE for values, (rows, columns) in parts)

    enough, too_small = min(network.config.receptive_field_radius, tile), -1
    while enough - too_small > 1:
        halo = (enough + too_small) // 2
        enough, too_small = (halo, too_small) if is_enough(halo) else (enough, halo)
    return enough


def sample() -> Tensor:
    """The sample photo: (1, 3, 256, 256), 0 to 1"""
    with Image.open(paths.resources() / "samples" / "astronaut.png") as photo:
        pixels = np.array(photo.convert("RGB"))
    return torch.from_numpy(pixels).permute(2, 0, 1)[None] / 255
