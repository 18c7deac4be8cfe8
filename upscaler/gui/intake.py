"""From what was dropped or chosen to files for the queue. Folders are read off the GUI thread."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QMimeData, QObject, QUrl, Signal

from upscaler.errors import UpscalerError
from upscaler.gui import words
from upscaler.gui.background import Background
from upscaler.options import UpscaleOptions


def paths_of(data: QMimeData) -> list[Path]:
    """The local files and folders of a drag or a paste."""
    return [Path(url.toLocalFile()) for url in data.urls() if QUrl.isLocalFile(url)]


class Intake(QObject):
    """`found` carries the picture files (list of Path), `noticed` sentences about what was left out."""

    found = Signal(list)
    noticed = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._background = Background(self)
        self._background.delivered.connect(self._on_delivered)

    def take(self, inputs: Sequence[Path]) -> None:
        """Files and folders; what is in them follows as `found`."""
        if inputs:
            self._background.submit(None, partial(pictures_in, tuple(inputs)))

    def shut_down(self) -> None:
        self._background.shut_down()

    def _on_delivered(self, _ticket: object, result: tuple[list[Path], int] | UpscalerError) -> None:
        if isinstance(result, UpscalerError):
            self.noticed.emit(words.failure(result))
            return
        sources, not_pictures = result
        self.found.emit(sources)
        if not_pictures:
            self.noticed.emit(self._left_out(not_pictures))
        elif not sources:
            self.noticed.emit(self.tr("There are no pictures in this folder."))

    def _left_out(self, count: int) -> str:
        if count == 1:
            return self.tr("One file is no picture and was left out.")
        return self.tr("%n files are no pictures and were left out.", "", count)


def pictures_in(inputs: Sequence[Path]) -> tuple[list[Path], int]:
    """Picture files of these files and folders, and how many others the folders hold. Not for the GUI thread."""
    from upscaler.jobs.planning import plan

    # Where results go is asked for again when a picture is run; a folder named here keeps `plan` from looking for one.
    planned = plan(inputs, inputs[0].parent, UpscaleOptions())
    return [job.source for job in planned.jobs], planned.not_pictures
