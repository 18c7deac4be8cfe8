"""Makes requested previews in the thread that runs the network, also between two strips of a job."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, MutableMapping
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from PySide6.QtCore import QObject, Signal

from upscaler.errors import Cancelled, UnexpectedError, UpscalerError
from upscaler.geometry import Region
from upscaler.gui.comparison.layer import Layer, build_layer
from upscaler.options import ModelChoice, UpscaleOptions
from upscaler.progress import Progress

if TYPE_CHECKING:
    from upscaler.images.bitmap import Bitmap
    from upscaler.images.codecs.base import Codec

_log = logging.getLogger(__name__)


@dataclass(frozen=True, eq=False)
class PreviewRequest:
    """One preview: an LR region of the picture of an entry, as `options` would enlarge it."""

    entry_id: int
    original: Layer
    region: Region
    options: UpscaleOptions
    cancelled: threading.Event = field(default_factory=threading.Event)


@dataclass(frozen=True, eq=False)
class PreviewResult:
    """The pixels of a preview and their place in the result, or why it failed; the model, and why it was chosen."""

    request: PreviewRequest
    place: Region | None = None
    layer: Layer | None = None
    error: UpscalerError | None = None
    choice: ModelChoice | None = None


class PreviewService(QObject):
    """Handles one request at a time: each one cancels the previous one. No files are written."""

    requested = Signal(object)  # PreviewRequest: hand it to the thread that runs the network, for `serve`
    progressed = Signal(object, float)  # PreviewRequest, and the share of its work that is done
    served = Signal(object)  # PreviewResult; nothing follows a request that was cancelled

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._latest: PreviewRequest | None = None  # served or not
        self._suitable: WeakKeyDictionary[Layer, ModelChoice] = WeakKeyDictionary()

    def request(self, request: PreviewRequest) -> None:
        """Request a preview."""
        self.cancel()
        self._latest = request
        self.requested.emit(request)

    def cancel(self) -> None:
        """Cancel the latest request."""
        if self._latest is not None:
            self._latest.cancelled.set()

    def serve(self, request: PreviewRequest) -> None:
        """Make this preview, unless it has been cancelled. Call it in the thread that runs the network."""
        on_report = partial(self.progressed.emit, request)
        result = None if request.cancelled.is_set() else _made(request, on_report, self._suitable)
        if result is not None and not request.cancelled.is_set():
            self.served.emit(result)


def _made(
    request: PreviewRequest, on_report: Callable[[float], None], known: MutableMapping[Layer, ModelChoice]
) -> PreviewResult | None:
    """`known` are the models that suit pictures: estimating a large one again takes long."""
    from upscaler.images.bitmap import Bitmap
    from upscaler.inference.preview import enlarge_region
    from upscaler.pipeline import choose_model, load_engine, suitable_model

    def suitable(bitmap: Bitmap) -> ModelChoice:
        found = known[request.original] = known.get(request.original) or suitable_model(bitmap)
        return found

    def crop(region: Region) -> Bitmap:
        return _cropped(request, region)

    try:
        choice = choose_model(Bitmap(request.original.pixels()), request.options, suitable)
        place, pixels = enlarge_region(
            load_engine(choice.model, choice.denoise, choice.detail),
            crop,
            request.original.size,
            request.region,
            request.options,
            request.original.is_high_bit_depth and _format(request).high_bit_depth,
            Progress(on_report, request.cancelled),
        )
        return PreviewResult(request, place, build_layer(pixels, bgr=True), choice=choice)
    except Cancelled:
        return None
    except UpscalerError as error:
        return PreviewResult(request, error=error)
    except Exception as error:
        _log.exception("preview")
        return PreviewResult(request, error=UnexpectedError.of(error))


def _cropped(request: PreviewRequest, region: Region) -> Bitmap:
    """A part of the original, converted as the format of the result requires."""
    from upscaler.images.bitmap import Bitmap
    from upscaler.images.fitting import fitted

    bitmap = Bitmap(request.original.block(0, region), kind=request.original.kind)
    return fitted(bitmap, bitmap.size, _format(request), strip_metadata=True).bitmap


def _format(request: PreviewRequest) -> Codec:
    from upscaler.images.formats import target_format

    return target_format(request.options.format, request.original.kind)
