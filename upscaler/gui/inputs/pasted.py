"""Saves pictures without a file, from the clipboard or a browser, as PNG files in Pictures/Upscaled."""

from __future__ import annotations

import itertools
import os
from datetime import datetime
from functools import partial
from pathlib import Path

from PySide6.QtCore import QByteArray, QIODevice, QMimeData, QObject, QSaveFile, Signal
from PySide6.QtGui import QImage

from upscaler import paths
from upscaler.errors import EncodeError, FolderNotWritableError, UpscalerError, reason_of
from upscaler.gui.system.background import Background
from upscaler.gui.widgets import text


def picture_of(data: QMimeData) -> QImage | None:
    """The pixels in a drag or on the clipboard, which may also be in a data: address; None if there are none."""
    image = data.imageData() if data.hasImage() else None
    if isinstance(image, QImage) and not image.isNull():
        return image
    for url in data.urls():
        if url.scheme() == "data":
            head, _, body = url.toString().partition(",")
            if head.endswith(";base64"):
                image = QImage.fromData(QByteArray.fromBase64(body.encode()))
                if not image.isNull():
                    return image
    return None


def is_address_only(data: QMimeData) -> bool:
    """Whether it contains only the address of a picture on the web."""
    return data.hasUrls() or data.text().startswith(("http://", "https://"))


class Pasted(QObject):
    """`saved` carries the file in which a picture was saved, `noticed` a sentence if that failed."""

    saved = Signal(object)  # Path
    noticed = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._background = Background(self, self._on_delivered)

    def save(self, image: QImage) -> None:
        """Save a picture, off the GUI thread."""
        self._background.submit(None, partial(save_pasted, image, datetime.now()))

    def shut_down(self) -> None:
        self._background.shut_down()

    def _on_delivered(self, _ticket: object, result: Path | UpscalerError) -> None:
        if isinstance(result, UpscalerError):
            self.noticed.emit(text.failure(result))
        else:
            self.saved.emit(result)


def save_pasted(image: QImage, now: datetime) -> Path:
    """Write a picture losslessly, as "Pasted 2026-11-24 14.05.png". Returns the file; raises the WriteError family."""
    folder = paths.pictures_fallback()
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise FolderNotWritableError(folder, reason_of(error)) from error
    path = _free(folder, f"Pasted {now:%Y-%m-%d %H.%M}")
    file = QSaveFile(str(path))
    if not (file.open(QIODevice.OpenModeFlag.WriteOnly) and image.save(file, "PNG") and file.commit()):  # type: ignore[call-overload]
        raise EncodeError(path, file.errorString())
    return path


def _free(folder: Path, name: str) -> Path:
    names = itertools.chain([name], (f"{name} ({number})" for number in itertools.count(2)))
    return next(path for path in (folder / f"{name}.png" for name in names) if not os.path.exists(path))
