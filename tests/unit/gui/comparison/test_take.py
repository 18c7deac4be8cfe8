from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from upscaler.geometry import Size
from upscaler.gui.comparison.layer import build_layer
from upscaler.gui.comparison.modes import VARIANTS, SideBySide
from upscaler.gui.comparison.stage import Content, Side, Variant
from upscaler.gui.comparison.take import TakeButtons
from upscaler.gui.comparison.view import ComparisonView
from upscaler.options import UpscaleOptions

OPTIONS = UpscaleOptions()
OTHERS = tuple(Variant(f"Detail {value}", replace(OPTIONS, detail=value), value == 50) for value in (0, 50, 100))


@pytest.fixture
def take(view: ComparisonView) -> TakeButtons:
    made = TakeButtons(view)
    view.set_mode(VARIANTS)
    layers = {Side.ORIGINAL: build_layer(np.zeros((300, 400, 3), np.uint8))}
    view.set_content(Content(layers, {}, Size(1600, 1200), expects_result=True, variants=OTHERS))
    return made


def test_each_pane_has_one_in_its_corner(take: TakeButtons, view: ComparisonView) -> None:
    for size in ((802, 600), (1200, 500)):
        view.resize(*size)
        panes = view.viewport.panes
        assert [button.isVisible() for button in take.buttons] == [True] * 3 + [False]
        for pane, button in zip(panes, take.buttons, strict=False):
            assert pane.clip.contains(button.geometry())
            assert pane.clip.right() - button.geometry().right() == 12
            assert button.y() - pane.clip.top() == 12
    assert [button.text() for button in take.buttons[:3]] == ["Use", "In use", "Use"]
    assert [button.accessibleName() for button in take.buttons[:2]] == ["Use Detail 0", "Use Detail 50"]
    view.set_mode(SideBySide())
    assert not any(button.isVisible() for button in take.buttons)


def test_one_is_taken_by_mouse_or_key(take: TakeButtons, qtbot: QtBot) -> None:
    with qtbot.waitSignal(take.taken) as taken:
        QTest.mouseClick(take.buttons[2], Qt.MouseButton.LeftButton)
    assert taken.args == [OTHERS[2].options]
    with qtbot.waitSignal(take.taken) as taken:
        QTest.keyClick(take.buttons[0], Qt.Key.Key_Space)
    assert taken.args == [OTHERS[0].options]
    assert not take.buttons[1].isEnabled()
