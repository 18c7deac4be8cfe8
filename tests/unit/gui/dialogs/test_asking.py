from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from upscaler.gui.dialogs.asking import Asking
from upscaler.gui.queue.model import QueueModel
from upscaler.gui.run.conductor import Conductor
from upscaler.jobs.journal import Unfinished

FOUND = Unfinished("id", {}, True, 12, 2, 1)


@pytest.fixture
def conductor(queue: QueueModel) -> Iterator[Conductor]:
    made = Conductor(queue)
    yield made
    made.shut_down()


@pytest.fixture
def asking(conductor: Conductor, qtbot: QtBot) -> Asking:
    window = QWidget()
    qtbot.addWidget(window)
    return Asking(window, conductor)


def test_while_nothing_runs_there_is_nothing_to_ask(asking: Asking) -> None:
    asking.cancel()
    asking.close()
    assert asking.question is None


def test_a_question_that_is_open_keeps_others_away_and_goes_with_the_run(
    asking: Asking, conductor: Conductor, queue: QueueModel, make_picture: Callable[..., Path], qtbot: QtBot
) -> None:
    queue.add([make_picture("a.png")])
    conductor.start()
    asking.close()
    question = asking.question
    asking.cancel()
    assert question is not None
    assert asking.question is question
    conductor.cancel()
    qtbot.waitUntil(lambda: not conductor.is_running, timeout=20_000)
    qtbot.waitUntil(lambda: asking.question is None)


def test_work_that_is_left_is_offered_with_what_was_stopped(asking: Asking, conductor: Conductor) -> None:
    conductor.unfinished.emit(FOUND)
    assert asking.offer is not None
    text = asking.offer.informativeText()
    assert "3" in text and "12" in text
    asking.offer.close()
