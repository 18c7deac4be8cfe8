"""Requests a preview of the part in view, once the camera stands still."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, Signal

from upscaler.errors import UpscalerError
from upscaler.geometry import Region, Size
from upscaler.gui.comparison.layer import Layer
from upscaler.gui.comparison.preview_service import PreviewRequest, PreviewResult, PreviewService
from upscaler.gui.comparison.stage import Part
from upscaler.gui.comparison.view import ComparisonView
from upscaler.options import OPTIONS, ModelChoice, UpscaleOptions

if TYPE_CHECKING:
    from upscaler.jobs.throughput import Throughput

_STANDS_STILL = 150  # milliseconds
_LARGEST = 400_000  # LR pixels
_SMALLEST = 20_000  # LR pixels, even on the slowest computer
_SECONDS = 1.5  # that a preview should take at most


class Previews(QObject):
    """The preview of one entry at a time. `changed`: `parts` or `error` have changed."""

    changed = Signal()

    def __init__(self, view: ComparisonView, preview_service: PreviewService, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._view = view
        self._preview_service = preview_service
        self._entry_id: int | None = None
        self._original: Layer | None = None
        self._options: UpscaleOptions | None = None
        self._wants = False
        self._request: PreviewRequest | None = None  # the latest one that is not cancelled
        self._served: PreviewResult | None = None
        self._limit = _LARGEST
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_STANDS_STILL)
        self._timer.timeout.connect(self._request_part_in_view)
        view.camera_changed.connect(self._on_camera_changed)
        preview_service.served.connect(self._on_served)

    @property
    def parts(self) -> tuple[Part, ...]:
        """The preview, if there is one."""
        served = self._served
        if served is None or served.layer is None or served.place is None:
            return ()
        seen, size = served.request.region, served.request.original.size
        is_part = (seen.width, seen.height) != (size.width, size.height)
        return (Part(served.layer, served.place.x, served.place.y, framed=is_part),)

    @property
    def choice(self) -> ModelChoice | None:
        """The model that the preview was made with, and why; None without a preview."""
        return self._served.choice if self._served else None

    @property
    def error(self) -> UpscalerError | None:
        """Why the preview failed, if it did."""
        return self._served.error if self._served else None

    def set_throughput(self, throughput: Throughput) -> None:
        """Set how fast this computer is: the slower the network, the smaller the preview."""
        self._limit = min(_LARGEST, max(_SMALLEST, int(_SECONDS / throughput.network)))

    def look_at(self, entry_id: int | None, original: Layer | None, options: UpscaleOptions, wants: bool) -> None:
        """Show the preview of this picture with these options. If there is none and `wants`, request it soon."""
        options = _that_change_pixels(options)
        if (entry_id, original, options) != (self._entry_id, self._original, self._options):
            self._entry_id, self._original, self._options, self._served = entry_id, original, options, None
            self._cancel()
        self._wants = wants and original is not None
        if self._wants:
            self._timer.start()
        else:
            self._cancel()

    def shut_down(self) -> None:
        """Request no more previews."""
        self._wants = False
        self._cancel()

    def _cancel(self) -> None:
        self._timer.stop()
        if self._request is not None:
            self._request = None
            self._preview_service.cancel()

    def _on_camera_changed(self) -> None:
        if not self._wants:
            return
        if self._request is not None and self._request.region != self._region():
            self._cancel()
        self._timer.start()

    def _region(self) -> Region | None:
        """The part in view, in LR pixels; only its middle if that is too large."""
        visible, scene = self._view.visible, self._view.content.scene
        if visible is None or scene is None or self._original is None:
            return None
        return middle(_shrunk(visible, scene, self._original.size), self._limit)

    def _request_part_in_view(self) -> None:
        region = self._region()
        if region is None or self._original is None or self._entry_id is None or self._options is None:
            return
        requested = self._request or (self._served.request if self._served else None)
        if requested is None or not _contains(requested.region, region):
            self._request = PreviewRequest(self._entry_id, self._original, region, self._options)
            self._preview_service.request(self._request)

    def _on_served(self, served: PreviewResult) -> None:
        if served.request is self._request:
            self._request, self._served = None, served
            self.changed.emit()


def middle(region: Region, limit: int) -> Region:
    """The region, or its middle of about `limit` pixels in the same shape."""
    share = min(1.0, math.sqrt(limit / (region.width * region.height)))
    width, height = max(1, int(region.width * share)), max(1, int(region.height * share))
    return Region(region.x + (region.width - width) // 2, region.y + (region.height - height) // 2, width, height)


def _shrunk(region: Region, scene: Size, size: Size) -> Region:
    """The pixels of a picture of `size` that a region of its result of size `scene` touches."""
    left, right = region.x * size.width // scene.width, -(-region.right * size.width // scene.width)
    top, bottom = region.y * size.height // scene.height, -(-region.bottom * size.height // scene.height)
    return Region(left, top, min(size.width, right) - left, min(size.height, bottom) - top)


def _contains(outer: Region, inner: Region) -> bool:
    return outer.x <= inner.x and outer.y <= inner.y and outer.right >= inner.right and outer.bottom >= inner.bottom


def _that_change_pixels(options: UpscaleOptions) -> UpscaleOptions:
    """The options, with those that do not change pixels reset to their defaults."""
    others: dict[str, Any] = {
        name: option.default for name, option in OPTIONS.items() if not option.metadata["changes_pixels"]
    }
    return replace(options, **others)
