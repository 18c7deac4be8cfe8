"""What was asked for and what came of it, in a database that survives a crash. See docs/decisions/0021.

    queues       one call of the command line, or one run of the window
    jobs         its pictures: source, options, state, and what came of them
    transitions  every change of a state, with its time

A journal that cannot be written never stops the work: what it has missed is written as soon as that is possible.
"""

from __future__ import annotations

import json
import logging
import sqlite3
import threading
import time
import uuid
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from upscaler import messages, paths
from upscaler.jobs import locks
from upscaler.jobs.queue import Queue, Statement

VERSION = 2  # of the schema, in PRAGMA user_version
KEPT_FOR = 30 * 24 * 3600  # seconds
_PATIENCE = 5.0  # seconds to wait for another process that writes
_LOOKED_AT = 1.0  # seconds that somebody else may take to see whether a queue is free

_SCHEMA = """
CREATE TABLE queues (
    id TEXT PRIMARY KEY,                   -- its process holds a lock of this name, see jobs.locks
    began REAL NOT NULL,
    call TEXT NOT NULL,                    -- what the person asked for, as JSON
    planned INTEGER NOT NULL DEFAULT 0,    -- all of its jobs are here
    closed INTEGER NOT NULL DEFAULT 0      -- the person does not want it any more
);
CREATE TABLE jobs (
    queue TEXT NOT NULL REFERENCES queues ON DELETE CASCADE,
    number INTEGER NOT NULL,
    job TEXT NOT NULL,                     -- source, options and so on, as JSON
    state TEXT NOT NULL,
    deaths INTEGER NOT NULL DEFAULT 0,     -- of the app, while this job ran
    written TEXT,                          -- target and SHA-256, as JSON: known before the result is moved there
    outcome TEXT,                          -- target, seconds, result and error, as JSON
    PRIMARY KEY (queue, number)
);
CREATE TABLE transitions (
    queue TEXT NOT NULL REFERENCES queues ON DELETE CASCADE,
    number INTEGER NOT NULL, state TEXT NOT NULL, at REAL NOT NULL
);
CREATE INDEX transitions_of_queue ON transitions (queue);
"""
_MIGRATIONS: dict[int, str] = {  # from a version to the next one
    0: _SCHEMA,
    1: "ALTER TABLE queues ADD COLUMN told INTEGER NOT NULL DEFAULT 0",  # a person was told that it is unfinished
}

_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Unfinished:
    """A queue whose process has ended before its work. `total` counts the jobs that were found until then.

    `open` ones were still to be done, `cancelled` ones the person has stopped. If it is not `planned`, there are more.
    `told`: the command line has said so.
    """

    id: str
    call: dict[str, Any]
    planned: bool
    total: int
    open: int
    cancelled: int
    told: bool = False

    @property
    def left(self) -> int:
        """Jobs that are done when it is gone on with."""
        return self.open + self.cancelled


