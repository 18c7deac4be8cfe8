"""Chooses the target of each job: never a source, never the target of another job of the same call."""

from __future__ import annotations

import hashlib
import itertools
import os
import stat
from collections.abc import Iterable
from pathlib import Path

from upscaler.images.codecs.base import Header
from upscaler.jobs.job import Job
from upscaler.jobs.naming import numbered, same_name, target_name


class Targets:
    """Keeps track of the names in use. Names that differ only in case or in how accents are composed count as equal."""

    def __init__(self) -> None:
        self._sources: set[bytes] = set()
        self._inodes: set[int] = set()  # of the sources: a file may have several paths
        self._folder: tuple[str | None, str] = None, ""  # of the last source, and its real path
        self._owners: dict[bytes, bytes] = {}  # target -> source
        self._numbers: dict[tuple[bytes, bytes], int] = {}  # (target without a number, source) -> its number, if not 1
        self._last: dict[bytes, int] = {}  # target without a number -> the highest number so far, if not 1

    def protect(self, sources: Iterable[Path]) -> None:
        """Never choose any of these files as a target."""
        for source in sources:
            real, found = self._real(source)
            self._sources.add(_key(real))
            if found is not None:
                self._inodes.add(_identity(found))

    def choose(self, job: Job, header: Header) -> Path:
        """The target of a job whose source has this header: `name`, or `name (2)` and so on if it is taken.

        With `on_exists="rename"`, names of existing files count as taken. Raises ScaleError.
        """
        self.protect([job.source])
        source, folder = _key(self._real(job.source)[0]), Path(os.path.realpath(job.folder))
        first = _key(same_name(str(folder / _name(job, header, 1))))
        start = self._numbers.get((first, source), 1 if self._owners.get(first) == source else self._last.get(first, 1))
        for number in itertools.count(start):
            name = _name(job, header, number)
            key = _key(same_name(str(folder / name)))
            if self._owners.get(key, source) != source or self.is_source(folder / name):
                continue
            if job.options.on_exists == "rename" and os.path.lexists(folder / name):
                continue
            self._owners[key] = source
            if number > 1:
                self._numbers[first, source] = number
                self._last[first] = max(number, self._last.get(first, 1))
            return job.folder / name
        raise AssertionError("unreachable")

    def _real(self, path: Path) -> tuple[str, os.stat_result | None]:
        """The real path of a file, and its status. A folder is resolved only once for consecutive files."""
        folder, name = os.path.split(path)
        try:
            found = os.lstat(path)
            if stat.S_ISLNK(found.st_mode) or name in ("", ".", ".."):
                return os.path.realpath(path), os.stat(path)  # noqa: PTH116 - Path's own is slower
        except OSError:
            return os.path.realpath(path), None
        except ValueError:  # a zero byte, as in a list made by `find -print0`: there is no such file
            return str(path), None
        known, real = self._folder  # two threads may ask
        if known != folder:
            real = os.path.realpath(folder)
            self._folder = folder, real
        return os.path.join(real, name), found  # noqa: PTH118

    def is_source(self, target: Path) -> bool:
        """Whether this file is protected. A target may become a source after it has been chosen."""
        try:
            found = os.stat(target)  # noqa: PTH116
        except OSError:
            return _key(str(target)) in self._sources  # a file that another run is about to write
        return _identity(found) in self._inodes or _key(os.path.realpath(target)) in self._sources


def _key(path: str) -> bytes:
    """A digest that takes a tenth of the memory of a path, as there may be a million; collisions do not occur."""
    return hashlib.blake2b(path.encode("utf-8", "surrogatepass"), digest_size=12).digest()


def _identity(found: os.stat_result) -> int:
    return found.st_dev << 64 | found.st_ino


def _name(job: Job, header: Header, number: int) -> str:
    if job.named is None:
        return target_name(job.source, header, job.options, job.counter, number)
    named = Path(job.named)
    return named.stem + numbered(named.suffix, number)
