"""Rows of any network: convolutional networks of all families, streamed over the rows of the picture.

See `row_tensor`. Nothing is computed twice and there are no seams. The values kept between strips grow with the depth
of the network, so wide pictures run in bands. For an SR-ResNet `rows` is faster, since it avoids copies.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import ClassVar

import torch
from torch import Tensor

from upscaler.geometry import Region
from upscaler.inference.backends.row_tensor import CannotStreamError, NetworkStream
from upscaler.inference.backends.rows import TorchRows
from upscaler.inference.backends.torch_backend import TorchBackend, result_bytes
from upscaler.inference.recovery import Setting
from upscaler.network.architectures.network import Network

LAYER_BYTES = 64_000_000  # limit of a strip's largest layer
BODY_BYTES = 4_000_000  # limit of the usual layers: larger ones do not fit the cache (measured)
KEPT_BYTES = 1_500_000_000  # limit of the values kept between strips; beyond it the picture is split into bands
_SPEED = 0.9  # measured with tests.bench.guests
_LAYERS = 4  # layers of the largest size that are in memory at once
_TRIAL = (5, 4)  # rows and columns of the picture that a network is tested with
_AGREES = 1e-4  # tolerance, relative to the largest value of the result


class AnyRows(TorchBackend):
    """For third-party networks on CPUs, if all of their operations can be streamed."""

    name: ClassVar[str] = "any-rows"

    def __init__(self, network: Network, halo: int) -> None:
        super().__init__(network, halo)
        self._fed = 0  # rows fed up to the latest piece, including those below the picture that flush the network

    @staticmethod
    def can_run(network: Network) -> bool:
        """Tests it: a tiny picture must give the same result in strips as in one piece."""
        return not TorchRows.can_run(network) and _can_stream(network)

    @staticmethod
    def computes_on(device: torch.device, dtype: torch.dtype) -> bool:
        return device.type == "cpu" and dtype.is_floating_point

    def speed(self, setting: Setting) -> float:  # noqa: ARG002 - the same for all
        return _SPEED

    def widest(self, setting: Setting) -> int:
        return int(KEPT_BYTES / (max(1.0, self._kept_values) * setting.dtype.itemsize))

    def share(self, row: int, height: int) -> float:
        """The share of the rows that were fed: deep networks read far ahead of the finished rows."""
        return max(row / height, self._fed / (height + self._network.config.receptive_field_radius))

    def memory(self, width: int, scale: int) -> int:
        """The height does not matter."""
        strip = self._strip_pixels(torch.device("cpu"), torch.float32)
        layers = _LAYERS * 4 * self._network.config.values_per_pixel
        return int(4 * self._kept_values * width) + (layers + result_bytes(scale)) * max(strip, width)

    def pieces(self, setting: Setting, lr: Tensor, scale: int, first_row: int) -> Iterator[tuple[Region, Tensor]]:
        """Some pieces have no rows; they only show that there is progress."""
        network, (height, width) = self._on(setting), lr.shape[2:]
        strip_rows = max(1, setting.strip_pixels // width)
        start = max(0, first_row - self._halo)
        stream = NetworkStream(network, scale, height - start, strip_rows)
        fed = start  # not kept in `self`: a preview may run between two pieces
        while (row := start + stream.finished) < height:
            strip = lr[:, :, fed : fed + strip_rows].to(torch.float32) / torch.iinfo(lr.dtype).max
            values = stream.push(strip.to(setting.dtype, memory_format=torch.channels_last))
            self._fed = fed = fed + strip_rows
            early = max(0, min(first_row - row, values.shape[2] // scale))
            region = Region(0, max(row, first_row), width, values.shape[2] // scale - early)
            yield region, values[0, :, early * scale :].permute(1, 2, 0).flip(2).float()

    def _strip_pixels(self, device: torch.device, dtype: torch.dtype) -> int:
        config = self._network.config
        most = min(LAYER_BYTES // config.values_per_pixel, BODY_BYTES // config.channels) // dtype.itemsize
        return min(most, super()._strip_pixels(device, dtype))

    @cached_property
    def _kept_values(self) -> float:
        """How many values are kept between strips for every column of the picture."""
        stream = NetworkStream(self._network, self._network.config.scales[-1], *_TRIAL)
        stream.push(torch.zeros(1, 3, *_TRIAL))
        return stream.kept_values()


@torch.inference_mode()
def _can_stream(network: Network) -> bool:
    (height, width), scale = _TRIAL, network.config.scales[-1]
    lr = torch.linspace(0, 1, 3 * height * width).view(1, 3, height, width)
    try:
        stream, parts = NetworkStream(network, scale, height, most_rows=2), []
        for row in range(0, height, 2):
            parts.append(stream.push(lr[:, :, row : row + 2]))
        while stream.finished < height:
            parts.append(stream.push(lr[:, :, :0]))
        whole = network.residual(lr, scale)
    except (CannotStreamError, RuntimeError):
        return False
    return bool((torch.cat(parts, 2) - whole).abs().max() <= _AGREES * max(1.0, float(whole.abs().max())))
