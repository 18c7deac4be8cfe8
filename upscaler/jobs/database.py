"""The database of all runs, which survives a crash. See docs/decisions/0021.

    queues       one call of the command line, or one run of the window
    jobs         its pictures: source, options, state and outcome
    transitions  every change of state, with its time
    watched      the files that the watches of folders are done with

A database that cannot be written to never stops the work: pending changes are written as soon as possible.
"""

from __future__ import annotations

import logging
import sqlite3
import threading
import time
from collections import deque
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from upscaler import messages

VERSION = 5  # of the schema, in PRAGMA user_version
_TIMEOUT = 5.0  # seconds to wait while another process writes
_RETRY_INTERVAL = 30.0  # seconds after a failure in which writes are kept: each try may wait for `_TIMEOUT`

_SCHEMA = """
CREATE TABLE queues (
    id TEXT PRIMARY KEY,                   -- its process holds a lock of this name, see jobs.locks
    began REAL NOT NULL,
    call TEXT NOT NULL,                    -- what the user asked for, as JSON
    planned INTEGER NOT NULL DEFAULT 0,    -- all of its jobs are here
    closed INTEGER NOT NULL DEFAULT 0      -- the user does not want it any more
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
_MIGRATIONS: dict[int, str] = {  # from each version to the next
    0: _SCHEMA,
    1: "ALTER TABLE queues ADD COLUMN told INTEGER NOT NULL DEFAULT 0",  # whether the user knows that it is unfinished
    2: "ALTER TABLE jobs RENAME COLUMN deaths TO crashes",
    3: "CREATE TABLE watched (watch TEXT NOT NULL, path TEXT NOT NULL, size INTEGER NOT NULL, "
    "changed INTEGER NOT NULL, PRIMARY KEY (watch, path)) WITHOUT ROWID",
    4: "CREATE INDEX results_by_source ON jobs (json_extract(job, '$.source')) WHERE state = 'done'",
}

Statement = tuple[str, Sequence[tuple[Any, ...]]]  # SQL, and the values of each execution

_log = logging.getLogger(__name__)


class Database:
    """SQLite, for use from any thread."""

    def __init__(self, path: Path) -> None:
        """Never raises: a database that cannot be opened is replaced by one in memory, with a warning."""
        self._lock = threading.Lock()
        self._missed: deque[Sequence[Statement]] = deque()  # writes
        self._next_try = 0.0  # time.monotonic
        self._warned = self._is_closed = False
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._connection = _opened(path)
        except (OSError, sqlite3.Error) as error:
            self._warn(error)
            self._connection = _opened(None)

    def write(self, *statements: Statement) -> None:
        """Execute all of these in one transaction: now or, if the disk is full or another process does not stop
        writing, later."""
        with self._lock:
            if self._is_closed:  # a thread is too late: its changes no longer matter
                return
            self._missed.append(statements)
            if time.monotonic() >= self._next_try:
                self._catch_up()

    def _catch_up(self) -> None:
        """Write what was missed, in order, up to the first that cannot be written now."""
        while self._missed:
            try:
                for sql, rows in self._missed[0]:
                    self._connection.executemany(sql, rows)
                self._connection.commit()
            except sqlite3.Error as error:
                with suppress(sqlite3.Error):
                    self._connection.rollback()
                self._warn(error)
                if isinstance(error, sqlite3.OperationalError):
                    self._next_try = time.monotonic() + _RETRY_INTERVAL
                    return
            self._missed.popleft()  # also what will never be possible: it must not hold up the others

    def read(self, sql: str, *values: Any) -> list[Any]:
        with self._lock:
            self._catch_up()
            try:
                return self._connection.execute(sql, values).fetchall()
            except sqlite3.Error as error:
                self._warn(error)
                return []

    def close(self) -> None:
        with self._lock:
            if not self._is_closed:
                self._catch_up()
            self._is_closed = True
            self._connection.close()

    def _warn(self, error: Exception) -> None:
        if not self._warned:
            self._warned = True
            _log.warning(messages.JOURNAL_NOT_WRITABLE.format(reason=error))


def _opened(path: Path | None) -> sqlite3.Connection:
    """The database, migrated to the current schema; a damaged one is moved aside. Raises OSError, sqlite3.Error."""
    try:
        return _connected(path)
    except sqlite3.DatabaseError as error:
        if path is None or isinstance(error, sqlite3.OperationalError):  # locked, or the disk is full: it may be intact
            raise
        path.replace(path.with_suffix(".damaged"))
        for suffix in ("-wal", "-shm"):
            path.with_name(path.name + suffix).unlink(missing_ok=True)
        return _connected(path)


def _connected(path: Path | None) -> sqlite3.Connection:
    database = sqlite3.connect(
        path or ":memory:", timeout=_TIMEOUT, isolation_level="IMMEDIATE", check_same_thread=False
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
    """Bring the schema to `VERSION`, step by step, in one transaction. Raises sqlite3.Error."""
    database.execute("BEGIN IMMEDIATE")  # two processes may start at the same time
    (version,) = database.execute("PRAGMA user_version").fetchone()
    if version > VERSION:
        raise sqlite3.OperationalError(f"the journal is of a later version of the app ({version})")
    for step in range(version, VERSION):
        for statement in _MIGRATIONS[step].split(";"):
            database.execute(statement)
        database.execute(f"PRAGMA user_version = {step + 1}")
    database.commit()
