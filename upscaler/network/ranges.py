"""Static ranges of the inputs of the convolutions in an SR-ResNet's body, which determine the scales for int8.

They are measured on photos (`training.quantise`) and stored in the metadata of the model's file; the weights are not
changed. They are the largest absolute values, of shape (2 * blocks + 1, channels): those of the trunk at each block and
at its end, then those in the middle of each block, after the ReLU.
"""

from __future__ import annotations

from typing import Any

import torch
from torch import Tensor

from upscaler.network.architectures.srresnet import SRResNetConfig

SMALLEST = 1e-6  # the range used for a channel that is always 0


def ranges_from(stored: Any, config: SRResNetConfig) -> Tensor:
    """The ranges stored in a file. Raises ValueError if they do not fit the network."""
    ranges = torch.tensor(stored, dtype=torch.float32)
    fits = ranges.shape == (2 * config.blocks + 1, config.channels)
    if not (fits and ranges.isfinite().all() and (ranges >= 0).all()):
        raise ValueError("the ranges for int8 do not fit the network")
    return ranges


def blended_ranges(first: Tensor | None, second: Tensor | None, share: float) -> Tensor | None:
    """The ranges for a blend of two networks; None unless both have some."""
    return None if first is None or second is None else first.lerp(second, share)
