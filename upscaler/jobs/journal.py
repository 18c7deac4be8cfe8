"""The journal: all calls and how far they got, so that another process can resume them. See `database`."""

from __future__ import annotations

import json
import time
import uuid
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from upscaler import paths
from upscaler.images.atomic import digest_of
from upscaler.jobs import locks
from upscaler.jobs.database import Database
from upscaler.jobs.queue import Queue
from upscaler.options import UpscaleOptions, options_from

KEPT_FOR = 30 * 24 * 3600  # seconds
_LOCK_TIMEOUT = 1.0  # seconds; another process may hold the lock briefly, to see whether the queue is free


@dataclass(frozen=True)
class Unfinished:
    """A queue whose process ended before its work was done. `total` counts the jobs found until then.

    `open` of them were still to be done, `cancelled` were stopped by the user. If it is not `planned`, there are more
    jobs to be found. `told`: the command line has mentioned it.
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
        """How many jobs will run if it is resumed."""
        return self.open + self.cancelled


class Journal(Database):
    """The queues of all runs of this user."""

    def __init__(self, path: Path | None = None) -> None:
        super().__init__(path or paths.journal())

    def begin(self, call: dict[str, Any]) -> Queue:
        """Start a new queue. Unless they are running, closes queues of the same call and deletes old ones."""
        queue_id, stored, now = uuid.uuid4().hex[:16], json.dumps(call, sort_keys=True), time.time()
        lock = locks.acquire(queue_id)
        old = self._free_queues("SELECT id FROM queues WHERE began < ?", now - KEPT_FOR)
        same = self._free_queues("SELECT id FROM queues WHERE call = ? AND NOT closed", stored)
        self.write(
            ("DELETE FROM queues WHERE id = ?", old),
            ("UPDATE queues SET closed = 1 WHERE id = ?", same),
            ("INSERT INTO queues (id, began, call) VALUES (?, ?, ?)", [(queue_id, now, stored)]),
        )
        return Queue(self, queue_id, lock)

    def begin_watch(self, call: dict[str, Any]) -> Queue:
        """The queue of a watch, which is never complete: that of the same call if its process died, else a new one."""
        stored = json.dumps(call, sort_keys=True)
        for (queue_id,) in self._free_queues("SELECT id FROM queues WHERE call = ? AND NOT closed", stored):
            queue = self.resume(queue_id)
            if queue is not None:
                return queue
        return self.begin(call)

    def unfinished(self) -> list[Unfinished]:
        """Queues that can be resumed, latest first; without those of watches, which a new watch finds by itself."""
        rows = self.read(
            "SELECT q.id, q.call, q.planned, count(j.number), coalesce(sum(j.state IN ('waiting', 'running')), 0), "
            "coalesce(sum(j.state = 'cancelled'), 0), q.told FROM queues q LEFT JOIN jobs j ON j.queue = q.id "
            "WHERE NOT q.closed GROUP BY q.id ORDER BY q.began DESC"
        )
        found = [
            Unfinished(queue_id, json.loads(call), bool(planned), total, open, cancelled, bool(told))
            for queue_id, call, planned, total, open, cancelled, told in rows
        ]
        return [
            queue
            for queue in found
            if (queue.left or not queue.planned) and "watch" not in queue.call and _is_free(queue.id)
        ]

    def resume(self, queue_id: str) -> Queue | None:
        """Take over a queue, and find out how its running jobs ended. None if another process owns it."""
        lock = locks.acquire(queue_id, _LOCK_TIMEOUT)
        if lock is None:
            return None
        queue = Queue(self, queue_id, lock)
        queue.recover()
        return queue

    def forget(self, queue_id: str) -> None:
        """Close a queue that the user will not resume and delete its partial files, unless a process owns it."""
        queue = self.resume(queue_id)
        if queue is not None:
            self.write(("UPDATE queues SET closed = 1 WHERE id = ?", [(queue_id,)]))
            queue.leave()

    def results_of(self, source: Path) -> dict[Path, UpscaleOptions]:
        """The results of a picture made by any process, the latest last, and the options they were made with.

        Only files that are unchanged since they were written; to check that, all of them are read.
        """
        name = json.dumps(str(source.absolute()))  # compared as JSON: it may not be valid Unicode
        rows = self.read(
            "SELECT written, job FROM jobs WHERE json_extract(job, '$.source') = json_extract(?, '$') "
            "AND state = 'done' AND written IS NOT NULL ORDER BY rowid",
            name,
        )
        latest: dict[str, tuple[str, UpscaleOptions]] = {}
        for written, job in rows:
            known = json.loads(written)
            latest.pop(known["target"], None)
            latest[known["target"]] = known["digest"], options_from(json.loads(job)["options"])
        return {
            Path(target): options for target, (digest, options) in latest.items() if digest_of(Path(target)) == digest
        }

    def remember_told(self, queue_id: str) -> None:
        """Note that the user knows about this unfinished queue."""
        self.write(("UPDATE queues SET told = 1 WHERE id = ?", [(queue_id,)]))

    def _free_queues(self, sql: str, value: Any) -> list[tuple[str]]:
        """The ids that a query selects, of queues that no running process works on."""
        return [(queue_id,) for (queue_id,) in self.read(sql, value) if _is_free(queue_id)]


def _is_free(queue_id: str) -> bool:
    """Whether no running process works on a queue."""
    lock = locks.acquire(queue_id)
    if lock is not None:
        lock.release()
    return lock is not None
