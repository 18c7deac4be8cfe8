"""What the thread that upscales is asked to do. It takes these from one queue, in their order.

Whoever has the queue may put commands into it, from any thread. Nothing else is shared with that thread.
"""

from __future__ import annotations

import queue
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from upscaler.jobs.job import Job, Picture
from upscaler.options import UpscaleOptions

if TYPE_CHECKING:
    from upscaler.jobs.journal import Unfinished


# About a run


@dataclass(frozen=True)
class Add:
    """Upscale these, after those that wait; begins a run if there is none. Each is answered by one `Queued`.

    `more`: others will follow, so the run does not end before they are there. `complete`: all that was asked for is
    known. `keep_awake`: the computer must not fall asleep during the run that this begins.
    """

    pictures: Sequence[Picture | Job]
    more: bool = False
    complete: bool = True
    keep_awake: bool = True


@dataclass(frozen=True)
class ChangeOptions:
    """For all pictures that wait, now and later. `output` is the folder of results, or None for one beside each."""

    options: UpscaleOptions
    output: Path | None


@dataclass(frozen=True)
class Reorder:
    """Those that wait run in this order; other ids are ignored."""

    ids: Sequence[int]


@dataclass(frozen=True)
class Remove:
    """The person has removed these. They are forgotten."""

    ids: Sequence[int]


@dataclass(frozen=True)
class Pause:
    """The running picture waits, at its next strip."""


@dataclass(frozen=True)
class Resume:
    """Continue after a pause."""


@dataclass(frozen=True)
class CancelOne:
    """Stop this picture, if it has not ended. Nothing is left of it; the others continue, or stay paused."""

    id: int


@dataclass(frozen=True)
class CancelAll:
    """Stop the run. Nothing is left of what was running; what was not begun waits."""


@dataclass(frozen=True)
class Protect:
    """No result may replace any of these files."""

    files: Sequence[Path]


# About other things that only the thread with the network does


@dataclass(frozen=True)
class Preview:
    """Call this soon; while a picture runs, between two of its strips."""

    make: Callable[[], None]


@dataclass(frozen=True)
class WarmUp:
    """Import what the first picture needs. Answered by `DevicesFound`."""


@dataclass(frozen=True)
class Measure:
    """How fast is this computer with these options? `ThroughputMeasured` follows, once nothing else is to be done."""

    options: UpscaleOptions


@dataclass(frozen=True)
class FindUnfinished:
    """Has an earlier process left work? If so, `UnfinishedFound` follows."""


@dataclass(frozen=True)
class ResumeUnfinished:
    """This work is to be done now. Answered by `UnfinishedResumed`."""

    unfinished: Unfinished


@dataclass(frozen=True)
class ForgetUnfinished:
    """The person does not want to resume this work."""

    unfinished: Unfinished


@dataclass(frozen=True)
class Close:
    """Stop for good. What was running goes back to waiting: nobody has cancelled it."""


Command = (
    Add
    | ChangeOptions
    | Reorder
    | Remove
    | Pause
    | Resume
    | CancelOne
    | CancelAll
    | Protect
    | Preview
    | WarmUp
    | Measure
    | FindUnfinished
    | ResumeUnfinished
    | ForgetUnfinished
    | Close
)
Commands = queue.SimpleQueue[Command]
