import pytest
import torch

from tests.conftest import make_network
from upscaler.network.architectures.network import bicubic
from upscaler.network.architectures.srresnet import INPUT_MEAN, SRResNet, SRResNetConfig


@pytest.mark.parametrize("scale", [2, 3, 4])
def test_the_network_adds_a_residual_to_the_interpolated_input(network: SRResNet, scale: int) -> None:
    lr = torch.rand(2, 3, 5, 8)
    hr = network(lr, scale)
    assert hr.shape == (2, 3, 5 * scale, 8 * scale)
    assert torch.equal(hr, network.residual(lr, scale) + bicubic(lr, scale))


def test_without_the_global_skip_the_network_predicts_the_picture() -> None:
    network = make_network(global_skip=False)
    lr = torch.rand(1, 3, 5, 8)
    assert torch.equal(network(lr, 2), network.residual(lr, 2))


def test_the_keys_that_files_rely_on() -> None:
    keys = set(SRResNet(SRResNetConfig(blocks=1)).state_dict())
    modules = [f"conv_{place}.{scale}" for place in ("first", "last") for scale in (2, 3, 4)]
    modules += ["body.0.conv1", "body.0.conv2", "conv_after_body"]
    assert keys == {f"{module}.{part}" for module in modules for part in ("weight", "bias")}


def test_the_mean_is_subtracted_before_the_zero_padding(network: SRResNet) -> None:
    seen: list[torch.Tensor] = []
    first = network.conv_first["2"]
    handle = first.register_forward_pre_hook(lambda _, inputs: seen.extend(inputs))
    lr = torch.rand(1, 3, 9, 9)
    network.residual(lr, 2)
    handle.remove()
    assert isinstance(first, torch.nn.Conv2d) and first.padding_mode == "zeros"
    assert torch.allclose(seen[0], lr - INPUT_MEAN)


@pytest.mark.parametrize("blocks", [1, 3])
def test_the_receptive_field_is_what_the_config_says(blocks: int) -> None:
    network = make_network(blocks=blocks)
    radius = network.config.receptive_field_radius
    lr = torch.rand(1, 3, 1, 61, dtype=torch.float32).expand(1, 3, 41, 61).clone()
    changed = lr.clone()
    changed[:, :, 20, 30] += 0.5
    difference = (network.residual(lr, 2) - network.residual(changed, 2)).abs().amax(dim=(0, 1, 2))
    touched = difference.nonzero()[:, 0]
    assert touched.min() >= (30 - radius) * 2
    assert touched.max() < (30 + radius + 1) * 2
    assert touched.max() >= (30 + radius - 2) * 2  # and not much smaller


def test_the_published_size() -> None:
    assert SRResNetConfig().receptive_field_radius == 27
    assert sum(p.numel() for p in SRResNet(SRResNetConfig()).parameters()) == 561_303
