"""What a run leaves behind, and how it is resumed."""

import threading
import time
from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from tests.unit.gui.run.conftest import Pictures
from upscaler.errors import CrashedError, FolderNotWritableError, SourceMissingError, UpscalerError
from upscaler.gui.queue.entry import notes
from upscaler.gui.queue.model import QueueModel
from upscaler.gui.run.controller import RunController
from upscaler.gui.run.status import status, worth_again
from upscaler.jobs.events import UnfinishedResumed
from upscaler.jobs.job import Job, Outcome, State
from upscaler.jobs.journal import Journal, Unfinished
from upscaler.jobs.queue import ABSORBED_OFFSET
from upscaler.jobs.runner import Runner
from upscaler.jobs.session import Session
from upscaler.options import UpscaleOptions
from upscaler.pipeline import Steps
from upscaler.target_size import TargetSize


def test_what_is_removed_while_nothing_runs_is_not_offered_again(
    controller: RunController, pictures: Pictures, queue: QueueModel
) -> None:
    ids = pictures.start("abc")
    controller.stop()
    pictures.wait_for_the_end()
    queue.remove(ids[:2])
    controller.shut_down()
    (left,) = Journal().unfinished()
    assert (left.open, left.cancelled, left.total) == (1, 0, 1)


def test_who_resumes_waits_for_no_measurement(controller: RunController, qtbot: QtBot) -> None:
    nothing = Unfinished("", {}, planned=True, total=0, open=0, cancelled=0)
    with qtbot.waitSignal(controller.changed):
        controller.resume_unfinished(nothing)
    assert controller.is_resuming
    with qtbot.waitSignal(controller.changed):
        controller._handle(UnfinishedResumed([]))
    assert not controller.is_resuming


def test_work_that_is_resumed_during_a_run_is_known_once(
    controller: RunController, pictures: Pictures, queue: QueueModel
) -> None:
    pictures.start("a")
    source = pictures.make("b.png")
    there = source.parent / "there"
    controller._handle(UnfinishedResumed([Job(ABSORBED_OFFSET + 1, source, there, UpscaleOptions(TargetSize(2)))]))
    pictures.wait_for_the_end()
    assert queue.entries[1].target == source.parent / "there" / "b_2x.png"
    controller.shut_down()
    assert Journal().unfinished() == []


def test_what_is_resumed_has_its_own_options_until_it_gets_others(
    controller: RunController, pictures: Pictures, queue: QueueModel, qtbot: QtBot
) -> None:
    source, earlier = pictures.make("a.png"), UpscaleOptions(TargetSize(3))
    controller.is_resuming = True
    controller.set_options(UpscaleOptions(TargetSize(2)), None)
    with qtbot.waitSignal(controller.resumed) as resumed:
        controller._handle(UnfinishedResumed([Job(ABSORBED_OFFSET + 1, source, source.parent / "there", earlier)]))
    (entry,) = queue.entries
    assert (resumed.args, entry.own) == ([[entry.id]], earlier)
    controller.stop()
    pictures.wait_for_the_end()
    assert (entry.state, entry.own) == (State.CANCELLED, earlier)
    controller.start()
    pictures.wait_for_the_end()
    assert entry.target is not None and entry.target.name == "a_3x.png"
    controller.set_own_options({entry.id: None})
    controller.retry([entry.id])
    assert entry.options == UpscaleOptions(TargetSize(2))
    pictures.wait_for_the_end()


def test_what_was_cancelled_will_get_the_options_of_now(
    controller: RunController, pictures: Pictures, queue: QueueModel
) -> None:
    pictures.add("ab")
    controller.set_options(UpscaleOptions(TargetSize(3)), None)
    controller.start()
    controller.stop()
    pictures.wait_for_the_end()
    assert [entry.options for entry in queue.entries] == [None, None]


