"""What was asked for and what came of it, kept so that another process can resume it: see `database`."""

from __future__ import annotations

import json
import time
import uuid
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from upscaler import paths
from upscaler.jobs import locks
from upscaler.jobs.database import Database
from upscaler.jobs.queue import Queue

KEPT_FOR = 30 * 24 * 3600  # seconds
_LOOKED_AT = 1.0  # seconds that somebody else may take to see whether a queue is free


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
        """Jobs that are done when it is resumed."""
        return self.open + self.cancelled


class Journal(Database):
    """The queues of all runs of the person."""

    def __init__(self, path: Path | None = None) -> None:
        super().__init__(path or paths.journal())

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
        """Queues that can be resumed, the latest one first."""
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

    def resume(self, queue_id: str) -> Queue | None:
        """Take over a queue; None if another process does. Finds out what came of the jobs that were running."""
        lock = locks.acquire(queue_id, _LOOKED_AT)
        if lock is None:
            return None
        queue = Queue(self, queue_id, lock)
        queue.recover()
        return queue

    def forget(self, queue_id: str) -> None:
        """The person does not want to resume it. Its half-written files go, unless another process has it."""
        queue = self.resume(queue_id)
        if queue is not None:
            self.write(("UPDATE queues SET closed = 1 WHERE id = ?", [(queue_id,)]))
            queue.leave()

    def remember_told(self, queue_id: str) -> None:
        """The person knows that it is unfinished."""
        self.write(("UPDATE queues SET told = 1 WHERE id = ?", [(queue_id,)]))

    def _free(self, sql: str, value: Any) -> list[tuple[str]]:
        """Those of the queues whose ids are selected that no living process works on."""
        return [(queue_id,) for (queue_id,) in self.read(sql, value) if _is_free(queue_id)]


def _is_free(queue_id: str) -> bool:
    """Whether no living process works on a queue."""
    lock = locks.acquire(queue_id)
    if lock is not None:
        lock.release()
    return lock is not None
