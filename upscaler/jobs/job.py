"""A job: one source file, what to do with it, and how it ended."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from upscaler.errors import UpscalerError
from upscaler.options import UpscaleOptions

if TYPE_CHECKING:  # the window shows jobs before it loads the code that runs them
    from upscaler.images.codecs.base import Header
    from upscaler.pipeline import UpscaleResult


MAX_CRASHES = 3  # on one picture, per queue or folder of results


class State(StrEnum):
    """The state of a job."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"
    SKIPPED = "skipped"


@dataclass(frozen=True)
class Job:
    """One source, the folder of its result, and its frozen options.

    `counter` is its number, from 1, unique within the call or the window. `named` is the file name that the user gave
    the result, with extension; otherwise the options determine it. `crashes` counts how often the app crashed while
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
    """A source folder whose tree the results mirror.

    `name` is its subfolder in an output folder shared with other roots; empty if it is the only one. None: the user
    chose a picture in it, not the folder itself.
    """

    folder: Path
    name: str | None = None


@dataclass(frozen=True)
class Picture:
    """A waiting file. When its turn comes, it becomes a job with the current folder, and with its own options or else
    the current ones."""

    id: int
    source: Path
    root: Root
    options: UpscaleOptions | None = None


@dataclass(frozen=True)
class Outcome:
    """How a job ended: DONE has a target and a result, FAILED an error, and SKIPPED the existing target, or none if the
    picture is already larger than its result would be.

    `seconds` is the time from opening the source until the verified target is in place.
    """

    job: Job
    state: State
    seconds: float
    target: Path | None = None
    result: UpscaleResult | None = None
    error: UpscalerError | None = None


def header_of(job: Job) -> Header:
    """The header of the whole picture, or of the crop that is upscaled. Raises the ReadError family, CropError."""
    from upscaler.images.header import read_header  # here: it loads Pillow

    header = read_header(job.source, job.options.limit_megapixels, job.options.allow_truncated)
    return header.of_size(job.options.cropped(header.size))
