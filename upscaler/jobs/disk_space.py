"""Warns at the beginning of a run if its results may not fit on the disk. See docs/decisions/0020."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterable
from concurrent.futures import wait
from functools import partial
from pathlib import Path

from upscaler import messages
from upscaler.errors import CropError, ReadError, ScaleError
from upscaler.images.codecs.base import Header
from upscaler.images.estimate import file_bytes
from upscaler.images.formats import by_suffix, target_format
from upscaler.jobs.job import Job, header_of
from upscaler.jobs.naming import target_name
from upscaler.jobs.serial_executor import SerialExecutor
from upscaler.paths import existing

_EACH, _EVERY = 5_000, 100  # the first 5,000 sources are all opened, then every hundredth


class DiskSpace:
    """Adds up what will be written to each file system, and warns once if that exceeds the initial free space."""

    def __init__(self, notify: Callable[[str], None]) -> None:
        self._notify = notify
        self._free: dict[int, int] = {}  # by device, in bytes
        self._needed: dict[int, int] = {}
        self._added = 0  # jobs

    def add(self, job: Job) -> None:
        """Add the result of a job. Unreadable sources and results that already exist need no space.

        Opening a million sources would take minutes: after the first thousands, only every hundredth is opened and
        counted for the others.
        """
        self._added += 1
        weight = 1 if self._added <= _EACH else 0 if self._added % _EVERY else _EVERY
        if not weight:
            return
        try:
            needed = result_bytes(job, header_of(job))
            folder = existing(job.folder)
            device = os.stat(folder).st_dev  # noqa: PTH116
            free = self._free.setdefault(device, shutil.disk_usage(folder).free)
        except (ReadError, CropError, ScaleError, OSError):
            return
        before = self._needed.get(device, 0)
        self._needed[device] = after = before + needed * weight
        if before <= free < after:
            self._notify(messages.filled(messages.MAY_NOT_FIT, folder=folder, free=_file_size(free)))


class DiskSpaceInBackground:
    """A DiskSpace with its own thread, so that the run does not wait for it."""

    def __init__(self, notify: Callable[[str], None]) -> None:
        self._disk_space = DiskSpace(notify)
        self._executor = SerialExecutor("disk space")
        self._is_over = False

    def add(self, jobs: Iterable[Job]) -> None:
        """Add the results of these jobs, soon."""
        self._executor.submit(partial(self._add_all, list(jobs)))

    def wait(self, seconds: float) -> None:
        """Wait until everything is added up, but no longer than this."""
        wait([self._executor.submit(lambda: None)], seconds)

    def end(self) -> None:
        """Stop: the run has ended."""
        self._is_over = True
        self._executor.shutdown()

    def _add_all(self, jobs: Iterable[Job]) -> None:
        for job in jobs:
            if not self._is_over:
                self._disk_space.add(job)


def result_bytes(job: Job, header: Header) -> int:
    """Roughly how large the file of the result will be. Raises ScaleError."""
    options = job.options
    size = options.size.with_bleed(options.size.of(header.size))
    if options.on_exists != "rename":
        name = job.named or target_name(job.source, header, options, job.counter)
        if os.path.lexists(job.folder / name):
            return 0
    named = by_suffix(Path(job.named).suffix) if job.named else None
    format = named or target_format(options.format, header.kind)
    return file_bytes(size, header, format, options.quality)


def _file_size(count: int) -> str:
    return f"{count / 1e9:.1f} GB" if count >= 1e8 else f"{count / 1e6:.0f} MB"
