import sqlite3
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.unit.jobs.test_journal import jobs
from upscaler import paths
from upscaler.jobs import database as module
from upscaler.jobs.job import State
from upscaler.jobs.journal import Journal


def test_a_full_disk_is_survived_and_caught_up_on(caplog: pytest.LogCaptureFixture) -> None:
    journal = Journal()
    queue = journal.begin({})
    (pages,) = journal.read("PRAGMA page_count")[0]
    journal._connection.execute(f"PRAGMA max_page_count = {pages}")
    queue.set_waiting(jobs(500))
    queue.running(jobs(1)[0])
    assert queue.counts() == {}
    assert [record.message for record in caplog.records] == [
        "The journal cannot be written, so an interrupted run cannot be resumed: database or disk is full."
    ]
    journal._connection.execute("PRAGMA max_page_count = 100000")
    queue.wait_again(jobs(1)[0])
    assert queue.counts() == {State.WAITING: 500}
    journal.close()


def test_a_database_that_another_process_keeps_locked_holds_nobody_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_TIMEOUT", 0.2)
    journal = Journal()
    queue = journal.begin({})
    other = sqlite3.connect(paths.journal())
    other.execute("BEGIN IMMEDIATE")
    start = time.monotonic()
    for job in jobs(100):
        queue.running(job)
    assert time.monotonic() - start < 10  # not a hundred times `_TIMEOUT`
    assert queue.counts() == {}
    other.rollback()
    journal.close()  # the last chance
    assert other.execute("SELECT count(*) FROM jobs").fetchone() == (100,)
    other.close()


def test_what_can_never_be_written_does_not_hold_up_the_rest(caplog: pytest.LogCaptureFixture) -> None:
    journal = Journal()
    queue = journal.begin({})
    journal.write(("INSERT INTO transitions VALUES (?, ?, ?, ?)", [(queue.id, None, "running", 1.0)]))
    queue.set_waiting(jobs(2))
    assert queue.counts() == {State.WAITING: 2}
    assert "NOT NULL" in caplog.text
    journal.close()


def test_any_thread_may_use_it() -> None:
    journal = Journal()
    queue = journal.begin({})
    with ThreadPoolExecutor(1) as other:
        other.submit(queue.set_waiting, jobs(2)).result()
        assert other.submit(queue.counts).result() == {State.WAITING: 2}
    assert queue.counts() == {State.WAITING: 2}
    journal.close()


def test_a_damaged_journal_is_put_aside() -> None:
    paths.journal().parent.mkdir(parents=True)
    paths.journal().write_bytes(b"no database" * 1000)
    journal = Journal()
    journal.begin({}).leave()
    journal.close()
    assert paths.journal().with_suffix(".damaged").exists()
    journal = Journal()
    assert len(journal.unfinished()) == 1
    journal.close()


def test_a_journal_of_a_later_version_stays_as_it_is(caplog: pytest.LogCaptureFixture) -> None:
    paths.journal().parent.mkdir(parents=True)
    with sqlite3.connect(paths.journal()) as database:
        database.execute("PRAGMA user_version = 99")
    database.close()
    journal = Journal()
    queue = journal.begin({})
    queue.set_waiting(jobs(2))
    assert queue.counts() == {State.WAITING: 2}
    journal.close()
    assert "later version" in caplog.text


def test_a_place_that_cannot_be_written_is_told(caplog: pytest.LogCaptureFixture, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    journal = Journal(tmp_path / "file" / "journal.sqlite")
    assert "cannot be written" in caplog.text
    queue = journal.begin({})
    queue.set_waiting(jobs(1))
    assert queue.counts() == {State.WAITING: 1}
    journal.close()


def test_jobs_of_an_earlier_version_are_still_there(monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as earlier:
        earlier.setattr(module, "VERSION", 2)
        journal = Journal()
        journal.write(
            ("INSERT INTO queues (id, began, call) VALUES (?, ?, ?)", [("q", 1.0, "{}")]),
            ("INSERT INTO jobs VALUES (?, ?, ?, ?, ?, ?, ?)", [("q", 1, "{}", "waiting", 2, None, None)]),
        )
        journal.close()
    journal = Journal()
    assert journal.read("SELECT number, crashes FROM jobs") == [(1, 2)]
    journal.close()


def test_each_step_of_the_schema_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    Journal().close()
    monkeypatch.setattr(module, "VERSION", 6)
    monkeypatch.setitem(module._MIGRATIONS, 5, "ALTER TABLE jobs ADD COLUMN more TEXT")
    journal = Journal()
    assert journal.read("SELECT more FROM jobs") == []
    assert journal.read("PRAGMA user_version") == [(6,)]
    journal.close()


def test_what_cannot_be_read_is_nothing_and_is_told(caplog: pytest.LogCaptureFixture) -> None:
    journal = Journal()
    assert journal.read("SELECT none FROM nowhere") == []
    assert "no such table" in caplog.text
    journal.close()
    journal.write(("UPDATE queues SET closed = 1", [()]))  # by a thread that comes too late
