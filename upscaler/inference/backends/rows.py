"""Torch rows: streams an SR-ResNet over the rows of the picture, without a halo. See `streaming`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

import torch
from torch import Tensor, nn

from upscaler.geometry import Region
from upscaler.inference.backends.streaming import stream_rows
from upscaler.inference.backends.torch_backend import TorchBackend, result_bytes
from upscaler.inference.recovery import Setting
from upscaler.network.architectures.network import Network
from upscaler.network.architectures.srresnet import SRResNet

_SPEED = 0.9  # measured with tests.bench.bench


class TorchRows(TorchBackend):
    """Runs strips of the full width; computes nothing twice."""

    name: ClassVar[str] = "rows"

    @staticmethod
    def can_run(network: Network) -> bool:
        return isinstance(network, SRResNet) and network.config.shortcut in ("identity", "none")

    def speed(self, setting: Setting) -> float:  # noqa: ARG002 - the same for all
        return _SPEED

    def memory(self, width: int, scale: int) -> int:
        """The height does not matter."""
        config = self._network.config
        lag = config.receptive_field_radius
        rows = max(1, self._strip_pixels(torch.device("cpu"), torch.float32) // width) + lag + 3
        row = 4 * width * config.channels
        buffers = (5 * rows + lag) * row  # input, middle, output, long skip, and a convolution's result
        kept = 2 * (lag + 1) * row
        return buffers + kept + rows * width * result_bytes(scale)

    def pieces(self, setting: Setting, lr: Tensor, scale: int, first_row: int) -> Iterator[tuple[Region, Tensor]]:
        network, width = self._on(setting), lr.shape[3]
        assert isinstance(network, SRResNet)
        strip_rows = max(1, setting.strip_pixels // width)
        for row, output in stream_rows(network, lr, scale, strip_rows, first_row):
            yield Region(0, row, width, output.shape[2]), shuffled(output, scale)

    def _prepare(self, network: Network) -> Network:
        assert isinstance(network, SRResNet)
        order_outputs(network)
        return network


def order_outputs(network: SRResNet) -> None:
    """Reorder the output channels of `conv_last`, in place, from (colour, row, column) to (row, column, BGR).

    The pixel shuffle then moves runs of adjacent values instead of single ones, and needs no swap to BGR.
    """
    for key, conv in network.conv_last.items():
        assert isinstance(conv, nn.Conv2d)
        assert conv.bias is not None
        scale = int(key)
        order = torch.arange(3 * scale * scale).view(3, scale * scale).flip(0).T.flatten()
        conv.weight.data, conv.bias.data = conv.weight.data[order], conv.bias.data[order]


def shuffled(output: Tensor, scale: int) -> Tensor:
    """Pixel shuffle of reordered channels (1, 3 * scale**2, H, W): float32 BGR (scale * H, scale * W, 3)."""
    height, width = output.shape[2:]
    blocks = output.permute(0, 2, 3, 1).reshape(height, width, scale, scale * 3)
    # reorders and converts to float32 in one pass
    rows = torch.empty((height, scale, width, scale * 3), device=output.device).copy_(blocks.permute(0, 2, 1, 3))
    return rows.view(height * scale, width * scale, 3)
