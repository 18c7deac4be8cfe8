"""How files reach the queue: dialogs, drag and drop, paste, and the recent files."""

from __future__ import annotations

import os
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QMimeData, QObject, Qt, Signal
from PySide6.QtGui import QDropEvent, QGuiApplication
from PySide6.QtWidgets import QFileDialog, QMenu, QWidget

from upscaler import paths
from upscaler.errors import FolderNotWritableError
from upscaler.gui.inputs.example import sample_to_try
from upscaler.gui.inputs.pasted import Pasted, is_address_only, picture_of
from upscaler.gui.inputs.recent import Recent
from upscaler.gui.inputs.scanner import Scanner, paths_of
from upscaler.gui.system.settings import Settings
from upscaler.gui.widgets import text
from upscaler.images.formats import READABLE_SUFFIXES
from upscaler.network.catalog import is_model_file


class FileOpener(QObject):
    """Passes files and folders to `scanner`. `models_found`: model files; `noticed`: sentences for the user."""

    noticed = Signal(str)
    models_found = Signal(list)  # of Path

    def __init__(self, window: QWidget, settings: Settings) -> None:
        super().__init__(window)
        self._window = window
        self._settings = settings
        self.scanner = Scanner(self)
        self.scanner.noticed.connect(self.noticed)
        self.recent = Recent(settings, self)
        self.menu = QMenu(window)
        self.menu.aboutToShow.connect(self._fill_menu)
        self._pasted = Pasted(self)
        self._pasted.saved.connect(self._on_saved)
        self._pasted.noticed.connect(self.noticed)

    def take(self, inputs: Sequence[Path]) -> None:
        """Take files and folders from any source."""
        models = [path for path in inputs if is_model_file(path) and not os.path.isdir(path)]
        if models:
            self.models_found.emit(models)
            inputs = [path for path in inputs if path not in models]
            if not inputs:
                return
        self.recent.note(inputs)
        self.scanner.take(inputs, self._settings.output_folder())

    def take_one(self, path: Path) -> None:
        self.take([path])

    def accepts(self, data: QMimeData) -> bool:
        """Whether `take_data` would do anything, even if it only shows a sentence. Called often; decodes nothing."""
        return bool(paths_of(data)) or data.hasImage() or data.hasUrls()

    def take_data(self, data: QMimeData) -> None:
        """Take dropped or pasted data: files, or else a picture, which is saved as a file."""
        if files := paths_of(data):
            self.take(files)
        elif image := picture_of(data):
            self._pasted.save(image)
        elif is_address_only(data):
            self.noticed.emit(
                self.tr(
                    "This is only the address of a picture, and this app does not download anything. "
                    "Copy the picture itself in the browser and paste it here, or save it and open the file."
                )
            )
        else:
            self.noticed.emit(self.tr("No picture was found in what you pasted."))

    def invites(self, event: QDropEvent) -> bool:
        """Whether the dragged data may be dropped on the window."""
        if self.accepts(event.mimeData()):
            _accept_as_copy(event)
            return True
        return False

    def take_drop(self, event: QDropEvent) -> None:
        _accept_as_copy(event)
        self.take_data(event.mimeData())

    def paste(self) -> None:
        self.take_data(QGuiApplication.clipboard().mimeData() or QMimeData())  # None if there is nothing

    def open_pictures(self) -> None:
        """Let the user choose files."""
        kinds = " ".join(f"*{suffix}" for suffix in READABLE_SUFFIXES)
        title, filter = self.tr("Open pictures"), self.tr("Pictures ({kinds})").format(kinds=kinds)
        names, _ = QFileDialog.getOpenFileNames(self._window, title, str(self._settings.open_folder()), filter)
        if names:
            self._settings.set_open_folder(Path(names[0]).parent)
            self.take([Path(name) for name in names])

    def open_folder(self) -> None:
        """Let the user choose a folder."""
        name = QFileDialog.getExistingDirectory(
            self._window, self.tr("Open a folder"), str(self._settings.open_folder())
        )
        if name:
            self._settings.set_open_folder(Path(name))
            self.take([Path(name)])

    def open_sample(self) -> None:
        """Take a copy of the sample picture."""
        try:
            self.take([sample_to_try()])
        except FolderNotWritableError as error:
            self.noticed.emit(text.failure(error))

    def shut_down(self) -> None:
        for part in (self.scanner, self._pasted, self.recent):
            part.shut_down()

    def _fill_menu(self) -> None:
        """Fill the menu: paste, and the recent files and folders."""
        menu = self.menu
        menu.clear()
        menu.addAction(self.tr("Paste a picture; it is saved in {place}").format(place=paste_place()), self.paste)
        if self.recent.places:
            menu.addSection(self.tr("Recent"))
        for place in self.recent.places:
            name = place.path.name or str(place.path)
            shown = text.short_name(name), text.short_name(text.place(place.path.parent))
            menu.addAction(text.plain("\t".join(shown)), partial(self.take_one, place.path))
        if self.recent.places:
            menu.addSeparator()
            menu.addAction(self.tr("Clear this list"), self.recent.forget_all)
        self.recent.check()

    def _on_saved(self, path: Path) -> None:
        self.scanner.take([path])


def paste_place() -> str:
    """The folder in which pasted pictures are saved, as it is displayed."""
    return text.place(paths.pictures_fallback())


def _accept_as_copy(event: QDropEvent) -> None:
    """Accept it as a copy regardless of modifier keys: after a move, the file manager may delete the files."""
    event.setDropAction(Qt.DropAction.CopyAction)
    event.accept()
