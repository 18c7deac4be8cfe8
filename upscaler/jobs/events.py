"""What happens in the thread that upscales and in its helpers: facts, in the order in which they became true.

The journal, the window and the terminal hear these and nothing else, so what they know cannot differ.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
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
    """These were added and wait; the answer to one `Add`. `complete`: they are all that was asked for."""

    jobs: Sequence[Job]
    complete: bool = True


@dataclass(frozen=True)
class Changed:
    """These still wait, with other options."""

    jobs: Sequence[Job]


@dataclass(frozen=True)
class Removed:
    """The person has removed these."""

    ids: Sequence[int]


@dataclass(frozen=True)
class Reading:
    """Its file is about to be read."""

    job: Job


@dataclass(frozen=True)
class Running:
    """The network begins with it."""

    job: Job


@dataclass(frozen=True)
class Rows:
    """The first `rows` of its result are finished; `pixels` lie as in its canvas. Told in the network's thread."""

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
    """Its result is whole and on the disk; now it is moved to `target`. `digest` is its SHA-256."""

    job: Job
    target: Path
    digest: str


@dataclass(frozen=True)
class Returned:
    """It was begun in vain: it waits again."""

    job: Job


@dataclass(frozen=True)
class Ended:
    """Done, failed, skipped or cancelled."""

    outcome: Outcome


@dataclass(frozen=True)
class Noticed:
    """A sentence that the person should read."""

    sentence: str


@dataclass(frozen=True)
class RunEnded:
    """Nothing is in flight any more. `cancelled`: it ended before all was done."""

    cancelled: bool


# Of other things


@dataclass(frozen=True)
class DevicesFound:
    """Names of the devices that this computer has, the fastest first."""

    names: Sequence[str]


@dataclass(frozen=True)
class ThroughputMeasured:
    throughput: Throughput


@dataclass(frozen=True)
class UnfinishedFound:
    """An earlier process has left this work."""

    unfinished: Unfinished


@dataclass(frozen=True)
class UnfinishedResumed:
    """Its jobs, which are this process's now; none if another process was faster."""

    jobs: Sequence[Job]


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
    | Noticed
    | RunEnded
    | DevicesFound
    | ThroughputMeasured
    | UnfinishedFound
    | UnfinishedResumed
)
Listener = Callable[[Event], None]


def ignore(_: Event) -> None:
    """A listener that does nothing."""
