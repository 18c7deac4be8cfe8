"""Measure the int8 ranges of finished weights: `python -m upscaler.training.quantise --photos DIR`.

Runs the app's models, or those of --weights, over crops of the training photos, clean and damaged, at each scale. The
ranges of the values are written into the model's file (see `network.ranges`), whose tensors stay unchanged, and the
hash in its card is updated. Blends need no ranges of their own: theirs are interpolated. Takes less than a minute per
model; `training.int8_loss` measures what int8 then loses. Weights that lose too much can learn to bear the rounding:
`python -m upscaler.training.train --from WEIGHTS --int8 0.5`.

The model for drawings is left out and runs in floating point: on pages of text it lost 0.08 dB and was off by up to 34
levels.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import torch
from torch import Tensor

from upscaler.network.architectures.srresnet import INPUT_MEAN, SRResNet
from upscaler.network.blocks import ResidualBlock
from upscaler.network.catalog import built_in_models, load_card
from upscaler.network.checkpoint import save_ranges
from upscaler.options import DRAWING_MODEL
from upscaler.training.command import module_parser
from upscaler.training.dataset import SCALES, busiest_square, is_held_back, photo_paths, readable
from upscaler.training.degradation.catalog import DEGRADATIONS
from upscaler.training.degradation.steps import Pixels
from upscaler.training.evaluate import load_weights, seeded

PHOTOS = 40
CROP = 252  # HR pixels of the most detailed square of a photo; a multiple of all scales


def photo_crops(folder: Path) -> Iterator[tuple[int, Pixels]]:
    """(scale, LR) of photos that are not held back."""
    paths = [path for path in photo_paths(folder) if not is_held_back(path.name)]
    for path, hr in readable(paths[:: max(1, len(paths) // PHOTOS)][:PHOTOS]):
        square = np.ascontiguousarray(hr[busiest_square(hr, CROP, step=12)])
        for scale in SCALES:
            for way in ("clean", "wild"):
                yield scale, DEGRADATIONS[way](square, scale, seeded(path.name, scale))[1]


@torch.inference_mode()
def largest_values(network: SRResNet, lr: Pixels, scale: int) -> Tensor:
    """The largest values for one LR picture (H, W, 3), laid out as in `network.ranges`. Batch norm must be folded."""
    values = torch.tensor(lr).permute(2, 0, 1)[None].contiguous(memory_format=torch.channels_last) / 255
    trunk, hidden = [network.conv_first[str(scale)](values - INPUT_MEAN)], []
    for block in network.body:
        assert isinstance(block, ResidualBlock)
        hidden.append(torch.relu(block.conv1(trunk[-1])))
        trunk.append(block(trunk[-1]))
    return torch.stack([layer.abs().amax(dim=(0, 2, 3)) for layer in (*trunk, *hidden)])


def measured_ranges(network: SRResNet, pictures: Iterable[tuple[int, Pixels]]) -> Tensor:
    """Ranges that hold all values for (scale, LR) pictures. A margin of a quarter cost 1 dB of PSNR to fp32 and did not
    reduce the largest difference."""
    return torch.stack([largest_values(network, lr, scale) for scale, lr in pictures]).amax(dim=0)


def parse_arguments(arguments: list[str] | None = None) -> argparse.Namespace:
    parser = module_parser("quantise", __doc__)
    parser.add_argument("--photos", type=Path, required=True, help="folder of photos; a tenth, by name, is not used")
    parser.add_argument("--weights", type=Path, nargs="+", help="safetensors files of SR-ResNets, not the app's models")
    return parser.parse_args(arguments)


def main(arguments: list[str] | None = None) -> None:
    options = parse_arguments(arguments)
    photos = list(photo_crops(options.photos))
    shipped = [model.weights for model in built_in_models() if model.card.name != DRAWING_MODEL]
    for path in options.weights or shipped:
        network = load_weights(path).to(memory_format=torch.channels_last)  # type: ignore[call-overload]
        sha256 = save_ranges(path, measured_ranges(network, photos))
        if path.with_suffix(".json").exists():
            replace(load_card(path.with_suffix(".json")), sha256=sha256).save(path)
        print(f"{path.stem}: ranges from {len(photos)} pictures", flush=True)


if __name__ == "__main__":
    main()
