import numpy as np
import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QEnterEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from upscaler.gui.comparison.layer import build_layer
from upscaler.gui.comparison.modes import Added, Split
from upscaler.gui.comparison.navigator import Navigator
from upscaler.gui.comparison.stage import Content, Upsampling, compare
from upscaler.gui.comparison.tools import ViewTools
from upscaler.gui.comparison.view import ComparisonView

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def tools(qtbot: QtBot) -> ViewTools:
    view = ComparisonView()
    qtbot.addWidget(view)
    view.resize(802, 600)
    made = ViewTools(view)
    view.show()
    view.set_content(compare(*(build_layer(np.zeros((h, w, 3), np.uint8)) for w, h in ((40, 30), (160, 120)))))
    return made


def test_they_stay_in_the_corner(tools: ViewTools) -> None:
    view = tools._view
    for size in ((802, 600), (1000, 500)):
        view.resize(*size)
        assert (view.width() - tools.geometry().right(), view.height() - tools.geometry().bottom()) == (13, 13)
    view.set_hint("x" * 500)
    assert not view._hint_area().intersects(tools.geometry())
    view.set_content(Content())
    assert tools.isHidden()


def test_the_magnifier_goes_when_the_pointer_is_on_the_tools(tools: ViewTools) -> None:
    view = tools._view
    view.zoom_to(8)
    view.set_magnifies(True)
    view.point_at(tools.geometry().center().toPointF())
    assert view._spot is not None
    where = QPointF(2, 2)
    QApplication.sendEvent(tools, QEnterEvent(where, where, tools.mapToGlobal(where)))  # as from the desktop
    assert view._spot is None


def test_in_a_narrow_view_there_is_room_for_the_navigator(tools: ViewTools) -> None:
    view = tools._view
    navigator = Navigator(view)
    for width in (1200, 452, 1200):
        view.resize(width, 500)
        view.zoom_to(16)
        assert navigator.isVisible() and not navigator.geometry().intersects(tools.geometry())
        assert tools._upsampling_label.isVisible() is (width == 1200)


def test_the_original_is_chosen(tools: ViewTools) -> None:
    tools._view.resize(802, 600)
    assert tools._upsampling_label.isVisible() and tools._upsampling_label.text() == "Original shown as:"
    QTest.mouseClick(tools._upsampling[Upsampling.BICUBIC], LEFT)
    assert tools._view.stage.upsampling is Upsampling.BICUBIC
    tools._view.set_upsampling(Upsampling.NEAREST)
    assert tools._upsampling[Upsampling.NEAREST].isChecked()


def test_the_gain_is_there_where_it_does_something(tools: ViewTools) -> None:
    tools._view.set_mode(Split())
    assert tools._gain.isHidden()
    tools._view.set_mode(Added())
    assert not tools._gain.isHidden()
    tools._gain.setValue(16)
    assert tools._view.stage.gain == 16
    assert "16" in tools._gain_label.text()
    tools._view.set_gain(2)
    assert tools._gain.value() == 2
    tools._view.set_gain(99)
    assert tools._view.stage.gain == 16


def test_magnifier_and_full_screen(tools: ViewTools, qtbot: QtBot) -> None:
    QTest.mouseClick(tools.magnifier, LEFT)
    assert tools._view.magnifies
    tools._view.set_magnifies(False)
    assert not tools.magnifier.isChecked()
    with qtbot.waitSignal(tools.full_screen_requested):
        QTest.mouseClick(tools.full_screen, LEFT)
