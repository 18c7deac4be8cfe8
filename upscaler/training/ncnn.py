"""Third-party networks to compare with, read from ncnn files: layers as text (.param) and raw weights (.bin).

Only the layers of Real-ESRGAN's networks are supported: 3x3 convolutions, leaky and parametric ReLUs, sums,
concatenation, pixel shuffle and nearest-neighbour enlargement. Nothing in the files is executed. Source: ncnn's "param
and model file structure".
"""

from __future__ import annotations

import struct
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
import torch
import torch.nn.functional as F
from torch import Tensor, nn

from upscaler.errors import ModelFileError

MAGIC = "7767517"  # the first line of a .param file
HALVES, FLOATS = 0x01306B47, 0  # tags of weights of 16 and of 32 bits
ARRAY = -23300  # key k of an array is stored as -23300 - k
LEAKY = 2  # a convolution's activation


@dataclass(frozen=True)
class Layer:
    """One line of a .param file: an operator with numbered parameters between named values."""

    operator: str
    inputs: list[str]
    outputs: list[str]
    values: dict[int, list[float]]

    def value(self, key: int, default: float = 0) -> float:
        return self.values.get(key, [default])[0]


class NcnnNetwork(nn.Module):
    """RGB in and out, values 0 to 1: (N, 3, H, W) -> (N, 3, scale * H, scale * W)"""

    def __init__(self, layers: list[Layer], weights: bytes) -> None:
        """Raises ValueError for unsupported layers and for weights that do not fit."""
        super().__init__()
        reader = _Reader(weights)
        self.layers = [layer for layer in layers if layer.operator != "Input"]
        self.input = next(layer.outputs[0] for layer in layers if layer.operator == "Input")
        self.operators = nn.ModuleList(_operator(layer, reader) for layer in self.layers)
        reader.check_read()
        self.scale = self.forward(torch.zeros(1, 3, 8, 8)).shape[2] // 8

    @torch.inference_mode()
    def forward(self, pictures: Tensor) -> Tensor:
        values = {self.input: pictures}
        for layer, operator in zip(self.layers, self.operators, strict=True):
            result = operator(*(values.pop(name) for name in layer.inputs))  # each is read once: Split makes copies
            values.update((name, result) for name in layer.outputs)
        (result,) = values.values()
        return result


def load_ncnn(param: Path) -> NcnnNetwork:
    """The network of a .param file and the .bin beside it. Raises ModelFileError."""
    try:
        layers = parsed(param.read_text(encoding="ascii"))
        network = NcnnNetwork(layers, param.with_suffix(".bin").read_bytes())
    except (OSError, ValueError, KeyError, StopIteration) as error:
        raise ModelFileError(param.stem, param, str(error)) from error
    fast: NcnnNetwork = network.eval().to(memory_format=torch.channels_last)  # type: ignore[call-overload]
    return fast


def parsed(text: str) -> list[Layer]:
    """The lines of a .param file. Raises ValueError."""
    magic, _, *lines = (line.split() for line in text.splitlines() if line.strip())
    if magic != [MAGIC]:
        raise ValueError("this is no .param file of ncnn")
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
            raise ValueError(f"weights are stored in an unknown encoding: {tag:#x}")
        halves = self._take(count, np.dtype("<f2")).astype(np.float32)
        self._at += -2 * count % 4
        return torch.from_numpy(halves)

    def check_read(self) -> None:
        if self._at != len(self._content):
            raise ValueError("there are more weights than layers use")

    def _take(self, count: int, kind: np.dtype[np.generic]) -> npt.NDArray[np.generic]:
        if self._at + count * kind.itemsize > len(self._content):
            raise ValueError("weights are missing")
        found = np.frombuffer(self._content, kind, count, self._at)
        self._at += count * kind.itemsize
        return found


class _Sum(nn.Module):
    """a + b, each multiplied by its coefficient if there are any."""

    def __init__(self, coefficients: list[float]) -> None:
        super().__init__()
        self.first, self.second = coefficients or (1.0, 1.0)

    def forward(self, a: Tensor, b: Tensor) -> Tensor:
        return self.first * a + self.second * b


class _Concat(nn.Module):
    def forward(self, *parts: Tensor) -> Tensor:
        return torch.cat(parts, 1)


class _Nearest(nn.Module):
    def __init__(self, scale: float) -> None:
        super().__init__()
        self.scale = scale

    def forward(self, x: Tensor) -> Tensor:
        return F.interpolate(x, scale_factor=self.scale, mode="nearest")


def _operator(layer: Layer, reader: _Reader) -> nn.Module:
    """The module of a layer. Raises ValueError or KeyError for an unknown operator."""
    return _OPERATORS[layer.operator](layer, reader)


def _convolution(layer: Layer, reader: _Reader) -> nn.Module:
    width, size, count = (int(layer.value(key)) for key in (0, 1, 6))
    plain = {2: 1, 3: 1, 4: 1, 5: 1, 7: 1, 11: 3, 12: 1, 13: 1, 14: 1}  # dilation, stride, padding, bias, groups
    if size != 3 or any(layer.value(key, normal) != normal for key, normal in plain.items()):
        raise ValueError("a convolution is not one of 3x3 with padding and bias")
    convolution = nn.Conv2d(count // (9 * width), width, 3, padding=1)
    convolution.weight = nn.Parameter(reader.tagged(count).reshape(convolution.weight.shape))
    convolution.bias = nn.Parameter(reader.floats(width))
    if not layer.value(9):
        return convolution
    if layer.value(9) != LEAKY:
        raise ValueError("an activation is not known")
    return nn.Sequential(convolution, nn.LeakyReLU(layer.value(10)))


def _prelu(layer: Layer, reader: _Reader) -> nn.Module:
    prelu = nn.PReLU(int(layer.value(0)))
    prelu.weight = nn.Parameter(reader.floats(int(layer.value(0))))
    return prelu


def _sum(layer: Layer, _reader: _Reader) -> nn.Module:
    """BinaryOp 0 and Eltwise 1 both add."""
    if layer.value(0) != (1 if layer.operator == "Eltwise" else 0) or len(layer.inputs) != 2:
        raise ValueError("an operation on two values is no sum")
    return _Sum(layer.values.get(1, []) if layer.operator == "Eltwise" else [])


def _nearest(layer: Layer, _reader: _Reader) -> nn.Module:
    if layer.value(0) != 1 or layer.value(1) != layer.value(2):
        raise ValueError("an interpolation is not that of the nearest pixel")
    return _Nearest(layer.value(1))


_OPERATORS: dict[str, Callable[[Layer, _Reader], nn.Module]] = {
    "Split": lambda _layer, _reader: nn.Identity(),
    "Convolution": _convolution,
    "PReLU": _prelu,
    "BinaryOp": _sum,
    "Eltwise": _sum,
    "Concat": lambda _layer, _reader: _Concat(),
    "PixelShuffle": lambda layer, _reader: nn.PixelShuffle(int(layer.value(0))),
    "Interp": _nearest,
}
