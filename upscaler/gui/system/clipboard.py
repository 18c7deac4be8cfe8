"""Puts a result on the clipboard: as a file for file managers, as a picture for everything else."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QMimeData, QObject, QUrl
from PySide6.QtGui import QGuiApplication, QImage

from upscaler.errors import UpscalerError
from upscaler.gui.system.background import Background
from upscaler.gui.widgets.qimage import colour_space, to_qimage

_LARGEST = 64  # megapixels; larger pictures would take too much memory on the clipboard


class ResultCopier(QObject):
    """Puts the file on the clipboard at once, and adds the picture as soon as it is decoded."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._latest: list[Path] = []
        self._background = Background(self, self._on_delivered)

    def copy(self, paths: list[Path]) -> None:
        """Copy results; several are copied as files only."""
        self._latest = paths
        QGuiApplication.clipboard().setMimeData(_files(paths))
        if len(paths) == 1:
            self._background.submit(paths, partial(picture, paths[0]))

    def shut_down(self) -> None:
        self._background.shut_down()

    def _on_delivered(self, paths: list[Path], result: QImage | UpscalerError) -> None:
        if isinstance(result, QImage) and paths == self._latest and _holds(paths):
            data = _files(paths)
            data.setImageData(result)
            QGuiApplication.clipboard().setMimeData(data)


def picture(path: Path) -> QImage:
    """The pixels of a file as other programs expect them: 8-bit sRGB. Raises the ReadError family."""
    from upscaler.images.decode import decode  # late: it loads Pillow and OpenCV

    bitmap = decode(path, limit_megapixels=_LARGEST)
    return to_qimage(bitmap.pixels, colour_space(bitmap.icc_profile))


def _files(paths: list[Path]) -> QMimeData:
    urls = _urls(paths)
    data = QMimeData()
    data.setUrls(urls)
    named = b"\n".join([b"copy", *(bytes(url.toEncoded().data()) for url in urls)])
    data.setData("x-special/gnome-copied-files", named)  # what file managers on Linux read
    return data


def _urls(paths: list[Path]) -> list[QUrl]:
    return [QUrl.fromLocalFile(str(path)) for path in paths]


def _holds(paths: list[Path]) -> bool:
    """Whether the clipboard still has these files; the user may have copied something else in the meantime."""
    data = QGuiApplication.clipboard().mimeData()
    return data is not None and data.urls() == _urls(paths)
