"""Adds third-party models in the background, one after another."""

from __future__ import annotations

import threading
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from upscaler.errors import Cancelled, UpscalerError
from upscaler.gui.system.background import Background
from upscaler.gui.widgets import text
from upscaler.network.catalog import NCNN_SUFFIXES, Model
from upscaler.progress import Progress


class ModelAdder(QObject):
    """`text` says what is being done, or what went wrong: `changed`. `added` carries the name of a model."""

    changed = Signal()
    added = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.text = ""
        self._cancelled = threading.Event()
        self._background = Background(self, self._on_delivered)

    def add(self, files: list[Path]) -> None:
        """Add weight files; the two files of an ncnn model count as one."""
        from upscaler.add_model import add_model  # here: it loads multiprocessing, and few people add models

        of_ncnn = dict.fromkeys(NCNN_SUFFIXES, ".param")
        once = dict.fromkeys(path.with_suffix(of_ncnn.get(path.suffix.lower(), path.suffix)) for path in files)
        for file in once:
            self._background.submit(file, partial(add_model, file, Progress(cancelled=self._cancelled)))
        if once:
            self._say(self.tr("Reading and measuring {name}…").format(name=text.short_name(file.name)))

    def shut_down(self) -> None:
        self._cancelled.set()
        self._background.shut_down()

    def _on_delivered(self, _file: Path, result: Model | UpscalerError) -> None:
        if isinstance(result, Model):
            self._say("")
            self.added.emit(result.card.name)
        elif not isinstance(result, Cancelled):
            self._say(text.failure(result))

    def _say(self, said: str) -> None:
        self.text = said
        self.changed.emit()
