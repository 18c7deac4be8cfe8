"""Static ranges: how large the values get that enter the convolutions of an SR-ResNet's body. int8 is made from them.

They are measured on photos (`training.quantise`) and lie in the metadata of the model's file, beside the weights, which
stay as they are. Shape (2 * blocks + 1, channels), of largest absolute values: of the trunk at each block and at its
end, then in the middle of each block, after the ReLU.
"""

from __future__ import annotations

from typing import Any

import torch
from torch import Tensor

from upscaler.network.architectures.srresnet import SRResNetConfig


def ranges_from(stored: Any, config: SRResNetConfig) -> Tensor:
    """The ranges that a file states. Raises ValueError if they do not fit the network."""
    ranges = torch.tensor(stored, dtype=torch.float32)
    fits = ranges.shape == (2 * config.blocks + 1, config.channels)
    if not (fits and ranges.isfinite().all() and (ranges >= 0).all()):
        raise ValueError("the ranges for int8 do not fit the network")
    return ranges


def blended_ranges(first: Tensor | None, second: Tensor | None, share: float) -> Tensor | None:
    """Those of weights between those of two networks; none, unless both have some."""
    return None if first is None or second is None else first.lerp(second, share)
