"""Warns, while a run begins, if its results may not fit on the disk. See docs/decisions/0020."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterable
from concurrent.futures import wait
from functools import partial
from pathlib import Path

from upscaler import messages
from upscaler.errors import ReadError, ScaleError
from upscaler.images.codecs.base import Header
from upscaler.images.estimate import file_bytes
from upscaler.images.formats import by_suffix, target_format
from upscaler.images.header import read_header
from upscaler.jobs.job import Job
from upscaler.jobs.naming import target_name
from upscaler.jobs.serial_executor import SerialExecutor
from upscaler.paths import existing


class DiskSpace:
    """Adds up what is to be written on each file system, and tells once if that is more than was free at first."""

    def __init__(self, noticed: Callable[[str], None]) -> None:
        self._noticed = noticed
        self._free: dict[int, int] = {}  # by device, in bytes
        self._needed: dict[int, int] = {}

    def add(self, job: Job) -> None:
        """Count a job in. Files that cannot be read, and results that are there already, need nothing."""
        try:
            options = job.options
            needed = result_bytes(job, read_header(job.source, options.limit_megapixels, options.allow_truncated))
            place = existing(job.folder)
            device = os.stat(place).st_dev  # noqa: PTH116
            free = self._free.setdefault(device, shutil.disk_usage(place).free)
        except (ReadError, ScaleError, OSError):
            return
        before = self._needed.get(device, 0)
        self._needed[device] = before + needed
        if before <= free < before + needed:
            self._noticed(messages.filled(messages.MAY_NOT_FIT, folder=place, free=_shown(free)))


class DiskSpaceInBackground:
    """A DiskSpace that is filled by a thread of its own while pictures run."""

    def __init__(self, noticed: Callable[[str], None]) -> None:
        self._disk_space = DiskSpace(noticed)
        self._executor = SerialExecutor("disk space")
        self._is_over = False

    def add(self, jobs: Iterable[Job]) -> None:
        """Count jobs in, soon."""
        self._executor.submit(partial(self._count, list(jobs)))

    def wait(self, seconds: float) -> None:
        """Until all that was added is counted, but not longer than this."""
        wait([self._executor.submit(lambda: None)], seconds)

    def end(self) -> None:
        """Nobody wants to know any more."""
        self._is_over = True
        self._executor.shutdown()

    def _count(self, jobs: Iterable[Job]) -> None:
        for job in jobs:
            if not self._is_over:
                self._disk_space.add(job)


def result_bytes(job: Job, header: Header) -> int:
    """About how large the file of the result will be. Raises ScaleError."""
    options = job.options
    size = options.size.of(header.size)
    if options.on_exists != "rename":
        name = job.named or target_name(job.source, header, options, job.counter)
        if os.path.lexists(job.folder / name):
            return 0
    named = by_suffix(Path(job.named).suffix) if job.named else None
    format = named or target_format(options.format, header.kind)
    return file_bytes(size, header, format, options.quality)


def _shown(count: int) -> str:
    return f"{count / 1e9:.1f} GB" if count >= 1e8 else f"{count / 1e6:.0f} MB"
