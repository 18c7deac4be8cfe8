import re

import pytest
import torch
import torch.nn.functional as F
from torch import Tensor

from tests.conftest import make_rrdbnet
from upscaler.network.architectures.network import Weights
from upscaler.network.architectures.rrdbnet import RRDBNet, RRDBNetConfig


def published(weights: Weights, lr: Tensor, blocks: int, steps: int, unshuffle: int = 1) -> Tensor:
    """The network by hand, from the weights alone, as BasicSR writes it."""

    def conv(x: Tensor, name: str) -> Tensor:
        return F.conv2d(x, weights[f"{name}.weight"], weights[f"{name}.bias"], padding=1)

    def leaky(x: Tensor) -> Tensor:
        return F.leaky_relu(x, 0.2)

    def dense(x: Tensor, name: str) -> Tensor:
        seen = [x]
        for i in range(1, 5):
            seen.append(leaky(conv(torch.cat(seen, 1), f"{name}.conv{i}")))
        return conv(torch.cat(seen, 1), f"{name}.conv5") * 0.2 + x

    features = x = conv(F.pixel_unshuffle(lr, unshuffle), "conv_first")
    for block in range(blocks):
        begin = x
        for part in (1, 2, 3):
            x = dense(x, f"body.{block}.rdb{part}")
        x = x * 0.2 + begin
    x = features + conv(x, "conv_body")
    for step in range(1, steps + 1):
        x = leaky(conv(F.interpolate(x, scale_factor=2, mode="nearest"), f"conv_up{step}"))
    return conv(leaky(conv(x, "conv_hr")), "conv_last")


@pytest.mark.parametrize(("scale", "steps"), [(1, 0), (2, 1), (4, 2), (8, 3)])
def test_it_is_the_published_network(scale: int, steps: int) -> None:
    network = make_rrdbnet(scale=scale)
    lr = torch.rand(1, 3, 6, 7)
    expected = published(network.state_dict(), lr, network.config.blocks, steps)
    assert expected.shape[2:] == (6 * scale, 7 * scale)
    assert torch.allclose(network(lr, scale), expected, atol=1e-5)


@pytest.mark.parametrize(("scale", "unshuffle"), [(1, 4), (2, 2), (1, 2)])
def test_some_begin_with_a_pixel_unshuffle(scale: int, unshuffle: int) -> None:
    """Sides that are not multiples of it are extended by mirroring, and the result is cropped."""
    network = make_rrdbnet(scale=scale, unshuffle=unshuffle)
    steps = (scale * unshuffle).bit_length() - 1
    assert network.config.alignment == unshuffle
    for height, width in ((8, 12), (9, 11), (1, 2)):
        lr = torch.rand(1, 3, height, width)
        right, below = -width % unshuffle, -height % unshuffle
        mode = "reflect" if right < width and below < height else "replicate"
        expected = published(network.state_dict(), F.pad(lr, (0, right, 0, below), mode), 1, steps, unshuffle)
        expected = expected[:, :, : scale * height, : scale * width]
        assert torch.allclose(network(lr, scale), expected, atol=1e-5)


def test_the_published_size() -> None:
    assert sum(p.numel() for p in RRDBNet(RRDBNetConfig()).parameters()) == 16_697_987


def test_the_shape_is_seen_in_the_weights() -> None:
    for config in (
        RRDBNetConfig(1, 8, 1, 4),
        RRDBNetConfig(2, 16, 3, 8),
        RRDBNetConfig(8, 8, 2, 8),
        RRDBNetConfig(2, 8, 1, 4, 2),
    ):
        assert RRDBNet.config_of(RRDBNet(config).state_dict()) == config


def test_what_only_looks_like_it_is_not_taken() -> None:
    weights = make_rrdbnet().state_dict()
    assert RRDBNet.config_of({}) is None
    for channels, reason in ((1, "1 channels"), (4, "4 channels"), (27, "Unshuffle(3)"), (192, "Unshuffle(8)")):
        with pytest.raises(ValueError, match=re.escape(reason)):
            RRDBNet.config_of({**weights, "conv_first.weight": torch.zeros(8, channels, 3, 3)})


def older(key: str, layers: dict[str, str]) -> str:
    """The name in ESRGAN's own files."""
    place, _, part = key.rpartition(".")
    if place.startswith("body."):
        _, block, dense, conv = place.split(".")
        return f"model.1.sub.{block}.{dense.upper()}.{conv}.0.{part}"
    return f"{layers[place]}.{part}"


@pytest.mark.parametrize(
    ("scale", "numbers"),
    [(1, (2, 4)), (2, (3, 5, 7)), (4, (3, 6, 8, 10)), (8, (3, 6, 9, 11, 13))],  # of the layers after the body
)
def test_esrgan_s_own_names(scale: int, numbers: tuple[int, ...]) -> None:
    weights = make_rrdbnet(scale=scale, blocks=2).state_dict()
    later = [*(f"conv_up{i + 1}" for i in range(len(numbers) - 2)), "conv_hr", "conv_last"]
    layers = {"conv_first": "model.0", "conv_body": "model.1.sub.2"}
    layers |= {name: f"model.{number}" for name, number in zip(later, numbers, strict=True)}
    renamed = RRDBNet.renamed({older(key, layers): weight for key, weight in weights.items()})
    assert renamed.keys() == weights.keys()
    assert all(torch.equal(renamed[key], weights[key]) for key in weights)


def test_esrgan_s_later_names() -> None:
    weights = make_rrdbnet(scale=4).state_dict()
    names = {"conv_body": "trunk_conv", "body.": "RRDB_trunk.", "conv_up": "upconv", "conv_hr": "HRconv", "rdb": "RDB"}

    def later(key: str) -> str:
        for ours, theirs in names.items():
            key = key.replace(ours, theirs)
        return key

    assert RRDBNet.renamed({later(key): weight for key, weight in weights.items()}).keys() == weights.keys()


def test_names_of_other_families_stay() -> None:
    weights = {"conv_first.2.weight": torch.zeros(1), "body.0.conv1.weight": torch.zeros(1)}
    assert RRDBNet.renamed(weights) == weights
