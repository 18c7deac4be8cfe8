import threading
import time
from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from tests.stand_in import repeat_in_steps
from tests.unit.gui.run.conftest import Pictures, RunWith
from upscaler.errors import SourceIsTargetError
from upscaler.gui.queue.model import QueueModel
from upscaler.gui.run.controller import RunController
from upscaler.jobs.active_job import ActiveJob
from upscaler.jobs.events import Ended, Running
from upscaler.jobs.job import Job, Outcome, State
from upscaler.jobs.journal import Journal
from upscaler.jobs.stages import Stages
from upscaler.options import UpscaleOptions
from upscaler.pipeline import Steps
from upscaler.target_size import TargetSize


def position(controller: RunController) -> int:
    assert controller.current is not None
    return controller.tally.position(controller.current)


def test_pictures_run_in_their_order_with_the_options_of_now(
    controller: RunController, pictures: Pictures, queue: QueueModel, tmp_path: Path
) -> None:
    pictures.add("ab")
    controller.set_options(UpscaleOptions(TargetSize(2)), tmp_path / "out")
    controller.start()
    assert pictures.states == [State.RUNNING, State.WAITING]
    assert (position(controller), controller.tally.total, controller.is_running) == (1, 2, True)
    controller.start()  # without effect
    pictures.wait_for_the_end()
    assert pictures.states == [State.DONE, State.DONE]
    assert [entry.target for entry in queue.entries] == [tmp_path / "out" / f"{name}_2x.png" for name in "ab"]
    assert controller.tally.share == 1
    assert controller.tally.seconds > 0
    assert controller.tally.ended_entries == queue.entries


def test_one_bad_file_does_not_stop_the_rest(
    controller: RunController, pictures: Pictures, queue: QueueModel, tmp_path: Path
) -> None:
    queue.add([tmp_path / "missing.png", pictures.make("b.png")])
    controller.start()
    pictures.wait_for_the_end()
    assert pictures.states == [State.FAILED, State.DONE]


def test_a_pause_outlasts_a_picture_that_is_cancelled(
    controller: RunController, pictures: Pictures, queue: QueueModel, qtbot: QtBot
) -> None:
    ids = pictures.start("ab")
    controller.pause()
    qtbot.waitUntil(lambda: len(controller.tally.in_flight) == 2)  # the worker has started the first one
    with qtbot.waitSignal(controller.ended):
        controller.cancel_one(ids[0])
    assert controller.is_paused
    assert queue.entries[0].state is State.CANCELLED
    controller.resume()
    pictures.wait_for_the_end()
    assert pictures.states == [State.CANCELLED, State.DONE]


def test_cancel_stops_the_run_and_start_takes_it_up_again(controller: RunController, pictures: Pictures) -> None:
    pictures.start("ab")
    controller.stop()
    assert controller.is_stopping
    pictures.wait_for_the_end()
    assert pictures.states == [State.CANCELLED, State.WAITING]
    controller.start()
    pictures.wait_for_the_end()
    assert pictures.states == [State.DONE, State.DONE]


def test_retry_runs_that_picture_and_no_other(controller: RunController, pictures: Pictures, queue: QueueModel) -> None:
    first, _ = pictures.add("ab")
    controller.retry([first])
    pictures.wait_for_the_end()
    assert pictures.states == [State.DONE, State.WAITING]
    controller.set_options(UpscaleOptions(TargetSize(2)), None)
    controller.retry([first])
    pictures.wait_for_the_end()
    target = queue.entries[0].target
    assert target is not None
    assert target.name == "a_2x.png"


def test_what_is_added_or_retried_during_a_run_runs_too(
    controller: RunController, pictures: Pictures, queue: QueueModel
) -> None:
    (first,) = pictures.start("a")
    pictures.add("b")
    pictures.wait_for_the_end()
    assert pictures.states == [State.DONE, State.DONE]
    controller.retry([first])
    controller.retry([queue.entries[1].id])
    assert controller.tally.total == 2
    pictures.wait_for_the_end()
    assert [entry.target.name for entry in queue.entries if entry.target] == ["a_4x (2).png", "b_4x (2).png"]


