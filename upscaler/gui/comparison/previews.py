"""Requests a preview of the part in view, once the camera has stopped moving."""

from __future__ import annotations

import math
import time
from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, Signal

from upscaler.errors import UpscalerError
from upscaler.geometry import Region, Size
from upscaler.gui.comparison.layer import Layer
from upscaler.gui.comparison.preview_cache import PreviewCache, covers
from upscaler.gui.comparison.preview_service import PreviewRequest, PreviewResult, PreviewService
from upscaler.gui.comparison.stage import Part, Side
from upscaler.gui.comparison.view import ComparisonView
from upscaler.options import OPTIONS, ModelChoice, UpscaleOptions

if TYPE_CHECKING:
    from upscaler.jobs.throughput import Throughput

_STANDS_STILL = 40  # milliseconds: longer than between two steps of a dragged slider
_LARGEST = 400_000  # LR pixels
_FIRST = 150_000  # LR pixels, until it is known how fast this computer is
_SMALLEST = 20_000  # LR pixels, even on the slowest computer
_SECONDS = 0.5  # the time that the first part may take; larger parts follow
_GROWTH = 4  # how many times larger each part is than the one before


class Previews(QObject):
    """The preview of one entry at a time. It stays visible while one with other options is being made.

    `changed`: `parts` or `error` have changed; `progressed`: `share` has changed.
    """

    changed = Signal()
    progressed = Signal()

    def __init__(self, view: ComparisonView, preview_service: PreviewService, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._view = view
        self._preview_service = preview_service
        self._cache = PreviewCache()
        self._entry_id: int | None = None
        self._original: Layer | None = None
        self._options: UpscaleOptions | None = None
        self._wanted: tuple[UpscaleOptions, ...] = ()  # `_options`, or variants of them
        self._results: dict[UpscaleOptions, PreviewResult] = {}  # of those
        self._wants = False
        self._request: PreviewRequest | None = None  # the latest one that is not cancelled
        self._began = 0.0  # time.perf_counter, of the request
        self._served: PreviewResult | None = None
        self._quick = self._learned = _FIRST  # LR pixels that take _SECONDS; and the initial value for the next options
        self.share: float | None = None  # of the preview that is being made, 0 to 1
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_STANDS_STILL)
        self._timer.timeout.connect(self._request_part_in_view)
        view.camera_changed.connect(self._on_camera_changed)
        preview_service.served.connect(self._on_served)
        preview_service.progressed.connect(self._on_progressed)

    @property
    def parts(self) -> tuple[Part, ...]:
        """The preview, if there is one; it may still show earlier options."""
        return _parts_of(self._served)

    @property
    def size(self) -> Size | None:
        """The size of the whole result with the options of the preview that is shown."""
        served = self._served
        return served.request.options.size.of(served.request.original.size) if served and served.layer else None

    @property
    def choice(self) -> ModelChoice | None:
        """The model that the preview was made with, and why; None without a preview."""
        return self._served.choice if self._served else None

    @property
    def error(self) -> UpscalerError | None:
        """Why the preview failed, if it did."""
        return self._served.error if self._served else None

    def parts_of(self, options: UpscaleOptions) -> tuple[Part, ...]:
        """The preview of a variant, if there is one."""
        return _parts_of(self._results.get(that_change_pixels(options)))

    def error_of(self, options: UpscaleOptions) -> UpscalerError | None:
        """Why the preview of a variant failed, if it did."""
        result = self._results.get(that_change_pixels(options))
        return result.error if result else None

    def shows(self, options: UpscaleOptions) -> bool:
        """Whether there is a preview, or an error, with options that give the same pixels as these."""
        return self._served is not None and self._served.request.options == that_change_pixels(options)

    def set_throughput(self, throughput: Throughput) -> None:
        """Set how fast this computer is: the slower the network, the smaller the first part."""
        self._quick = self._learned = _part_of(throughput.network)

    def look_at(
        self,
        entry_id: int | None,
        original: Layer | None,
        options: UpscaleOptions,
        wants: bool,
        variants: Iterable[UpscaleOptions] = (),
    ) -> None:
        """Show the preview of this picture with these options. If there is none, and `wants` is true, request it soon.

        With `variants`, previews with each of those are requested instead.
        """
        options = that_change_pixels(options)
        wanted = tuple(map(that_change_pixels, variants)) or (options,)
        if (entry_id, original) != (self._entry_id, self._original):
            self._served = None
            self._results = {}
        if (entry_id, original, options, wanted) != (self._entry_id, self._original, self._options, self._wanted):
            self._entry_id, self._original, self._options, self._wanted = entry_id, original, options, wanted
            self._quick = self._learned
            self._results = {each: found for each, found in self._results.items() if each in wanted}
            self._served = self._results.get(options, self._served)
            self._cancel()
        self._wants = wants and original is not None
        if not self._wants:
            self._cancel()
        elif not self._take_cached():
            self._timer.start()

    def shut_down(self) -> None:
        """Request no more previews."""
        self._wants = False
        self._cancel()

    def _cancel(self) -> None:
        self._timer.stop()
        if self._request is not None:
            self._request = None
            self._preview_service.cancel()
            self._set_share(None)

    def _set_share(self, share: float | None) -> None:
        if share != self.share:
            self.share = share
            self.progressed.emit()

    def _on_camera_changed(self) -> None:
        if not self._wants:
            return
        if self._take_cached():
            self.changed.emit()
            return
        region = self._region(self._quick)
        if self._request is not None and (region is None or not covers(self._request.region, region)):
            self._cancel()
        self._timer.start()

    def _region(self, limit: int) -> Region | None:
        """The part in view, in LR pixels; only its middle if that is larger than `limit` pixels."""
        visible, content = self._view.visible, self._view.content
        original = content.layers.get(Side.ORIGINAL)
        if visible is None or content.scene is None or original is None or original is not self._original:
            return None
        return middle(_shrunk(visible, content.scene, original.size), limit)

    def _take_cached(self) -> bool:
        """Show cached previews of the part in view. Returns whether that changes the preview."""
        region, original = self._region(self._quick), self._original
        if region is None or original is None:
            return False
        missing = [options for options in self._wanted if not self._is_served(options, region)]
        found = [kept for options in missing if (kept := self._cache.find(original, options, region))]
        for kept in found:
            self._keep(kept)
        if found:
            self._cancel()
            self._timer.start()  # a larger part may follow
        return bool(found)

    def _keep(self, result: PreviewResult) -> None:
        self._results[result.request.options] = result
        if result.request.options == self._options:
            self._served = result

    def _is_served(self, options: UpscaleOptions, region: Region) -> bool:
        """Whether the preview with these options covers this region, or has failed and would fail again."""
        result = self._results.get(options)
        return result is not None and (result.error is not None or covers(result.request.region, region))

    def _request_part_in_view(self) -> None:
        """Request the first missing part: a small one, or a larger one once there are all small ones."""
        missing, limit = self._missing(self._quick), self._quick
        while missing is None and limit < _LARGEST:
            limit = min(_GROWTH * limit, _LARGEST)
            missing = self._missing(limit)
        if missing is None or self._original is None or self._entry_id is None:
            return
        options, region = missing
        pending = self._request
        if pending is None or pending.options != options or not covers(pending.region, region):
            self._request = PreviewRequest(self._entry_id, self._original, region, options)
            self._began = time.perf_counter()
            self._preview_service.request(self._request)
            self._set_share(0.0)

    def _missing(self, limit: int) -> tuple[UpscaleOptions, Region] | None:
        """The first of the wanted previews of at most this many LR pixels that is missing."""
        region = self._region(limit)
        wanted = self._wanted if region is not None else ()
        return next(((options, region) for options in wanted if region and not self._is_served(options, region)), None)

    def _on_progressed(self, request: PreviewRequest, share: float) -> None:
        if request is self._request:
            self._set_share(share)

    def _learn(self, region: Region) -> None:
        """Adjust the expected speed by the time that this part took: a job or another program may be running. Small
        parts are ignored, as they take longer per pixel."""
        if 2 * region.width * region.height >= self._quick:
            self._learned = _part_of((time.perf_counter() - self._began) / (region.width * region.height))

    def _on_served(self, served: PreviewResult) -> None:
        if served.request is self._request:
            self._request = None
            self._keep(served)
            if served.layer is not None:
                self._cache.add(served)
                self._learn(served.request.region)
            self._request_part_in_view()
            if self._request is None:
                self._set_share(None)
            self.changed.emit()


def _part_of(seconds: float) -> int:
    """How many LR pixels the first part may have, if each takes this long."""
    return min(_LARGEST, max(_SMALLEST, int(_SECONDS / max(seconds, 1e-9))))


def _parts_of(result: PreviewResult | None) -> tuple[Part, ...]:
    if result is None or result.layer is None or result.place is None:
        return ()
    seen, size = result.request.region, result.request.original.size
    is_part = (seen.width, seen.height) != (size.width, size.height)
    return (Part(result.layer, result.place.x, result.place.y, framed=is_part),)


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


def that_change_pixels(options: UpscaleOptions) -> UpscaleOptions:
    """The options, with those that do not affect pixels reset to their defaults."""
    others: dict[str, Any] = {
        name: option.default for name, option in OPTIONS.items() if not option.metadata["changes_pixels"]
    }
    return replace(options, **others)
