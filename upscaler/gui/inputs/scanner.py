"""Finds the pictures in files and folders that were dropped or chosen. Folders are read off the GUI thread."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Container, Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, QObject, QUrl, Signal

from upscaler.errors import UpscalerError
from upscaler.gui.system.background import Background
from upscaler.gui.widgets import text
from upscaler.jobs.job import Root

if TYPE_CHECKING:
    from upscaler.jobs.naming import UniqueNames

_BATCH, _BATCH_SECONDS = 100, 0.2


def paths_of(data: QMimeData) -> list[Path]:
    """The local files and folders of a drag or a paste."""
    return [Path(url.toLocalFile()) for url in data.urls() if QUrl.isLocalFile(url)]


class Scanner(QObject):
    """`found` carries picture files as they are found, `noticed` sentences about what was skipped."""

    found = Signal(list, object)  # list[Path], and the Root that was added and contains them, or None
    ended = Signal()  # all files and folders of one `take` have been scanned
    noticed = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._background = Background(self, self._on_delivered)
        self._stopped = threading.Event()
        self._own_names: UniqueNames | None = None  # of all folders that were added, in any drop

    def take(self, inputs: Sequence[Path], output: Path | None = None) -> None:
        """Take files, and folders with their subfolders; `output`, the folder of results, is not read."""
        if inputs:
            self._background.submit(None, partial(self._walk, tuple(inputs), output))

    def shut_down(self) -> None:
        self._stopped.set()
        self._background.shut_down()

    def _walk(self, inputs: Sequence[Path], output: Path | None) -> tuple[int, int]:
        """Returns how many pictures and how many other files were found. Not for the GUI thread."""
        from upscaler.jobs.folders import Walk  # late: these load Pillow and OpenCV
        from upscaler.jobs.naming import UniqueNames

        others = [path for path in inputs if _is_special(path)]
        if others:
            self.noticed.emit(self._not_files(others))
            inputs = [path for path in inputs if path not in others]
        self._own_names = own = self._own_names or UniqueNames()
        walk, count = Walk(True, output, self._stopped), 0
        for sources, folder in batches(walk.over(inputs), set(inputs)):
            count += len(sources)
            self.found.emit(sources, Root(folder, own.of(folder)) if folder else None)
        return count + len(others), walk.not_pictures

    def _on_delivered(self, _ticket: object, result: tuple[int, int] | UpscalerError) -> None:
        if self._stopped.is_set():
            return
        self.ended.emit()
        if isinstance(result, UpscalerError):
            self.noticed.emit(text.failure(result))
            return
        count, not_pictures = result
        if not_pictures:
            self.noticed.emit(self._left_out(not_pictures))
        elif not count:
            self.noticed.emit(self.tr("There are no pictures in this folder."))

    def _not_files(self, paths: Sequence[Path]) -> str:
        if len(paths) == 1:
            sentence = self.tr("{name} is not a file but a device, pipe or socket, and was skipped.")
            return sentence.format(name=text.short_name(paths[0].name))
        return self.tr("%n items are not files but devices, pipes or sockets, and were skipped.", "", len(paths))

    def _left_out(self, count: int) -> str:
        if count == 1:
            return self.tr("One file is not a picture and was skipped.")
        return self.tr("%n files are not pictures and were skipped.", "", count)


def _is_special(path: Path) -> bool:
    """Whether it is a device, a pipe or a socket: reading it may take forever. Missing files are reported elsewhere."""
    is_file = os.path.isfile(path)  # noqa: PTH113 - Path's own may raise
    return os.path.exists(path) and not is_file and not os.path.isdir(path)


def batches(found: Iterable[tuple[Path, Path]], inputs: Container[Path]) -> Iterator[tuple[list[Path], Path | None]]:
    """Group files that arrive one by one into batches: one folder per batch, delivered soon after they arrive.

    Files that were added directly belong to no folder.
    """
    batch: list[Path] = []
    folder, began = None, time.monotonic()
    for source, root in found:
        added = root if root in inputs else None
        if batch and (added != folder or len(batch) >= _BATCH or time.monotonic() - began > _BATCH_SECONDS):
            yield batch, folder
            batch, began = [], time.monotonic()
        batch.append(source)
        folder = added
    if batch:
        yield batch, folder
