"""int8 rows: like `rows`, but the body computes in int8. See `int8_streaming`."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from functools import cached_property
from typing import ClassVar

import torch
from torch import Tensor

from upscaler import messages
from upscaler.geometry import Region
from upscaler.inference import int8
from upscaler.inference.backends.int8_streaming import STRIP_PIXELS, Int8Network, Int8Stream, rows_at_once
from upscaler.inference.backends.rows import TorchRows, shuffled
from upscaler.inference.backends.streaming import fed
from upscaler.inference.recovery import MIN_STRIP_PIXELS, Setting
from upscaler.network.architectures.network import Network
from upscaler.network.architectures.srresnet import SRResNet

_SPEED = 0.8  # measured with tests.bench.bench


class Int8Rows(TorchRows):
    """For networks whose file contains ranges, on CPUs. Only for 8-bit results.

    Takes less memory than floats, but as a run may have to continue in floats, `memory` is theirs.
    """

    name: ClassVar[str] = "int8"

    @staticmethod
    def can_run(network: Network) -> bool:
        return TorchRows.can_run(network) and network.ranges is not None and int8.is_available()

    @staticmethod
    def computes_on(device: torch.device, dtype: torch.dtype) -> bool:
        return device.type == "cpu" and dtype == torch.int8

    def first_setting(self, device: torch.device, dtype: torch.dtype) -> Setting:
        return Setting(self.name, device, dtype, STRIP_PIXELS)

    def speed(self, setting: Setting) -> float:  # noqa: ARG002 - the same for all
        return _SPEED

    def pieces(self, setting: Setting, lr: Tensor, scale: int, first_row: int) -> Iterator[tuple[Region, Tensor]]:  # noqa: ARG002
        width = lr.shape[3]
        strip_rows = rows_at_once(width)
        start = max(0, first_row - self._network.config.receptive_field_radius)
        stream = Int8Stream(self._in_int8, scale, width, strip_rows, start)
        for row, output in fed(stream, lr, strip_rows, start, first_row):
            yield Region(0, row, width, output.shape[2]), shuffled(output, scale)

    def next_setting(self, setting: Setting, error: Exception) -> tuple[Setting, str] | None:  # noqa: ARG002 - any
        """Continue in fp32, with little memory."""
        return Setting(TorchRows.name, setting.device, torch.float32, MIN_STRIP_PIXELS), messages.CONTINUED_FROM_INT8

    @cached_property
    def _in_int8(self) -> Int8Network:
        network = self._prepare(copy.deepcopy(self._network))
        assert isinstance(network, SRResNet)
        return Int8Network(network)
