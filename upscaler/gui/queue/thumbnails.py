"""Thumbnails for the queue and the headers of the files, read off the GUI thread, only for visible rows."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage, QPixmap

from upscaler.errors import UpscalerError
from upscaler.gui.system.background import Background

if TYPE_CHECKING:
    from upscaler.images.codecs.base import Header

SIDE = 52  # pixels of the square in a row
_DENSITY = 2  # rendered for high-DPI screens; scaled down on others
_KEPT = 2_000  # pixmaps, about 44 kB each
_MOST_WAITING = 64  # more rows than a screen shows: rows requested earlier have been scrolled away


@dataclass(frozen=True)
class Thumbnail:
    """The header of a file, and its thumbnail, a square cropped from the middle."""

    header: Header
    image: QImage


class Thumbnails(QObject):
    """Thumbnails by entry id. `ready` carries the id once the file has been read, or cannot be.

    Rows request them whenever they are painted. So the latest request is served first, and old ones are dropped: the
    row requests again when it becomes visible.
    """

    ready = Signal(int)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._background = Background(self, self._on_delivered)
        self._pixmaps: OrderedDict[int, QPixmap | None] = OrderedDict()
        self._headers: dict[int, Header] = {}
        self._waiting: dict[int, Path] = {}  # in the order of their latest requests
        self._making: int | None = None
        self._reading: object = None  # identifies the current read; a forgotten one may still be delivered

    def get(self, entry_id: int, source: Path) -> QPixmap | None:
        """The thumbnail; None while it is being made, or if it cannot be."""
        if entry_id in self._pixmaps:
            self._pixmaps.move_to_end(entry_id)
            return self._pixmaps[entry_id]
        self._request(entry_id, source)
        return None

    def header(self, entry_id: int, source: Path) -> Header | None:
        """The header of the file; None while it has not been read, or if it cannot be."""
        if entry_id not in self._headers and entry_id not in self._pixmaps:
            self._request(entry_id, source)
        return self._headers.get(entry_id)

    def forget(self, entry_id: int) -> None:
        """Forget this entry: it has left the queue, or its file has to be read again."""
        self._pixmaps.pop(entry_id, None)
        self._headers.pop(entry_id, None)
        self._waiting.pop(entry_id, None)
        if entry_id == self._making:
            self._make_next()

    def shut_down(self) -> None:
        self._background.shut_down()

    def _request(self, entry_id: int, source: Path) -> None:
        if entry_id == self._making:
            return
        self._waiting.pop(entry_id, None)
        self._waiting[entry_id] = source
        if len(self._waiting) > _MOST_WAITING:
            del self._waiting[next(iter(self._waiting))]
        if self._making is None:
            self._make_next()

    def _make_next(self) -> None:
        self._making = None
        if self._waiting:
            self._making, source = self._waiting.popitem()
            self._reading = object()
            self._background.submit(self._reading, partial(read_thumbnail, source))

    def _on_delivered(self, reading: object, result: Thumbnail | UpscalerError) -> None:
        entry_id = self._making
        if entry_id is None or reading is not self._reading:
            return  # forgotten meanwhile
        self._make_next()
        if isinstance(result, Thumbnail):
            self._headers[entry_id] = result.header
            pixmap = QPixmap.fromImage(result.image)
            pixmap.setDevicePixelRatio(_DENSITY)
            self._pixmaps[entry_id] = pixmap
        else:
            self._pixmaps[entry_id] = None
        while len(self._pixmaps) > _KEPT:
            self._pixmaps.popitem(last=False)
        self.ready.emit(entry_id)


def read_thumbnail(source: Path) -> Thumbnail:
    """Header and thumbnail of a picture file. Not for the GUI thread. Raises the ReadError family."""
    from PIL import ExifTags, Image, ImageOps

    from upscaler.images.header import header_of, opened
    from upscaler.images.pillow import plain

    side = SIDE * _DENSITY
    with opened(source) as found:
        header, picture = header_of(found), found.picture
        picture.draft("RGB", (side * 4, side * 4))  # a JPEG is decoded at a fraction of its size
        small = plain(picture, found.codec.profile(picture))[0]
        turn = found.codec.turn(picture)
        small.thumbnail((side * 4, side * 4), Image.Resampling.BOX)
        small.getexif()[ExifTags.Base.Orientation] = turn
        upright = ImageOps.exif_transpose(small).convert("RGBA")
        square = ImageOps.fit(upright, (side, side), Image.Resampling.LANCZOS)
    image = QImage(square.tobytes(), side, side, 4 * side, QImage.Format.Format_RGBA8888)
    return Thumbnail(header, image.copy())  # a copy: the bytes end with this function
