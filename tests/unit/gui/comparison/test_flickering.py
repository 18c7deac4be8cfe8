import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from upscaler.gui.comparison import flickering as module
from upscaler.gui.comparison.flickering import Flickering
from upscaler.gui.comparison.layer import build_layer
from upscaler.gui.comparison.modes import Flicker, Split
from upscaler.gui.comparison.stage import Content, Side, compare
from upscaler.gui.comparison.view import ComparisonView


@pytest.fixture
def view(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> ComparisonView:
    monkeypatch.setattr(module, "_PERIOD", 20)
    made = ComparisonView()
    qtbot.addWidget(made)
    made.resize(400, 300)
    Flickering(made)
    made.show()
    made.set_content(compare(*(build_layer(np.zeros((h, w, 3), np.uint8)) for w, h in ((40, 30), (160, 120)))))
    return made


def shown(view: ComparisonView) -> list[Side]:
    return [pane.side for pane in view.viewport.panes]


def test_original_and_result_take_turns(view: ComparisonView, qtbot: QtBot) -> None:
    view.set_mode(Flicker())
    for side in (Side.ORIGINAL, Side.RESULT, Side.ORIGINAL):
        qtbot.waitUntil(lambda side=side: shown(view) == [side])  # type: ignore[misc]
    QTest.keyPress(view, Qt.Key.Key_Space)
    seen = set()
    for _ in range(4):
        qtbot.wait(15)
        seen |= set(shown(view))
    assert seen == {Side.ORIGINAL}
    QTest.keyRelease(view, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: shown(view) == [Side.RESULT])


def test_nothing_flickers_in_other_modes_or_without_a_result(view: ComparisonView, qtbot: QtBot) -> None:
    view.set_mode(Flicker())
    qtbot.waitUntil(lambda: view.viewport.is_flipped)
    view.set_mode(Split())
    qtbot.wait(60)
    assert shown(view) == [Side.ORIGINAL, Side.RESULT]
    view.set_mode(Flicker())
    view.set_content(Content({Side.ORIGINAL: view.content.layers[Side.ORIGINAL]}))
    qtbot.wait(60)
    assert not view.viewport.is_flipped


def test_what_is_hidden_does_not_flicker(view: ComparisonView, qtbot: QtBot) -> None:
    view.set_mode(Flicker())
    qtbot.waitUntil(lambda: view.viewport.is_flipped)
    view.hide()
    qtbot.wait(60)
    assert not view.viewport.is_flipped
    view.show()
    qtbot.waitUntil(lambda: view.viewport.is_flipped)
