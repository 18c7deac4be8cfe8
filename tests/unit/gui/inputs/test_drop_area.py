from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from upscaler.gui.inputs.drop_area import DropArea, DropOverlay
from upscaler.gui.inputs.recent import Recent, RecentList
from upscaler.gui.system.settings import Settings
from upscaler.gui.widgets.controls import Button
from upscaler.gui.widgets.theme import Theme
from upscaler.gui.widgets.tokens import DARK, LIGHT


@pytest.fixture
def theme(qapp: QApplication) -> Theme:
    return Theme(qapp, "dark")


@pytest.fixture
def area(theme: Theme, qapp: QApplication, qtbot: QtBot) -> DropArea:
    made = DropArea(RecentList(Recent(Settings(), qapp)), "~/Pictures/Upscaled")
    qtbot.addWidget(made)
    made.resize(800, 600)
    made.show()
    return made


def colours_on_top(area: QWidget) -> set[str]:
    """The colours along the upper edge of the frame."""
    image = area.grab().toImage()
    return {image.pixelColor(x, 25).name() for x in range(60, 740)}


def test_it_lights_up_in_the_accent(area: DropArea) -> None:
    assert DARK.accent not in colours_on_top(area)
    area.set_lit(True)
    assert area.is_lit
    assert DARK.accent in colours_on_top(area)


def test_it_follows_the_theme(area: DropArea, theme: Theme) -> None:
    theme.choose("light")
    assert area.grab().toImage().pixelColor(4, 4) == QColor(LIGHT.window)


def test_buttons_and_keys_ask_for_files(area: DropArea, qtbot: QtBot) -> None:
    with qtbot.waitSignal(area.open_requested):
        QTest.mouseClick(area.open_button, Qt.MouseButton.LeftButton)
    with qtbot.waitSignal(area.open_requested):
        QTest.keyClick(area, Qt.Key.Key_Return)
    with qtbot.assertNotEmitted(area.open_requested):
        QTest.keyClick(area, Qt.Key.Key_A)


def test_it_says_where_pasted_pictures_go(area: DropArea) -> None:
    assert any("~/Pictures/Upscaled" in text.text() for text in area.findChildren(QLabel))


def test_the_recent_list_gives_way_where_there_is_no_room(theme: Theme, qtbot: QtBot, tmp_path: Path) -> None:
    settings = Settings()
    settings.set_recent([tmp_path, tmp_path.parent])
    recent = Recent(settings)
    with qtbot.waitSignal(recent.changed):
        recent.check()
    rows = RecentList(recent)
    area = DropArea(rows, "")
    qtbot.addWidget(area)
    area.resize(800, 700)
    area.show()
    qtbot.waitUntil(lambda: len(rows.findChildren(Button)) == 4)
    area.resize(800, 420)
    qtbot.waitUntil(lambda: rows.findChildren(Button) == [])
    recent.shut_down()


def test_the_overlay_covers_its_parent_while_it_is_lit(theme: Theme, qtbot: QtBot) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    parent.resize(400, 300)
    overlay = DropOverlay(parent)
    parent.show()
    assert not overlay.isVisible()
    overlay.set_lit(True)
    assert overlay.geometry() == parent.rect()
    parent.resize(500, 350)
    assert overlay.geometry() == parent.rect()
    overlay.set_lit(False)
    assert not overlay.isVisible()
