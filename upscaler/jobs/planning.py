"""Turns the files and folders given by the user into jobs: what to read, and which folder to write to."""

from __future__ import annotations

import itertools
import os
import pickle
import threading
import time
import zlib
from collections import deque
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
from upscaler.jobs.events import Ended, Event
from upscaler.jobs.folders import RESULTS, Walk
from upscaler.jobs.job import Job, Picture, Root
from upscaler.jobs.manifest import read_manifest
from upscaler.jobs.naming import UniqueNames, legal, same_name
from upscaler.options import UpscaleOptions
from upscaler.paths import existing, pictures_fallback

_SIMILAR = 0.75  # ratio of matching letters: tolerates one extra, missing or wrong letter, or two swapped ones
AHEAD = 1000  # jobs that wait in a run
_BATCH = 50  # jobs that one command adds to a run
_BATCH_SECONDS = 0.1  # add fewer after this time
_ids = itertools.count(1)

Notify = Callable[[str], None]  # called with sentences for the user


class Plan:
    """The jobs for files and for the pictures in folders. Iterate over it once; it reads the folders as it goes.

    `output` is a file if there is one input file and `output` has the extension of a picture, otherwise a folder. One
    input folder is mirrored directly under it, several are each mirrored under their own name. A `manifest` lists the
    pictures instead, see `manifest`. `notify` is called with sentences for the user; `walk` counts what was left out.
    """

    def __init__(
        self,
        inputs: Sequence[Path],
        output: Path | None,
        options: UpscaleOptions,
        recursive: bool = False,
        notify: Notify = lambda _: None,
        manifest: Path | None = None,
    ) -> None:
        self._inputs = _unique(inputs)
        self._manifest = manifest
        self._output = output
        self._options = options
        self._notify = notify
        self.walk = Walk(recursive, output)
        self.walk.duplicates += len(inputs) - len(self._inputs)

    def __iter__(self) -> Iterator[Job]:
        return self._listed(self._manifest) if self._manifest is not None else self._named()

    def _listed(self, manifest: Path) -> Iterator[Job]:
        """With an `output`, the paths are mirrored there as they are written in the manifest."""
        seen: set[str] = set()
        counters = itertools.count(1)
        for source in read_manifest(manifest):
            absolute = str(source.absolute())
            if absolute in seen:
                self.walk.duplicates += 1
                continue
            seen.add(absolute)
            if self._output is not None:
                folder = self._output / mirrored(source, Path(source.anchor))
            else:
                folder = base_folder(Root(source.parent), None, self._notify)
            yield Job(next(_ids), source, folder, self._options, next(counters))

    def _named(self) -> Iterator[Job]:
        folders = [path for path in self._inputs if os.path.isdir(path)]  # Path.is_dir raises if a name is too long
        output = self._output
        if output and _means_file(output) and not folders and len(self._inputs) == 1:
            yield Job(next(_ids), self._inputs[0], output.parent, self._options, named=output.name)
            return
        names = UniqueNames()
        roots = {path: Root(path, names.of(path) if len(folders) > 1 else "") for path in folders}
        bases: dict[Path, Path] = {}
        last = "", Path()  # the folder of the last picture, and that of its result
        for counter, (source, root) in enumerate(self.walk.over(self._inputs), 1):
            if root not in bases and source != root:  # they are equal if a folder cannot be listed
                bases[root] = base_folder(roots.get(root, Root(root)), output, self._notify)
            parent = f"{os.path.dirname(source)}\n{root}"  # noqa: PTH120 - a quarter of the time
            if parent != last[0] or source == root:
                last = parent, bases.get(root, root) / mirrored(source, root)
            yield Job(next(_ids), source, last[1], self._options, counter)


def check_output(inputs: Sequence[Path], output: Path, for_many: bool = False) -> None:
    """Refuse an `output` that cannot be what the user wants. `for_many`: it must be a folder.

    Raises SourceFolderIsTargetError, OneFileForSeveralError, UnknownFormatError.
    """
    inputs = _unique(inputs)
    folders = [path for path in inputs if os.path.isdir(path)]
    if os.path.realpath(output) in map(os.path.realpath, folders):
        raise SourceFolderIsTargetError(output)
    if _means_file(output):
        if folders or len(inputs) > 1 or for_many:
            raise OneFileForSeveralError(output)
        if by_suffix(output.suffix) is None:
            raise UnknownFormatError(output, WRITABLE)


def _unique(inputs: Sequence[Path]) -> list[Path]:
    """Each file and folder once, under the first path given for it."""
    by_real_path: dict[str, Path] = {}
    for path in inputs:
        by_real_path.setdefault(os.path.realpath(path), path)
    return list(by_real_path.values())


def _means_file(output: Path) -> bool:
    """Whether the user means a file: it has the extension of a picture, or nearly (.jpgg) that of one that we write."""
    suffix = output.suffix.lower()
    is_known = suffix in (*READABLE_SUFFIXES, *RAW_SUFFIXES, *FOREIGN_SUFFIXES)
    looks_like_file = is_known or bool(get_close_matches(suffix, WRITABLE_SUFFIXES, cutoff=_SIMILAR))
    return looks_like_file and not os.path.isdir(output)


