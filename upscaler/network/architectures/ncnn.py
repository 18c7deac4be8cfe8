"""Networks as ncnn stores them: layers as text (.param), each an operator between named values, and raw weights (.bin).

The layers run as they are, so this is not one family, but any combination of convolutions, activations, sums and
enlargements: ESRGAN, SRVGGNetCompact, SPAN and many more. Nothing in the files is executed. Source: ncnn's "param and
model file structure".
"""

from __future__ import annotations

import math
import struct
from dataclasses import dataclass
from functools import lru_cache
from typing import ClassVar

import numpy as np
import numpy.typing as npt
import torch
from torch import Tensor, nn

from upscaler import messages
from upscaler.network.architectures.ncnn_layers import (
    Constant,
    Convolution,
    Sides,
    odd,
    operator_of,
    parsed,
    reach_of,
    result_of,
)
from upscaler.network.architectures.network import Base, Network, Unaligned, Weights

HALVES, FLOATS = 0x01306B47, 0  # tags of 16-bit and 32-bit weights
_TRACED = 16  # side, in LR pixels, of the picture that shapes are traced with


@dataclass(frozen=True)
class _Shape:
    """The shape of a network, traced through its layers."""

    scale: int
    channels: int
    values_per_pixel: int
    radius: int


@dataclass(frozen=True)
class NcnnConfig(Unaligned):
    """The shape of a network: the text of its .param file, which implies everything else."""

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
        inputs = [name for layer in layers if layer.operator == "Input" for name in layer.outputs]
        if len(inputs) != 1:
            raise ValueError(messages.filled(messages.NETWORK_FOR_OTHERS, purpose=f"inputs: {len(inputs)}"))
        (self.input,) = inputs
        self.operators = nn.ModuleList(map(operator_of, self.layers))

    @classmethod
    def config_of(cls, weights: Weights) -> NcnnConfig | None:  # noqa: ARG003 - weights do not tell the layers
        return None

    def residual(self, lr: Tensor, scale: int) -> Tensor:  # noqa: ARG002 - there is only one
        """The result, as there is no base image: (N, 3, H, W) -> (N, 3, scale * H, scale * W)"""
        values = {self.input: lr}
        for layer, operator in zip(self.layers, self.operators, strict=True):
            # Each value is read only once: Split makes copies
            result = operator(*(values.pop(name) for name in layer.inputs))
            values.update((name, result) for name in layer.outputs)
        (result,) = values.values()
        return result


def read_weights(network: NcnnNetwork, content: bytes) -> Weights:
    """The weights in a .bin file, by their names in the network. Raises ValueError if they do not fit."""
    reader, weights = _Reader(content), {}
    for index, operator in enumerate(network.operators):
        for name, parameter in operator.named_parameters():
            is_tagged = isinstance(operator, Convolution) and name == "weight"
            read = reader.tagged if is_tagged else reader.floats
            weights[f"operators.{index}.{name}"] = read(parameter.numel()).reshape(parameter.shape)
    reader.check_read()
    return weights


@lru_cache(maxsize=32)
def _traced(param: str) -> _Shape:
    """Traces the shapes and the receptive fields through the layers. Raises ValueError."""
    with torch.device("meta"):
        network = NcnnNetwork(NcnnConfig(param))
    result: Sides = (3, _TRACED, _TRACED)
    values: dict[str, Sides] = {network.input: result}
    radii, radius, channels, most = {network.input: 0.0}, 0.0, 3, 0
    for layer, operator in zip(network.layers, network.operators, strict=True):
        result = result_of(operator, [values.pop(name) for name in layer.inputs])
        size = result[1] / _TRACED
        if size < 1 and not isinstance(operator, Constant):
            raise ValueError(odd("one is smaller than its input"))
        radius = max((radii[name] for name in layer.inputs), default=0.0) + reach_of(operator) / max(size, 1.0)
        if isinstance(operator, Convolution):
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


class _Reader:
    """Reads weights one after another from a .bin file."""

    def __init__(self, content: bytes) -> None:
        self._content, self._at = content, 0

    def floats(self, count: int) -> Tensor:
        return torch.from_numpy(self._take(count, np.dtype("<f4")).copy())

    def tagged(self, count: int) -> Tensor:
        """Weights of a convolution, preceded by a tag that says how many bits they have."""
        (tag,) = struct.unpack("<I", self._take(4, np.dtype(np.uint8)).tobytes())
        if tag == FLOATS:
            return self.floats(count)
        if tag != HALVES:
            raise ValueError(odd(f"weights in the encoding {tag:#x}"))
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
