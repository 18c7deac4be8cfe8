from __future__ import annotations

from pathlib import Path

import pytest
import torch
from torch import nn

from upscaler.errors import ModelFileError
from upscaler.network.architectures.network import bicubic
from upscaler.network.architectures.srresnet import INPUT_MEAN
from upscaler.network.blocks import Norm, ResidualBlock
from upscaler.network.checkpoint import load_network, save_network
from upscaler.training.experiments import variants
from upscaler.training.experiments.variants import EXPERIMENTS, Variant

ALL = sorted({variant for experiment in EXPERIMENTS.values() for variant in experiment}, key=lambda v: v.name)


@pytest.mark.parametrize("variant", ALL, ids=lambda variant: variant.name)
def test_a_variant_is_the_network_it_names(variant: Variant) -> None:
    network = variant.network(16, seed=1)
    blocks = [module for module in network.modules() if isinstance(module, ResidualBlock)]
    convolutions = [m for m in network.body.modules() if isinstance(m, nn.Conv2d)]
    assert len(convolutions) == variant.convolutions == 2 * len(blocks)
    assert {type(block.shortcut) for block in blocks} == {nn.Identity if variant.body == "residual" else type(None)}
    norms = [module for module in network.modules() if isinstance(module, nn.BatchNorm2d)]
    assert len(norms) == (variant.convolutions if variant.norm == "batch" else 0)

    lr = torch.rand(1, 3, 8, 8)
    with torch.no_grad():
        difference = network(lr, 2) - network.residual(lr, 2)
    if variant.skip:
        assert torch.allclose(difference, bicubic(lr, 2), atol=1e-6)
    else:
        assert not difference.any()


@pytest.mark.parametrize("body", variants.BODIES)
def test_there_is_no_way_past_a_plain_body(body: variants.Body) -> None:
    """With the convolutions of every block at zero a plain network forgets its input and a residual one does not."""
    network = Variant(body, 4).network(16, seed=1)
    for block in network.body:
        assert isinstance(block, ResidualBlock)
        nn.init.zeros_(block.conv2.weight)
    with torch.no_grad():
        depends = (network(torch.rand(1, 3, 8, 8), 2) - network(torch.rand(1, 3, 8, 8), 2)).abs().max() > 1e-3
    assert depends == (body == "residual")


@pytest.mark.parametrize("norm", ["none", "batch"])
def test_bodies_start_from_the_same_random_numbers(norm: Norm) -> None:
    plain, residual = (Variant(body, 6, norm=norm).network(16, seed=1) for body in variants.BODIES)
    gain = 0.1 if norm == "none" else 1.0  # of the second convolution of a residual block
    for (name, a), b in zip(plain.named_parameters(), residual.parameters(), strict=True):
        assert torch.allclose(gain * a if "conv2" in name else a, b)


@pytest.mark.parametrize("variant", ALL, ids=lambda variant: variant.name)
def test_signals_neither_die_nor_explode_at_the_start(variant: Variant) -> None:
    network = variant.network(16, seed=1)
    lr = torch.rand(2, 3, 16, 16)
    with torch.no_grad():
        body = nn.Sequential(network.conv_first["2"], *network.body)(lr - INPUT_MEAN)
        assert 0.01 < body.std() / network.conv_first["2"](lr - INPUT_MEAN).std() < 100
        start = network(lr, 2)
    assert (start - (bicubic(lr, 2) if variant.skip else INPUT_MEAN)).std() < 1


def test_weights_without_the_long_skip_are_not_read_as_an_sr_resnet(tmp_path: Path) -> None:
    save_network(Variant("plain", 2).network(16, seed=1), tmp_path / "weights.safetensors")
    with pytest.raises(ModelFileError):
        load_network(tmp_path / "weights.safetensors")