class JobFinder:
    """Finds the jobs of a plan in its own thread, and adds them to a run that has already begun.

    Call it with each event of the run, in which only `ahead` jobs wait at a time. The others are kept compressed, at a
    few bytes each, until it is their turn.
    """

    def __init__(
        self,
        plan: Iterable[Job | None],
        commands: Commands,
        found: Callable[[Job], None],
        together: bool = False,
        ahead: int = AHEAD,
    ) -> None:
        """`plan` has None where the next job may be a long time coming.

        `found` is called in the finder's thread for each job before it is added. `together`: add no job before all are
        found. `ahead`: how many jobs may wait in the run.
        """
        self.total = 0
        self._commands, self._found, self._together, self._ahead = commands, found, together, ahead
        self._error: Exception | None = None
        self._guard = threading.Lock()
        self._kept: deque[bytes] = deque()  # batches that have not been added yet
        self._added = 0  # jobs in the run that have not ended
        self._is_walked = False
        self._thread = threading.Thread(target=self._walk, args=(plan,), name="walk", daemon=True)
        self._thread.start()

    def __call__(self, event: Event) -> None:
        """Add more jobs, if others have ended."""
        if isinstance(event, Ended):
            with self._guard:
                self._added -= 1
                if self._added <= self._ahead // 2:
                    self._add_kept()

    def check(self) -> None:
        """Raise the error that stopped the search, if any. Call it when the run has ended."""
        if self._error is not None:
            raise self._error

    def _walk(self, plan: Iterable[Job | None]) -> None:
        jobs: list[Job] = []
        last_added = 0.0  # time.monotonic
        try:
            for job in plan:
                if job is not None:
                    self._found(job)
                    self.total += 1
                    jobs.append(job)
                is_due = job is None or len(jobs) == _BATCH or time.monotonic() - last_added > _BATCH_SECONDS
                if jobs and is_due and not (self._together and len(jobs) < _BATCH):
                    self._add_or_keep(jobs)
                    jobs, last_added = [], time.monotonic()
        except Exception as error:
            self._error = error
        with self._guard:
            self._is_walked = True
            if self._kept:
                self._kept.append(_packed(jobs))
                self._add_kept()
            else:
                self._add(jobs)

    def _add_or_keep(self, jobs: list[Job]) -> None:
        with self._guard:
            if self._together or self._kept or self._added >= self._ahead:
                self._kept.append(_packed(jobs))
            else:
                self._add(jobs)

    def _add_kept(self) -> None:
        while self._kept and self._added < self._ahead and (self._is_walked or not self._together):
            self._add(_unpacked(self._kept.popleft()))

    def _add(self, jobs: list[Job]) -> None:
        self._added += len(jobs)
        is_last = self._is_walked and not self._kept
        self._commands.put(Add(jobs, more=not is_last, complete=is_last and self._error is None))


def _packed(jobs: list[Job]) -> bytes:
    plain = [
        (job.id, str(job.source), str(job.folder), job.options, job.counter, job.named, job.crashes) for job in jobs
    ]
    return zlib.compress(pickle.dumps(plain), 1)


def _unpacked(packed: bytes) -> list[Job]:
    plain = pickle.loads(zlib.decompress(packed))
    return [Job(number, Path(source), Path(folder), *others) for number, source, folder, *others in plain]


def job_of(picture: Picture, options: UpscaleOptions, output: Path | None, counter: int, notify: Notify) -> Job:
    """The job for a picture whose turn has come."""
    folder = base_folder(picture.root, output, notify) / mirrored(picture.source, picture.root.folder)
    return Job(picture.id, picture.source, folder, picture.options or options, counter)


def mirrored(source: Path, root: Path) -> Path:
    """The path from `root` to the folder of `source`, with names that are legal everywhere."""
    return Path() if source == root else Path(*map(legal, source.parent.relative_to(root).parts))


def wanted_folder(root: Root, output: Path | None) -> Path:
    """The folder for results from `root`: in `output`, or a subfolder of `root`.

    The result of a picture that is itself in a folder of results, or was pasted into Pictures/Upscaled, goes next to
    it. A folder that is its own `output` gets the subfolder too, as that is not read the next time.
    """
    is_own_output = (
        root.name is not None and output is not None and os.path.realpath(output) == os.path.realpath(root.folder)
    )
    if output is not None and not is_own_output:
        return output / (root.name or "")
    is_among_results = root.name is None and same_name(root.folder.name) == RESULTS
    return root.folder if is_among_results else root.folder / RESULTS


def base_folder(root: Root, output: Path | None, notify: Notify) -> Path:
    """`wanted_folder`, or Pictures/Upscaled, with a notice, if that is read-only. A chosen `output` is always used."""
    wanted = wanted_folder(root, output)
    if output is not None:
        return wanted
    parent = existing(wanted)
    if os.path.isdir(parent) and os.access(parent, os.W_OK):
        return wanted
    fallback = pictures_fallback() / (root.name or "")
    notify(messages.filled(messages.FALLBACK_FOLDER, wanted=wanted, folder=fallback))
    return fallback
