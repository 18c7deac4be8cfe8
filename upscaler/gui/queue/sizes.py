"""The sizes of all pictures in the queue, to be known before a run starts. Read off the GUI thread."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from upscaler.errors import UpscalerError
from upscaler.geometry import Size
from upscaler.gui.queue.entry import Entry
from upscaler.gui.system.background import Background

_BATCH = 100  # files that are read before the result is delivered


class QueueSizes(QObject):
    """`changed`: more sizes are known."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._background = Background(self, self._on_delivered)
        self._sizes: dict[Path, Size | None] = {}  # None: the file cannot be read
        self._asked: set[Path] = set()

    def of(self, entries: Sequence[Entry]) -> list[tuple[Entry, Size]] | None:
        """The readable entries with their sizes; None while some are not known, which are then read."""
        sources = [entry.source for entry in entries]
        missing = [source for source in sources if source not in self._sizes and source not in self._asked]
        for first in range(0, len(missing), _BATCH):
            batch = missing[first : first + _BATCH]
            self._asked |= set(batch)
            self._background.submit(None, partial(read_sizes, batch))
        if any(source not in self._sizes for source in sources):
            return None
        return [(entry, size) for entry in entries if (size := self._sizes[entry.source]) is not None]

    def forget(self, source: Path) -> None:
        """Read this file again the next time; it may have changed."""
        self._sizes.pop(source, None)

    def shut_down(self) -> None:
        self._background.shut_down()

    def _on_delivered(self, _ticket: object, found: dict[Path, Size | None] | UpscalerError) -> None:
        if isinstance(found, dict):
            self._sizes |= found
            self._asked -= found.keys()
            self.changed.emit()


def read_sizes(sources: Sequence[Path]) -> dict[Path, Size | None]:
    """The sizes in the headers of files; None for one that cannot be read. Not for the GUI thread."""
    from upscaler.images.header import read_header

    sizes: dict[Path, Size | None] = {}
    for source in sources:
        try:
            sizes[source] = read_header(source).size
        except UpscalerError:
            sizes[source] = None
    return sizes
