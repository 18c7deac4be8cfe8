from __future__ import annotations

import copy

import pytest
import torch
from torch import Tensor

from upscaler.network.architectures.srresnet import SRResNet, SRResNetConfig
from upscaler.training.losses import mse
from upscaler.training.parts import Parts

pytestmark = pytest.mark.usefixtures("one_thread")

BATCH = 5


@pytest.fixture
def network() -> SRResNet:
    torch.manual_seed(1)
    return SRResNet(SRResNetConfig(channels=16, blocks=1))


def gradients(network: SRResNet) -> list[Tensor]:
    return [parameter.grad.clone() for parameter in network.parameters() if parameter.grad is not None]


@pytest.mark.parametrize("threads", [1, 2, 3, 9])
def test_parts_give_the_gradient_of_the_whole_batch(network: SRResNet, threads: int) -> None:
    lr, hr = torch.rand(BATCH, 3, 8, 8), torch.rand(BATCH, 3, 16, 16)
    plain = copy.deepcopy(network)
    loss = mse(plain(lr, 2), hr)
    loss.backward()  # type: ignore[no-untyped-call]
    parts = Parts(network, BATCH, threads)
    assert len(parts.slices) == min(threads, BATCH)
    for _ in range(2):  # the second does not add to the first
        value = parts.backward(lambda network, part: mse(network(lr[part], 2), hr[part]))
        assert value == pytest.approx(loss.item(), rel=1e-5)
        mine, its = gradients(network), gradients(plain)
        assert len(mine) == len(its)  # except those of the heads of other scales
        assert all(torch.allclose(a, b, rtol=1e-3, atol=1e-6) for a, b in zip(mine, its, strict=True))


def test_a_gpu_takes_the_batch_as_a_whole(network: SRResNet) -> None:
    elsewhere = network.to("meta")
    assert Parts(elsewhere, BATCH, 2).slices == [slice(0, BATCH)]


def test_parts_see_new_weights(network: SRResNet) -> None:
    parts = Parts(network, 2, 2)
    network.load_state_dict({key: torch.full_like(value, 0.5) for key, value in network.state_dict().items()})
    assert all((parameter == 0.5).all() for part in parts.networks for parameter in part.parameters())


def test_an_error_of_a_part_reaches_the_trainer(network: SRResNet) -> None:
    def fail(network: SRResNet, part: slice) -> Tensor:
        raise MemoryError

    with pytest.raises(MemoryError):
        Parts(network, 2, 2).backward(fail)
