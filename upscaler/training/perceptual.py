"""ST-LPIPS: how different two pictures look, measured by the features of object recognition networks.

Source: Ghildyal and Liu 2022, "Shift-tolerant Perceptual Similarity Metric" (arXiv 2207.13686), after Zhang et al. 2018
(LPIPS) and Zhang 2019 ("Making Convolutional Networks Shift-Invariant Again"). Its weights are read from
the files of the package stlpips-pytorch (BSD 2-clause), without importing it, which would need torchvision.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from importlib import metadata
from typing import Literal

import torch
import torch.nn.functional as F
from torch import Tensor, nn

Net = Literal["alex", "vgg"]
PACKAGE = "stlpips-pytorch"
MEAN, DEVIATION = (0.485, 0.456, 0.406), (0.229, 0.224, 0.225)  # of R, G and B in ImageNet, values 0 to 1
WIDTHS = {"alex": (64, 192, 384, 256, 256), "vgg": (64, 128, 256, 512, 512)}  # channels that each stage ends with
VGG_DEPTHS = (2, 2, 3, 3, 3)  # convolutions of each stage


class MissingPackageError(SystemExit):
    """A package needed for measuring or training is not installed; the program exits with this message."""

    def __init__(self) -> None:
        super().__init__(f'The weights of ST-LPIPS are missing: pip install "upscaler[train]" brings {PACKAGE}.')


class BlurPool(nn.Module):
    """Halves width and height after a binomial filter, so that a shift of the input changes little."""

    def forward(self, x: Tensor) -> Tensor:
        """(N, C, H, W) -> (N, C, ceil(H / 2) + 1, ceil(W / 2) + 1)"""
        binomial = x.new_tensor([1.0, 2.0, 1.0]) / 4
        kernel = torch.outer(binomial, binomial).expand(x.shape[1], 1, 3, 3)
        return F.conv2d(F.pad(x, (2, 2, 2, 2), mode="reflect"), kernel, stride=2, groups=x.shape[1])


class Features(nn.Module):
    """The convolutions of AlexNet or VGG16 in five stages, the shift-tolerant variant of the paper.

    The stages of "vgg" end at relu1_2, relu2_2, relu3_3, relu4_3 and relu5_3, those of "alex" at its five ReLUs.
    """

    mean: Tensor
    deviation: Tensor

    def __init__(self, net: Net) -> None:
        super().__init__()
        self.stages = nn.ModuleList(_alexnet() if net == "alex" else _vgg())
        self.register_buffer("mean", torch.tensor(MEAN)[:, None, None], persistent=False)
        self.register_buffer("deviation", torch.tensor(DEVIATION)[:, None, None], persistent=False)

    def forward(self, pictures: Tensor) -> list[Tensor]:
        """(N, 3, H, W) RGB, 0 to 1, at least 32 pixels a side -> features of the five stages, each (N, C, h, w)."""
        x, found = (pictures - self.mean) / self.deviation, []
        for stage in self.stages:
            x = stage(x)
            found.append(x)
        return found

    def convolutions(self) -> list[nn.Conv2d]:
        """All convolutions, from first to last."""
        return [module for module in self.modules() if isinstance(module, nn.Conv2d)]


class Distance(nn.Module):
    """Weighted squared differences of normalised features, summed over five stages; 0 for equal pictures."""

    def __init__(self, net: Net) -> None:
        super().__init__()
        self.features = Features(net)
        self.weights = nn.ParameterList(torch.ones(width) for width in WIDTHS[net])

    def forward(self, a: Tensor, b: Tensor) -> Tensor:
        """Two batches (N, 3, H, W), RGB, 0 to 1 -> (N,)"""
        return self.between(self.features(a), self.features(b))

    def between(self, a: Sequence[Tensor], b: Sequence[Tensor]) -> Tensor:
        """The same for features, so that one picture's can be compared with those of several."""
        stages = zip(self.weights, a, b, strict=True)
        return torch.stack([_stage_distance(weight, x, y) for weight, x, y in stages]).sum(0)


def _stage_distance(weight: Tensor, a: Tensor, b: Tensor) -> Tensor:
    squared = (_unit(a) - _unit(b)).square()
    return torch.einsum("nchw,c->nhw", squared, weight).mean((1, 2))


def _unit(features: Tensor) -> Tensor:
    """Features scaled to length 1 over the channels, at every place."""
    return features / (features.square().sum(1, keepdim=True).sqrt() + 1e-10)


def load_distance(net: Net) -> Distance:
    """The distance with the authors' weights, frozen. Raises MissingPackageError."""
    try:
        weights = metadata.distribution(PACKAGE).locate_file(f"stlpips_pytorch/weights/vST0.0/{net}_shift_tolerant.pth")
    except metadata.PackageNotFoundError:
        raise MissingPackageError from None
    distance = fill(Distance(net), torch.load(str(weights), map_location="cpu", weights_only=True))
    fast: Distance = distance.to(memory_format=torch.channels_last)  # type: ignore[call-overload]
    return fast


def fill(distance: Distance, state: dict[str, Tensor]) -> Distance:
    """Load weights by the authors' names: net.slice2.5.weight is layer 5, in the second stage."""
    found = {key: [int(number) for number in match.groups()] for key in state if (match := _CONVOLUTION.fullmatch(key))}
    keys = sorted(found, key=found.__getitem__)
    with torch.no_grad():
        for convolution, key in zip(distance.features.convolutions(), keys, strict=True):
            convolution.weight.copy_(state[key])
            assert convolution.bias is not None
            convolution.bias.copy_(state[key.replace("weight", "bias")])
        for stage, weight in enumerate(distance.weights):
            weight.copy_(state[f"lin{stage}.model.1.weight"].flatten())
    return distance.eval().requires_grad_(False)


_CONVOLUTION = re.compile(r"net\.slice(\d+)\.(\d+)\.weight")


def _alexnet() -> list[nn.Sequential]:
    """AlexNet with stride 1 in the first convolution, where Krizhevsky et al. use 4."""
    return [
        nn.Sequential(nn.Conv2d(3, 64, 11, padding=2), BlurPool(), nn.ReLU()),
        nn.Sequential(nn.MaxPool2d(3, 1), BlurPool(), nn.Conv2d(64, 192, 5, padding=2), nn.ReLU()),
        nn.Sequential(nn.MaxPool2d(3, 1), BlurPool(), nn.Conv2d(192, 384, 3, padding=1), nn.ReLU()),
        nn.Sequential(nn.Conv2d(384, 256, 3, padding=1), nn.ReLU()),
        nn.Sequential(nn.Conv2d(256, 256, 3, padding=1), nn.ReLU()),
    ]


def _vgg() -> list[nn.Sequential]:
    stages: list[nn.Sequential] = []
    before = 3
    for width, depth in zip(WIDTHS["vgg"], VGG_DEPTHS, strict=True):
        layers: list[nn.Module] = [nn.MaxPool2d(2, 1), BlurPool()] if stages else []
        for _ in range(depth):
            layers += [nn.Conv2d(before, width, 3, padding=1), nn.ReLU()]
            before = width
        stages.append(nn.Sequential(*layers))
    return stages