def test_what_waits_is_run_when_all_that_was_sent_ahead_is_removed(
    controller: RunController,
    pictures: Pictures,
    queue: QueueModel,
    qtbot: QtBot,
    network_waits: threading.Event,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("upscaler.jobs.stages._SHARE_OF_MEMORY", 0)  # pictures so large that each one runs alone
    ids = pictures.start("abc")
    qtbot.waitUntil(lambda: len(controller.tally.in_flight) == 1)  # a is running; nothing else is being read
    queue.remove(ids[1:2])
    network_waits.set()
    pictures.wait_for_the_end()
    assert [(entry.source.name, entry.state) for entry in queue.entries] == [
        ("a.png", State.DONE),
        ("c.png", State.DONE),
    ]


@pytest.mark.parametrize("name", ["a_2x.png", "c_2x.png"])  # its picture is in the network, or not yet read
def test_what_comes_during_a_run_is_not_replaced_by_it(
    name: str,
    controller: RunController,
    pictures: Pictures,
    queue: QueueModel,
    qtbot: QtBot,
    network_waits: threading.Event,
) -> None:
    sources = [pictures.make(f"{name}.png") for name in "abc"]
    (sources[0].parent / "upscaled").mkdir()
    there = pictures.make(f"upscaled/{name}", 8, 8)
    before = there.read_bytes()
    queue.add(sources)
    controller.set_options(UpscaleOptions(TargetSize(2), on_exists="overwrite"), None)
    controller.start()
    qtbot.waitUntil(lambda: len(controller.tally.in_flight) == 2)  # a is running, b was read
    queue.add([there])
    network_waits.set()
    pictures.wait_for_the_end()
    assert there.read_bytes() == before
    first, _, last, _ = queue.entries
    if name == "a_2x.png":
        assert first.outcome is not None and isinstance(first.outcome.error, SourceIsTargetError)
    else:
        assert last.target is not None and last.target.name == "c_2x (2).png"


@pytest.mark.parametrize("step", [0, 1, 2])
def test_what_had_no_room_beside_others_is_tried_again_before_the_run_ends(
    step: int, pictures: Pictures, run_with: RunWith
) -> None:
    tries: list[str] = []

    def without_room_at_first(source: Path, *arguments: Any) -> Steps:
        steps = repeat_in_steps(source, *arguments)
        tries.append(source.name)
        for number in range(3):
            if number == step and tries.count("b.png") == 1 and source.name == "b.png":
                raise MemoryError
            yield next(steps)
        return (yield from steps)

    run_with(without_room_at_first)
    pictures.start("ab")
    pictures.wait_for_the_end()
    assert pictures.states == [State.DONE, State.DONE]
    assert tries == ["a.png", "b.png", "b.png"]


def test_the_journal_knows_the_options_that_were_changed_during_a_run(
    controller: RunController, pictures: Pictures, queue: QueueModel, qtbot: QtBot, run_with: RunWith
) -> None:
    turns = threading.Semaphore(0)

    def slow(*arguments: Any) -> Steps:
        turns.acquire(timeout=10)
        return (yield from repeat_in_steps(*arguments))

    run_with(slow)
    pictures.start("abcdef")
    controller.set_options(UpscaleOptions(TargetSize(2)), None)
    turns.release(2)
    qtbot.waitUntil(lambda: bool(controller.tally.in_flight))  # the worker has made its queue

    def is_known() -> bool:
        jobs = controller._thread.session.queue().open_jobs()
        return bool(jobs) and jobs[-1].options.size == TargetSize(2)

    qtbot.waitUntil(is_known, timeout=10_000)
    turns.release(6)
    controller.stop()
    pictures.wait_for_the_end()


def test_what_is_removed_while_it_is_read_does_not_come_back(
    controller: RunController,
    pictures: Pictures,
    queue: QueueModel,
    qtbot: QtBot,
    run_with: RunWith,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    is_read, removed = threading.Event(), threading.Event()

    def slow_to_read(source: Path, *rest: Any) -> Steps:
        if source.name == "b.png":
            is_read.set()
            removed.wait(10)
        return (yield from repeat_in_steps(source, *rest))

    def late(stages: Stages, active: ActiveJob) -> None:
        time.sleep(0.2)  # it is removed first
        enlarge(stages, active)

    enlarge = Stages.enlarge
    monkeypatch.setattr(Stages, "enlarge", late)
    run_with(slow_to_read)
    _, second = pictures.start("ab")
    qtbot.waitUntil(lambda: is_read.is_set() and queue.entries[0].state is State.DONE)
    queue.remove([second])
    removed.set()
    pictures.wait_for_the_end()
    assert pictures.states == [State.DONE]
    controller.shut_down()
    journal = Journal()
    assert journal.read("SELECT state FROM jobs") == [("done",)]
    journal.close()


def test_what_was_done_before_the_worker_heard_of_the_cancel_is_done(
    controller: RunController, pictures: Pictures, queue: QueueModel, qtbot: QtBot
) -> None:
    _, second = pictures.start("ab")
    controller.pause()
    qtbot.waitUntil(lambda: second in controller.tally.in_flight)
    job = Job(second, queue.entries[1].source, Path(), UpscaleOptions())
    controller.stop()
    controller._handle(Ended(Outcome(job, State.DONE, 1, Path("b_4x.png"))))  # was on its way
    pictures.wait_for_the_end()
    assert pictures.states == [State.CANCELLED, State.DONE]


def test_the_position_is_that_of_the_picture_that_is_named(
    controller: RunController, pictures: Pictures, queue: QueueModel
) -> None:
    _, second = pictures.start("ab")
    controller.tally.in_flight |= {entry.id: entry for entry in queue.entries}
    job = Job(second, queue.entries[1].source, Path(), UpscaleOptions())
    controller._handle(Running(job))  # while the first one is being written
    assert (controller.current, position(controller)) == (queue.entries[1], 2)
    controller.stop()
    pictures.wait_for_the_end()


def test_the_journal_knows_the_place_of_each_picture_in_the_run(
    controller: RunController, pictures: Pictures, queue: QueueModel
) -> None:
    pictures.start("abc")
    controller.stop()
    pictures.wait_for_the_end()
    assert [job.counter for job in controller._thread.session.queue().open_jobs()] == [1, 2, 3]


def test_devices_are_told_after_warming_up(controller: RunController, qtbot: QtBot) -> None:
    with qtbot.waitSignal(controller.devices_known, timeout=20_000) as known:
        controller.warm_up()
    assert "cpu" in known.args[0]
