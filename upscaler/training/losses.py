"""Losses: means over (N, C, H, W), values 0 to 1."""

from __future__ import annotations

import torch
import torch.nn.functional as F
from torch import Tensor

from upscaler.training.metrics import LUMA

_LEAST_FLAT = 0.02  # share of a batch; if less of it is flat, it counts less


def l1(result: Tensor, hr: Tensor) -> Tensor:
    """Mean absolute difference."""
    return F.l1_loss(result, hr)


def charbonnier(result: Tensor, hr: Tensor, epsilon: float = 1e-3) -> Tensor:
    """L1 with a round bottom: mean of sqrt(d^2 + epsilon^2). Source: Lai et al. 2017, "Deep Laplacian Pyramid
    Networks" (LapSRN), equation 3."""
    return torch.sqrt((result - hr).square() + epsilon**2).mean()


def mse(result: Tensor, hr: Tensor) -> Tensor:
    """Mean squared difference: difficult patches count most."""
    return F.mse_loss(result, hr)


def psnr(result: Tensor, hr: Tensor) -> Tensor:
    """The negative mean PSNR of the N patches, so that an easy one counts as much as a difficult one, as in PSNR
    tables.

    Above 45 dB, gains count less and less. The factor makes gradients as large as those of L1. Source: Chen et al.
    2022, "Simple Baselines for Image Restoration" (NAFNet), whose floor is 1e-8.
    """
    return _psnr_of((result - hr).square().mean((1, 2, 3)))


def psnr_luma(result: Tensor, hr: Tensor) -> Tensor:
    """The same with a squared error that is four fifths that of luma and one fifth that of R, G and B, because the eye
    sees detail in luma. For clean photos only: on noisy ones the network would leave chroma noise."""
    difference = result - hr
    return _psnr_of(0.8 * luma(difference).square().mean((1, 2, 3)) + 0.2 * difference.square().mean((1, 2, 3)))


def psnr_flat(result: Tensor, hr: Tensor) -> Tensor:
    """`psnr` plus 1.5 times the L1 of the places where the HR is flat, for drawings: there the eye sees what JPEG has
    left, though it is small beside the errors at edges, which alone count in `psnr`."""
    difference, flat = result - hr, is_flat(hr)
    in_flat = (flat * difference.abs()).mean() / flat.mean().clamp_min(_LEAST_FLAT)
    return _psnr_of(difference.square().mean((1, 2, 3))) + 1.5 * in_flat


def is_flat(pictures: Tensor, distance: int = 6) -> Tensor:
    """(N, 3, H, W) -> (N, 1, H, W), 1 where the picture is flat for `distance` pixels around, otherwise 0."""
    widest, least = (F.max_pool2d(one, 2 * distance + 1, 1, distance) for one in (pictures, -pictures))
    return ((widest + least).amax(1, keepdim=True) < 0.5 / 255).to(pictures.dtype)


def luma(pictures: Tensor) -> Tensor:
    """(N, 3, H, W) -> (N, 1, H, W), 0 to 1. Source: ITU-R BT.601"""
    return torch.einsum("nchw,c->nhw", pictures, pictures.new_tensor(LUMA) / sum(LUMA))[:, None]


def gradients(pictures: Tensor) -> tuple[Tensor, Tensor]:
    """Differences of neighbouring pixels, along rows and along columns."""
    return pictures[..., 1:] - pictures[..., :-1], pictures[..., 1:, :] - pictures[..., :-1, :]


def colour(result: Tensor, hr: Tensor, size: int = 8) -> Tensor:
    """L1 of means over squares of `size` pixels: sharp networks drift in colour and brightness."""
    return F.l1_loss(F.avg_pool2d(result, size), F.avg_pool2d(hr, size))


def grid(result: Tensor, hr: Tensor, scale: int, size: int = 8) -> Tensor:
    """Patterns that repeat with every LR pixel: how much the mean errors at the positions of the pixel shuffle differ,
    over squares of `size` LR pixels."""
    errors = F.avg_pool2d(F.pixel_unshuffle(result - hr, scale), size)
    by_place = errors.reshape(len(errors), 3, scale**2, -1)
    return (by_place - by_place.mean(2, keepdim=True)).abs().mean()


def _psnr_of(squared: Tensor, floor: float = 3e-5) -> Tensor:
    return 0.01 * (squared + floor).log().mean()


LOSSES = {
    **{"l1": l1, "charbonnier": charbonnier, "mse": mse},
    **{"psnr": psnr, "psnr-luma": psnr_luma, "psnr-flat": psnr_flat},
}
