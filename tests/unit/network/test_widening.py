from __future__ import annotations

import pytest
import torch

from tests.conftest import make_network
from upscaler.network.checkpoint import blended
from upscaler.network.widening import widened

NARROW, WIDE = {"channels": 16, "blocks": 3}, {"channels": 24, "blocks": 5}


@pytest.mark.parametrize("shape", [WIDE, {"channels": 16, "blocks": 4}, {"channels": 20, "blocks": 3}])
def test_a_widened_network_computes_the_same(shape: dict[str, int]) -> None:
    narrow, wide = make_network(0, **NARROW), make_network(1, **shape)
    lr = torch.rand(1, 3, 12, 10)
    network = widened(narrow, wide)
    assert network.config == wide.config
    for scale in narrow.config.scales:
        assert torch.allclose(network.residual(lr, scale), narrow.residual(lr, scale), atol=1e-6)
        assert not torch.allclose(wide.residual(lr, scale), narrow.residual(lr, scale), atol=1e-3)


def test_a_blend_with_a_larger_network_runs_from_one_to_the_other() -> None:
    narrow, wide = make_network(0, **NARROW), make_network(1, **WIDE)
    lr = torch.rand(1, 3, 12, 10)
    ends = [network.residual(lr, 2) for network in (narrow, wide)]
    found = [blended(narrow, wide, share).residual(lr, 2) for share in (0.0, 0.5, 1.0)]
    assert torch.allclose(found[0], ends[0], atol=1e-6)
    assert torch.allclose(found[2], ends[1], atol=1e-6)
    assert all(not torch.allclose(found[1], end, atol=1e-3) for end in ends)


def test_new_channels_and_blocks_come_in_step_by_step() -> None:
    """Layers that read them get the larger network's weights in full, or a blend would weaken them twice."""
    narrow, wide = make_network(0, **NARROW), make_network(1, **WIDE)
    network = blended(narrow, wide, 0.5)
    new, before = (dict(one.named_parameters())["body.0.conv1.weight"] for one in (network, wide))
    assert torch.equal(new[16:], before[16:])
    assert torch.allclose(new[:16, 16:], before[:16, 16:] / 2)


def test_ranges_of_a_widened_network() -> None:
    """Blocks 0, 2 and 4 of five are those of the narrow network; the trunk between them is unchanged."""
    narrow, wide = make_network(0, **NARROW), make_network(1, **WIDE)
    assert widened(narrow, wide).ranges is None
    narrow.ranges = torch.arange(7.0)[:, None].expand(7, 16)
    wide.ranges = torch.full((11, 24), 100.0)
    ranges = widened(narrow, wide).ranges
    assert ranges is not None
    assert ranges[:, 0].tolist() == [0, 1, 1, 2, 2, 3, 4, 100, 5, 100, 6]
    assert ranges[:, 16:].eq(100).all()
    assert blended(narrow, wide, 0.25).ranges is not None


@pytest.mark.parametrize("shape", [{"channels": 8, "blocks": 5}, {"channels": 24, "blocks": 2}, {"scales": (2, 4)}])
def test_networks_that_do_not_fit(shape: dict[str, object]) -> None:
    with pytest.raises(ValueError, match="does not fit"):
        widened(make_network(0, **NARROW), make_network(1, **{**WIDE, **shape}))
