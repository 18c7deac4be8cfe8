import pytest
import torch
import torch.nn.functional as F
from torch import Tensor

from upscaler.inference import int8
from upscaler.inference.int8 import ZERO, FineConvolution, Int8Convolution, quantised

pytestmark = pytest.mark.int8


@pytest.fixture
def rows() -> Tensor:
    """Some values exceed 8 bits."""
    return (50 * torch.randn(1, 16, 6, 9, generator=torch.Generator().manual_seed(0))).contiguous(
        memory_format=torch.channels_last
    )


@pytest.fixture
def weight() -> Tensor:
    """Integers with a maximum of 127 in every channel, so that rounding to int8 changes nothing."""
    weight = torch.randint(-127, 128, (8, 16, 3, 3), generator=torch.Generator().manual_seed(1)).float()
    weight[:, 0, 0, 0] = 127
    return weight


def test_rounding_is_to_the_nearest_and_clips(rows: Tensor) -> None:
    found = quantised(rows)
    assert found.dtype == torch.uint8
    assert torch.equal(found, (rows.round() + ZERO).clamp(0, 255).byte())
    assert torch.equal(quantised(rows, 0), rows.round().clamp(0, 255).byte())
    assert found.is_contiguous(memory_format=torch.channels_last)


@pytest.mark.parametrize("zero", [0, ZERO])
def test_a_convolution_is_exact(rows: Tensor, weight: Tensor, zero: int) -> None:
    bias = torch.arange(8.0)
    values = quantised(rows, zero)
    expected = F.conv2d(values.double() - zero, weight.double(), bias.double(), padding=(0, 1))
    assert torch.equal(Int8Convolution.of(weight, bias, zero, relu=False)(values).double(), expected)
    positive = Int8Convolution.of(weight / 1000, bias, zero, relu=True)(values)
    assert positive.dtype == torch.uint8
    near = (expected - bias[:, None, None]) / 1000 + bias[:, None, None]
    assert (positive.double() - near.clamp(0, 255)).abs().max() <= 0.51  # scales of 1/1000 are rounded


def test_a_fine_convolution_reads_sixteen_bits(rows: Tensor, weight: Tensor) -> None:
    rows, bias = rows.clamp(-127, 127), torch.arange(8.0)
    expected = F.conv2d(rows, weight, bias, padding=(0, 1))
    high = Int8Convolution.of(weight, bias, ZERO, relu=False)
    coarse, fine = (
        (high(quantised(rows)) - expected).abs().max(),
        (FineConvolution(high, False)(rows) - expected).abs().max(),
    )
    assert fine < coarse / 100
    positive = FineConvolution(Int8Convolution.of(weight / 100, bias, ZERO, relu=False), True)(rows)
    assert positive.dtype == torch.uint8
    near = F.conv2d(rows, weight / 100, bias, padding=(0, 1)).clamp(0, 255)
    assert (positive - near).abs().max() <= 0.6


def test_it_is_asked_whether_the_operators_are_there_and_exact(monkeypatch: pytest.MonkeyPatch) -> None:
    def nothing(*_: object) -> Tensor:
        raise NotImplementedError

    def clipping(self: Int8Convolution, rows: Tensor) -> Tensor:
        return original(self, rows).clamp(-5e5, 5e5)

    original = Int8Convolution.__call__
    for kind in (nothing, clipping):
        int8.is_available.cache_clear()
        monkeypatch.setattr(Int8Convolution, "__call__", kind)
        assert not int8.is_available()
    monkeypatch.undo()
    int8.is_available.cache_clear()
    assert int8.is_available()
