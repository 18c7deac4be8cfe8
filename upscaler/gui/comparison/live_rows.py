"""Passes the finished rows of a running picture from the thread that computes them to the view."""

from __future__ import annotations

import logging
import math
import time
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from upscaler.errors import UpscalerError
from upscaler.gui.comparison.layer import Layer, growing_layer

if TYPE_CHECKING:
    from upscaler.images.bitmap import Pixels

_EMIT_EVERY = 0.1  # seconds

_log = logging.getLogger(__name__)


class LiveRows(QObject):
    """Follows only the picture in view, so other pictures cost nothing.

    The layer that `grown` carries holds the array of the canvas, which therefore lives as long as it is shown, even
    after the run has ended. The first `layer.rows` rows are never written again, and those below are never read.
    """

    grown = Signal(int, object)  # entry id, Layer: it has more rows than before

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._watched: int | None = None

    def watch(self, entry_id: int | None) -> None:
        """Follow this picture when it runs."""
        self._watched = entry_id

    def row_callback(self, entry_id: int) -> Callable[[Pixels, int], None]:
        """The function that a run of this picture calls as `Progress.on_rows`, in its own thread."""
        return _RowCallback(self, entry_id).update

    def is_watched(self, entry_id: int) -> bool:
        return self._watched == entry_id


class _RowCallback:
    """Follows one run. Of a file with several pictures only the first is shown."""

    def __init__(self, live_rows: LiveRows, entry_id: int) -> None:
        self._live_rows = live_rows
        self._entry_id = entry_id
        self._pixels: Pixels | None = None
        self._layer: Layer | None = None
        self._emitted = 0.0

    def update(self, pixels: Pixels, rows: int) -> None:
        if self._pixels is None:
            self._pixels = pixels
        if pixels is not self._pixels or not self._live_rows.is_watched(self._entry_id):
            return
        now = time.monotonic()
        if rows < pixels.shape[0] and now - self._emitted < _EMIT_EVERY:
            return
        self._emitted = now
        try:
            self._layer = self._layer or growing_layer(pixels)
            self._layer.pyramid.extend(rows)
        except Exception as error:  # a picture that cannot be shown is upscaled nevertheless
            _log.info("rows cannot be shown: %s", error, exc_info=not isinstance(error, UpscalerError))
            self._layer, self._emitted = None, math.inf
            return
        self._live_rows.grown.emit(self._entry_id, self._layer)
