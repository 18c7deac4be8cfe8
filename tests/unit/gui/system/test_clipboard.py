from collections.abc import Callable, Iterator
from pathlib import Path

import cv2
import numpy as np
import pytest
from PIL import Image, ImageCms
from PySide6.QtGui import QColor, QGuiApplication
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from upscaler.gui.system.clipboard import ResultCopier, picture

MakePicture = Callable[..., Path]


@pytest.fixture
def copier(qapp: QApplication) -> Iterator[ResultCopier]:
    made = ResultCopier()
    yield made
    made.shut_down()


@pytest.mark.parametrize("mode", ["L", "LA", "RGB", "RGBA"])
def test_pixels_are_as_in_the_file(make_picture: MakePicture, mode: str) -> None:
    path = make_picture("a.png", 25, 16, mode)
    with Image.open(path) as file:
        expected = file.convert("RGBA").getpixel((24, 15))
    assert QColor.fromRgba(picture(path).pixel(24, 15)).getRgb() == expected


@pytest.mark.parametrize(("deep", "flat"), [(0x8040, 0x80), (0x0BFF, 0x0C)])
def test_sixteen_bits_are_rounded(tmp_path: Path, deep: int, flat: int) -> None:
    cv2.imwrite(str(tmp_path / "deep.png"), np.full((3, 3), deep, np.uint16))
    assert picture(tmp_path / "deep.png").pixelColor(1, 1).red() == flat


def test_colours_are_those_of_srgb(tmp_path: Path) -> None:
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    Image.new("RGB", (3, 3), (200, 100, 50)).save(tmp_path / "a.png", icc_profile=profile)
    assert picture(tmp_path / "a.png").pixelColor(1, 1) == QColor(200, 100, 50)


def test_one_result_goes_as_file_and_picture(copier: ResultCopier, make_picture: MakePicture, qtbot: QtBot) -> None:
    path = make_picture("ä b.png")
    copier.copy([path])
    clipboard = QGuiApplication.clipboard()
    assert [url.toLocalFile() for url in clipboard.mimeData().urls()] == [str(path)]
    qtbot.waitUntil(lambda: clipboard.mimeData().hasImage())
    assert [url.toLocalFile() for url in clipboard.mimeData().urls()] == [str(path)]
    assert bytes(clipboard.mimeData().data("x-special/gnome-copied-files").data()).startswith(b"copy\nfile:///")


def test_several_go_as_files_and_a_late_picture_disturbs_nobody(
    copier: ResultCopier, make_picture: MakePicture, qtbot: QtBot
) -> None:
    paths = [make_picture("a.png"), make_picture("b.png")]
    with qtbot.waitSignal(copier._background.delivered):
        copier.copy(paths[:1])
        copier.copy(paths)
    assert len(QGuiApplication.clipboard().mimeData().urls()) == 2
    with qtbot.waitSignal(copier._background.delivered):
        copier.copy(paths[:1])
        QGuiApplication.clipboard().setText("something else")
    assert QGuiApplication.clipboard().text() == "something else"