class Journal:
    """One database for all runs of the person; any thread may use it."""

    def __init__(self, path: Path | None = None) -> None:
        """Raises nothing: a database that cannot be opened is replaced by one in memory, and that is told."""
        path = path or paths.journal()
        self._lock = threading.Lock()
        self._missed: list[Statement] = []
        self._told = self._is_shut = False
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._database = _opened(path)
        except (OSError, sqlite3.Error) as error:
            self._tell(error)
            self._database = _opened(None)

    def begin(self, call: dict[str, Any]) -> Queue:
        """A new queue. Unless they run, one that has asked for the same is closed and old ones are forgotten."""
        queue_id, asked, now = uuid.uuid4().hex[:16], json.dumps(call, sort_keys=True), time.time()
        lock = locks.acquire(queue_id)
        old = self._free("SELECT id FROM queues WHERE began < ?", now - KEPT_FOR)
        same = self._free("SELECT id FROM queues WHERE call = ? AND NOT closed", asked)
        self.write(
            ("DELETE FROM queues WHERE id = ?", old),
            ("UPDATE queues SET closed = 1 WHERE id = ?", same),
            ("INSERT INTO queues (id, began, call) VALUES (?, ?, ?)", [(queue_id, now, asked)]),
        )
        return Queue(self, queue_id, lock)

    def unfinished(self) -> list[Unfinished]:
        """Queues that can be gone on with, the latest one first."""
        rows = self.read(
            "SELECT q.id, q.call, q.planned, count(j.number), coalesce(sum(j.state IN ('waiting', 'running')), 0), "
            "coalesce(sum(j.state = 'cancelled'), 0), q.told FROM queues q LEFT JOIN jobs j ON j.queue = q.id "
            "WHERE NOT q.closed GROUP BY q.id ORDER BY q.began DESC"
        )
        found = [
            Unfinished(queue_id, json.loads(call), bool(planned), total, open, cancelled, bool(told))
            for queue_id, call, planned, total, open, cancelled, told in rows
        ]
        return [queue for queue in found if (queue.left or not queue.planned) and _is_free(queue.id)]

    def take_up(self, queue_id: str) -> Queue | None:
        """Go on with a queue; None if another process does. Finds out what came of the jobs that were running."""
        lock = locks.acquire(queue_id, _LOOKED_AT)
        if lock is None:
            return None
        queue = Queue(self, queue_id, lock)
        queue.recover()
        return queue

    def close(self, queue_id: str) -> None:
        """The person does not want to go on with it. Its half-written files go, unless another process has it."""
        queue = self.take_up(queue_id)
        if queue is not None:
            self.write(("UPDATE queues SET closed = 1 WHERE id = ?", [(queue_id,)]))
            queue.leave()

    def remember_told(self, queue_id: str) -> None:
        """The person knows that it is unfinished."""
        self.write(("UPDATE queues SET told = 1 WHERE id = ?", [(queue_id,)]))

    def write(self, *statements: Statement) -> None:
        """All of these or, for now, none; then they are caught up on with the next ones."""
        with self._lock:
            if self._is_shut:  # a thread that is too late: nobody waits for what it has to tell
                return
            self._missed += statements
            try:
                for sql, rows in self._missed:
                    self._database.executemany(sql, rows)
                self._database.commit()
                self._missed.clear()
            except sqlite3.Error as error:
                with suppress(sqlite3.Error):
                    self._database.rollback()
                self._tell(error)

    def read(self, sql: str, *values: Any) -> list[Any]:
        with self._lock:
            try:
                return self._database.execute(sql, values).fetchall()
            except sqlite3.Error as error:
                self._tell(error)
                return []

    def _free(self, sql: str, value: Any) -> list[tuple[str]]:
        """Those of the queues whose ids are selected that no living process works on."""
        return [(queue_id,) for (queue_id,) in self.read(sql, value) if _is_free(queue_id)]

    def shut(self) -> None:
        with self._lock:
            self._is_shut = True
            self._database.close()

    def _tell(self, error: Exception) -> None:
        if not self._told:
            self._told = True
            _log.warning(messages.JOURNAL_NOT_WRITABLE.format(reason=error))


def _opened(path: Path | None) -> sqlite3.Connection:
    """The database with the schema of now; a damaged one is put aside. Raises OSError, sqlite3.Error."""
    try:
        return _connected(path)
    except sqlite3.DatabaseError as error:
        if path is None or isinstance(error, sqlite3.OperationalError):  # locked, or no room: it may be whole
            raise
        path.replace(path.with_suffix(".damaged"))
        for ending in ("-wal", "-shm"):
            path.with_name(path.name + ending).unlink(missing_ok=True)
        return _connected(path)


def _connected(path: Path | None) -> sqlite3.Connection:
    database = sqlite3.connect(
        path or ":memory:", timeout=_PATIENCE, isolation_level="IMMEDIATE", check_same_thread=False
    )
    try:
        database.execute("PRAGMA journal_mode = WAL")
        database.execute("PRAGMA synchronous = FULL")
        database.execute("PRAGMA foreign_keys = ON")
        _migrate(database)
    except BaseException:
        database.close()
        raise
    return database


def _migrate(database: sqlite3.Connection) -> None:
    """Bring the schema to `VERSION`, step by step; each step is done as a whole. Raises sqlite3.Error."""
    database.execute("BEGIN IMMEDIATE")  # two processes may start at once
    (version,) = database.execute("PRAGMA user_version").fetchone()
    if version > VERSION:
        raise sqlite3.OperationalError(f"the journal is of a later version of the app ({version})")
    for step in range(version, VERSION):
        for statement in _MIGRATIONS[step].split(";"):
            database.execute(statement)
        database.execute(f"PRAGMA user_version = {step + 1}")
    database.commit()


def _is_free(queue_id: str) -> bool:
    """Whether no living process works on a queue."""
    lock = locks.acquire(queue_id)
    if lock is not None:
        lock.release()
    return lock is not None
