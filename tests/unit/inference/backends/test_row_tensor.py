import pytest
import torch
import torch.nn.functional as F
from torch import Tensor, nn

from tests.conftest import make_compact, make_edsr, make_msrresnet, make_network, make_rrdbnet, make_span
from upscaler.inference.backends.row_tensor import CannotStreamError, NetworkStream
from upscaler.inference.mixture import Mixture
from upscaler.network.architectures.network import Network

NETWORKS = {
    "SR-ResNet": make_network(),
    "compact": make_compact(),
    "RRDBNet": make_rrdbnet(),
    "SPAN": make_span(),
    "EDSR": make_edsr(scale=3),
    "MSRResNet": make_msrresnet(),
    "a mixture": Mixture(make_network(), make_compact(), 0.4),
}


class Function(Network):
    """A network that consists of one function."""

    def __init__(self, function: object) -> None:
        super().__init__()
        self.function = function
        self.conv = nn.Conv2d(3, 3, 3, padding=1)

    def residual(self, lr: Tensor, scale: int) -> Tensor:  # noqa: ARG002 - there is only one
        return self.function(self.conv, lr)  # type: ignore[no-any-return,operator]


@torch.inference_mode()
def streamed(network: Network, lr: Tensor, scale: int, strip: int) -> Tensor:
    height, parts, row = lr.shape[2], [], 0
    stream = NetworkStream(network, scale, height, strip)
    while stream.finished < height:
        parts.append(stream.push(lr[:, :, row : row + strip]))
        assert parts[-1].shape[2] <= scale * (strip + 4)  # it does not run much more at a time
        row += strip
    return torch.cat(parts, 2)


@pytest.mark.parametrize("network", NETWORKS.values(), ids=NETWORKS)
@pytest.mark.parametrize(("height", "strip"), [(23, 1), (23, 4), (24, 40), (1, 3), (2, 2)])
def test_strips_give_what_the_whole_picture_gives(network: Network, height: int, strip: int) -> None:
    scale = network.config.scales[-1]
    lr = torch.rand(1, 3, height, 9)
    assert torch.allclose(streamed(network, lr, scale, strip), network.residual(lr, scale), atol=2e-5)


@pytest.mark.parametrize(
    "function",
    [
        lambda conv, lr: F.interpolate(conv(lr), scale_factor=2, mode="bilinear"),
        lambda conv, lr: F.interpolate(conv(lr) - lr, scale_factor=2, mode="bicubic", align_corners=False),
        lambda conv, lr: F.interpolate(F.conv2d(lr, conv.weight, None, 1, 2, 2), scale_factor=2) * 0.5,
        lambda conv, lr: F.pixel_shuffle(torch.cat((lr, conv(conv(lr)), lr, conv(lr)), 1), 2),
        lambda conv, lr: torch.add(F.interpolate(lr, scale_factor=2), F.interpolate(conv(lr), scale_factor=2), alpha=3),
    ],
)
def test_enlargements_and_sums_too(function: object) -> None:
    network, lr = Function(function), torch.rand(1, 3, 17, 8)
    whole = network.residual(lr, 2)
    for strip in (1, 3, 20):
        assert torch.allclose(streamed(network, lr, 2, strip), whole, atol=1e-5)


@pytest.mark.parametrize(
    ("function", "why"),
    [
        (lambda _, lr: lr - lr.mean(), "mean may need"),
        (lambda _, lr: F.adaptive_avg_pool2d(lr, 1) * lr, "may need"),
        (lambda _, lr: lr.softmax(2), "softmax may need"),
        (lambda _, lr: lr.flip(2), "flip may need"),
        (lambda _, lr: lr + torch.rand(1, 3, 5, 1), "as high as the picture"),
        (lambda conv, lr: F.conv2d(lr, conv.weight, None, 2, 1), "changes the size"),
        (lambda conv, lr: F.conv2d(lr, conv.weight), "changes the size"),
        (lambda _, lr: torch.cat((lr, lr), 2), "another axis"),
        (lambda _, lr: F.interpolate(lr, scale_factor=0.5), "by a whole number"),
        (lambda _, lr: F.interpolate(lr, scale_factor=2, mode="bicubic", align_corners=True), "on the height"),
        (lambda _, lr: lr + F.interpolate(lr, scale_factor=2), "different heights"),
        (lambda _, lr: lr.clone(), "clone may need"),
        (lambda conv, lr: lr.add_(conv(lr)), "before all of them are available"),
        (lambda conv, lr: F.interpolate(conv(lr), scale_factor=2), "another height"),
    ],
)
def test_what_strips_do_not_allow_is_refused(function: object, why: str) -> None:
    with pytest.raises(CannotStreamError, match=why):
        streamed(Function(function), torch.rand(1, 3, 5, 6), 1, 2)


def test_what_is_kept_is_counted() -> None:
    """A chain of convolutions keeps two rows of each input; the widest has 16 channels."""
    network = make_compact(convolutions=4)
    stream = NetworkStream(network, 4, 30, 3)
    stream.push(torch.rand(1, 3, 3, 9))
    assert stream.kept_values() == 2 * (3 + 5 * 16)
    kept = sum(rows[0].numel() for operation in stream._operations for rows in operation.kept)
    assert kept <= 9 * stream.kept_values() + 9 * 16 * 6
