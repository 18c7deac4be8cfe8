from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from upscaler.gui.conductor import Conductor
from upscaler.gui.queue_model import QueueModel
from upscaler.jobs.job import State
from upscaler.options import Enlargement, UpscaleOptions

MakePicture = Callable[..., Path]


@pytest.fixture
def conductor(queue: QueueModel) -> Iterator[Conductor]:
    made = Conductor(queue)
    yield made
    made.shut_down()


def run_to_the_end(conductor: Conductor, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not conductor.is_running, timeout=20_000)


def states(queue: QueueModel) -> list[State]:
    return [entry.state for entry in queue.entries]


def test_pictures_run_in_their_order_with_the_options_of_now(
    conductor: Conductor, queue: QueueModel, make_picture: MakePicture, qtbot: QtBot, tmp_path: Path
) -> None:
    queue.add([make_picture("a.png"), make_picture("b.png")])
    conductor.set_options(UpscaleOptions(Enlargement(2)), tmp_path / "out")
    conductor.start()
    assert states(queue) == [State.RUNNING, State.WAITING]
    assert (conductor.position, conductor.total, conductor.is_running) == (1, 2, True)
    conductor.start()  # without effect
    run_to_the_end(conductor, qtbot)
    assert states(queue) == [State.DONE, State.DONE]
    assert [entry.target for entry in queue.entries] == [tmp_path / "out" / f"{name}_2x.png" for name in "ab"]
    assert conductor.share == 1
    assert conductor.seconds > 0
    assert conductor.ended_entries == queue.entries


def test_one_bad_file_does_not_stop_the_rest(
    conductor: Conductor, queue: QueueModel, make_picture: MakePicture, qtbot: QtBot, tmp_path: Path
) -> None:
    queue.add([tmp_path / "missing.png", make_picture("b.png")])
    conductor.start()
    run_to_the_end(conductor, qtbot)
    assert states(queue) == [State.FAILED, State.DONE]


def test_cancel_stops_the_run_and_start_takes_it_up_again(
    conductor: Conductor, queue: QueueModel, make_picture: MakePicture, qtbot: QtBot
) -> None:
    queue.add([make_picture("a.png"), make_picture("b.png")])
    conductor.start()
    conductor.cancel()
    assert conductor.is_stopping
    run_to_the_end(conductor, qtbot)
    assert states(queue) == [State.CANCELLED, State.WAITING]
    conductor.start()
    run_to_the_end(conductor, qtbot)
    assert states(queue) == [State.DONE, State.DONE]


def test_retry_runs_that_picture_and_no_other(
    conductor: Conductor, queue: QueueModel, make_picture: MakePicture, qtbot: QtBot
) -> None:
    first, _ = queue.add([make_picture("a.png"), make_picture("b.png")])
    conductor.retry([first])
    run_to_the_end(conductor, qtbot)
    assert states(queue) == [State.DONE, State.WAITING]
    conductor.set_options(UpscaleOptions(Enlargement(2)), None)
    conductor.retry([first])
    run_to_the_end(conductor, qtbot)
    target = queue.entries[0].target
    assert target is not None
    assert target.name == "a_2x.png"


def test_what_is_added_or_retried_during_a_run_runs_too(
    conductor: Conductor, queue: QueueModel, make_picture: MakePicture, qtbot: QtBot
) -> None:
    (first,) = queue.add([make_picture("a.png")])
    conductor.start()
    queue.add([make_picture("b.png")])
    run_to_the_end(conductor, qtbot)
    assert states(queue) == [State.DONE, State.DONE]
    conductor.retry([first])
    conductor.retry([queue.entries[1].id])
    assert conductor.total == 2
    run_to_the_end(conductor, qtbot)
    assert [entry.target.name for entry in queue.entries if entry.target] == ["a_4x (2).png", "b_4x (2).png"]


def test_devices_are_told_after_warming_up(conductor: Conductor, qtbot: QtBot) -> None:
    with qtbot.waitSignal(conductor.devices_known, timeout=20_000) as known:
        conductor.warm_up()
    assert "cpu" in known.args[0]
