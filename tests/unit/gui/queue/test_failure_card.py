from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from upscaler import messages
from upscaler.errors import SourceMissingError
from upscaler.geometry import Size
from upscaler.gui.queue.entry import Entry
from upscaler.gui.queue.failure_card import FailureCard
from upscaler.gui.queue.model import QueueModel
from upscaler.gui.queue.panel import QueuePanel
from upscaler.jobs.job import Job, Outcome, State
from upscaler.options import UpscaleOptions
from upscaler.pipeline import UpscaleResult


@pytest.fixture
def panel(queue: QueueModel, qtbot: QtBot) -> Iterator[QueuePanel]:
    made = QueuePanel(queue)
    qtbot.addWidget(made)
    yield made
    made.commands.shut_down()


@pytest.fixture
def card(panel: QueuePanel, qtbot: QtBot) -> FailureCard:
    made = FailureCard(panel.commands)
    qtbot.addWidget(made)
    return made


def failed(entry: Entry) -> Entry:
    job = Job(1, entry.source, Path(), UpscaleOptions())
    entry.end(Outcome(job, State.FAILED, 0.1, error=SourceMissingError(entry.source)))
    return entry


def test_it_says_what_is_wrong_and_what_to_do(card: FailureCard) -> None:
    entry = Entry(Path("/photos/a.png"))
    card.show_for(entry)
    assert not card.isVisible()
    card.show_for(failed(entry))
    assert card.isVisible()
    assert card.text == (
        "There is no file “a.png”.\nIt may have been moved or deleted. Add it again from where it is now."
    )
    card.show_for(None)
    assert not card.isVisible()


def test_it_says_what_is_to_be_known_of_a_result(card: FailureCard) -> None:
    entry = Entry(Path("/photos/a.png"))
    result = UpscaleResult(Size(1, 1), Size(4, 4), "cpu", "bf16", 0, warnings=(messages.TRUNCATED,))
    entry.end(Outcome(Job(1, entry.source, Path(), UpscaleOptions()), State.DONE, 0.1, result=result))
    card.show_for(entry)
    assert card.isVisible()
    assert card._advice.text() == messages.TRUNCATED
    assert not card._sentence.isVisible() and not card.retry.isVisible()
    card.show_for(failed(entry))
    assert card._sentence.isVisible() and card.retry.isVisible()
    entry.end(Outcome(Job(1, entry.source, Path(), UpscaleOptions()), State.DONE, 0.1))
    card.show_for(entry)
    assert not card.isVisible()


@pytest.mark.parametrize("selected", ["itself", "another", "both", "nothing"])
def test_its_buttons_act_on_the_picture_in_view(
    card: FailureCard, panel: QueuePanel, queue: QueueModel, qtbot: QtBot, selected: str
) -> None:
    ids = queue.add([Path("/photos/a.png"), Path("/photos/b.png")])
    for entry in queue.entries:
        failed(entry)
    panel.select(ids[0])
    for row in {"itself": [], "another": [0, 1], "both": [1], "nothing": [0]}[selected]:
        panel.list.selectionModel().select(queue.index(row), QItemSelectionModel.SelectionFlag.Toggle)
    card.show_for(panel.current())
    with qtbot.waitSignal(panel.commands.retry_requested) as asked:
        QTest.mouseClick(card.retry, Qt.MouseButton.LeftButton)
    assert asked.args == [ids[:1]]
    QTest.mouseClick(card.copy_details, Qt.MouseButton.LeftButton)
    copied = QGuiApplication.clipboard().text()
    assert "a.png" in copied
    assert "b.png" not in copied
