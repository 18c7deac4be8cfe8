"""Convolutions in int8: uint8 in, int8 weights, exact sums in int32.

Processors with VNNI run them about four times as fast as fp32. The operators are those that torch's compiler emits for
oneDNN. They are not a documented API, so `is_available` checks that they exist and give exact results.
"""

from __future__ import annotations

import warnings
from dataclasses import dataclass, replace
from functools import cache

import torch
import torch.nn.functional as F
from torch import Tensor

ZERO = 128  # the uint8 code of 0 for signed values
SIGNED, UNSIGNED = 127, 255  # the largest values that uint8 can represent, with and without that zero point
_WEIGHT = 127  # the largest weight in int8
_PARTS = 254  # parts of a unit in which the lower 8 of 16 bits are counted
_TINY = 1e-9  # the smallest scale, so that none is 0


@dataclass(frozen=True)
class Int8Convolution:
    """A 3x3 convolution without vertical padding: (1, C, n, W) uint8 -> (1, C', n - 2, W)

    The output is uint8 after a ReLU (`relu`), otherwise float32, in units of 1. An input of `zero` stands for 0,
    `zero + 1` for `unit`.
    """

    weight: Tensor  # in oneDNN's layout
    scales: Tensor
    bias: Tensor | None
    zero: int
    relu: bool
    unit: float = 1.0

    @classmethod
    def of(cls, weight: Tensor, bias: Tensor, zero: int, relu: bool) -> Int8Convolution:
        """Rounds float weights (C', C, 3, 3) to int8, with one scale per output channel."""
        scales = weight.abs().amax(dim=(1, 2, 3)).clamp_min(_TINY) / _WEIGHT
        rounded = (weight / scales[:, None, None, None]).round().to(torch.int8)
        pads = ([1, 1], [0, 1], [1, 1], 1)  # stride, padding, dilation, groups
        return cls(torch.ops.onednn.qconv_prepack(rounded, scales, 1.0, zero, *pads), scales, bias, zero, relu)

    def __call__(self, rows: Tensor) -> Tensor:
        zeros = torch.zeros_like(self.scales, dtype=torch.int32)
        kind, after = (torch.uint8, "relu") if self.relu else (torch.float32, "none")
        out: Tensor = torch.ops.onednn.qconv_pointwise(
            rows, self.unit, self.zero, self.weight, self.scales, zeros, self.bias,
            [1, 1], [0, 1], [1, 1], 1, 1.0, 0, kind, after, [], "",
        )  # fmt: skip
        return out


class FineConvolution:
    """The same for float rows that are rounded to 16 instead of 8 bits: two convolutions, one of the upper 8 bits and
    one of the rest."""

    def __init__(self, high: Int8Convolution, relu: bool) -> None:
        """`high` returns float32; with `relu` this one nevertheless returns uint8."""
        self._high, self._relu = high, relu
        self._low = replace(high, bias=None, unit=1 / _PARTS)

    def __call__(self, rows: Tensor) -> Tensor:
        """(1, C, n, W) -> (1, C', n - 2, W), float32, or uint8 after a ReLU"""
        high = torch.quantize_per_tensor(rows, 1.0, ZERO, torch.quint8)
        rest = high.dequantize()
        low = quantised(torch.sub(rows, rest, out=rest), unit=self._low.unit)
        out = self._high(_bytes(high)).add_(self._low(low))
        return quantised(out, 0) if self._relu else out


def quantised(rows: Tensor, zero: int = ZERO, unit: float = 1.0) -> Tensor:
    """Float rows (1, C, n, W), channels_last, rounded and clipped to uint8: `zero` stands for 0, `zero + 1` for
    `unit`."""
    return _bytes(torch.quantize_per_tensor(rows, unit, zero, torch.quint8))


def _bytes(found: Tensor) -> Tensor:
    """The bytes of a quantised tensor, without the copy that `int_repr` makes."""
    return torch.empty(0, dtype=torch.uint8).set_(found.untyped_storage(), 0, found.shape, found.stride())


@cache
def is_available() -> bool:
    """Whether torch has the operators here and they are exact: for large values, processors older than VNNI saturate
    the sums of two products."""
    generator = torch.Generator().manual_seed(0)
    rows = torch.randint(-SIGNED, SIGNED + 1, (1, 16, 5, 7), generator=generator).float()
    rows[:, :, 2] = SIGNED
    weight = torch.randint(-_WEIGHT, _WEIGHT + 1, (16, 16, 3, 3), generator=generator).float()
    weight[0] = _WEIGHT
    weight[:, 0, 0, 0] = _WEIGHT  # so that the scales are 1
    expected = F.conv2d(rows.double(), weight.double(), padding=(0, 1))
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # torch warns once that quantised tensors will be removed: hence this check
            bytes_ = quantised(rows.contiguous(memory_format=torch.channels_last))
            found = Int8Convolution.of(weight, torch.zeros(16), ZERO, relu=False)(bytes_)
    except (AttributeError, RuntimeError, NotImplementedError):
        return False
    return torch.equal(found.double(), expected)
