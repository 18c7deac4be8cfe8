"""Upscales a bitmap into a canvas with a network, and recovers when part of it fails."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
import torch
from torch import Tensor

from upscaler.errors import EngineFailedError
from upscaler.geometry import Padding, Region, Size
from upscaler.images import alpha
from upscaler.images.bitmap import Bitmap, Pixels, max_value
from upscaler.images.opencv import cv2
from upscaler.images.wrapping import NO_MARGIN
from upscaler.inference.backends.backend import Backend
from upscaler.inference.backends.choice import choose_backend, usable_backends
from upscaler.inference.compose import Values, base_image, quantised
from upscaler.inference.devices import NAMES
from upscaler.inference.placement import Placement, place
from upscaler.inference.recovery import NonFiniteError, Setting
from upscaler.network.architectures.network import Network
from upscaler.options import HALF_PRECISIONS, DeviceChoice, PrecisionChoice
from upscaler.progress import Progress

BAND_WIDTH = 16_384  # LR pixels; wider pictures are split into bands, side by side, each with a halo

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Report:
    """The device and precision that finished the picture, as named on the command line; a sentence for each recovery;
    and other sentences for the user."""

    device: str
    precision: str
    retries: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()


class Engine:
    """A network, ready for any picture, device and precision. For one thread at a time."""

    def __init__(self, network: Network, halo: int | None = None, half: tuple[str, ...] = HALF_PRECISIONS) -> None:
        """`network` is in evaluation mode with batch norm folded, as returned by `load_model`; it is not modified.

        `halo`, in LR pixels, is how much context a part of a picture needs on each side. It is stated in the model
        card, and defaults to the radius of the receptive field. `half` are the half-precision formats in which the
        network agrees with fp32: others are only used on request.
        """
        self.scales, self.base, self.alignment = network.config.scales, network.config.base, network.config.alignment
        halo = network.config.receptive_field_radius if halo is None else halo
        self.halo = -(-halo // self.alignment) * self.alignment
        self._half = half
        self.backends = usable_backends(network, self.halo)
        self._last_choice = ""

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
        margin: Padding = NO_MARGIN,
    ) -> Report:
        """Fill `canvas` (scale * H, scale * W, C: gray, gray + alpha, BGR or BGRA) with the enlarged picture.

        `margin` is context around the picture that the bitmap has but the canvas lacks, in multiples of `alignment`.

        `scale` is one of the network's. Rows are written to the canvas from top to bottom, and only if they are finite;
        `on_rows` is called with the number of finished rows. Raises Cancelled, DeviceError, BackendNotAvailableError,
        and EngineFailedError if no recovery is left.
        """
        placed = self.place(device, precision, high_bit_depth=max_value(canvas) > 255)
        backend, why = choose_backend(self.backends, placed.device, placed.dtype)
        self._log_choice(f"The network runs in {backend.name}, on {placed.device} in {NAMES[placed.dtype]}: {why}")
        run = _Run(self, scale, backend.first_setting(placed.device, placed.dtype), margin)
        progress = progress or Progress()
        if bitmap.has_alpha:
            run.colours(alpha.visible_colours(bitmap), canvas[:, :, :-1], progress.part(0, 0.5))
            run.alpha(bitmap.pixels[:, :, -1], canvas[:, :, -1:], progress.part(0.5, 1))
        else:
            run.colours(bitmap.pixels, canvas, progress, on_rows)
        if on_rows is not None:
            on_rows(canvas.shape[0])
        return Report(run.setting.device.type, NAMES[run.setting.dtype], tuple(run.retries), placed.warnings)

    def place(self, device: DeviceChoice, precision: PrecisionChoice, high_bit_depth: bool = False) -> Placement:
        """Where the network runs with these choices. Raises DeviceNotAvailableError and PrecisionNotAvailableError."""
        return place(self.backends, self._half, device, precision, high_bit_depth)

    def memory(self, width: int, scale: int) -> int:
        """Roughly how many bytes a run on the CPU in fp32 takes for a width; the height does not matter."""
        backend, _ = choose_backend(self.backends, torch.device("cpu"), torch.float32)
        setting = backend.first_setting(torch.device("cpu"), torch.float32)
        return backend.memory(min(width, self.band_width(backend, setting) + 2 * self.halo), scale)

    def band_width(self, backend: Backend, setting: Setting) -> int:
        """The widest picture, in LR pixels, that is not split into bands."""
        return min(BAND_WIDTH, max(backend.widest(setting) - 2 * self.halo, 1 + 2 * self.halo))

    def tiling(self, device: DeviceChoice, precision: PrecisionChoice) -> tuple[int, int, int]:
        """Width, height and halo, in LR pixels, of the parts that a picture is split into; a height of 0 stands for the
        full height."""
        placed = self.place(device, precision)
        backend, _ = choose_backend(self.backends, placed.device, placed.dtype)
        setting = backend.first_setting(placed.device, placed.dtype)
        side, halo = backend.tiling(setting)
        return (side, side, halo) if side else (self.band_width(backend, setting), 0, self.halo)

    def _log_choice(self, choice: str) -> None:
        """Log it only when it changes: there may be many previews and frames."""
        if choice != self._last_choice:
            self._last_choice = choice
            log.info(choice)


class _Run:
    """One picture. If something fails, `setting` changes for the rest of the picture."""

    def __init__(self, engine: Engine, scale: int, setting: Setting, margin: Padding) -> None:
        self._engine, self._scale, self._margin = engine, scale, margin
        self.setting = setting
        self.retries: list[str] = []

    def colours(
        self, lr: Pixels, canvas: Pixels, progress: Progress, on_rows: Callable[[int], None] | None = None
    ) -> None:
        """Upscale gray or RGB (H, W, 1 or 3) into a canvas with as many channels, in bands if it is very wide."""
        size, margin = Size(lr.shape[1], lr.shape[0]), self._margin
        inner = Size(size.width - margin.left - margin.right, size.height)
        backend = self._engine.backends[self.setting.backend]
        widest = self._engine.band_width(backend, self.setting)
        bands = list(inner.tiles(widest, size.height, self._engine.alignment))
        for band, part in progress.each(bands):
            outer = replace(band, x=band.x + margin.left)
            halo = outer.halo(self._engine.halo, size)
            rows, columns = outer.grown(halo).slices
            target = canvas[:, band.x * self._scale : band.right * self._scale]
            self._band(lr[rows, columns], halo.left, target, part, on_rows if band is bands[-1] else None)

    def alpha(self, lr: Pixels, canvas: Pixels, progress: Progress) -> None:
        """Upscale alpha (H, W) into a canvas (scale * H, scale * W, 1): exact in transparent and in opaque areas."""
        if (lr == lr[0, 0]).all():
            canvas[:] = round(int(lr[0, 0]) * max_value(canvas) / max_value(lr))
            return
        self.colours(lr[:, :, None], canvas, progress)
        inner = lr.shape[0] - self._margin.bottom, lr.shape[1] - self._margin.right
        for mask, value in zip(alpha.constant_areas(lr), (0, max_value(canvas)), strict=True):
            for y, mask_row in enumerate(mask[self._margin.top : inner[0], self._margin.left : inner[1]]):
                rows = canvas[y * self._scale : (y + 1) * self._scale, :, 0]
                rows[:, np.repeat(mask_row, self._scale)] = value

    def _band(
        self, lr: Pixels, left: int, canvas: Pixels, progress: Progress, on_rows: Callable[[int], None] | None
    ) -> None:
        """Run a band whose first `left` columns are halo; after a failure, continue from the row that failed."""
        height, width = lr.shape[:2]
        tensor = torch.from_numpy(np.require(lr, requirements=["C", "W"])).permute(2, 0, 1)[None].expand(1, 3, -1, -1)
        row = 0
        while row < height:
            backend = self._engine.backends[self.setting.backend]
            try:
                for region, values in backend.pieces(self.setting, tensor, self._scale, row):
                    share = backend.share(region.bottom, height)
                    progress.check_between_strips()  # may run a preview on this backend
                    self._place(region, values, lr, left, canvas)
                    if region.right == width:
                        row = region.bottom
                        progress.report(share)
                        if on_rows is not None:
                            on_rows(min(max(0, row - self._margin.top) * self._scale, canvas.shape[0]))
            except (RuntimeError, MemoryError, NonFiniteError, cv2.error) as error:
                self._recover(backend, error)

    def _place(self, region: Region, values: Tensor, lr: Pixels, left: int, canvas: Pixels) -> None:
        """Add the base image to a piece, round it, and write it to the canvas without margin and halo columns."""
        scale, top = self._scale, self._margin.top
        start, end = max(region.x, left), min(region.right, left + canvas.shape[1] // scale)
        first, last = max(region.y, top), min(region.bottom, top + canvas.shape[0] // scale)
        if start >= end or first >= last:
            return  # the whole tile lies in the halo of the band, or in the margin
        if lr.shape[2] == 1:
            values = values.mean(dim=2, keepdim=True)
        residual: Values = values.cpu().numpy()
        if not np.isfinite(residual.sum()):
            raise NonFiniteError
        base = base_image(self._engine.base, lr[:, :, ::-1], region, scale)
        pixels = quantised(residual, base, lr, canvas)
        rows, columns = (Region(start - left, first - top, end - start, last - first) * scale).slices
        part = Region(start - region.x, first - region.y, end - start, last - first) * scale
        canvas[rows, columns] = pixels[part.slices]

    def _recover(self, backend: Backend, error: Exception) -> None:
        """Change to the next setting that may work. Raises EngineFailedError if none is left."""
        fallback = backend.next_setting(self.setting, error)
        if fallback is None:
            raise EngineFailedError(self.setting.device.type, str(error) or type(error).__name__) from error
        self.setting, why = fallback
        self.retries.append(why)
        log.warning("%s (%s)", why, error)