def test_closing_forgets_nothing(
    controller: RunController, pictures: Pictures, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Not even the only picture, which was running; but it is up to the user to retry what they cancelled before."""
    begun = threading.Event()

    def slow(source: Path, target: Path, options: UpscaleOptions, progress: Any, part: Path) -> Steps:
        yield
        begun.set()
        while True:
            progress.check_between_strips()
            time.sleep(0.01)

    runner = Runner(slow)
    monkeypatch.setattr(Session, "runner", lambda _: runner)
    pictures.start("a")
    assert begun.wait(20)
    controller.close()
    pictures.wait_for_the_end()
    controller.shut_down()
    (left,) = Journal().unfinished()
    assert (left.open, left.cancelled) == (1, 0)


def test_what_the_earlier_run_had_done_is_there_too(
    controller: RunController, pictures: Pictures, queue: QueueModel
) -> None:
    source, options = pictures.make("a.png"), UpscaleOptions(TargetSize(3))
    done = Outcome(Job(ABSORBED_OFFSET + 1, source, source.parent, options), State.DONE, 2.0, source)
    waiting = Job(ABSORBED_OFFSET + 2, pictures.make("b.png"), source.parent / "there", options)
    controller._handle(UnfinishedResumed([waiting], [done]))
    first = queue.entries[0]
    assert (first.state, first.target) == (State.DONE, source)
    assert worth_again(queue.entries[:1], queue) == []  # with the options that it was made with
    pictures.wait_for_the_end()
    assert [entry.state for entry in queue.entries] == [State.DONE, State.DONE]
    assert [entry.id for entry in controller.tally.ended_entries] == [waiting.id]


def failed(source: Path, error: UpscalerError, crashes: int = 0) -> Outcome:
    job = Job(ABSORBED_OFFSET + 1, source, source.parent / "there", UpscaleOptions(TargetSize(2)), crashes=crashes)
    return Outcome(job, State.FAILED, 0.1, error=error)


def test_what_had_failed_is_there_too_and_counted(
    controller: RunController, pictures: Pictures, queue: QueueModel, tmp_path: Path
) -> None:
    gone = tmp_path / "gone.png"
    options = UpscaleOptions(TargetSize(2))
    waiting = Job(ABSORBED_OFFSET + 2, pictures.make("b.png"), tmp_path / "there", options)
    controller._handle(UnfinishedResumed([waiting], [failed(gone, SourceMissingError(gone))]))
    entry = queue.entries[0]
    assert (entry.state, notes(entry)) == (State.FAILED, "There is no file “gone.png”.")
    assert controller.tally.total == 1
    pictures.wait_for_the_end()
    assert status(queue, controller).line == "1 upscaled, 1 failed"


@pytest.mark.parametrize("others", [True, False])
def test_what_had_failed_is_tried_again_as_in_that_run(
    others: bool, controller: RunController, pictures: Pictures, queue: QueueModel
) -> None:
    source = pictures.make("a.png")  # it is there again
    waiting = Job(ABSORBED_OFFSET + 2, pictures.make("b.png"), source.parent / "there", UpscaleOptions(TargetSize(2)))
    controller._handle(UnfinishedResumed([waiting] if others else [], [failed(source, CrashedError(source, 3), 3)]))
    assert status(queue, controller).line == "1 failed" or others
    controller.retry([queue.entries[0].id])
    pictures.wait_for_the_end()
    assert queue.entries[0].target == source.parent / "there" / "a_2x.png"
    assert status(queue, controller).line == f"{2 if others else 1} upscaled"


def test_a_result_that_could_not_be_written_goes_into_the_folder_of_now(
    controller: RunController, pictures: Pictures, queue: QueueModel, tmp_path: Path
) -> None:
    source = pictures.make("a.png")
    error = FolderNotWritableError(source.parent / "there", "it is read-only")
    controller._handle(UnfinishedResumed([], [failed(source, error)]))
    controller.set_options(UpscaleOptions(TargetSize(3)), tmp_path / "elsewhere")
    controller.retry([queue.entries[0].id])
    pictures.wait_for_the_end()
    assert queue.entries[0].target == tmp_path / "elsewhere" / "a_2x.png"
