"""Walks folders: visits each file once, always in the same order, whatever links and loops there are."""

from __future__ import annotations

import os
import re
import stat
import threading
from collections import deque
from collections.abc import Iterable, Iterator
from pathlib import Path

from upscaler.errors import Cancelled, ReadError
from upscaler.images.formats import READABLE_SUFFIXES
from upscaler.images.header import read_kind
from upscaler.jobs.naming import same_name

# Folders of NAS devices, archives of macOS, Windows, and Lightroom
_CACHES = frozenset(("@eadir", "@__thumb", "#recycle", "@recycle", "#snapshot", "__macosx", "$recycle.bin"))
_CACHE_SUFFIXES = (".lrdata",)
RESULTS = "upscaled"  # the default folder for results, beside a file or inside a folder


class Walk:
    """One walk over files and folders. Its counters are up to date at any time.

    `not_pictures` counts the files in folders that are not pictures, `duplicates` the files that were reached more than
    once, and `folders` the subfolders that were not entered because the walk is not `recursive`.
    """

    def __init__(self, recursive: bool, output: Path | None, cancelled: threading.Event | None = None) -> None:
        self.not_pictures = 0
        self.duplicates = 0
        self.folders = 0
        self._recursive = recursive
        self._output = os.path.realpath(output) if output else ""
        self._cancelled = cancelled or threading.Event()
        self._files: set[str] = set()  # real paths of files that are inputs or were reached through links
        self._folders: dict[str, bool] = {}  # by real path: whether its entries could be listed
        self._links: deque[tuple[Path, Path]] = deque()

    def over(self, inputs: Iterable[Path]) -> Iterator[tuple[Path, Path]]:
        """Yield each file with the input folder that holds it. Raises Cancelled.

        Files among the inputs are always yielded, files in folders only if they are pictures by content or name. A
        folder that cannot be listed is itself yielded. Links come last, so that a file is found in its real place
        rather than through a link; a link to a parent of the input folder is not followed.
        """
        for path in inputs:
            if os.path.isdir(path):
                yield from self._tree(path, path)
            elif self._is_new(os.path.realpath(path)):
                yield path, path.parent
        while self._links:
            root, link = self._links.popleft()
            if not os.path.isdir(link):
                yield from self._linked(root, link)
            elif self._recursive and not Path(os.path.realpath(root)).is_relative_to(os.path.realpath(link)):
                yield from self._tree(root, link)

    def _tree(self, root: Path, top: Path) -> Iterator[tuple[Path, Path]]:
        waiting = [(top, os.path.realpath(top))]
        while waiting:
            folder, real = waiting.pop()
            if real in self._folders or (folder != root and self._holds_results(real)):
                continue
            self._folders[real] = False
            try:
                entries = _entries(folder)
            except OSError:
                yield folder, root
                continue
            self._folders[real] = True
            folders = []
            for name, is_link, is_folder, is_file in entries:
                path, real_path = folder / name, os.path.join(real, name)  # noqa: PTH118 - a quarter of the time
                if is_link:
                    self._links.append((root, path))
                elif is_folder and not _is_cache(name):
                    folders.append((path, real_path))
                    self.folders += not self._recursive and not self._holds_results(real_path)
                elif is_file:
                    yield from self._picture(root, path, real_path)
                elif not is_folder:
                    self.not_pictures += 1
            if self._recursive:
                waiting += reversed(folders)

    def _linked(self, root: Path, link: Path) -> Iterator[tuple[Path, Path]]:
        if not _is_picture(link):
            self.not_pictures += 1
        elif self._is_new(os.path.realpath(link)):
            yield link, root

    def _picture(self, root: Path, path: Path, real: str) -> Iterator[tuple[Path, Path]]:
        if self._cancelled.is_set():
            raise Cancelled
        if not _looks_like_picture(path):
            self.not_pictures += 1
        elif real in self._files:  # each entry of a folder is seen once
            self.duplicates += 1
        else:
            yield path, root

    def _is_new(self, real: str) -> bool:
        """Whether a file that is an input or the target of a link has not been yielded before."""
        if real in self._files or self._was_in_a_folder(real):
            self.duplicates += 1
            return False
        self._files.add(real)
        return True

    def _was_in_a_folder(self, real: str) -> bool:
        folder, name = os.path.split(real)
        if not self._folders.get(folder) or name.startswith("."):
            return False
        return _is_picture(Path(real)) and not _is_hidden(real)

    def _holds_results(self, real: str) -> bool:
        """Whether a folder contains our own results, which are not upscaled again."""
        return real == self._output or same_name(os.path.basename(real)) == RESULTS  # noqa: PTH119


def _entries(folder: Path) -> list[tuple[str, bool, bool, bool]]:
    """(name, is it a link, a folder, a file) of everything that is not hidden, in natural order. Raises OSError."""
    with os.scandir(folder) as found:
        visible = [
            (entry.name, _is_link(entry), entry.is_dir(follow_symlinks=False), entry.is_file(follow_symlinks=False))
            for entry in found
            if not (entry.name.startswith(".") or _attributes(entry) & stat.FILE_ATTRIBUTE_HIDDEN)
        ]
    return sorted(visible, key=lambda entry: _natural(entry[0]))


def _is_cache(name: str) -> bool:
    """Whether a folder belongs to another program: thumbnails, previews, deleted pictures."""
    lowered = name.lower()
    return lowered in _CACHES or lowered.endswith(_CACHE_SUFFIXES)


def _natural(name: str) -> tuple[list[tuple[str, int]], str]:
    """Sort key for natural order: p2 before p10. An é is one letter, whether composed or decomposed."""
    parts = re.findall(r"(\D*)(\d*)", same_name(name))
    return [(text, int(digits or -1)) for text, digits in parts], name


def _is_link(entry: os.DirEntry[str]) -> bool:
    """Whether it is a symbolic link, or a junction on Windows."""
    return entry.is_symlink() or bool(_attributes(entry) & stat.FILE_ATTRIBUTE_REPARSE_POINT)


def _attributes(entry: os.DirEntry[str]) -> int:
    """The file attributes on Windows, which scandir already has; 0 elsewhere."""
    return int(getattr(entry.stat(follow_symlinks=False), "st_file_attributes", 0)) if os.name == "nt" else 0


def _is_hidden(real: str) -> bool:
    """Whether Windows hides an existing file."""
    return bool(getattr(os.stat(real), "st_file_attributes", 0) & stat.FILE_ATTRIBUTE_HIDDEN)  # noqa: PTH116


def _is_picture(path: Path) -> bool:
    """Whether a file is a picture by name or content. If only its name says so, it may be damaged: the user should be
    told about that."""
    return os.path.isfile(path) and _looks_like_picture(path)  # noqa: PTH113


def _looks_like_picture(path: Path) -> bool:
    """See `_is_picture`. A file is only opened if its name does not decide."""
    try:
        return path.suffix.lower() in READABLE_SUFFIXES or read_kind(path) is not None
    except ReadError:
        return False
