import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from upscaler.gui.widgets.theme import Theme
from upscaler.gui.window.fold import FoldHandle


@pytest.fixture
def middle(qapp: QApplication, qtbot: QtBot) -> QWidget:
    Theme(qapp, "dark")
    made = QWidget()
    qtbot.addWidget(made)
    made.resize(600, 400)
    made.show()
    return made


@pytest.mark.parametrize("on_right", [False, True])
def test_it_stays_at_its_edge(middle: QWidget, on_right: bool) -> None:
    handle = FoldHandle(middle, on_right, "Hide", "Show")
    for width in (600, 900):
        middle.resize(width, 400)
        assert 100 < handle.y() < handle.geometry().bottom() < 200  # the label of a lower pane stays free
        assert (handle.geometry().right() + 1 if on_right else handle.x()) == (width if on_right else 0)


@pytest.mark.parametrize("on_right", [False, True])
def test_its_arrow_points_where_the_panel_goes(middle: QWidget, on_right: bool) -> None:
    handle = FoldHandle(middle, on_right, "Hide", "Show")
    handle.show()
    shown = handle.grab().toImage()
    handle.set_folded(True)
    folded = handle.grab().toImage()
    assert shown != folded
    assert (handle.toolTip(), handle.accessibleName()) == ("Show", "Show")


def test_it_is_pressed_by_mouse_and_key(middle: QWidget, qtbot: QtBot) -> None:
    handle = FoldHandle(middle, False, "Hide", "Show")
    handle.show()
    with qtbot.waitSignal(handle.clicked):
        QTest.mouseClick(handle, Qt.MouseButton.LeftButton)
    with qtbot.waitSignal(handle.clicked):
        QTest.keyClick(handle, Qt.Key.Key_Space)
