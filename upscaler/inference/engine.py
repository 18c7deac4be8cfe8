"""Bitmap to canvas: the network over every row, and a way on when a strip fails."""

from __future__ import annotations

import copy
import logging
import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor

from upscaler.errors import EngineFailedError
from upscaler.geometry import Region, Size
from upscaler.images import alpha
from upscaler.images.bitmap import Bitmap, Pixels, full
from upscaler.images.opencv import cv2
from upscaler.inference.backends.streaming import stream_rows
from upscaler.inference.backends.tiles import stream_tiles
from upscaler.inference.compose import Values, interpolated, order_for_stitching, quantised, shuffled
from upscaler.inference.devices import NAMES, choose_device, choose_precision
from upscaler.inference.recovery import NonFiniteError, Setting, next_setting
from upscaler.network.architectures.srresnet import SRResNet
from upscaler.options import DeviceChoice, PrecisionChoice
from upscaler.progress import Progress

CPU_STRIP_BYTES = 12_500_000  # of one work buffer: it stays near the cache (measured), and cancel stays quick
GPU_STRIP_PIXELS = 2_000_000  # LR pixels
BAND_WIDTH = 16_384  # LR pixels; wider pictures are run in columns with a halo

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Report:
    """How a picture was run in the end (names as on the command line), and a sentence for each rebuilt strip."""

    device: str
    precision: str
    retries: tuple[str, ...] = ()


