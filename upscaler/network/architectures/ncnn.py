"""Networks as ncnn stores them: layers as text (.param), each an operator between named values, and raw weights (.bin).

The layers are run as they are, so this is no family, but any chain of convolutions, activations, sums and enlargements:
ESRGAN, SRVGGNetCompact, SPAN and many more. Nothing in the files is executed. Source: ncnn's "param and model file
structure" and its table of operators.
"""

from __future__ import annotations

import math
import struct
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import ClassVar

import numpy as np
import numpy.typing as npt
import torch
import torch.nn.functional as F
from torch import Tensor, nn

from upscaler import messages
from upscaler.network.architectures.network import Base, Network, Unaligned, Weights

MAGIC = "7767517"  # the first line of a .param file
HALVES, FLOATS = 0x01306B47, 0  # tags of weights of 16 and of 32 bits
ARRAY = -23300  # key k of an array is stored as -23300 - k
MAX_LAYERS = 10_000
_TRACED = 16  # LR pixels of the side of the picture that tells the shapes
_Sides = tuple[int, int, int]  # of a value: channels, height, width
_WHOLE_PICTURE = (
    "Pooling",
    "Reduction",
    "InnerProduct",
    "LayerNorm",
    "InstanceNorm",
    "GroupNorm",
    "MultiHeadAttention",
)


@dataclass(frozen=True)
class Layer:
    """One line of a .param file: an operator with numbered parameters between named values."""

    operator: str
    inputs: list[str]
    outputs: list[str]
    values: dict[int, list[float]]

    def value(self, key: int, default: float = 0) -> float:
        return self.values.get(key, [default])[0]


@dataclass(frozen=True)
class _Shape:
    """What the layers make of a picture."""

    scale: int
    channels: int
    values_per_pixel: int
    radius: int


@dataclass(frozen=True)
class NcnnConfig(Unaligned):
    """The shape of a network: the text of its .param file, which says everything else."""

    param: str

    @property
    def scales(self) -> tuple[int, ...]:
        return (_traced(self.param).scale,)

    @property
    def base(self) -> Base:
        return "none"

    @property
    def channels(self) -> int:
        return _traced(self.param).channels

    @property
    def values_per_pixel(self) -> int:
        return _traced(self.param).values_per_pixel

    @property
    def receptive_field_radius(self) -> int:
        return _traced(self.param).radius


class NcnnNetwork(Network):
    """The layers of a .param file, run one after another."""

    Config: ClassVar = NcnnConfig

    def __init__(self, config: NcnnConfig) -> None:
        """Raises ValueError for layers that are not supported."""
        super().__init__()
        self.config: NcnnConfig = config
        layers = parsed(config.param)
        self.layers = [layer for layer in layers if layer.operator != "Input"]
        (self.input,) = (layer.outputs[0] for layer in layers if layer.operator == "Input")
        self.operators = nn.ModuleList(map(_operator, self.layers))

    @classmethod
    def config_of(cls, weights: Weights) -> NcnnConfig | None:  # noqa: ARG003 - weights do not tell the layers
        return None

    def residual(self, lr: Tensor, scale: int) -> Tensor:  # noqa: ARG002 - there is only one
        """The result, as there is no base image: (N, 3, H, W) -> (N, 3, scale * H, scale * W)"""
        values = {self.input: lr}
        for layer, operator in zip(self.layers, self.operators, strict=True):
            result = operator(*(values.pop(name) for name in layer.inputs))  # each is read once: Split makes copies
            values.update((name, result) for name in layer.outputs)
        (result,) = values.values()
        return result


def read_weights(network: NcnnNetwork, content: bytes) -> Weights:
    """The weights of a .bin file for a network, by their names in it. Raises ValueError if they do not fit."""
    reader, weights = _Reader(content), {}
    for index, operator in enumerate(network.operators):
        for name, parameter in operator.named_parameters():
            is_tagged = isinstance(operator, _Convolution) and name == "weight"
            read = reader.tagged if is_tagged else reader.floats
            weights[f"operators.{index}.{name}"] = read(parameter.numel()).reshape(parameter.shape)
    reader.check_read()
    return weights


