from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from upscaler.gui.dialogs.questions import Question, ask_to_cancel, ask_to_close, ask_to_go_on


def opened(question: Question, qtbot: QtBot) -> Question:
    question.open()
    qtbot.waitExposed(question)
    return question


def test_agreeing(qtbot: QtBot) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    question = opened(ask_to_cancel(parent, "a.png"), qtbot)
    assert "a.png" in question.informativeText()
    with qtbot.waitSignal(question.agreed):
        QTest.mouseClick(question.agree_button, Qt.MouseButton.LeftButton)
    assert not question.isVisible()


def test_refusing_is_the_default_and_what_escape_does(qtbot: QtBot) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    question = opened(ask_to_close(parent, "a.png"), qtbot)
    assert question.defaultButton() is question.refuse_button
    with qtbot.assertNotEmitted(question.agreed):
        QTest.keyClick(question, Qt.Key.Key_Escape)
    assert not question.isVisible()


def test_going_on_is_the_default_where_nothing_is_lost(qtbot: QtBot) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    question = opened(ask_to_go_on(parent, 12, 40), qtbot)
    assert question.defaultButton() is question.agree_button
    assert "12 pictures of 40" in question.informativeText()
    with qtbot.waitSignal(question.refused), qtbot.assertNotEmitted(question.agreed):
        QTest.mouseClick(question.refuse_button, Qt.MouseButton.LeftButton)
