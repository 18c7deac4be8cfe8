"""Chooses the target of each job: never a source, never the target of another job of the same call."""

from __future__ import annotations

import itertools
import os
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from upscaler.images.codecs.base import Header
from upscaler.jobs.job import Job
from upscaler.jobs.naming import numbered, same_name, target_name


class Targets:
    """Keeps track of taken names. Names that differ only in case or in how accents are composed count as equal."""

    def __init__(self) -> None:
        self._sources: set[str] = set()
        self._inodes: set[tuple[int, int]] = set()  # of the sources: a file may have several paths
        self._owners: dict[str, str] = {}  # target -> source
        self._numbers: dict[tuple[str, str], int] = {}  # (target without a number, source) -> its number
        self._last: dict[str, int] = {}  # target without a number -> the highest number so far

    def protect(self, sources: Iterable[Path]) -> None:
        """Never choose any of these files as a target."""
        for source in sources:
            self._sources.add(os.path.realpath(source))
            with suppress(OSError, ValueError):
                found = os.stat(source)  # noqa: PTH116 - Path's own is slower
                self._inodes.add((found.st_dev, found.st_ino))

    def choose(self, job: Job, header: Header) -> Path:
        """The target of a job whose source has this header: `name`, or `name (2)` and so on if it is taken.

        With `on_exists="rename"` names of existing files are taken, too. Raises ScaleError.
        """
        self.protect([job.source])
        source, folder = os.path.realpath(job.source), Path(os.path.realpath(job.folder))
        first = same_name(str(folder / _name(job, header, 1)))
        for number in itertools.count(self._numbers.get((first, source), self._last.get(first, 1))):
            name = _name(job, header, number)
            key = same_name(str(folder / name))
            if self._owners.get(key, source) != source or self.is_source(folder / name):
                continue
            if job.options.on_exists == "rename" and os.path.lexists(folder / name):
                continue
            self._owners[key] = source
            self._numbers[first, source] = number
            self._last[first] = max(number, self._last.get(first, 1))
            return job.folder / name
        raise AssertionError("unreachable")

    def is_source(self, target: Path) -> bool:
        """Whether this file is protected. A target may become a source after it was chosen."""
        try:
            found = os.stat(target)  # noqa: PTH116
        except OSError:
            return str(target) in self._sources  # a file that another run is about to write
        return (found.st_dev, found.st_ino) in self._inodes or os.path.realpath(target) in self._sources


def _name(job: Job, header: Header, number: int) -> str:
    if job.named is None:
        return target_name(job.source, header, job.options, job.counter, number)
    named = Path(job.named)
    return named.stem + numbered(named.suffix, number)
