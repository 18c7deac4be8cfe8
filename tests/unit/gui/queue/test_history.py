from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from upscaler.gui.queue.history import History
from upscaler.gui.queue.list import QueueList
from upscaler.gui.queue.model import QueueModel
from upscaler.images.atomic import digest_of
from upscaler.jobs.job import Job, Outcome, State
from upscaler.jobs.journal import Journal
from upscaler.options import UpscaleOptions

MakePicture = Callable[..., Path]


@pytest.fixture
def view(queue: QueueModel, make_picture: MakePicture, qtbot: QtBot) -> Iterator[QueueList]:
    queue.add([make_picture("a.png"), make_picture("b.png")])
    made = QueueList(queue)
    qtbot.addWidget(made)
    history = History(queue, made)
    yield made
    history.shut_down()


def test_what_an_earlier_run_has_made_is_found_when_the_picture_comes_into_view(
    queue: QueueModel, view: QueueList, make_picture: MakePicture, qtbot: QtBot
) -> None:
    entry, target, options = queue.entries[1], make_picture("b_4x.png"), UpscaleOptions(denoise=50)
    journal = Journal()
    journal_queue = journal.begin({})
    job = Job(1, entry.source, target.parent, options)
    journal_queue.running(job)
    journal_queue.written(job, target, digest_of(target) or "")
    journal_queue.ended(Outcome(job, State.DONE, 1.0, target))
    journal_queue.leave()
    journal.close()
    later = target.with_name("later.png")
    entry.end(Outcome(job, State.DONE, 1.0, later))
    view.setCurrentIndex(view.model().index(0, 0))
    view.setCurrentIndex(view.model().index(1, 0))
    qtbot.waitUntil(lambda: target in entry.results)
    assert list(entry.results) == [target, later]
    assert entry.earlier_results == {target: options}
    assert queue.entries[0].results == {}
