"""From what a person names (files and folders) to jobs: what is read, and into which folder."""

from __future__ import annotations

import itertools
import os
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from difflib import get_close_matches
from pathlib import Path

from upscaler import messages
from upscaler.errors import OneFileForSeveralError, SourceFolderIsTargetError, UnknownFormatError
from upscaler.images.formats import (
    FOREIGN_SUFFIXES,
    RAW_SUFFIXES,
    READABLE_SUFFIXES,
    WRITABLE,
    WRITABLE_SUFFIXES,
    by_suffix,
)
from upscaler.jobs.commands import Add, Commands
from upscaler.jobs.folders import RESULTS, Walk
from upscaler.jobs.job import Job, Picture, Root
from upscaler.jobs.naming import OwnNames, legal, same_name
from upscaler.options import UpscaleOptions
from upscaler.paths import existing, pictures_fallback

_ALIKE = 0.75  # share of letters: one too many, one missing, one wrong, or two that have changed places
_MOST_AT_ONCE = 50  # jobs that are added to a run by one command
_ADD_EVERY = 0.1  # seconds, if there are fewer
_ids = itertools.count(1)

Noticed = Callable[[str], None]  # given sentences that the person should read


class Plan:
    """The jobs for files and for the pictures in folders; iterate over it once. Folders are read meanwhile.

    `output` is a file if there is one input file and `output` ends as pictures do; otherwise a folder. One
    input folder is mirrored directly under it, several each under their own name. `noticed` is given sentences that the
    person should read; `walk` knows what was left out so far.
    """

    def __init__(
        self,
        inputs: Sequence[Path],
        output: Path | None,
        options: UpscaleOptions,
        recursive: bool = False,
        noticed: Callable[[str], None] = lambda _: None,
    ) -> None:
        self._inputs = _once(inputs)
        self._output = output
        self._options = options
        self._noticed = noticed
        self.walk = Walk(recursive, output)
        self.walk.twice += len(inputs) - len(self._inputs)

    def __iter__(self) -> Iterator[Job]:
        folders = [path for path in self._inputs if os.path.isdir(path)]  # Path's own raises for names too long
        output = self._output
        if output and _is_file(output) and not folders and len(self._inputs) == 1:
            yield Job(next(_ids), self._inputs[0], output.parent, self._options, named=output.name)
            return
        own = OwnNames()
        roots = {path: Root(path, own.of(path) if len(folders) > 1 else "") for path in folders}
        bases: dict[Path, Path] = {}
        for counter, (source, root) in enumerate(self.walk.over(self._inputs), 1):
            if root not in bases and source != root:  # a root that cannot be listed has no results
                bases[root] = base_folder(roots.get(root, Root(root)), output, self._noticed)
            folder = bases.get(root, root) / mirrored(source, root)
            yield Job(next(_ids), source, folder, self._options, counter)


def check_output(inputs: Sequence[Path], output: Path) -> None:
    """Refuse an `output` that nobody means.

    Raises SourceFolderIsTargetError, OneFileForSeveralError, UnknownFormatError.
    """
    inputs = _once(inputs)
    folders = [path for path in inputs if os.path.isdir(path)]
    if os.path.realpath(output) in map(os.path.realpath, folders):
        raise SourceFolderIsTargetError(output)
    if _is_file(output):
        if folders or len(inputs) > 1:
            raise OneFileForSeveralError(output)
        if by_suffix(output.suffix) is None:
            raise UnknownFormatError(output, WRITABLE)


def _once(inputs: Sequence[Path]) -> list[Path]:
    """Each file and folder by its first name."""
    named: dict[str, Path] = {}
    for path in inputs:
        named.setdefault(os.path.realpath(path), path)
    return list(named.values())


def _is_file(output: Path) -> bool:
    """Whether a person means a file by this name: it ends as pictures do, or nearly as those that we write (.jpgg)."""
    ending = output.suffix.lower()
    is_known = ending in (*READABLE_SUFFIXES, *RAW_SUFFIXES, *FOREIGN_SUFFIXES)
    looks_so = is_known or bool(get_close_matches(ending, WRITABLE_SUFFIXES, cutoff=_ALIKE))
    return looks_so and not os.path.isdir(output)


class Ahead:
    """Finds the jobs of a plan in a thread of its own, and adds them to a run while those that came first are run."""

    def __init__(
        self, plan: Iterable[Job], commands: Commands, found: Callable[[Job], None], together: bool = False
    ) -> None:
        """`found` is called in that thread for each job, before it is added. `together`: none before all are found."""
        self.total = 0
        self._commands, self._found, self._together = commands, found, together
        self._error: Exception | None = None
        self._thread = threading.Thread(target=self._walk, args=(plan,), name="walk", daemon=True)
        self._thread.start()

    def check(self) -> None:
        """Once the run has ended: raise what has gone wrong with finding jobs."""
        if self._error is not None:
            raise self._error

    def _walk(self, plan: Iterable[Job]) -> None:
        jobs: list[Job] = []
        added = 0.0  # time.monotonic
        try:
            for job in plan:
                self._found(job)
                self.total += 1
                jobs.append(job)
                is_time = len(jobs) == _MOST_AT_ONCE or time.monotonic() - added > _ADD_EVERY
                if is_time and not self._together:
                    self._commands.put(Add(jobs, more=True, complete=False))
                    jobs, added = [], time.monotonic()
        except Exception as error:
            self._error = error
        self._commands.put(Add(jobs, complete=self._error is None))


def job_of(picture: Picture, options: UpscaleOptions, output: Path | None, counter: int, noticed: Noticed) -> Job:
    """What becomes of a picture whose turn has come."""
    folder = base_folder(picture.root, output, noticed) / mirrored(picture.source, picture.root.folder)
    return Job(picture.id, picture.source, folder, options, counter)


def mirrored(source: Path, root: Path) -> Path:
    """The way from `root` to the folder of `source`, in names that are legal everywhere."""
    return Path() if source == root else Path(*map(legal, source.parent.relative_to(root).parts))


def wanted_folder(root: Root, output: Path | None) -> Path:
    """The folder for results from `root`: in `output`, or one inside `root`.

    The result of a picture that lies among results, or was pasted and lies in Pictures/Upscaled, comes beside it. A
    folder that was chosen for its own results has them inside too, where they are not read the next time.
    """
    is_own = root.name is not None and output is not None and os.path.realpath(output) == os.path.realpath(root.folder)
    if output is not None and not is_own:
        return output / (root.name or "")
    lies_among_results = root.name is None and same_name(root.folder.name) == RESULTS
    return root.folder if lies_among_results else root.folder / RESULTS


def base_folder(root: Root, output: Path | None, noticed: Callable[[str], None]) -> Path:
    """The same, or where that cannot be written Pictures/Upscaled, which is told. What a person has chosen stays."""
    wanted = wanted_folder(root, output)
    if output is not None:
        return wanted
    there = existing(wanted)
    if os.path.isdir(there) and os.access(there, os.W_OK):
        return wanted
    fallback = pictures_fallback() / (root.name or "")
    noticed(messages.filled(messages.FALLBACK_FOLDER, wanted=wanted, folder=fallback))
    return fallback
