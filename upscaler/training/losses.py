"""What training makes small. All are means over every sample of (N, C, H, W), values 0 to 1."""

from __future__ import annotations

import torch
import torch.nn.functional as F
from torch import Tensor


def l1(result: Tensor, hr: Tensor) -> Tensor:
    """Mean absolute difference."""
    return F.l1_loss(result, hr)


def charbonnier(result: Tensor, hr: Tensor, epsilon: float = 1e-3) -> Tensor:
    """L1 with a round bottom: mean of sqrt(d^2 + epsilon^2). Source: Lai et al. 2017, "Deep Laplacian Pyramid
    Networks" (LapSRN), equation 3."""
    return torch.sqrt((result - hr).square() + epsilon**2).mean()


def mse(result: Tensor, hr: Tensor) -> Tensor:
    """Mean squared difference, which is what PSNR counts."""
    return F.mse_loss(result, hr)


LOSSES = {"l1": l1, "charbonnier": charbonnier, "mse": mse}
