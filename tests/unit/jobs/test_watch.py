from pathlib import Path
from typing import Any

import pytest

from upscaler.jobs import arrivals
from upscaler.jobs.calls import call_of
from upscaler.jobs.events import Ended
from upscaler.jobs.job import Job, Outcome, State
from upscaler.jobs.journal import Journal
from upscaler.jobs.watch import WATCH, Watch
from upscaler.options import UpscaleOptions

PICTURE = b"\x89PNG\r\n\x1a\n" + bytes(40)


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(arrivals, "SETTLED", 0.05)
    monkeypatch.setattr(arrivals, "_TICK", 0.02)


def call(*folders: Path, output: Path | None = None, chosen: str | None = None, **options: Any) -> dict[str, Any]:
    """`chosen`: a value of `on_exists`."""
    if chosen is not None:
        options["on_exists"] = chosen
    return call_of(folders, output, UpscaleOptions(**options), recursive=True) | {WATCH: chosen}


def taken(watch: Watch, count: int) -> list[Job]:
    """The next jobs. The watch continues at the next call."""
    jobs: list[Job] = []
    for job in watch:
        if job is not None:
            jobs.append(job)
        if len(jobs) == count:
            break
    return jobs


def end(watch: Watch, *jobs: Job, state: State = State.DONE) -> None:
    for job in jobs:
        watch.queue.set_waiting([job])
        watch(Ended(Outcome(job, state, 1.0)))
    watch.end()


def put(*paths: Path) -> None:
    for path in paths:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(PICTURE)


def test_jobs_are_those_of_a_call_without_a_watch(journal: Journal, tmp_path: Path) -> None:
    one, two, out = tmp_path / "one", tmp_path / "two", tmp_path / "out"
    put(one / "sub" / "a.png", two / "b.png")
    watch = Watch(call(one, two, output=out), journal, lambda _: None)
    jobs = taken(watch, 2)
    assert [(job.source, job.folder, job.counter) for job in jobs] == [
        (one / "sub" / "a.png", out / "one" / "sub", 1),
        (two / "b.png", out / "two", 2),
    ]
    watch.end()


def test_results_that_were_there_before_the_first_watch_are_kept(journal: Journal, tmp_path: Path) -> None:
    put(tmp_path / "a.png")
    first = Watch(call(tmp_path), journal, lambda _: None)
    (job,) = taken(first, 1)
    assert job.options.on_exists == "skip"
    end(first, job)
    put(tmp_path / "b.png")
    second = Watch(call(tmp_path), journal, lambda _: None)  # it remembers: b is not an old picture
    (job,) = taken(second, 1)
    assert (job.source.name, job.counter, job.options.on_exists) == ("b.png", 2, "rename")
    end(second, job)


@pytest.mark.parametrize(
    ("chosen", "name", "expected"), [("overwrite", "{name}", "overwrite"), (None, "{counter} {name}", "rename")]
)
def test_unless_the_user_or_the_name_says_otherwise(
    chosen: str | None, name: str, expected: str, journal: Journal, tmp_path: Path
) -> None:
    put(tmp_path / "a.png")
    watch = Watch(call(tmp_path, chosen=chosen, name=name), journal, lambda _: None)
    assert taken(watch, 1)[0].options.on_exists == expected
    watch.end()


def test_failures_are_not_tried_again_but_what_was_cancelled_is(journal: Journal, tmp_path: Path) -> None:
    put(tmp_path / "a.png", tmp_path / "b.png")
    first = Watch(call(tmp_path), journal, lambda _: None)
    a, b = taken(first, 2)
    first.queue.set_waiting([a, b])
    first(Ended(Outcome(a, State.FAILED, 1.0)))
    first(Ended(Outcome(b, State.CANCELLED, 1.0)))
    first.end()
    second = Watch(call(tmp_path), journal, lambda _: None)
    assert [job.source.name for job in taken(second, 1)] == ["b.png"]
    second.end()


def test_the_journal_holds_only_what_is_left(journal: Journal, tmp_path: Path) -> None:
    put(tmp_path / "a.png", tmp_path / "b.png")
    watch = Watch(call(tmp_path), journal, lambda _: None)
    jobs = taken(watch, 2)
    watch.queue.set_waiting(jobs)
    watch.queue.running(jobs[0])
    watch(Ended(Outcome(jobs[0], State.DONE, 1.0)))
    assert [job.source.name for job in watch.queue.open_jobs()] == ["b.png"]
    assert journal.read("SELECT * FROM transitions") == []
    watch.end()
    assert journal.unfinished() == []


def test_after_a_crash_what_was_done_is_remembered_and_the_culprit_counted(journal: Journal, tmp_path: Path) -> None:
    put(tmp_path / "a.png", tmp_path / "b.png", tmp_path / "gone.png", tmp_path / "c.png")
    first = Watch(call(tmp_path), journal, lambda _: None)
    a, b, c, gone = sorted(taken(first, 4), key=lambda job: job.source.name)
    first.queue.set_waiting([a, b, gone, c])
    result = tmp_path / "upscaled" / "a_4x.png"
    put(result)
    first.queue.written(a, result, "")
    first.queue.ended(Outcome(a, State.DONE, 1.0, result))  # and there was no time to record it
    first.queue.running(b)
    first.queue.leave()  # it is killed
    gone.source.unlink()
    assert journal.unfinished() == []  # --resume and the window leave it to the next watch
    second = Watch(call(tmp_path), journal, lambda _: None)
    jobs = taken(second, 2)
    assert [(job.source.name, job.crashes) for job in jobs] == [("b.png", 1), ("c.png", 0)]
    put(tmp_path / "d.png")
    more = taken(second, 3)  # unfinished pictures come again, and are not found twice
    assert [job.source.name for job in more] == ["b.png", "c.png", "d.png"]
    assert more[-1].id > max(job.id for job in jobs)
    second.end()


def test_another_call_is_another_watch(journal: Journal, tmp_path: Path) -> None:
    put(tmp_path / "a.png")
    first = Watch(call(tmp_path), journal, lambda _: None)
    end(first, *taken(first, 1))
    second = Watch(call(tmp_path, format="webp"), journal, lambda _: None)
    assert [job.source.name for job in taken(second, 1)] == ["a.png"]
    second.end()
