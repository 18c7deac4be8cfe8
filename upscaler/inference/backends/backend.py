"""Who computes: what the engine asks of a backend."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar, Protocol

import torch
from torch import Tensor

from upscaler.geometry import Region
from upscaler.inference.recovery import Setting
from upscaler.network.architectures.network import Network


class Backend(Protocol):
    """Computes what one network adds to its base image. For one thread at a time."""

    name: ClassVar[str]

    def __init__(self, network: Network, halo: int) -> None:
        """`halo` is in LR pixels: what a piece needs to see on each side. The network is not changed."""

    @staticmethod
    def can_run(network: Network) -> bool:
        """Whether this network can be run here."""

    def first_setting(self, device: torch.device, dtype: torch.dtype) -> Setting:
        """How to begin."""

    def speed(self, setting: Setting) -> float:
        """Useful work, as a share of what bare convolutions of the same device and precision do, as measured."""

    def memory(self, width: int, scale: int) -> int:
        """About how many bytes a run on the processor takes at a width, in fp32."""

    def pieces(self, setting: Setting, lr: Tensor, scale: int, first_row: int) -> Iterator[tuple[Region, Tensor]]:
        """Yield (LR region, float32 BGR (scale * h, scale * w, 3)) from `first_row` down: what the base image lacks.

        `lr` is (1, 3, H, W) uint8 or uint16 RGB. Rows above `first_row` may come again. Every row ends with a piece
        that reaches the right edge.
        """

    def next_setting(self, setting: Setting, error: Exception) -> tuple[Setting, str] | None:
        """How to go on after `error`, perhaps with another backend, and a sentence for the person; None: not at all."""
