"""A network that learns to tell results from a teacher's outputs, and what the trained network learns from it.

Of the many originals that fit a damaged picture, L1 teaches the mean, which is soft; a discriminator asks for one that
could be the teacher's. No run with it has been good enough to release yet: see docs/decisions/0016.
"""

from __future__ import annotations

from typing import Any

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from upscaler.training.losses import l1
from upscaler.training.trainer import mixed_precision

CONTRAST = 8.0  # factor for the difference from the interpolated LR, which is small
REBALANCED_EVERY = 20  # steps
CEILING = 1.5  # times the first balance: a discriminator that cannot tell anything must not be amplified


class Discriminator(nn.Module):
    """Judges the difference between a picture and its interpolated LR, given both. Luma only, values 0 to 1.

    Convolutions at half the size of the picture, at a quarter and at an eighth. Since it gets the LR, it judges
    whether a picture belongs to it (Isola et al. 2017, pix2pix). Spectral norm made it learn ten times as slowly.
    """

    def __init__(self, channels: int = 48) -> None:
        super().__init__()
        deep = 128 * channels // 48
        shapes = ((8, channels, 3), (channels, channels, 3), (channels, deep, 4), (deep, deep, 3), (deep, deep, 4))
        self.layers = nn.ModuleList(_convolution(*shape) for shape in (*shapes, (deep, deep, 3)))
        self.judges = nn.ModuleList(_convolution(deep, 1, 3) for _ in range(2))

    def forward(self, pictures: Tensor, base: Tensor) -> tuple[list[Tensor], list[Tensor]]:
        """Two of (N, 1, H, W), sides a multiple of 8 -> judgements of places of 4 and of 8 pixels, higher for what
        looks like the teacher; features of three layers."""
        with mixed_precision(pictures.device):
            x = F.pixel_unshuffle(torch.cat([CONTRAST * (pictures - base), 2 * base - 1], 1), 2)
            x, features = x.contiguous(memory_format=torch.channels_last), []
            for index, layer in enumerate(self.layers):
                x = F.leaky_relu(layer(x), 0.2)
                if index % 2:
                    features.append(x)
            judged = [judge(found) for judge, found in zip(self.judges, features[1:], strict=True)]
        return [one.float() for one in judged], [one.float() for one in features]


class Opponent:
    """A discriminator in training."""

    def __init__(self, device: torch.device, lr: float, judgement: float, features: float) -> None:
        """`judgement` and `features` weight the two losses relative to all pixel losses."""
        self.network = Discriminator().to(device, memory_format=torch.channels_last)  # type: ignore[call-overload]
        self.adam = torch.optim.Adam(self.network.parameters(), lr=lr, betas=(0.5, 0.99), fused=True)
        self.shares = (judgement, features)
        self.balance: list[float] = []  # factors of the two losses
        self.ceiling: list[float] = []
        self.steps = 0

    def step(
        self, result: Tensor, answer: Tensor, base: Tensor, of_pixels: Tensor | None
    ) -> tuple[Tensor | None, dict[str, float]]:
        """Learn from a batch of luma (N, 1, H, W). Returns the gradient of the result, and values for the log.

        Each result is compared with the teacher's output for the same LR (Jolicoeur-Martineau 2018, relativistic GAN).
        `of_pixels` is the gradient of the pixel losses. Every now and then its norm sets the weights of the other
        losses (Esser et al. 2021, VQGAN). Without it, the discriminator learns alone and there is no gradient.
        """
        result = result.detach().requires_grad_()
        count = len(result)
        judged, features = self.network(torch.cat([answer, result]), torch.cat([base, base]))
        ahead = [one[:count] - one[count:] for one in judged]
        loss = torch.stack([F.softplus(-one).mean() for one in ahead]).mean()
        right = torch.stack([(one > 0).float().mean() for one in ahead]).mean()
        values, gradient = {"opponent": loss.item(), "right": right.item()}, None
        if of_pixels is not None:
            losses = [torch.stack([F.softplus(one).mean() for one in ahead]).mean(), _distance(features, count)]
            if self.steps % REBALANCED_EVERY == 0:
                self._rebalance(losses, result, of_pixels.norm().item())
            weighted = torch.stack([factor * one for factor, one in zip(self.balance, losses, strict=True)]).sum()
            (gradient,) = torch.autograd.grad(weighted, result, retain_graph=True)
            values["features"] = losses[1].item()
            self.steps += 1
        self.adam.zero_grad()
        loss.backward(inputs=list(self.network.parameters()))  # type: ignore[no-untyped-call]
        self.adam.step()
        return gradient, values

    def _rebalance(self, losses: list[Any], result: Tensor, norm: float) -> None:
        found = [torch.autograd.grad(one, result, retain_graph=True)[0].norm().item() for one in losses]
        wanted = [share * norm / max(one, 1e-12) for share, one in zip(self.shares, found, strict=True)]
        self.ceiling = self.ceiling or [CEILING * one for one in wanted]
        before = self.balance or wanted
        self.balance = [min(0.8 * a + 0.2 * b, most) for a, b, most in zip(before, wanted, self.ceiling, strict=True)]

    def state(self) -> dict[str, Any]:
        """Everything that `restore` needs."""
        state = {"network": self.network.state_dict(), "adam": self.adam.state_dict(), "steps": self.steps}
        return state | {"balance": self.balance, "ceiling": self.ceiling}

    def restore(self, state: dict[str, Any]) -> None:
        self.network.load_state_dict(state["network"])
        self.adam.load_state_dict(state["adam"])
        self.balance, self.ceiling, self.steps = state["balance"], state["ceiling"], state["steps"]


def _distance(features: list[Tensor], count: int) -> Tensor:
    """The distance between the features of results, the last `count`, and those of the teacher. Source: Wang et al.
    2018 (pix2pixHD)."""
    pairs = [(one[:count].detach(), one[count:]) for one in features]
    return torch.stack([l1(b, a) / (a.abs().mean() + 1e-6) for a, b in pairs]).sum()


def _convolution(inputs: int, outputs: int, size: int) -> nn.Module:
    """3x3, or 4x4 that halves width and height."""
    return nn.Conv2d(inputs, outputs, size, 2 if size == 4 else 1, 1)
