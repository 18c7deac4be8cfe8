"""Tells photographs from what the network makes of them; its doubts are one of the losses of `sharp`."""

from __future__ import annotations

from itertools import pairwise

import torch.nn.functional as F
from torch import Tensor, nn
from torch.nn.utils.parametrizations import spectral_norm

SLOPE = 0.2  # of the leaky ReLUs


class PatchDiscriminator(nn.Module):
    """Judges every place by the 46 pixels around it. RGB in, values 0 to 1.

    Small on purpose: a strong judge beats a small network at once and teaches it nothing. Spectral norm keeps its slope
    bounded. Sources: Isola et al. 2017 (PatchGAN), Miyato et al. 2018 (spectral norm).
    """

    def __init__(self, channels: int = 32) -> None:
        super().__init__()
        self.first = nn.Conv2d(3, channels, 4, 2, 1)
        widths = (channels, 2 * channels, 4 * channels)
        self.halving = nn.ModuleList(spectral_norm(nn.Conv2d(a, b, 4, 2, 1)) for a, b in pairwise(widths))
        self.body = spectral_norm(nn.Conv2d(4 * channels, 4 * channels, 3, padding=1))
        self.last = nn.Conv2d(4 * channels, 1, 3, padding=1)

    def forward(self, pictures: Tensor) -> Tensor:
        """(N, 3, H, W) -> logits (N, 1, H / 8, W / 8): above 0 where it takes them for photographs."""
        x = F.leaky_relu(self.first(2 * pictures - 1), SLOPE)
        for layer in (*self.halving, self.body):
            x = F.leaky_relu(layer(x), SLOPE)
        judged: Tensor = self.last(x)
        return judged


def real_loss(logits: Tensor) -> Tensor:
    """Small where pictures are taken for photographs. Source: Goodfellow et al. 2014, not saturating."""
    return F.softplus(-logits).mean()


def fake_loss(logits: Tensor) -> Tensor:
    """Small where they are not."""
    return F.softplus(logits).mean()
