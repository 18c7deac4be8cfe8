import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from upscaler.gui.options.scope import Scope


@pytest.mark.parametrize(
    ("selected", "total", "said"),
    [(2, 2, "For all 2 pictures"), (1, 2, "For this picture"), (3, 40, "For 3 selected")],
)
def test_it_says_which_pictures_a_change_is_for(
    qapp: QApplication, qtbot: QtBot, selected: int, total: int, said: str
) -> None:
    scope = Scope()
    qtbot.addWidget(scope)
    scope.show_scope(selected, total, differ=True)
    assert scope.text.text() == said
    with qtbot.waitSignal(scope.apply_to_all):
        QTest.mouseClick(scope.button, Qt.MouseButton.LeftButton)
    scope.show_scope(selected, total, differ=False)
    assert not scope.button.isEnabled()
    scope.show_scope(1, 1, differ=False)
    assert scope.isHidden()
