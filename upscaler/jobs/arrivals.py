"""Watches folders: finds the pictures in them once they are complete, and remembers which it has found."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from upscaler.jobs.database import Database
from upscaler.jobs.folders import Walk
from upscaler.paths import is_on_network

if TYPE_CHECKING:
    from watchdog.observers.api import BaseObserver

SETTLED = 2.0  # seconds for which a file must not have changed
_TICK = 0.5  # seconds between two checks of files that are arriving
_RESCAN = 60.0  # seconds between two scans where the system reports changes: it may miss some
_POLL = 5.0  # seconds where it does not report them, such as other computers' changes in a shared folder
_BUSY = 4  # scanning takes at most a quarter of the time, even in a slow folder
_UNFINISHED = frozenset((".part", ".partial", ".filepart", ".crdownload", ".download", ".opdownload", ".tmp"))

State = tuple[int, int]  # size in bytes, time of the last change in nanoseconds


@dataclass(frozen=True)
class Arrival:
    """A complete picture, and the watched folder that contains it. `at_first`: it was there before the watch began."""

    source: Path
    folder: Path
    at_first: bool


class Memory:
    """The files that a watch has finished, so that a later watch skips them. A file that has changed since is new."""

    def __init__(self, database: Database, watch: str) -> None:
        """`watch` identifies the call."""
        self._database, self._watch = database, watch
        rows = database.read("SELECT path, size, changed FROM watched WHERE watch = ?", watch)
        self._known: dict[str, State] = {os.fsdecode(path): (size, changed) for path, size, changed in rows}
        self._lock = threading.Lock()
        self._taken: dict[str, State] = {}

    def __len__(self) -> int:
        return len(self._known)

    def knows(self, source: Path, state: State) -> bool:
        """Whether it was taken in this state, or finished by an earlier process."""
        path = str(source)
        with self._lock:
            return state in (self._known.get(path), self._taken.get(path))

    def take(self, source: Path, state: State) -> None:
        """Note that it is being processed."""
        with self._lock:
            self._taken[str(source)] = state

    def finish(self, source: Path) -> None:
        """Remember, also for later processes, that it is done in the state in which it was taken."""
        path = str(source)
        with self._lock:
            state = self._taken.get(path)
            if state is None:
                return
            self._known[path] = state
        row = (self._watch, _storable(path), *state)
        self._database.write(("INSERT OR REPLACE INTO watched VALUES (?, ?, ?, ?)", [row]))


def _storable(path: str) -> str | bytes:
    """A path for the database, which refuses texts that are not valid Unicode; `os.fsdecode` is the inverse."""
    try:
        path.encode()
    except UnicodeEncodeError:
        return os.fsencode(path)
    return path


class Arrivals:
    """Iterate over it in a separate thread; it ends once `stop` is called.

    Yields None when there is nothing more for now. Folders that cannot be read, for example on an unplugged drive, are
    tried again later.
    """

    def __init__(self, folders: Sequence[Path], output: Path | None, recursive: bool, memory: Memory) -> None:
        """`output` is the folder of results, which is not read."""
        self._folders, self._output, self._recursive = folders, output, recursive
        self._memory = memory
        self._stopped = threading.Event()
        self._changed = threading.Event()
        self._arriving: dict[Path, tuple[State, float]] = {}  # and since when it has not changed (time.monotonic)
        self._at_first: frozenset[Path] | None = None

    def stop(self) -> None:
        """End the iteration soon. This and `look` may be called from any thread."""
        self._stopped.set()
        self._changed.set()

    def look(self) -> None:
        """Scan the folders now."""
        self._changed.set()

    def __iter__(self) -> Iterator[Arrival | None]:
        with _Notifications(self._folders, self._recursive, self._changed) as notifications:
            longest = _RESCAN if notifications.are_complete else _POLL
            while not self._stopped.is_set():
                self._changed.clear()
                began = time.monotonic()
                yield from self._complete(self._new_files())
                yield None
                self._stopped.wait((time.monotonic() - began) * (_BUSY - 1))
                if self._arriving:
                    self._stopped.wait(_TICK)
                else:
                    self._changed.wait(longest)

    def _new_files(self) -> dict[Path, tuple[Path, State]]:
        """The folder and the state of each unknown file."""
        walk = Walk(self._recursive, self._output)
        found: dict[Path, tuple[Path, State]] = {}
        for source, folder in walk.over(self._folders):
            if self._stopped.is_set():
                break
            state = None if source == folder or source.suffix.lower() in _UNFINISHED else state_of(source)
            if state is not None and not self._memory.knows(source, state):
                found[source] = folder, state
        if self._at_first is None:
            self._at_first = frozenset(found)
        return found

    def _complete(self, found: dict[Path, tuple[Path, State]]) -> Iterator[Arrival]:
        """Those that have not changed for a while and that no program is writing."""
        now = time.monotonic()
        before, self._arriving = self._arriving, {}
        for source, (folder, state) in found.items():
            last, since = before.get(source, (None, now))
            if last != state:
                since = now
            if now - since < SETTLED or not _is_free(source):
                self._arriving[source] = state, since
                continue
            self._memory.take(source, state)
            yield Arrival(source, folder, self._at_first is not None and source in self._at_first)


class _Notifications:
    """Sets an event when the system reports a change in the folders; use it in a `with` block."""

    def __init__(self, folders: Sequence[Path], recursive: bool, changed: threading.Event) -> None:
        self._folders, self._recursive, self._changed = folders, recursive, changed
        self._observer: BaseObserver | None = None
        self.are_complete = False  # whether the system reports all changes

    def __enter__(self) -> _Notifications:
        from watchdog.events import FileSystemEvent, FileSystemEventHandler
        from watchdog.observers import Observer

        changed = self._changed

        class Handler(FileSystemEventHandler):
            def on_any_event(self, event: FileSystemEvent) -> None:
                if event.event_type in ("created", "modified", "moved", "closed"):  # not for files that are only read
                    changed.set()

        observer = Observer()
        observer.daemon = True
        try:
            for folder in self._folders:
                observer.schedule(Handler(), str(folder), recursive=self._recursive)
            observer.start()
        except (OSError, RuntimeError):  # not supported, or too many folders
            return self
        self._observer = observer
        self.are_complete = not any(map(is_on_network, self._folders))
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._observer is not None:
            with suppress(RuntimeError):
                self._observer.stop()
                self._observer.join()


def state_of(path: Path) -> State | None:
    """Size and time of the last change; None if it is gone or still empty."""
    try:
        found = os.stat(path)  # noqa: PTH116 - Path's own is slower
    except OSError:
        return None
    return (found.st_size, found.st_mtime_ns) if found.st_size else None


def _is_free(path: Path) -> bool:
    """Whether a file can be read and is not locked by a program that writes it."""
    try:
        with path.open("rb") as file:
            return os.name == "nt" or _can_share(file.fileno())  # Windows does not open a locked file
    except OSError:
        return False


def _can_share(handle: int) -> bool:
    """Whether no process holds an exclusive lock on an open file. Not all file systems have locks."""
    import fcntl

    try:
        fcntl.flock(handle, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:
        return True
    fcntl.flock(handle, fcntl.LOCK_UN)
    return True
