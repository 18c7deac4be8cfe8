"""The database of all runs, which survives a crash. See docs/decisions/0021.

    queues       one call of the command line, or one run of the window
    jobs         its pictures: source, options, state, and what came of them
    transitions  every change of a state, with its time

A database that cannot be written never stops the work: what it has missed is written as soon as that is possible.
"""

from __future__ import annotations

import logging
import sqlite3
import threading
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from upscaler import messages

VERSION = 3  # of the schema, in PRAGMA user_version
_PATIENCE = 5.0  # seconds to wait for another process that writes

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
    2: "ALTER TABLE jobs RENAME COLUMN deaths TO crashes",
}

Statement = tuple[str, Sequence[tuple[Any, ...]]]  # SQL, and the values for each time that it is executed

_log = logging.getLogger(__name__)


class Database:
    """Any thread may use it."""

    def __init__(self, path: Path) -> None:
        """Raises nothing: a database that cannot be opened is replaced by one in memory, and that is told."""
        self._lock = threading.Lock()
        self._missed: list[Statement] = []
        self._told = self._is_closed = False
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._connection = _opened(path)
        except (OSError, sqlite3.Error) as error:
            self._tell(error)
            self._connection = _opened(None)

    def write(self, *statements: Statement) -> None:
        """All of these or, for now, none; then they are caught up on with the next ones."""
        with self._lock:
            if self._is_closed:  # a thread that is too late: nobody waits for what it has to tell
                return
            self._missed += statements
            try:
                for sql, rows in self._missed:
                    self._connection.executemany(sql, rows)
                self._connection.commit()
                self._missed.clear()
            except sqlite3.Error as error:
                with suppress(sqlite3.Error):
                    self._connection.rollback()
                self._tell(error)

    def read(self, sql: str, *values: Any) -> list[Any]:
        with self._lock:
            try:
                return self._connection.execute(sql, values).fetchall()
            except sqlite3.Error as error:
                self._tell(error)
                return []

    def close(self) -> None:
        with self._lock:
            self._is_closed = True
            self._connection.close()

    def _tell(self, error: Exception) -> None:
        if not self._told:
            self._told = True
            _log.warning(messages.JOURNAL_NOT_WRITABLE.format(reason=error))


def _opened(path: Path | None) -> sqlite3.Connection:
    """The database with the schema of now; a damaged one is put aside. Raises OSError, sqlite3.Error."""
    try:
        return _connected(path)
    except sqlite3.DatabaseError as error:
        if path is None or isinstance(error, sqlite3.OperationalError):  # locked, or a full disk: it may be whole
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
