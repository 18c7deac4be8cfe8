from inspect import GEN_CLOSED, getgeneratorstate
from pathlib import Path

import pytest

from upscaler.errors import Cancelled
from upscaler.jobs import locks
from upscaler.jobs.active_job import ActiveJob
from upscaler.jobs.job import Job
from upscaler.options import UpscaleOptions
from upscaler.pipeline import Steps


def active(folder: Path, crashes: int = 0) -> ActiveJob:
    lock = locks.acquire("x")
    assert lock is not None
    made = ActiveJob(Job(1, folder / "a.png", folder, UpscaleOptions(), crashes=crashes))
    made.claim(folder / "b.png", folder / "part", lock)
    made.steps = steps()
    made.part.touch()
    return made


def steps() -> Steps:
    yield
    raise AssertionError("nobody asks for it")


def test_the_end_lets_go_of_everything(tmp_path: Path) -> None:
    made = active(tmp_path)
    made.step()
    assert 0 <= made.seconds < 60
    assert made.end()
    assert made.is_over
    assert made.steps is not None and getgeneratorstate(made.steps) == GEN_CLOSED
    assert not locks.exists("x")
    assert not made.end()


def test_given_up_it_cannot_be_moved(tmp_path: Path) -> None:
    made = active(tmp_path)
    assert made.give_up()
    assert not made.part.exists()
    with pytest.raises(Cancelled):
        made.begin_to_move()
    assert not made.give_up()
    assert not made.end()
    assert not locks.exists("x")


def test_moved_it_cannot_be_given_up(tmp_path: Path) -> None:
    made = active(tmp_path)
    made.begin_to_move()
    assert not made.give_up()
    assert made.part.exists()
    assert made.end()


def test_what_the_app_has_died_on_runs_alone(tmp_path: Path) -> None:
    assert [ActiveJob(Job(1, tmp_path, tmp_path, UpscaleOptions(), crashes=crashes)).alone for crashes in (0, 1)] == [
        False,
        True,
    ]
