"""Writes SR-ResNets in ncnn's format: layers as text (.param) and raw weights (.bin).

That takes milliseconds, so it is done whenever a network runs in ncnn, including blends of any strength.
`architectures.ncnn` reads the same format.
"""

from __future__ import annotations

import struct

import numpy as np
from torch import Tensor, nn

from upscaler.network.architectures.ncnn import FLOATS
from upscaler.network.architectures.ncnn_layers import MAGIC
from upscaler.network.architectures.srresnet import INPUT_MEAN, SRResNet
from upscaler.network.blocks import ResidualBlock

INPUT, OUTPUT = "lr", "residual"  # the names of the input and the output


def exported(network: SRResNet, scale: int) -> tuple[str, bytes]:
    """The .param text and the .bin weights of `network.residual` at one scale.

    The shortcuts must be identities or missing, and batch norm folded.
    """
    writer = _Writer()
    picture = writer.add("Input", [])
    centred = writer.add("BinaryOp", [picture], f"0=1 1=1 2={INPUT_MEAN}")  # minus a number
    feature, body = writer.copies(writer.convolution(network.conv_first[str(scale)], centred))
    for block in network.body:
        assert isinstance(block, ResidualBlock)
        shortcut, body = writer.copies(body) if network.config.shortcut == "identity" else ("", body)
        body = writer.convolution(block.conv2, writer.convolution(block.conv1, body, relu=True))
        if shortcut:
            body = writer.add("BinaryOp", [body, shortcut], "0=0")  # a sum
    body = writer.add("BinaryOp", [writer.convolution(network.conv_after_body, body), feature], "0=0")
    values = writer.convolution(network.conv_last[str(scale)], body)
    writer.add("PixelShuffle", [values], f"0={scale}", OUTPUT)
    return writer.param(), b"".join(writer.weights)


class _Writer:
    """Collects layers and weights. Every value is named after the layer that computes it, and is read only once."""

    def __init__(self) -> None:
        self.weights: list[bytes] = []
        self._lines: list[str] = []
        self._values = 0

    def add(self, operator: str, inputs: list[str], parameters: str = "", name: str = "") -> str:
        """Append a layer with one output, and return the output's name."""
        name = name or (f"v{self._values}" if inputs else INPUT)
        self._line(operator, inputs, [name], parameters)
        return name

    def copies(self, value: str) -> tuple[str, str]:
        """Two names for a value that is read twice."""
        names = f"{value}_a", f"{value}_b"
        self._line("Split", [value], list(names), "")
        return names

    def convolution(self, module: nn.Module, value: str, relu: bool = False) -> str:
        """Append a 3x3 convolution that keeps the size."""
        assert isinstance(module, nn.Conv2d)
        weight, width = module.weight, module.out_channels
        bias = weight.new_zeros(width) if module.bias is None else module.bias
        self.weights += [struct.pack("<I", FLOATS), _bytes(weight), _bytes(bias)]
        return self.add("Convolution", [value], f"0={width} 1=3 4=1 5=1 6={weight.numel()} 9={int(relu)}")

    def param(self) -> str:
        """The text of the .param file."""
        return "\n".join((MAGIC, f"{len(self._lines)} {self._values}", *self._lines, ""))

    def _line(self, operator: str, inputs: list[str], outputs: list[str], parameters: str) -> None:
        counts = f"{len(inputs)} {len(outputs)}"
        self._lines.append(" ".join((operator, f"l{len(self._lines)}", counts, *inputs, *outputs, parameters)).rstrip())
        self._values += len(outputs)


def _bytes(values: Tensor) -> bytes:
    return values.detach().cpu().contiguous().numpy().astype(np.dtype("<f4")).tobytes()
