"""Which file a job writes: never a source, never a file that another job of the same call writes."""

from __future__ import annotations

import itertools
import os
from collections.abc import Iterable
from pathlib import Path

from upscaler.images.formats import target_format
from upscaler.jobs.job import Job


class Targets:
    """Names that are taken. Names that differ only in case count as one, as they do on Windows and macOS."""

    def __init__(self) -> None:
        self._sources: set[str] = set()
        self._owners: dict[str, Path] = {}

    def protect(self, sources: Iterable[Path]) -> None:
        """These files are never a target."""
        self._sources |= {_key(source) for source in sources}

    def choose(self, job: Job, kind: str) -> Path:
        """The target of a job whose source is of this kind: `name`, else `name (2)` and so on.

        Files that are there already count as taken only if existing ones are to be kept under their name ("rename").
        """
        suffix = job.suffix or target_format(job.options.format, kind).suffixes[0]
        self.protect([job.source])
        for number in itertools.count(1):
            name = job.name if number == 1 else f"{job.name} ({number})"
            target = job.folder / f"{name}{suffix}"
            key = _key(target)
            if key in self._sources or self._owners.get(key, job.source) != job.source:
                continue
            if job.options.on_exists == "rename" and os.path.exists(target):
                continue
            self._owners[key] = job.source
            return target
        raise AssertionError("unreachable")


def _key(path: Path) -> str:
    return os.path.realpath(path).casefold()
