"""Watches a folder for new pictures, in a separate thread."""

from __future__ import annotations

import queue
import threading
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from upscaler.jobs.job import Root

if TYPE_CHECKING:
    from upscaler.jobs.arrivals import Arrivals, Memory


class FolderWatcher(QObject):
    """`found` carries pictures once they are complete. Finished ones are skipped, even after a restart."""

    found = Signal(list, object)  # list[Path], and the Root that is watched

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.folder: Path | None = None
        self._arrivals: Arrivals | None = None
        self._thread: threading.Thread | None = None
        self._done: queue.SimpleQueue[Path] = queue.SimpleQueue()

    def watch(self, folder: Path, output: Path | None) -> None:
        """Watch only this folder, with its subfolders; `output`, the folder of results, is not read."""
        self.stop()
        self.folder = folder
        self._thread = threading.Thread(target=self._run, args=(folder, output), name="watch", daemon=True)
        self._thread.start()

    def finish(self, source: Path) -> None:
        """Remember that a picture is done, if it was found here."""
        if self._thread is not None:
            self._done.put(source)
            if self._arrivals is not None:
                self._arrivals.look()

    def stop(self) -> None:
        """Stop watching, and wait for the thread."""
        while self._thread is not None and self._thread.is_alive():
            if self._arrivals is not None:  # it may not have begun yet
                self._arrivals.stop()
            self._thread.join(0.05)
        self.folder = self._arrivals = self._thread = None

    def _run(self, folder: Path, output: Path | None) -> None:
        from upscaler.jobs.arrivals import Arrivals, Memory  # late: these load Pillow and OpenCV
        from upscaler.jobs.journal import Journal

        journal = Journal()
        memory = Memory(journal, f"window {folder}")
        arrivals = self._arrivals = Arrivals([folder], output, True, memory)
        sources: list[Path] = []
        for arrival in arrivals:
            if arrival is not None:
                sources.append(arrival.source)
            elif sources:
                self.found.emit(sources, Root(folder, ""))
                sources = []
            self._remember(memory)
        self._remember(memory)
        journal.close()

    def _remember(self, memory: Memory) -> None:
        while not self._done.empty():
            memory.finish(self._done.get())
