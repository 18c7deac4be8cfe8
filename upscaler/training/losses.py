"""What training makes small: means over (N, C, H, W), values 0 to 1."""

from __future__ import annotations

import torch
import torch.nn.functional as F
from torch import Tensor

from upscaler.training.metrics import LUMA


def l1(result: Tensor, hr: Tensor) -> Tensor:
    """Mean absolute difference."""
    return F.l1_loss(result, hr)


def charbonnier(result: Tensor, hr: Tensor, epsilon: float = 1e-3) -> Tensor:
    """L1 with a round bottom: mean of sqrt(d^2 + epsilon^2). Source: Lai et al. 2017, "Deep Laplacian Pyramid
    Networks" (LapSRN), equation 3."""
    return torch.sqrt((result - hr).square() + epsilon**2).mean()


def mse(result: Tensor, hr: Tensor) -> Tensor:
    """Mean squared difference: hard patches count most."""
    return F.mse_loss(result, hr)


def psnr(result: Tensor, hr: Tensor, floor: float = 3e-5) -> Tensor:
    """PSNR of each of the N patches, so that a fine one counts as much as a hard one, as in a mean over pictures.

    Four fifths of the squared difference are that of luma, as the eye sees detail there, and one fifth that of R, G
    and B. What is better than 45 dB (`floor`) counts less and less. The factor gives gradients the size of those of
    L1. Source: Chen et al. 2022, "Simple Baselines for Image Restoration" (NAFNet), on RGB alone, with a floor of 1e-8.
    """
    difference = result - hr
    luma = torch.einsum("nchw,c->nhw", difference, difference.new_tensor(LUMA) / sum(LUMA))
    squared = 0.8 * luma.square().mean((1, 2)) + 0.2 * difference.square().mean((1, 2, 3))
    return 0.01 * (squared + floor).log().mean()


LOSSES = {"l1": l1, "charbonnier": charbonnier, "mse": mse, "psnr": psnr}
