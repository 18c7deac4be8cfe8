"""Measurements of finished networks, in fp32: on single held-back patches, and on photos with batch norm folded.

Training and its evaluations run in bf16 (8 bits of precision), which slightly harms a network that predicts the picture
itself, but not one that predicts the difference; so networks are compared in fp32.
"""

from __future__ import annotations

import copy
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import torch
from torch import Tensor

from upscaler.network.architectures.network import bicubic
from upscaler.network.blocks import fold_batch_norm
from upscaler.training.dataset import Data, Photo
from upscaler.training.experiments.variants import SCALE, NoLongSkip
from upscaler.training.metrics import psnr_y
from upscaler.training.plot import picture_grid
from upscaler.training.trainer import as_pixels, as_tensor, held_back_patches, psnr_of_each

FOLD_PHOTOS, FOLD_SIZE = 5, 320  # photos, LR pixels from their middle
CROP, ENLARGED = 104, 2  # HR pixels of a picture in the strip, and its magnification


@dataclass(frozen=True)
class Final:
    """A finished network on the held-back patches. `loss`: mean L1 in levels of 255, over all colours; `psnr`: mean
    PSNR on Y in dB; `worse`: the number of patches with a larger L1 than the input."""

    loss: float
    psnr: float
    worse: int
    patches: int


@torch.inference_mode()
def final(network: NoLongSkip, data: Data) -> Final:
    """The scores of a network in fp32, compared with the interpolated input."""
    assert data.held_back is not None
    small, hr = held_back_patches(data.held_back, SCALE)
    lr, target = as_tensor(small), as_tensor(hr)
    result, given = network(lr, SCALE), bicubic(lr, SCALE)
    losses, before = (255 * (x - target).abs().mean(dim=(1, 2, 3)) for x in (result, given))
    psnr = float(np.mean(psnr_of_each(result, hr, SCALE)))
    return Final(losses.mean().item(), psnr, int((losses > before).sum()), len(losses))


@dataclass(frozen=True)
class Folding:
    """The effect of folding batch norm: the largest difference and the largest value, both in levels of 255, and the
    share of samples that round to a different level."""

    largest: float
    range: float
    changed: float


@torch.inference_mode()
def folding(network: NoLongSkip, photos: Sequence[Photo]) -> Folding:
    """Compare a network with itself after `fold_batch_norm`, in fp32, on clean photos."""
    folded = copy.deepcopy(network)
    fold_batch_norm(folded)
    largest, top, changed, samples = 0.0, 0.0, 0, 0
    for photo in photos[:FOLD_PHOTOS]:
        lr = as_tensor(np.stack([middle(photo.lr[SCALE], FOLD_SIZE)]))
        before, after = network(lr, SCALE), folded(lr, SCALE)
        largest = max(largest, 255 * (before - after).abs().max().item())
        top = max(top, 255 * before.abs().max().item())
        changed += int((as_pixels(before) != as_pixels(after)).sum())
        samples += before.numel()
    return Folding(largest, top, changed / samples)


def middle(pixels: npt.NDArray[Any], size: int) -> npt.NDArray[Any]:
    """At most size x size pixels from the middle of (H, W, 3)."""
    y, x = (max(0, (side - size) // 2) for side in pixels.shape[:2])
    return pixels[y : y + size, x : x + size]


@torch.inference_mode()
def picture_strip(path: Path, networks: dict[str, NoLongSkip], photo: Photo, place: tuple[int, int]) -> None:
    """Draw the input, the result of each network and the original side by side, with the PSNR on Y of the part shown.

    `place` is (y, x) of the crop in the HR.
    """
    lr = as_tensor(np.stack([photo.lr[SCALE]]))
    results: dict[str, Tensor] = {"input": bicubic(lr, SCALE)}
    results |= {name: network(lr, SCALE) for name, network in networks.items()}
    crop = np.s_[place[0] : place[0] + CROP, place[1] : place[1] + CROP]
    hr = photo.hr[crop]
    shown = {name: as_pixels(result)[0][crop] for name, result in results.items()}
    labels = [f"{name}: {psnr_y(pixels, hr, 0):.1f} dB" for name, pixels in shown.items()] + ["original"]
    picture_grid(path, [list(zip(labels, [*shown.values(), hr], strict=True))], ENLARGED)
