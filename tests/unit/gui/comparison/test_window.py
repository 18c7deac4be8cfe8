from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from upscaler.errors import SourceMissingError
from upscaler.gui.comparison.window import CompareWindow, load_comparison, render_comparison

MakePicture = Callable[..., Path]


def test_two_files_are_compared(make_picture: MakePicture, qtbot: QtBot) -> None:
    window = CompareWindow(load_comparison(make_picture("lr.png", 24, 16), make_picture("hr.png", 96, 64)))
    qtbot.addWidget(window)
    window.show()
    assert window.view.content.both
    QTest.mouseClick(window.modes.button("split"), Qt.MouseButton.LeftButton)
    assert window.view.mode.name == "split"


def test_a_missing_file_is_an_error(make_picture: MakePicture, tmp_path: Path) -> None:
    with pytest.raises(SourceMissingError):
        load_comparison(tmp_path / "missing.png", make_picture())


@pytest.mark.parametrize(
    ("size", "drawn"), [((400, 300), (802, 300)), ((2000, 1000), (1922, 480)), ((40, 30), (482, 180))]
)
def test_the_drawing_has_the_shape_of_the_picture(
    make_picture: MakePicture, qtbot: QtBot, tmp_path: Path, size: tuple[int, int], drawn: tuple[int, int]
) -> None:
    content = load_comparison(make_picture("lr.png", size[0] // 4, size[1] // 4), make_picture("hr.png", *size))
    assert render_comparison(content, tmp_path / "drawing.png")
    with Image.open(tmp_path / "drawing.png") as drawing:
        assert drawing.size == drawn
    assert not render_comparison(content, tmp_path / "nowhere" / "drawing.png")


def test_the_view_alone_fills_the_screen_until_escape(make_picture: MakePicture, qtbot: QtBot) -> None:
    window = CompareWindow(load_comparison(make_picture("lr.png", 24, 16), make_picture("hr.png", 96, 64)))
    qtbot.addWidget(window)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    window.toggle_full_screen()
    assert window.isFullScreen() and not window.modes.isVisible()
    QTest.keyClick(window, Qt.Key.Key_Escape)
    assert not window.isFullScreen() and window.modes.isVisible()
    window.leave_full_screen()
    assert not window.isFullScreen()
