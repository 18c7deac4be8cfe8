"""The interface between the engine and the backends, which compute."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar, Protocol

import torch
from torch import Tensor

from upscaler.geometry import Region
from upscaler.inference.recovery import Setting
from upscaler.network.architectures.network import Network


class Backend(Protocol):
    """Computes what one network adds to its base image. Use it from one thread at a time."""

    name: ClassVar[str]

    def __init__(self, network: Network, halo: int) -> None:
        """`halo`, in LR pixels, is how much context a piece needs on each side. The network is not modified."""

    @staticmethod
    def can_run(network: Network) -> bool:
        """Whether this backend can run the network on this computer."""

    @staticmethod
    def computes_on(device: torch.device, dtype: torch.dtype) -> bool:
        """Whether it runs on this kind of device in this precision."""

    def first_setting(self, device: torch.device, dtype: torch.dtype) -> Setting:
        """The setting to start with."""

    def speed(self, setting: Setting) -> float:
        """Useful work per second, as a measured share of what convolutions alone reach on this device and precision."""

    def tiling(self, setting: Setting) -> tuple[int, int]:
        """The side of a tile and its halo, in LR pixels, which show how much is computed twice; (0, 0) for rows."""

    def widest(self, setting: Setting) -> int:
        """The widest picture, in LR pixels, that runs in one piece; wider ones are split into bands with a halo."""

    def share(self, row: int, height: int) -> float:
        """Roughly how much of the work is done, 0 to 1, after the latest piece, if `row` rows are finished."""

    def memory(self, width: int, scale: int) -> int:
        """Roughly how many bytes a run on the CPU in fp32 takes for a picture of this width."""

    def pieces(self, setting: Setting, lr: Tensor, scale: int, first_row: int) -> Iterator[tuple[Region, Tensor]]:
        """Yield (LR region, residual to add to its base image) from `first_row` down.

        `lr` is (1, 3, H, W) uint8 or uint16 RGB; a piece is float32 BGR (scale * h, scale * w, 3). Pieces may repeat
        rows above `first_row`. The last piece of each row reaches the right edge. Another picture may run on this
        backend between two pieces.
        """

    def next_setting(self, setting: Setting, error: Exception) -> tuple[Setting, str] | None:
        """The setting to continue with after `error`, and a sentence for the user; None if nothing is left to try."""
