import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from upscaler.gui.comparison.view import ComparisonView
from upscaler.gui.widgets.theme import Theme
from upscaler.gui.window.bars import BOTTOM_HEIGHT, TOP_HEIGHT, BottomBar, TopBar


@pytest.fixture(autouse=True)
def theme(qapp: QApplication) -> Theme:
    return Theme(qapp, "dark")


@pytest.fixture
def top(qtbot: QtBot) -> TopBar:
    view = ComparisonView()
    qtbot.addWidget(view)
    made = TopBar(view)
    qtbot.addWidget(made)
    made.show()
    return made


@pytest.fixture
def bottom(qtbot: QtBot) -> BottomBar:
    made = BottomBar()
    qtbot.addWidget(made)
    made.show()
    return made


def test_heights_are_on_the_grid(top: TopBar, bottom: BottomBar) -> None:
    heights = [max(bar.sizeHint().height(), bar.minimumHeight()) for bar in (top, bottom)]
    assert heights == [TOP_HEIGHT, BOTTOM_HEIGHT]


def test_modes_are_in_the_middle_of_the_window(top: TopBar) -> None:
    top.resize(1280, TOP_HEIGHT)
    centre = top.modes.geometry().center().x()
    assert abs(centre - 640) <= 8


def test_controls_of_the_view_come_and_go(top: TopBar) -> None:
    top.show_view_controls(False)
    assert not top.modes.isVisible()
    assert not top.zoom.isVisible()
    top.show_view_controls(True)
    assert top.modes.isVisible()


def test_progress_is_there_only_during_a_run(bottom: BottomBar) -> None:
    bottom.show_progress(0.37)
    assert bottom._progress.isVisible()
    assert bottom._progress.value() == 370
    bottom.show_progress(None)
    assert not bottom._progress.isVisible()


def test_one_line_of_status_stands_alone(bottom: BottomBar) -> None:
    bottom.set_status("5 pictures waiting", "")
    assert bottom.status == "5 pictures waiting"
    assert not bottom._detail.isVisible()
    bottom.set_status("Picture 1 of 5", "Upscaling")
    assert bottom._detail.isVisible()


def test_where_there_is_no_room_the_words_of_opening_go(top: TopBar) -> None:
    top.show_view_controls(True)
    top.resize(1280, TOP_HEIGHT)
    text = top.open_button.text()
    assert text
    top.resize(700, TOP_HEIGHT)
    assert top.open_button.text() == ""
    assert top.open_button.accessibleName() == text
    top.show_view_controls(False)
    assert top.open_button.text() == text
