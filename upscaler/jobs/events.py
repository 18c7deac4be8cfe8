"""Events of the thread that upscales and of its helpers, in the order in which they happen.

They are all that the journal, the window and the terminal learn about a run, so these cannot disagree.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from upscaler.jobs.job import Job, Outcome

if TYPE_CHECKING:
    from upscaler.jobs.journal import Unfinished
    from upscaler.jobs.throughput import Throughput
    from upscaler.progress import Pixels


# Of a run


@dataclass(frozen=True)
class Queued:
    """These were added and are waiting: the answer to one `Add`. `complete`: these are all of them."""

    jobs: Sequence[Job]
    complete: bool


@dataclass(frozen=True)
class Changed:
    """These are still waiting, but their options have changed."""

    jobs: Sequence[Job]


@dataclass(frozen=True)
class Removed:
    """The user has removed these."""

    ids: Sequence[int]


@dataclass(frozen=True)
class Reading:
    """Its file is about to be read."""

    job: Job


@dataclass(frozen=True)
class Running:
    """The network has begun with it."""

    job: Job


@dataclass(frozen=True)
class Rows:
    """The first `rows` rows of its result are finished; `pixels` is its canvas. Sent from the network's thread."""

    job: Job
    pixels: Pixels
    rows: int


@dataclass(frozen=True)
class Progressed:
    """`share` of its work is done, 0 to 1."""

    job: Job
    share: float


@dataclass(frozen=True)
class Written:
    """Its result is complete and on disk, about to be moved to `target`. `digest` is its SHA-256."""

    job: Job
    target: Path
    digest: str


@dataclass(frozen=True)
class Returned:
    """It was stopped before it was done, and is waiting again."""

    job: Job


@dataclass(frozen=True)
class Ended:
    """Done, failed, skipped or cancelled."""

    outcome: Outcome


@dataclass(frozen=True)
class Notice:
    """A sentence for the user."""

    sentence: str


@dataclass(frozen=True)
class RunEnded:
    """Nothing is in flight any more. `cancelled`: the run was stopped before everything was done."""

    cancelled: bool


# Of other work


@dataclass(frozen=True)
class DevicesFound:
    """The devices of this computer, as options name them, with their product names."""

    devices: Mapping[str, str]


@dataclass(frozen=True)
class ThroughputMeasured:
    throughput: Throughput


@dataclass(frozen=True)
class UnfinishedFound:
    """An earlier process did not finish this work."""

    unfinished: Unfinished


@dataclass(frozen=True)
class UnfinishedResumed:
    """Its jobs, which now belong to this process, and those of them that are done or have failed; none if another
    process was faster."""

    jobs: Sequence[Job]
    ended: Sequence[Outcome] = ()


Event = (
    Queued
    | Changed
    | Removed
    | Reading
    | Running
    | Rows
    | Progressed
    | Written
    | Returned
    | Ended
    | Notice
    | RunEnded
    | DevicesFound
    | ThroughputMeasured
    | UnfinishedFound
    | UnfinishedResumed
)
Listener = Callable[[Event], None]


def ignore(_: Event) -> None:
    """A listener that does nothing."""
