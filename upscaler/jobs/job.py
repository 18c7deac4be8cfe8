"""One source file, what is asked of it, and what came of it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from upscaler.errors import UpscalerError
from upscaler.options import UpscaleOptions

if TYPE_CHECKING:  # the window shows jobs before it loads what runs them
    from upscaler.pipeline import UpscaleResult


class State(StrEnum):
    """How far a job is."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"
    SKIPPED = "skipped"


@dataclass(frozen=True)
class Job:
    """One source, the folder of its result, and its frozen options.

    `counter` is its position in the call, from 1. `named` is the file name that the person has written for the result,
    ending included; otherwise name and ending follow from the options. `crashes` counts how often the app crashed while
    this job ran.
    """

    id: int
    source: Path
    folder: Path
    options: UpscaleOptions
    counter: int = 1
    named: str | None = None
    crashes: int = 0


@dataclass(frozen=True)
class Root:
    """A folder whose tree results mirror.

    `name` is what it is called in a folder that it shares with other ones; empty if it has that alone. None: nobody has
    asked for the folder, only for a picture that lies in it.
    """

    folder: Path
    name: str | None = None


@dataclass(frozen=True)
class Picture:
    """A file that waits. Its folder and options are those of the moment in which its turn comes; then it is a job."""

    id: int
    source: Path
    root: Root


@dataclass(frozen=True)
class Outcome:
    """How a job ended: DONE has a target and a result, SKIPPED the target that was there, FAILED an error.

    `seconds` go from opening the source to the verified target in its place.
    """

    job: Job
    state: State
    seconds: float
    target: Path | None = None
    result: UpscaleResult | None = None
    error: UpscalerError | None = None
