"""The layers of ncnn's .param files: the parser, the module that computes each layer, and the shape of its result.

Source: ncnn's table of operators.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import ClassVar

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from upscaler import messages

MAGIC = "7767517"  # the first line of a .param file
_DAMAGED = messages.filled(messages.MODEL_DAMAGED, kind="ncnn")
ARRAY = -23300  # key k of an array is stored as -23300 - k
MAX_LAYERS = 10_000
Sides = tuple[int, int, int]  # of a value: channels, height, width
_NORMS = ("LayerNorm", "InstanceNorm", "GroupNorm")
_WHOLE_PICTURE = ("Pooling", "Reduction", "InnerProduct", "MultiHeadAttention", *_NORMS)  # need all of it


@dataclass(frozen=True)
class Layer:
    """One line of a .param file: an operator with numbered parameters between named values."""

    operator: str
    inputs: list[str]
    outputs: list[str]
    values: dict[int, list[float]]

    def value(self, key: int, default: float = 0) -> float:
        return self.values.get(key, [default])[0]


def parsed(text: str) -> list[Layer]:
    """The lines of a .param file. Raises ValueError."""
    lines = [line.split() for line in text.splitlines() if line.strip()]
    if len(lines) > MAX_LAYERS + 2:
        raise ValueError(messages.filled(messages.MODEL_HAS_TOO_MUCH, most=MAX_LAYERS))
    try:
        (magic,), (layers, _values), *rest = lines
        found = [_layer(*words) for words in rest]
        is_whole = magic == MAGIC and int(layers) == len(found)
    except (ValueError, TypeError) as error:
        raise ValueError(_DAMAGED) from error
    if not is_whole:
        raise ValueError(_DAMAGED)
    return found


def _layer(operator: str, _name: str, inputs: str, outputs: str, *words: str) -> Layer:
    """One line. Raises ValueError if it is cut off, or has letters where numbers belong."""
    first, last = int(inputs), int(inputs) + int(outputs)
    if not 0 <= first <= last <= len(words):
        raise ValueError
    values = {}
    for word in words[last:]:
        key, _, numbers = word.partition("=")
        found = [float(number) for number in numbers.split(",")]
        is_array = int(key) <= ARRAY
        if not all(map(math.isfinite, found)) or (is_array and found[0] != len(found) - 1):
            raise ValueError
        values[ARRAY - int(key) if is_array else int(key)] = found[1:] if is_array else found
    return Layer(operator, list(words[:first]), list(words[first:last]), values)


class Convolution(nn.Module):
    """A convolution that keeps the size, and an activation."""

    def __init__(self, layer: Layer) -> None:
        super().__init__()
        width, size, count, groups = (int(layer.value(key, normal)) for key, normal in ((0, 0), (1, 0), (6, 0), (7, 1)))
        self.dilation = int(layer.value(2, 1))
        self.padding, self.groups = size // 2 * self.dilation, groups
        plain = {3: 1, 4: self.padding, 11: size, 12: self.dilation, 13: 1, 14: self.padding, 15: self.padding}
        if any(layer.value(key, normal) != normal for key, normal in plain.items()) or size % 2 == 0:
            raise ValueError(odd("a convolution that changes the size"))
        if layer.value(4) != self.padding or layer.value(18) != 0:
            raise ValueError(odd("a convolution without zero padding"))
        if min(width, count, groups) < 1 or count % (size**2 * width):
            raise ValueError(messages.LAYERS_DO_NOT_FIT)
        self.weight = nn.Parameter(torch.empty(width, count // (size**2 * width), size, size))
        self.bias = nn.Parameter(torch.empty(width)) if layer.value(5) else None
        self.activation = _activation(int(layer.value(9)), layer.values.get(10, []))

    def forward(self, x: Tensor) -> Tensor:
        result = F.conv2d(x, self.weight, self.bias, 1, self.padding, self.dilation, self.groups)
        return self.activation(result)


def _activation(kind: int, parameters: list[float]) -> Callable[[Tensor], Tensor]:
    """The activation after a convolution; it may modify its argument. Raises ValueError for an unknown kind."""
    if kind == 2 and parameters:
        return nn.LeakyReLU(parameters[0], inplace=True)
    known: dict[int, Callable[[], nn.Module]] = {0: nn.Identity, 1: lambda: nn.ReLU(inplace=True), 4: nn.Sigmoid}
    if kind not in known:
        raise ValueError(odd(f"activation {kind}"))
    return known[kind]()


class _Binary(nn.Module):
    """An operation on two values, or on one and a number."""

    OPERATIONS: ClassVar[dict[int, Callable[[Tensor, Tensor | float], Tensor]]] = {
        0: lambda a, b: a + b,
        1: lambda a, b: a - b,
        2: lambda a, b: a * b,
        3: lambda a, b: a / b,
        7: lambda a, b: b - a,
    }

    def __init__(self, layer: Layer) -> None:
        super().__init__()
        kind, self.number = int(layer.value(0)), layer.value(2) if layer.value(1) else None
        if kind not in self.OPERATIONS or len(layer.inputs) != (2 if self.number is None else 1):
            raise ValueError(odd(f"BinaryOp {kind}"))
        self.operation = self.OPERATIONS[kind]

    def forward(self, a: Tensor, b: Tensor | None = None) -> Tensor:
        other = self.number if b is None else b
        assert other is not None
        return self.operation(a, other)


class _Eltwise(nn.Module):
    """A product, or a sum with coefficients, of two values."""

    def __init__(self, layer: Layer) -> None:
        super().__init__()
        kind, factors = int(layer.value(0)), layer.values.get(1) or [1.0, 1.0]
        if kind not in (0, 1) or len(layer.inputs) != 2 or len(factors) != 2:
            raise ValueError(odd("Eltwise that is neither a product nor a sum"))
        self.is_product, (self.first, self.second) = kind == 0, factors

    def forward(self, a: Tensor, b: Tensor) -> Tensor:
        if self.is_product:
            return a * b
        return torch.add(a if self.first == 1 else self.first * a, b, alpha=self.second)


class _Concat(nn.Module):
    def __init__(self, layer: Layer) -> None:
        super().__init__()
        if layer.value(0) != 0:
            raise ValueError(odd("Concat along another axis than channels"))

    def forward(self, *parts: Tensor) -> Tensor:
        return torch.cat(parts, 1)


class _Interp(nn.Module):
    """Enlarges or reduces by a fixed factor, without antialiasing."""

    MODES: ClassVar = {1: "nearest", 2: "bilinear", 3: "bicubic"}

    def __init__(self, layer: Layer) -> None:
        super().__init__()
        kind, self.factor = int(layer.value(0)), layer.value(1)
        if kind not in self.MODES or self.factor <= 0 or self.factor != layer.value(2) or layer.value(6):
            raise ValueError(odd("Interp"))
        self.mode = self.MODES[kind]

    def forward(self, x: Tensor) -> Tensor:
        centres = None if self.mode == "nearest" else False
        return F.interpolate(x, scale_factor=self.factor, mode=self.mode, align_corners=centres)


class Constant(nn.Module):
    def __init__(self, layer: Layer) -> None:
        super().__init__()
        width, height, channels = (max(1, int(layer.value(key))) for key in (0, 1, 2))
        if layer.value(11) or layer.value(21, 1) != 1:
            raise ValueError(odd("MemoryData"))
        self.data = nn.Parameter(torch.empty(1, channels, height, width))

    def forward(self) -> Tensor:
        return self.data


def odd(detail: str) -> str:
    """The reason why a layer is not supported; the detail is for people who know ncnn."""
    return messages.filled(messages.LAYER_NOT_SUPPORTED, detail=detail)


def _pixel_shuffle(layer: Layer) -> nn.Module:
    if layer.value(1) or layer.value(0) < 1:
        raise ValueError(odd("PixelShuffle in another order"))
    return nn.PixelShuffle(int(layer.value(0)))


def operator_of(layer: Layer) -> nn.Module:
    """The module of a layer, without weights. Raises ValueError if there is none."""
    if layer.operator in _WHOLE_PICTURE:
        raise ValueError(messages.filled(messages.LAYER_NEEDS_WHOLE, layer=layer.operator))
    if layer.operator not in _OPERATORS:
        raise ValueError(messages.filled(messages.LAYER_UNKNOWN, layer=layer.operator))
    return _OPERATORS[layer.operator](layer)


_OPERATORS: dict[str, Callable[[Layer], nn.Module]] = {
    "Split": lambda _: nn.Identity(),
    "Noop": lambda _: nn.Identity(),
    "Dropout": lambda _: nn.Identity(),
    "Convolution": Convolution,
    "ConvolutionDepthWise": Convolution,
    "PReLU": lambda layer: nn.PReLU(int(layer.value(0))),
    "ReLU": lambda layer: nn.LeakyReLU(layer.value(0)),
    "Sigmoid": lambda _: nn.Sigmoid(),
    "Swish": lambda _: nn.SiLU(),
    "TanH": lambda _: nn.Tanh(),
    "BinaryOp": _Binary,
    "Eltwise": _Eltwise,
    "Concat": _Concat,
    "PixelShuffle": _pixel_shuffle,
    "Interp": _Interp,
    "MemoryData": Constant,
}


def result_of(operator: nn.Module, inputs: Sequence[Sides]) -> Sides:
    """The sides of an operator's result for inputs with these. Raises ValueError if they do not fit each other.

    torch's meta device could do this, but needs modules that the packages leave out.
    """
    if isinstance(operator, Constant):
        channels, height, width = operator.data.shape[1:]
        return channels, height, width
    channels, height, width = inputs[0]
    fits = True
    if isinstance(operator, Convolution):
        fits = channels == operator.weight.shape[1] * operator.groups
        channels = operator.weight.shape[0]
    elif isinstance(operator, nn.PixelShuffle):
        factor = operator.upscale_factor
        fits = channels % factor**2 == 0
        channels, height, width = channels // factor**2, height * factor, width * factor
    elif isinstance(operator, _Interp):
        height, width = int(height * operator.factor), int(width * operator.factor)
    elif isinstance(operator, _Concat):
        fits = all(sides[1:] == (height, width) for sides in inputs)
        channels = sum(sides[0] for sides in inputs)
    elif isinstance(operator, _Binary | _Eltwise):
        fits = all(len({side, 1} | set(sides)) <= 2 for side, *sides in zip(*inputs, strict=True))
        channels, height, width = (max(sides) for sides in zip(*inputs, strict=True))
    elif isinstance(operator, nn.PReLU):
        fits = operator.num_parameters in (1, channels)
    if not fits:
        raise ValueError(messages.LAYERS_DO_NOT_FIT)
    return channels, height, width


def reach_of(operator: nn.Module) -> float:
    """How many pixels of its input, at the size of its output, an operator reads on each side."""
    if isinstance(operator, Convolution):
        return operator.padding
    return 2 * max(1.0, operator.factor) if isinstance(operator, _Interp) else 0
