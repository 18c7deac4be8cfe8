import pytest
import torch
import torch.nn.functional as F

from tests.conftest import make_compact
from upscaler.network.architectures.compact import SRVGGNetCompact, SRVGGNetCompactConfig


def test_it_is_the_published_network() -> None:
    """Convolutions and PReLUs by hand, from the weights alone."""
    network = make_compact(scale=2, convolutions=2)
    weights = network.state_dict()
    lr = x = torch.rand(1, 3, 6, 7)
    for layer in (0, 2, 4, 6):
        x = F.conv2d(x, weights[f"body.{layer}.weight"], weights[f"body.{layer}.bias"], padding=1)
        x = F.prelu(x, weights[f"body.{layer + 1}.weight"]) if layer < 6 else x
    expected = F.pixel_shuffle(x, 2) + F.interpolate(lr, scale_factor=2, mode="nearest")
    assert torch.allclose(network(lr, 2), expected, atol=1e-6)


def test_the_published_names() -> None:
    names = SRVGGNetCompact(SRVGGNetCompactConfig(convolutions=1)).state_dict()
    parts = [f"body.{layer}.{part}" for layer in (0, 2, 4) for part in ("weight", "bias")]
    assert set(names) == {*parts, "body.1.weight", "body.3.weight"}


def test_the_published_sizes() -> None:
    """general-x4v3 has 32 convolutions between the first and the last, the anime video model 16."""
    sizes = {32: 1_213_296, 16: 621_424}
    for convolutions, size in sizes.items():
        network = SRVGGNetCompact(SRVGGNetCompactConfig(convolutions=convolutions))
        assert sum(p.numel() for p in network.parameters()) == size


def test_the_shape_is_seen_in_the_weights() -> None:
    for config in (SRVGGNetCompactConfig(1, 8, 0), SRVGGNetCompactConfig(2, 24, 3), SRVGGNetCompactConfig()):
        assert SRVGGNetCompact.config_of(SRVGGNetCompact(config).state_dict()) == config


def test_what_only_looks_like_it_is_not_taken() -> None:
    weights = make_compact().state_dict()
    assert SRVGGNetCompact.config_of({}) is None
    with pytest.raises(ValueError, match="1 channels"):
        SRVGGNetCompact.config_of({**weights, "body.0.weight": torch.zeros(8, 1, 3, 3)})
    without = {key: weight for key, weight in weights.items() if not key.startswith("body.1.")}  # no PReLU
    assert SRVGGNetCompact.config_of(without) is None
