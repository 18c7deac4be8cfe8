import json
from dataclasses import replace
from pathlib import Path

import pytest

from upscaler.errors import SourceMissingError
from upscaler.geometry import Size
from upscaler.images.atomic import digest_of
from upscaler.jobs.job import Job, Outcome, State
from upscaler.jobs.journal import Journal
from upscaler.jobs.queue import ABSORBED_OFFSET, Failure, Queue
from upscaler.options import UpscaleOptions
from upscaler.pipeline import UpscaleResult
from upscaler.target_size import TargetSize


def job(number: int, folder: Path) -> Job:
    options = UpscaleOptions(TargetSize(1200, "longest"), format="webp", quality=80)
    return Job(number, folder / f"{number}.png", folder / "out", options, counter=number, named="x.webp")


def begun(journal: Journal, *jobs: Job) -> Queue:
    queue = journal.begin({"test": len(jobs)})
    queue.set_waiting(jobs)
    queue.mark_planned()
    return queue


def recovered(journal: Journal, queue: Queue) -> Queue:
    """The queue as resumed after the process died."""
    queue.leave()
    again = journal.resume(queue.id)
    assert again is not None
    return again


def test_the_highest_number_is_that_of_a_job(journal: Journal, tmp_path: Path) -> None:
    assert begun(journal).highest_number() == 0
    assert begun(journal, job(3, tmp_path), job(2, tmp_path)).highest_number() == 3


def test_jobs_come_back_as_they_were(journal: Journal, tmp_path: Path) -> None:
    odd = replace(job(2, tmp_path), source=tmp_path / "\udcff.png")  # a name that is not valid Unicode
    queue = begun(journal, job(1, tmp_path), odd)
    assert queue.open_jobs() == [job(1, tmp_path), odd]
    assert queue.sources() == [tmp_path / "1.png", odd.source]


def test_what_a_later_version_has_written_can_be_read(journal: Journal, tmp_path: Path) -> None:
    queue = begun(journal, job(1, tmp_path))
    ((stored,),) = journal.read("SELECT job FROM jobs")
    later = json.loads(stored) | {"later": 1}
    later["options"] |= {"later": 1, "size": later["options"]["size"] | {"later": 1}}
    journal.write(("UPDATE jobs SET job = ?", [(json.dumps(later),)]))
    assert queue.open_jobs() == [job(1, tmp_path)]


def test_the_way_of_a_job(journal: Journal, tmp_path: Path) -> None:
    queue = begun(journal, job(1, tmp_path), job(2, tmp_path), job(3, tmp_path))
    result = UpscaleResult(Size(1, 1), Size(4, 4), "cpu", "fp32", 0)
    queue.running(job(1, tmp_path))
    queue.written(job(1, tmp_path), tmp_path / "x", "digest")
    queue.ended(Outcome(job(1, tmp_path), State.DONE, 1.5, tmp_path / "x", result))
    queue.running(job(2, tmp_path))
    queue.ended(Outcome(job(2, tmp_path), State.FAILED, 0.1, error=SourceMissingError(tmp_path / "2.png")))
    assert queue.counts() == {State.DONE: 1, State.FAILED: 1, State.WAITING: 1}
    assert queue.open_jobs() == [job(3, tmp_path)]
    assert queue.targets() == [tmp_path / "x"]
    (failed,) = queue.failed()
    assert (failed.job, failed.state, failed.seconds) == (job(2, tmp_path), State.FAILED, 0.1)
    assert isinstance(failed.error, SourceMissingError)
    assert failed.error.path == tmp_path / "2.png"
    assert queue.failures() == [Failure(tmp_path / "2.png", f"There is no file “{tmp_path / '2.png'}”.")]
    told = journal.read("SELECT number, state FROM transitions ORDER BY at")
    assert told == [(1, "running"), (1, "done"), (2, "running"), (2, "failed")]


def test_options_of_the_start_count(journal: Journal, tmp_path: Path) -> None:
    queue = begun(journal, job(1, tmp_path))
    later = replace(job(1, tmp_path), options=UpscaleOptions())
    queue.running(later)
    queue.wait_again(later)
    assert queue.open_jobs() == [later]


def test_dropped_jobs_are_forgotten_unless_they_run(journal: Journal, tmp_path: Path) -> None:
    queue = begun(journal, job(1, tmp_path), job(2, tmp_path))
    queue.running(job(2, tmp_path))
    queue.drop([1, 2])
    assert queue.counts() == {State.RUNNING: 1}


def test_what_ran_when_the_app_died_comes_first_and_counts_its_crashes(journal: Journal, tmp_path: Path) -> None:
    queue = begun(journal, job(1, tmp_path), job(2, tmp_path))
    for crashes in (1, 2):
        queue.running(job(2, tmp_path))
        queue = recovered(journal, queue)
        assert [(job.id, job.crashes) for job in queue.open_jobs()] == [(2, crashes), (1, 0)]


@pytest.mark.parametrize(
    ("content", "state"), [(b"whole", State.DONE), (b"other", State.WAITING), (None, State.WAITING)]
)
def test_a_result_that_is_in_its_place_is_recognised(
    content: bytes | None, state: State, journal: Journal, tmp_path: Path
) -> None:
    part, target = tmp_path / "part", tmp_path / "x.webp"
    part.write_bytes(b"whole")
    queue = begun(journal, job(1, tmp_path))
    queue.running(job(1, tmp_path))
    queue.written(job(1, tmp_path), target, digest_of(part) or "")
    if content is not None:
        target.write_bytes(content)
    assert recovered(journal, queue).counts() == {state: 1}


def test_one_queue_absorbs_another(journal: Journal, tmp_path: Path) -> None:
    old = begun(journal, job(1, tmp_path))
    new = begun(journal, job(1, tmp_path), job(2, tmp_path))
    new.absorb(old)
    assert [job.id for job in new.open_jobs()] == [1, 2, ABSORBED_OFFSET + 1]
    assert old.counts() == {}
    new.leave()
    assert [found.id for found in journal.unfinished()] == [new.id]


def test_what_is_done_is_known_while_its_result_is_there(journal: Journal, tmp_path: Path) -> None:
    jobs = [job(number, tmp_path) for number in (1, 2, 3)]
    queue = begun(journal, *jobs)
    for number in (0, 1):
        target = tmp_path / f"{number}_4x.png"
        target.write_bytes(b"result")
        queue.running(jobs[number])
        queue.written(jobs[number], target, digest_of(target) or "")
    queue.ended(Outcome(jobs[0], State.DONE, 2.5, tmp_path / "0_4x.png"))
    queue.recover()  # the app crashed before the second one was recorded
    assert [(done.job.id, done.seconds, done.target) for done in queue.finished()] == [
        (1, 2.5, tmp_path / "0_4x.png"),
        (2, 0.0, tmp_path / "1_4x.png"),
    ]
    (tmp_path / "0_4x.png").unlink()
    assert [done.job.id for done in queue.finished()] == [2]
