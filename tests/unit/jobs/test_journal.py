from pathlib import Path

import pytest

from upscaler.images.atomic import digest_of
from upscaler.jobs import journal as module
from upscaler.jobs.job import Job, Outcome, State
from upscaler.jobs.journal import Journal
from upscaler.jobs.queue import Queue
from upscaler.options import UpscaleOptions


def jobs(count: int) -> list[Job]:
    return [Job(number, Path(f"/{number}.png"), Path("/out"), UpscaleOptions()) for number in range(1, count + 1)]


def test_work_that_was_not_finished_is_found_by_the_next_process() -> None:
    journal = Journal()
    queue = journal.begin({"inputs": ["a"]})
    queue.set_waiting(jobs(3))
    queue.running(jobs(1)[0])
    other = Journal()
    assert other.unfinished() == []  # its process is alive
    assert other.resume(queue.id) is None
    queue.leave()
    journal.close()
    (found,) = other.unfinished()
    assert (found.call, found.planned, found.total, found.open, found.cancelled) == ({"inputs": ["a"]}, False, 3, 3, 0)
    taken = other.resume(found.id)
    assert taken is not None
    assert taken.counts() == {State.WAITING: 3}
    taken.leave()
    other.forget(found.id)
    assert other.unfinished() == []
    other.close()


def test_what_was_cancelled_is_left_too() -> None:
    journal = Journal()
    queue = journal.begin({})
    queue.set_waiting(jobs(3))
    queue.ended(Outcome(jobs(1)[0], State.CANCELLED, 0.0))
    queue.leave()
    (found,) = journal.unfinished()
    assert (found.open, found.cancelled, found.left) == (2, 1, 3)
    journal.close()


def test_that_a_person_was_told_is_remembered() -> None:
    journal = Journal()
    queue = journal.begin({})
    queue.set_waiting(jobs(1))
    queue.leave()
    assert [found.told for found in journal.unfinished()] == [False]
    journal.remember_told(queue.id)
    assert [found.told for found in journal.unfinished()] == [True]
    journal.close()


def test_the_same_call_begun_anew_takes_the_place_of_the_old_one() -> None:
    journal = Journal()
    for call in ({"a": 1, "b": 0}, {"a": 2}, {"b": 0, "a": 1}):
        journal.begin(call).leave()
    assert [found.call for found in journal.unfinished()] == [{"a": 1, "b": 0}, {"a": 2}]
    journal.close()


def test_the_same_call_that_runs_elsewhere_stays() -> None:
    journal = Journal()
    first, second = journal.begin({"a": 1}), journal.begin({"a": 1})
    for queue in (first, second):
        queue.leave()
    assert {found.id for found in journal.unfinished()} == {first.id, second.id}
    journal.close()


def test_old_queues_are_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    journal = Journal()
    queue = journal.begin({})
    queue.set_waiting(jobs(1))
    queue.running(jobs(1)[0])
    queue.leave()
    monkeypatch.setattr(module, "KEPT_FOR", -1)
    journal.begin({"later": True})
    for table in ("jobs", "transitions"):
        assert journal.read(f"SELECT * FROM {table}") == []
    journal.close()


def test_an_old_queue_whose_process_lives_is_not_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    journal = Journal()
    queue = journal.begin({})
    monkeypatch.setattr(module, "KEPT_FOR", -1)
    journal.begin({"later": True})
    queue.running(jobs(1)[0])
    assert queue.counts() == {State.RUNNING: 1}
    journal.close()


def test_results_of_a_picture_are_found_while_they_are_as_they_were_written(tmp_path: Path) -> None:
    source, options = tmp_path / "\udcff.png", UpscaleOptions(quality=80)  # a name that is not valid Unicode
    journal = Journal()
    queue = journal.begin({})
    targets = [tmp_path / name for name in ("a", "b", "replaced", "replaced", "gone", "changed", "latest")]
    for number, target in enumerate(targets):  # the same picture every time, run again
        make(queue, Job(1, source, tmp_path, options), target, f"{number}".encode())
    make(queue, Job(2, tmp_path / "other.png", tmp_path, options), tmp_path / "other", b"other")
    (tmp_path / "gone").unlink()
    (tmp_path / "changed").write_bytes(b"by hand")
    queue.drop([1, 2])
    assert queue.counts() == {} and queue.finished() == []
    queue.leave()
    journal.close()
    journal = Journal()
    assert list(journal.results_of(source).items()) == [
        (tmp_path / name, options) for name in ("a", "b", "replaced", "latest")
    ]
    assert journal.results_of(tmp_path / "never.png") == {}
    plan = journal.read(
        "EXPLAIN QUERY PLAN SELECT 1 FROM jobs WHERE json_extract(job, '$.source') = ? AND state = 'done'", ""
    )
    assert "results_by_source" in str(plan)
    journal.close()


def test_results_are_forgotten_with_old_queues(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    journal = Journal()
    queue = journal.begin({})
    job = Job(1, tmp_path / "a.png", tmp_path, UpscaleOptions())
    make(queue, job, tmp_path / "a", b"a")
    queue.drop([1])
    queue.leave()
    monkeypatch.setattr(module, "KEPT_FOR", -1)
    journal.begin({}).leave()
    assert journal.results_of(job.source) == {}
    journal.close()


def make(queue: Queue, job: Job, target: Path, content: bytes) -> None:
    """The steps of a run for a job, without the picture."""
    queue.set_waiting([job])
    queue.running(job)
    target.write_bytes(content)
    queue.written(job, target, digest_of(target) or "")
    queue.ended(Outcome(job, State.DONE, 1.0, target))
