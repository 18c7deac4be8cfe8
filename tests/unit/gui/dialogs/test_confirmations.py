from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from upscaler.gui.dialogs.confirmations import (
    Confirmations,
    Question,
    ask_to_cancel,
    ask_to_close,
    ask_to_resume,
    ask_to_stop,
)
from upscaler.gui.queue.model import QueueModel
from upscaler.gui.run.controller import RunController
from upscaler.jobs.journal import Unfinished

FOUND = Unfinished("id", {}, True, 12, 2, 1)


@pytest.fixture
def controller(queue: QueueModel) -> Iterator[RunController]:
    made = RunController(queue)
    yield made
    made.shut_down()


@pytest.fixture
def confirmations(controller: RunController, qtbot: QtBot) -> Confirmations:
    window = QWidget()
    qtbot.addWidget(window)
    return Confirmations(window, controller)


def test_while_nothing_runs_there_is_nothing_to_ask(confirmations: Confirmations) -> None:
    confirmations.stop()
    confirmations.cancel([])
    confirmations.close()
    assert confirmations.question is None


def test_a_question_that_is_open_keeps_others_away_and_goes_with_the_run(
    confirmations: Confirmations,
    controller: RunController,
    queue: QueueModel,
    make_picture: Callable[..., Path],
    qtbot: QtBot,
) -> None:
    queue.add([make_picture("a.png")])
    controller.start()
    confirmations.close()
    question = confirmations.question
    confirmations.stop()
    assert question is not None
    assert confirmations.question is question
    controller.stop()
    qtbot.waitUntil(lambda: not controller.is_running, timeout=20_000)
    qtbot.waitUntil(lambda: confirmations.question is None)


def test_work_that_is_left_is_offered_with_what_was_stopped(
    confirmations: Confirmations, controller: RunController
) -> None:
    controller.unfinished.emit(FOUND)
    assert confirmations.offer is not None
    text = confirmations.offer.informativeText()
    assert "3" in text and "12" in text
    confirmations.offer.close()


def opened(question: Question, qtbot: QtBot) -> Question:
    question.open()
    qtbot.waitExposed(question)
    return question


def test_agreeing(qtbot: QtBot) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    question = opened(ask_to_cancel(parent, "a.png"), qtbot)
    assert "a.png" in question.informativeText()
    assert question.agree_button.text() == "Cancel the picture"
    with qtbot.waitSignal(question.agreed):
        QTest.mouseClick(question.agree_button, Qt.MouseButton.LeftButton)
    assert not question.isVisible()


def test_a_run_is_stopped_and_a_picture_cancelled(qtbot: QtBot) -> None:
    """The same verb for the same thing."""
    parent = QWidget()
    qtbot.addWidget(parent)
    question = ask_to_stop(parent, "a.png")
    assert question.agree_button.text() == "Stop"
    assert "cancel" not in f"{question.text()} {question.informativeText()}".casefold()
    assert "a.png" in question.informativeText()


def test_refusing_is_the_default_and_what_escape_does(qtbot: QtBot) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    question = opened(ask_to_close(parent, "a.png", 1), qtbot)
    assert question.defaultButton() is question.refuse_button
    with qtbot.assertNotEmitted(question.agreed):
        QTest.keyClick(question, Qt.Key.Key_Escape)
    assert not question.isVisible()


@pytest.mark.parametrize(("left", "said"), [(1, "a.png is not finished."), (258, "258 pictures are not finished.")])
def test_closing_says_how_much_is_not_finished(qtbot: QtBot, left: int, said: str) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    assert ask_to_close(parent, "a.png", left).informativeText().startswith(said)


def test_going_on_is_the_default_where_nothing_is_lost(qtbot: QtBot) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    question = opened(ask_to_resume(parent, 12, 40), qtbot)
    assert question.defaultButton() is question.agree_button
    assert "12 of 40 pictures" in question.informativeText()
    with qtbot.waitSignal(question.refused), qtbot.assertNotEmitted(question.agreed):
        QTest.mouseClick(question.refuse_button, Qt.MouseButton.LeftButton)