class Engine:
    """A network, ready for any picture, device and precision. For one thread at a time."""

    def __init__(self, network: SRResNet) -> None:
        """`network` is in evaluation mode with batch norm folded, as `load_model` gives it; it is not changed.

        Raises ValueError for one that does without the interpolated input, which is always added here.
        """
        if not network.config.global_skip:
            raise ValueError("the engine runs networks with a global skip only")
        self._network = network
        self.scales = network.config.scales
        self.radius = network.config.receptive_field_radius
        self.streamable = network.config.shortcut in ("identity", "none")
        self._prepared: dict[tuple[torch.device, torch.dtype], SRResNet] = {}

    @torch.inference_mode()
    def upscale(
        self,
        bitmap: Bitmap,
        scale: int,
        canvas: Pixels,
        device: DeviceChoice = "auto",
        precision: PrecisionChoice = "auto",
        progress: Progress | None = None,
        on_rows: Callable[[int], None] | None = None,
    ) -> Report:
        """Fill `canvas` (scale * H, scale * W, C: gray, gray + alpha, BGR or BGRA) with the enlarged picture.

        `scale` is one of the network's. Rows enter the canvas from top to bottom and only when they are finite;
        `on_rows` hears how many are. Raises Cancelled, DeviceError and, when nothing helps, EngineFailedError.
        """
        chosen = choose_device(device)
        dtype = choose_precision(precision, chosen)
        if precision == "auto" and full(canvas) > 255:
            dtype = torch.float32  # half the digits are too few: a 16-bit ramp came out in steps (see docs/decisions)
        run = _Run(self, scale, Setting(chosen, dtype, self.strip_pixels(chosen, dtype)))
        progress = progress or Progress()
        if bitmap.has_alpha:
            run.colours(alpha.filled(bitmap), canvas[:, :, :-1], progress.part(0, 0.5))
            run.alpha(bitmap.pixels[:, :, -1], canvas[:, :, -1:], progress.part(0.5, 1))
        else:
            run.colours(bitmap.pixels, canvas, progress, on_rows)
        if on_rows is not None:
            on_rows(canvas.shape[0])
        return Report(run.setting.device.type, NAMES[run.setting.dtype], tuple(run.retries))

    def pieces(self, setting: Setting, lr: Tensor, scale: int, first_row: int) -> Iterator[tuple[Region, Tensor]]:
        """Yield (LR region, float32 BGR of the network (scale * h, scale * w, 3)) from `first_row` down.

        `lr` is (1, 3, H, W) uint8 or uint16 RGB. Strips of full width where the network can be streamed, else tiles
        with a halo.
        """
        network = self._on(setting)
        width = lr.shape[3]
        if self.streamable:
            strip_rows = max(1, setting.strip_pixels // width)
            for row, output in stream_rows(network, lr, scale, strip_rows, first_row):
                yield Region(0, row, width, output.shape[2]), shuffled(output, scale)
            return

        def run(tile: Tensor) -> Tensor:
            values = (tile.to(setting.device, torch.float32) / torch.iinfo(tile.dtype).max).to(setting.dtype)
            return network.residual(values, scale)

        tile = math.isqrt(setting.strip_pixels)
        for region, residual in stream_tiles(run, lr, scale, self.radius, tile, first_row):
            yield region, residual[0].permute(1, 2, 0).flip(2).float()

    def strip_pixels(self, device: torch.device, dtype: torch.dtype) -> int:
        """LR pixels that run together at first."""
        if device.type != "cpu":
            return GPU_STRIP_PIXELS
        return CPU_STRIP_BYTES // (self._network.config.channels * dtype.itemsize)

    def memory(self, width: int, scale: int) -> int:
        """About how many bytes a run on the processor takes at a width, in fp32; the height does not count."""
        width = min(width, BAND_WIDTH + 2 * self.radius)
        rows = max(1, self.strip_pixels(torch.device("cpu"), torch.float32) // width) + self.radius + 3
        row = 4 * width * self._network.config.channels
        buffers = (5 * rows + self.radius) * row  # input, middle, output, skip and what a convolution returns
        kept = 2 * (self.radius + 1) * row
        strips = 4 * rows * width * 4 * 3 * scale**2  # the residual, twice, the interpolated input, their sum
        return buffers + kept + strips

    def _on(self, setting: Setting) -> SRResNet:
        """The network on a device and in a precision; prepared once."""
        key = (setting.device, setting.dtype)
        if key not in self._prepared:
            network = copy.deepcopy(self._network)
            if self.streamable:
                order_for_stitching(network)
            self._prepared[key] = network.to(setting.device, setting.dtype)
        return self._prepared[key]


class _Run:
    """One picture on its way; `setting` changes when something fails, and stays changed for this picture."""

    def __init__(self, engine: Engine, scale: int, setting: Setting) -> None:
        self._engine, self._scale = engine, scale
        self.setting = setting
        self.retries: list[str] = []

    def colours(
        self, lr: Pixels, canvas: Pixels, progress: Progress, on_rows: Callable[[int], None] | None = None
    ) -> None:
        """Enlarge gray or RGB (H, W, 1 or 3) into a canvas of as many channels, in columns if it is very wide."""
        size = Size(lr.shape[1], lr.shape[0])
        bands = list(size.tiles(BAND_WIDTH if self._engine.streamable else size.width, size.height))
        for i, band in enumerate(bands):
            halo = band.halo(self._engine.radius, size)
            rows, columns = band.grown(halo).slices
            target = canvas[:, band.x * self._scale : band.right * self._scale]
            part = progress.part(i / len(bands), (i + 1) / len(bands))
            self._band(lr[rows, columns], halo.left, target, part, on_rows if i == len(bands) - 1 else None)

    def alpha(self, lr: Pixels, canvas: Pixels, progress: Progress) -> None:
        """Enlarge alpha (H, W) into a canvas (scale * H, scale * W, 1): exact where it is all empty or all full."""
        if (lr == lr[0, 0]).all():
            canvas[:] = round(int(lr[0, 0]) * full(canvas) / full(lr))
            return
        self.colours(lr[:, :, None], canvas, progress)
        for mask, value in zip(alpha.certain(lr), (0, full(canvas)), strict=True):
            for row, line in enumerate(mask):
                rows = canvas[row * self._scale : (row + 1) * self._scale, :, 0]
                rows[:, np.repeat(line, self._scale)] = value

    def _band(
        self, lr: Pixels, left: int, canvas: Pixels, progress: Progress, on_rows: Callable[[int], None] | None
    ) -> None:
        """Run a band whose first `left` columns are halo; after a failure go on at the row that failed."""
        height, width = lr.shape[:2]
        tensor = torch.from_numpy(np.require(lr, requirements=["C", "W"])).permute(2, 0, 1)[None].expand(1, 3, -1, -1)
        row = 0
        while row < height:
            try:
                for region, values in self._engine.pieces(self.setting, tensor, self._scale, row):
                    progress.check_between_strips()
                    self._place(region, values, lr, left, canvas)
                    if region.right == width:
                        row = region.bottom
                        progress.report(row / height)
                        if on_rows is not None:
                            on_rows(row * self._scale)
            except (RuntimeError, MemoryError, NonFiniteError, cv2.error) as error:
                self._go_on_after(error)

    def _place(self, region: Region, values: Tensor, lr: Pixels, left: int, canvas: Pixels) -> None:
        """Add the interpolated input to a piece, round it and put it into the canvas, without halo columns."""
        scale = self._scale
        if lr.shape[2] == 1:
            values = values.mean(dim=2, keepdim=True)
        found: Values = values.cpu().numpy()
        if not np.isfinite(found.sum()):
            raise NonFiniteError
        pixels = quantised(found, interpolated(lr[:, :, ::-1], region, scale), lr, canvas)
        start, end = max(region.x, left), min(region.right, left + canvas.shape[1] // scale)
        rows, columns = (Region(start - left, region.y, end - start, region.height) * scale).slices
        canvas[rows, columns] = pixels[:, (start - region.x) * scale : (end - region.x) * scale]

    def _go_on_after(self, error: Exception) -> None:
        following = next_setting(self.setting, error)
        if following is None:
            raise EngineFailedError(self.setting.device.type, str(error) or type(error).__name__) from error
        self.setting, why = following
        self.retries.append(why)
        log.warning("%s (%s)", why, error)
