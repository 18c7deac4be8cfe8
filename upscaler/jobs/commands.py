"""Commands to the thread that upscales, which takes them from a queue one by one.

Any thread may put commands into the queue. Nothing else is shared with the thread that upscales.
"""

from __future__ import annotations

import queue
from collections.abc import Callable, Mapping, Sequence
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
    """Upscale these after the waiting ones; starts a run if there is none. Each command is answered by one `Queued`.

    `more`: others will follow, so the run must not end before they arrive. `complete`: these are all of them.
    `keep_awake`: the computer must not fall asleep during the run that this starts.
    """

    pictures: Sequence[Picture | Job]
    more: bool = False
    complete: bool = True
    keep_awake: bool = True


@dataclass(frozen=True)
class ChangeOptions:
    """Use these for all pictures that are waiting or added later. `output` is the folder of results; None: next to each
    picture."""

    options: UpscaleOptions
    output: Path | None


@dataclass(frozen=True)
class ChangeOwnOptions:
    """Give these waiting pictures, by id, their own options; None: the options of all pictures."""

    options: Mapping[int, UpscaleOptions | None]


@dataclass(frozen=True)
class Reorder:
    """Run the waiting pictures in this order; other ids are ignored."""

    ids: Sequence[int]


@dataclass(frozen=True)
class Remove:
    """Forget these pictures: the user has removed them from the queue."""

    ids: Sequence[int]


@dataclass(frozen=True)
class Pause:
    """Stop the running picture at its next strip, for now."""


@dataclass(frozen=True)
class Resume:
    """Continue after a pause."""


@dataclass(frozen=True)
class CancelOne:
    """Stop this picture if it has not ended, leaving no file. The others continue, or stay paused."""

    id: int


@dataclass(frozen=True)
class CancelAll:
    """Stop the run, leaving no unfinished file. Pictures that had not begun stay in the queue."""


@dataclass(frozen=True)
class Protect:
    """Never let a result replace any of these files."""

    files: Sequence[Path]


# About other work of the thread that runs the network


@dataclass(frozen=True)
class Preview:
    """Call `make` soon; during a run, between two strips of a picture."""

    make: Callable[[], None]


@dataclass(frozen=True)
class WarmUp:
    """Import what the first picture needs. Answered by `DevicesFound`."""


@dataclass(frozen=True)
class Measure:
    """Measure how fast this computer is with these options, when idle. Answered by `ThroughputMeasured`."""

    options: UpscaleOptions


@dataclass(frozen=True)
class FindUnfinished:
    """Look for work that an earlier process did not finish. `UnfinishedFound` follows if there is any."""


@dataclass(frozen=True)
class ResumeUnfinished:
    """Take over this work. Answered by `UnfinishedResumed`."""

    unfinished: Unfinished


@dataclass(frozen=True)
class ForgetUnfinished:
    """Drop this work: the user does not want to resume it."""

    unfinished: Unfinished


@dataclass(frozen=True)
class Close:
    """Stop for good. What was running goes back to waiting, as nobody cancelled it."""


Command = (
    Add
    | ChangeOptions
    | ChangeOwnOptions
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
