"""The jobs of one call, in the database."""

from __future__ import annotations

import json
import time
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from upscaler.images.atomic import digest_of
from upscaler.jobs import locks, stored_errors
from upscaler.jobs.database import Database, Statement
from upscaler.jobs.job import Job, Outcome, State
from upscaler.jobs.sweep import sweep
from upscaler.options import known_fields, options_from

ABSORBED_OFFSET = 10**9  # added to the numbers of jobs that were taken over from another queue


@dataclass(frozen=True)
class Failure:
    """A picture that failed, and why."""

    source: Path
    reason: str


class Queue:
    """Each method is one transaction. The process holds a lock while it works on the jobs."""

    def __init__(self, database: Database, id: str, lock: locks.Lock | None) -> None:
        self._database, self.id, self._lock = database, id, lock

    def set_waiting(self, jobs: Sequence[Job]) -> None:
        """Add waiting jobs, or set existing ones back to waiting. Their earlier results are remembered."""
        self._database.write(
            *self._put_aside([job.id for job in jobs]),
            (
                "INSERT INTO jobs (queue, number, job, state) VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE SET "
                "job = excluded.job, state = excluded.state, written = NULL, outcome = NULL",
                [(self.id, job.id, _to_json(job), State.WAITING) for job in jobs],
            ),
        )

    def mark_planned(self) -> None:
        """Note that no more jobs will be added."""
        self._database.write(("UPDATE queues SET planned = 1 WHERE id = ?", [(self.id,)]))

    def drop(self, numbers: Iterable[int]) -> None:
        """Delete jobs that the user has removed, unless they are running. Their results are remembered."""
        rows = [(self.id, number) for number in numbers]
        self._database.write(
            *self._put_aside([number for _, number in rows]),
            ("DELETE FROM jobs WHERE queue = ? AND number = ? AND state <> 'running'", rows),
        )

    def forget(self, number: int) -> None:
        """Delete a job that has ended, with its history: an endless watch would fill the journal."""
        self._database.write(
            ("DELETE FROM jobs WHERE queue = ? AND number = ?", [(self.id, number)]),
            ("DELETE FROM transitions WHERE queue = ? AND number = ?", [(self.id, number)]),
        )

    def running(self, job: Job) -> None:
        """Mark a job as running, with these options. Call it before the source is read."""
        self._database.write(
            (
                "INSERT INTO jobs (queue, number, job, state) VALUES (?, ?, ?, ?) "
                "ON CONFLICT DO UPDATE SET job = excluded.job, state = excluded.state, written = NULL",
                [(self.id, job.id, _to_json(job), State.RUNNING)],
            ),
            self._transition(job.id, State.RUNNING),
        )

    def written(self, job: Job, target: Path, digest: str) -> None:
        """Note that its result is complete and on disk. Call it before it is moved to `target`."""
        stored = json.dumps({"target": str(target.absolute()), "digest": digest})
        self._database.write(
            ("UPDATE jobs SET written = ? WHERE queue = ? AND number = ?", [(stored, self.id, job.id)])
        )

    def ended(self, outcome: Outcome) -> None:
        """Store how a job ended."""
        stored = {
            "target": str(outcome.target.absolute()) if outcome.target else None,
            "seconds": outcome.seconds,
            "result": asdict(outcome.result) if outcome.result else None,
            **(stored_errors.to_json(outcome.error) if outcome.error else {"error": None}),
        }
        self._database.write(
            (
                "UPDATE jobs SET state = ?, outcome = ? WHERE queue = ? AND number = ?",
                [(outcome.state, json.dumps(stored), self.id, outcome.job.id)],
            ),
            self._transition(outcome.job.id, outcome.state),
        )

    def wait_again(self, job: Job) -> None:
        """Set a running job back to waiting."""
        self._set_state(job.id, State.WAITING)

    def recover(self) -> None:
        """Find out which jobs that were running when the app crashed are done, and set the others back to waiting."""
        rows = self._read("SELECT number, job, crashes, written FROM jobs WHERE queue = ? AND state = 'running'")
        for number, job, crashes, written in rows:
            sweep(_from_json(number, job, crashes).folder)
            known = json.loads(written) if written else None
            if known and digest_of(Path(known["target"])) == known["digest"]:
                self._set_state(number, State.DONE)
            else:
                self._set_state(number, State.WAITING, crashes + 1)

    def absorb(self, other: Queue) -> None:
        """Move all jobs of another queue to this one."""
        self._database.write(
            ("UPDATE jobs SET queue = ?, number = number + ? WHERE queue = ?", [(self.id, ABSORBED_OFFSET, other.id)]),
            (
                "UPDATE transitions SET queue = ?, number = number + ? WHERE queue = ?",
                [(self.id, ABSORBED_OFFSET, other.id)],
            ),
            ("UPDATE queues SET closed = 1 WHERE id = ?", [(other.id,)]),
        )
        other.leave()

    def open_jobs(self) -> list[Job]:
        """The jobs still to be done, cancelled ones included; those on which the app crashed come first."""
        rows = self._read(
            "SELECT number, job, crashes FROM jobs WHERE queue = ? AND state IN ('waiting', 'cancelled') "
            "ORDER BY crashes DESC, number"
        )
        return [_from_json(*row) for row in rows]

    def sources(self) -> list[Path]:
        """The sources of all jobs."""
        return [Path(json.loads(job)["source"]) for (job,) in self._read("SELECT job FROM jobs WHERE queue = ?")]

    def targets(self) -> list[Path]:
        """The targets that were written."""
        rows = self._read("SELECT written FROM jobs WHERE queue = ? AND state = 'done'")
        return [Path(json.loads(written)["target"]) for (written,) in rows if written]

    def finished(self) -> list[Outcome]:
        """The jobs that are done and whose results still exist. How they were made is not stored."""
        rows = self._read(
            "SELECT number, job, crashes, written, outcome FROM jobs WHERE queue = ? AND state = 'done' ORDER BY number"
        )
        found = []
        for number, job, crashes, written, outcome in rows:
            target = Path(json.loads(written)["target"]) if written else None
            if target is not None and target.is_file():
                seconds = float(json.loads(outcome)["seconds"]) if outcome else 0.0
                found.append(Outcome(_from_json(number, job, crashes), State.DONE, seconds, target))
        return found

    def failed(self) -> list[Outcome]:
        """The jobs that failed, and why."""
        rows = self._read(
            "SELECT number, job, crashes, outcome FROM jobs WHERE queue = ? AND state = 'failed' ORDER BY number"
        )
        found = [(_from_json(number, job, crashes), json.loads(outcome)) for number, job, crashes, outcome in rows]
        return [Outcome(job, State.FAILED, how["seconds"], error=stored_errors.from_json(how)) for job, how in found]

    def highest_number(self) -> int:
        return max((number for (number,) in self._read("SELECT number FROM jobs WHERE queue = ?")), default=0)

    def counts(self) -> dict[State, int]:
        """How many jobs there are in each state."""
        return {
            State(state): count
            for state, count in self._read("SELECT state, count(*) FROM jobs WHERE queue = ? GROUP BY state")
        }

    def failures(self) -> list[Failure]:
        """The pictures that failed, in this or an earlier process."""
        rows = self._read("SELECT job, outcome FROM jobs WHERE queue = ? AND state = 'failed' ORDER BY number")
        return [
            Failure(Path(json.loads(job)["source"]), json.loads(outcome)["error"]) for job, outcome in rows if outcome
        ]

    def leave(self) -> None:
        """Release the lock: another process may resume the rest."""
        if self._lock is not None:
            self._lock.release()

    def _set_state(self, number: int, state: State, crashes: int | None = None) -> None:
        self._database.write(
            (
                "UPDATE jobs SET state = ?, crashes = coalesce(?, crashes) WHERE queue = ? AND number = ?",
                [(state, crashes, self.id, number)],
            ),
            self._transition(number, state),
        )

    def _put_aside(self, numbers: Iterable[int]) -> list[Statement]:
        """Move finished jobs to a closed queue, for `Journal.results_of`, so that they can run again in this one."""
        aside, rows = f"{self.id}-aside", [(self.id, number) for number in numbers]
        which = "queue = ? AND number = ? AND state = 'done' AND written IS NOT NULL"
        return [
            (
                "INSERT OR IGNORE INTO queues (id, began, call, planned, closed) "
                f"SELECT ?, began, '{{}}', 1, 1 FROM queues, jobs ON queue = id WHERE {which}",
                [(aside, *row) for row in rows],
            ),
            (
                "UPDATE jobs SET queue = ?, number = (SELECT coalesce(max(number) + 1, 0) FROM jobs WHERE queue = ?) "
                f"WHERE {which}",
                [(aside, aside, *row) for row in rows],
            ),
        ]

    def _transition(self, number: int, state: State) -> Statement:
        return "INSERT INTO transitions VALUES (?, ?, ?, ?)", [(self.id, number, state, time.time())]

    def _read(self, sql: str) -> list[Any]:
        return self._database.read(sql, self.id)


def _to_json(job: Job) -> str:
    """A job without the fields that have their own columns. File names that are not valid Unicode survive."""
    stored = asdict(job)
    del stored["id"], stored["crashes"]
    # Absolute, as the next call may be made from another folder
    return json.dumps(stored | {"source": str(job.source.absolute()), "folder": str(job.folder.absolute())})


def _from_json(number: int, stored: str, crashes: int) -> Job:
    values = json.loads(stored)
    known = {
        "source": Path(values["source"]),
        "folder": Path(values["folder"]),
        "options": options_from(values["options"]),
    }
    return Job(id=number, crashes=crashes, **known_fields(Job, values) | known)
