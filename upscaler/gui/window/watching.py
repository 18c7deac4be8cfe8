"""The watched folder: new pictures in it are added to the queue and upscaled."""

from __future__ import annotations

import os
from pathlib import Path

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFileDialog, QMenu, QWidget

from upscaler.gui.inputs.folder_watcher import FolderWatcher
from upscaler.gui.queue.model import QueueModel
from upscaler.gui.run.controller import RunController
from upscaler.gui.system.settings import Settings
from upscaler.gui.widgets import text
from upscaler.jobs.job import State

_AFTER_START = 3000  # milliseconds: first the window is painted


class Watching(QAction):
    """Starts and stops watching, which continues when the app is started again. `noticed`: sentences for the user;
    `added`: ids of entries."""

    noticed = Signal(str)
    added = Signal(list)

    def __init__(self, window: QWidget, queue: QueueModel, controller: RunController, settings: Settings) -> None:
        super().__init__(window)
        self._window, self._queue, self._controller, self._settings = window, queue, controller, settings
        self._watcher = FolderWatcher(self)
        self._watcher.found.connect(self._on_found)
        controller.ended.connect(self._on_ended)
        self.triggered.connect(self._on_triggered)
        self._show()
        QTimer.singleShot(_AFTER_START, self._begin_again)

    def insert_into(self, menu: QMenu) -> None:
        """Put it at the top of the app's menu."""
        first = menu.actions()[0]
        menu.insertAction(first, self)
        menu.insertSeparator(first)

    def shut_down(self) -> None:
        self._watcher.stop()

    def watch(self, folder: Path) -> None:
        """Start watching this folder."""
        self._settings.set_watched_folder(folder)
        self._watcher.watch(folder, self._settings.output_folder())
        self._show()
        told = self.tr("New pictures in {folder} are upscaled as long as this window is open.")
        self.noticed.emit(told.format(folder=text.place(folder)))

    def _begin_again(self) -> None:
        folder = self._settings.watched_folder()
        if folder is not None and self._watcher.folder is None:
            self.watch(folder)

    def _on_triggered(self) -> None:
        if self._watcher.folder is not None:
            self._watcher.stop()
            self._settings.set_watched_folder(None)
            self._show()
            return
        start = str(self._settings.open_folder())
        name = QFileDialog.getExistingDirectory(self._window, self.tr("Watch a folder"), start)
        if not name:
            return
        output = self._settings.output_folder()
        if output is not None and os.path.realpath(output) == os.path.realpath(name):
            self.noticed.emit(self.tr("Results are saved in this folder, so it cannot be watched. Choose another one."))
        else:
            self.watch(Path(name))

    def _on_found(self, sources: list[Path], folder: object) -> None:
        ids = self._queue.add(sources, folder)  # type: ignore[arg-type]  # a Root, as the signal says
        self.added.emit(ids)
        self._controller.run(ids)

    def _on_ended(self, entry_id: int) -> None:
        entry = self._queue.get(entry_id)
        if entry is not None and entry.state is not State.CANCELLED:
            self._watcher.finish(entry.source)

    def _show(self) -> None:
        folder = self._watcher.folder
        shown = text.plain(text.short_name(text.place(folder))) if folder is not None else ""
        self.setText(self.tr("Stop watching {folder}").format(folder=shown) if shown else self.tr("Watch a folder…"))
