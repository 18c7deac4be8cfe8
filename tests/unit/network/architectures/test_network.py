import pytest
import torch
import torch.nn.functional as F

from tests.conftest import make_compact, make_network, make_rrdbnet
from upscaler.network.architectures.network import Network, bicubic, nearest, numbers
from upscaler.network.architectures.registry import FAMILIES


@pytest.mark.parametrize("scale", [1, 2, 3, 4])
def test_base_images_are_torch_s(scale: int) -> None:
    lr = torch.rand(1, 3, 5, 8)
    expected = F.interpolate(lr, scale_factor=scale, mode="bicubic", align_corners=False)
    assert torch.equal(bicubic(lr, scale), expected)
    assert torch.equal(nearest(lr, scale), lr.repeat_interleave(scale, 2).repeat_interleave(scale, 3))


@pytest.mark.parametrize(
    ("network", "base"),
    [
        (make_network(), lambda lr: bicubic(lr, 2)),
        (make_network(global_skip=False), lambda _: 0),
        (make_compact(scale=2), lambda lr: nearest(lr, 2)),
        (make_rrdbnet(scale=2), lambda _: 0),
    ],
    ids=["SRResNet", "without the global skip", "SRVGGNetCompact", "RRDBNet"],
)
def test_a_network_adds_its_residual_to_its_base(network: Network, base) -> None:  # type: ignore[no-untyped-def]
    lr = torch.rand(2, 3, 5, 8)
    assert network(lr, 2).shape == (2, 3, 10, 16)
    assert torch.equal(network(lr, 2), network.residual(lr, 2) + base(lr))


@pytest.mark.parametrize("network", [make_network(), make_compact(), make_rrdbnet()], ids=lambda n: type(n).__name__)
def test_the_receptive_field_is_what_the_config_says(network: Network) -> None:
    radius, scale = network.config.receptive_field_radius, network.config.scales[0]
    network = network.double()  # the rim of the receptive field changes little
    length = 2 * radius + 21
    middle = length // 2
    lr = torch.rand(1, 3, 1, length, dtype=torch.float64).expand(1, 3, 9, length).clone()
    changed = lr.clone()
    changed[:, :, 4, middle] += 0.5
    difference = (network.residual(lr, scale) - network.residual(changed, scale)).abs().amax(dim=(0, 1, 2))
    touched = difference.nonzero()[:, 0]
    assert touched.min() >= (middle - radius) * scale
    assert touched.max() < (middle + radius + 1) * scale
    assert touched.max() >= (middle + radius - 2) * scale  # and not much smaller
    network.float()


@pytest.mark.parametrize("network", [make_network(), make_compact(), make_rrdbnet()], ids=lambda n: type(n).__name__)
def test_no_layer_is_larger_than_the_config_says(network: Network) -> None:
    sizes: list[int] = []
    hooks = [m.register_forward_hook(lambda *call: sizes.append(call[2].numel())) for m in network.modules()]
    for scale in network.config.scales:
        network.residual(torch.rand(1, 3, 8, 8), scale)
    for hook in hooks:
        hook.remove()
    assert max(sizes) <= network.config.values_per_pixel * 64 <= 3 * max(sizes)


def test_every_family_has_its_own_config() -> None:
    assert len({family.Config for family in FAMILIES}) == len(FAMILIES)


def test_numbers_are_those_of_whole_keys() -> None:
    weights = {key: torch.zeros(1) for key in ("a.10.weight", "a.2.weight", "a.2.bias", "b.a.3.weight", "a.x.weight")}
    assert numbers(weights, r"a\.(\d+)\.weight") == [2, 10]
