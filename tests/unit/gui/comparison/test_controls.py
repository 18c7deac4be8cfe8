import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from upscaler.gui.comparison.controls import ModeSwitch, ZoomControls, mode_tip, mode_title, view_actions
from upscaler.gui.comparison.layer import build_layer
from upscaler.gui.comparison.modes import MODES, VARIANTS
from upscaler.gui.comparison.stage import compare
from upscaler.gui.comparison.view import ComparisonView
from upscaler.gui.widgets import text

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def view(qtbot: QtBot) -> ComparisonView:
    made = ComparisonView()
    qtbot.addWidget(made)
    made.resize(802, 600)
    return made


def fill(view: ComparisonView) -> None:
    view.set_content(compare(*(build_layer(np.zeros((h, w, 3), np.uint8)) for w, h in ((400, 300), (1600, 1200)))))


def test_every_mode_has_a_title() -> None:
    modes = (*MODES, VARIANTS)
    assert len({mode_title(mode) for mode in modes}) == len(modes)
    assert len({mode_tip(mode) for mode in modes}) == len(modes)


def test_the_mode_is_switched_by_mouse(view: ComparisonView, qtbot: QtBot) -> None:
    modes = ModeSwitch(view)
    qtbot.addWidget(modes)
    modes.show()
    with qtbot.waitSignal(modes.chosen) as chosen:
        QTest.mouseClick(modes.button("split"), LEFT)
    assert chosen.args == ["split"]
    assert view.mode.name == "split"
    modes.choose("unknown")
    assert modes.current() == "side-by-side"


def test_zoom_buttons_follow_the_view_and_lead_it(view: ComparisonView, qtbot: QtBot) -> None:
    zoom = ZoomControls(view)
    qtbot.addWidget(zoom)
    zoom.show()
    assert not zoom.isEnabled()
    fill(view)
    assert zoom.isEnabled()
    assert zoom._zoom.text() == text.percent(0.25)
    QTest.mouseClick(zoom._buttons[2], LEFT)
    assert view.zoom == 2
    assert zoom._buttons[2].isChecked()
    QTest.mouseClick(zoom._buttons[2], LEFT)
    assert zoom._buttons[2].isChecked()  # it shows the actual state, not what was pressed
    QTest.mouseClick(zoom._fit, LEFT)
    assert view.is_fitted
    assert zoom._fit.isChecked()
    assert not zoom._buttons[2].isChecked()
    QTest.mouseClick(zoom._fit, LEFT)
    assert zoom._fit.isChecked()


def test_keys(view: ComparisonView, qtbot: QtBot) -> None:
    modes = ModeSwitch(view)
    qtbot.addWidget(modes)
    fill(view)
    actions = {key.toString(): action for action in view_actions(view, modes) for key in action.shortcuts()}

    def press(key: str) -> None:
        action = actions[key]
        assert isinstance(action, QAction)
        assert action.shortcutContext() == Qt.ShortcutContext.WidgetShortcut
        action.trigger()

    press("Z")
    assert view.zoom == 1
    press("+")
    assert view.zoom == 1.25
    press("-")
    assert view.zoom == 1
    press("F")
    assert view.is_fitted
    press("2")
    assert view.mode.name == "split"
    press("3")
    assert view.mode.name == "flicker"
    press("4")
    assert view.mode.name == "added"
    press("1")
    assert view.mode.name == "side-by-side"
    press("M")
    assert view.magnifies
    press("M")
    assert not view.magnifies
    assert actions["="] is actions["+"]