@lru_cache(maxsize=32)
def _traced(param: str) -> _Shape:
    """Follows the shapes through the layers, and how far each value sees. Raises ValueError."""
    with torch.device("meta"):
        network = NcnnNetwork(NcnnConfig(param))
    values: dict[str, _Sides] = {network.input: (3, _TRACED, _TRACED)}
    radii, channels, most = {network.input: 0.0}, 3, 0
    for layer, operator in zip(network.layers, network.operators, strict=True):
        result = _result_of(operator, [values.pop(name) for name in layer.inputs])
        size = result[1] / _TRACED
        if size < 1 and not isinstance(operator, _Constant):
            raise ValueError(_odd("one is smaller than its input"))
        radius = max((radii[name] for name in layer.inputs), default=0.0) + _reach(operator) / max(size, 1.0)
        if isinstance(operator, _Convolution):
            channels = max(channels, result[0]) if size == 1 else channels
        most = max(most, math.prod(result) // _TRACED**2)
        values.update((name, result) for name in layer.outputs)
        radii.update((name, radius) for name in layer.outputs)
    if len(values) != 1:
        raise ValueError(messages.NOT_AN_UPSCALER)
    scale = result[1] // _TRACED
    if result != (3, scale * _TRACED, scale * _TRACED) or not scale:
        raise ValueError(messages.NOT_AN_UPSCALER)
    return _Shape(scale, channels, most, int(radius) + 1)


def _result_of(operator: nn.Module, inputs: Sequence[_Sides]) -> _Sides:
    """The sides of what an operator makes of values with these. Raises ValueError if they do not fit each other.

    torch's meta device would tell, but needs modules that the packages leave out.
    """
    if isinstance(operator, _Constant):
        channels, height, width = operator.data.shape[1:]
        return channels, height, width
    channels, height, width = inputs[0]
    fits = True
    if isinstance(operator, _Convolution):
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


def parsed(text: str) -> list[Layer]:
    """The lines of a .param file. Raises ValueError."""
    magic, _, *lines = (line.split() for line in text.splitlines() if line.strip())
    if magic != [MAGIC]:
        raise ValueError(messages.LAYERS_DO_NOT_FIT)
    if len(lines) > MAX_LAYERS:
        raise ValueError(messages.filled(messages.MODEL_HAS_TOO_MUCH, most=MAX_LAYERS))
    return [_layer(*words) for words in lines]


def _layer(operator: str, _name: str, inputs: str, outputs: str, *words: str) -> Layer:
    first, last = int(inputs), int(inputs) + int(outputs)
    values = {}
    for word in words[last:]:
        key, _, numbers = word.partition("=")
        found = [float(number) for number in numbers.split(",")]
        is_array = int(key) <= ARRAY
        values[ARRAY - int(key) if is_array else int(key)] = found[1:] if is_array else found
    return Layer(operator, list(words[:first]), list(words[first:last]), values)


class _Reader:
    """Reads weights one after another from a .bin file."""

    def __init__(self, content: bytes) -> None:
        self._content, self._at = content, 0

    def floats(self, count: int) -> Tensor:
        return torch.from_numpy(self._take(count, np.dtype("<f4")).copy())

    def tagged(self, count: int) -> Tensor:
        """Weights of a convolution, whose tag says how many bits they have."""
        (tag,) = struct.unpack("<I", self._take(4, np.dtype(np.uint8)).tobytes())
        if tag == FLOATS:
            return self.floats(count)
        if tag != HALVES:
            raise ValueError(_odd(f"weights in the encoding {tag:#x}"))
        halves = self._take(count, np.dtype("<f2")).astype(np.float32)
        self._at += -2 * count % 4
        return torch.from_numpy(halves)

    def check_read(self) -> None:
        if self._at != len(self._content):
            raise ValueError(messages.WEIGHTS_DO_NOT_FIT)

    def _take(self, count: int, kind: np.dtype[np.generic]) -> npt.NDArray[np.generic]:
        if self._at + count * kind.itemsize > len(self._content):
            raise ValueError(messages.WEIGHTS_DO_NOT_FIT)
        found = np.frombuffer(self._content, kind, count, self._at)
        self._at += count * kind.itemsize
        return found


class _Convolution(nn.Module):
    """A convolution that keeps the size, and an activation."""

    def __init__(self, layer: Layer) -> None:
        super().__init__()
        width, size, count, groups = (int(layer.value(key, normal)) for key, normal in ((0, 0), (1, 0), (6, 0), (7, 1)))
        self.dilation = int(layer.value(2, 1))
        self.padding, self.groups = size // 2 * self.dilation, groups
        plain = {3: 1, 4: self.padding, 11: size, 12: self.dilation, 13: 1, 14: self.padding, 15: self.padding}
        if any(layer.value(key, normal) != normal for key, normal in plain.items()) or size % 2 == 0:
            raise ValueError(_odd("a convolution that changes the size"))
        if layer.value(4) != self.padding or layer.value(18) != 0:
            raise ValueError(_odd("a convolution without zero padding"))
        if min(width, count, groups) < 1 or count % (size**2 * width):
            raise ValueError(messages.LAYERS_DO_NOT_FIT)
        self.weight = nn.Parameter(torch.empty(width, count // (size**2 * width), size, size))
        self.bias = nn.Parameter(torch.empty(width)) if layer.value(5) else None
        self.activation = _activation(int(layer.value(9)), layer.values.get(10, []))

    def forward(self, x: Tensor) -> Tensor:
        result = F.conv2d(x, self.weight, self.bias, 1, self.padding, self.dilation, self.groups)
        return self.activation(result)


def _activation(kind: int, parameters: list[float]) -> Callable[[Tensor], Tensor]:
    """What follows a convolution; it may change its argument. Raises ValueError for an unknown kind."""
    if kind == 2 and parameters:
        return nn.LeakyReLU(parameters[0], inplace=True)
    known: dict[int, Callable[[], nn.Module]] = {0: nn.Identity, 1: lambda: nn.ReLU(inplace=True), 4: nn.Sigmoid}
    if kind not in known:
        raise ValueError(_odd(f"activation {kind}"))
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
            raise ValueError(_odd(f"BinaryOp {kind}"))
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
            raise ValueError(_odd("Eltwise that is neither a product nor a sum"))
        self.is_product, (self.first, self.second) = kind == 0, factors

    def forward(self, a: Tensor, b: Tensor) -> Tensor:
        if self.is_product:
            return a * b
        return torch.add(a if self.first == 1 else self.first * a, b, alpha=self.second)


class _Concat(nn.Module):
    def __init__(self, layer: Layer) -> None:
        super().__init__()
        if layer.value(0) != 0:
            raise ValueError(_odd("Concat along another axis than channels"))

    def forward(self, *parts: Tensor) -> Tensor:
        return torch.cat(parts, 1)


class _Interp(nn.Module):
    """Enlarges or reduces by a fixed factor, without antialiasing."""

    MODES: ClassVar = {1: "nearest", 2: "bilinear", 3: "bicubic"}

    def __init__(self, layer: Layer) -> None:
        super().__init__()
        kind, self.factor = int(layer.value(0)), layer.value(1)
        if kind not in self.MODES or self.factor <= 0 or self.factor != layer.value(2) or layer.value(6):
            raise ValueError(_odd("Interp"))
        self.mode = self.MODES[kind]

    def forward(self, x: Tensor) -> Tensor:
        centres = None if self.mode == "nearest" else False
        return F.interpolate(x, scale_factor=self.factor, mode=self.mode, align_corners=centres)


class _Constant(nn.Module):
    def __init__(self, layer: Layer) -> None:
        super().__init__()
        width, height, channels = (max(1, int(layer.value(key))) for key in (0, 1, 2))
        if layer.value(11) or layer.value(21, 1) != 1:
            raise ValueError(_odd("MemoryData"))
        self.data = nn.Parameter(torch.empty(1, channels, height, width))

    def forward(self) -> Tensor:
        return self.data


def _odd(detail: str) -> str:
    """The reason why a layer is refused; the detail is for those who know ncnn."""
    return messages.filled(messages.LAYER_NOT_SUPPORTED, detail=detail)


def _pixel_shuffle(layer: Layer) -> nn.Module:
    if layer.value(1) or layer.value(0) < 1:
        raise ValueError(_odd("PixelShuffle in another order"))
    return nn.PixelShuffle(int(layer.value(0)))


def _reach(operator: nn.Module) -> float:
    """How many pixels of its input, at the size of its output, an operator reads on each side."""
    if isinstance(operator, _Convolution):
        return operator.padding
    return 2 * max(1.0, operator.factor) if isinstance(operator, _Interp) else 0


def _operator(layer: Layer) -> nn.Module:
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
    "Convolution": _Convolution,
    "ConvolutionDepthWise": _Convolution,
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
    "MemoryData": _Constant,
}
