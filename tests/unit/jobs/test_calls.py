import shutil
from itertools import islice
from pathlib import Path

import pytest

from upscaler.jobs.calls import call_of, is_same_call, remaining_jobs
from upscaler.jobs.events import Queued
from upscaler.jobs.job import State
from upscaler.jobs.journal import Journal
from upscaler.jobs.planning import Plan
from upscaler.jobs.recorder import Recorder
from upscaler.options import UpscaleOptions
from upscaler.target_size import TargetSize

OPTIONS = UpscaleOptions(TargetSize(2.5), format="webp")


@pytest.fixture
def folder(sample: Path, tmp_path: Path) -> Path:
    (tmp_path / "in").mkdir()
    for name in "abcd":
        shutil.copy(sample, tmp_path / "in" / f"{name}.png")
    return tmp_path / "in"


@pytest.mark.parametrize("found", [0, 1, 2, 4, 5])
def test_what_was_not_found_in_time_is_found_later(found: int, folder: Path) -> None:
    journal = Journal()
    queue = journal.begin(call_of([folder], None, OPTIONS, False))
    before = list(islice(Plan([folder], None, OPTIONS), found))
    record = Recorder(queue)
    record(Queued(before, complete=found == 5))
    if before:
        queue.running(before[0])
    queue.leave()
    (unfinished,) = journal.unfinished()
    assert unfinished.planned is (found == 5)
    again = journal.resume(unfinished.id)
    assert again is not None
    rest = list(remaining_jobs(unfinished, again))
    Recorder(again)(Queued(rest, complete=True))
    assert sorted(job.source.name for job in rest) == ["a.png", "b.png", "c.png", "d.png"]
    assert len({job.id for job in rest}) == 4
    assert {(job.options, job.folder) for job in rest} == {(OPTIONS, folder / "upscaled")}
    assert [job.crashes for job in rest] == [1 if before else 0, 0, 0, 0]
    assert again.counts() == {State.WAITING: 4}
    again.leave()
    journal.close()


def test_what_came_into_a_folder_after_all_was_found_is_no_part_of_the_call(folder: Path, sample: Path) -> None:
    journal = Journal()
    queue = journal.begin(call_of([folder], None, OPTIONS, False))
    Recorder(queue)(Queued(list(Plan([folder], None, OPTIONS)), complete=True))
    queue.leave()
    shutil.copy(sample, folder / "e.png")
    (unfinished,) = journal.unfinished()
    again = journal.resume(unfinished.id)
    assert again is not None
    assert sorted(job.source.name for job in remaining_jobs(unfinished, again)) == ["a.png", "b.png", "c.png", "d.png"]
    again.leave()
    journal.close()


def test_which_call_is_meant() -> None:
    then = call_of([Path("/in")], Path("/out"), OPTIONS, False)
    now = call_of([Path("/in")], None, UpscaleOptions(format="webp"), False)
    assert is_same_call(then, now, [])
    assert is_same_call(then, now, ["format"])
    assert not is_same_call(then, now, ["size"])
    assert not is_same_call(then, now, ["output"])
    assert not is_same_call(then, call_of([Path("/other")], None, OPTIONS, False), [])
    assert not is_same_call({"window": 1}, now, [])
