"""The targets and folders that a run writes to. It locks them, so that other runs can tell."""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from upscaler import messages
from upscaler.images.atomic import part_name, target_key
from upscaler.images.codecs.base import Header
from upscaler.jobs import locks
from upscaler.jobs.active_job import ActiveJob
from upscaler.jobs.sweep import sweep
from upscaler.jobs.targets import Targets

_LOCK_TIMEOUT = 0.1  # seconds; another run may hold a lock for a moment, to see whether its owner is alive
_MAX_FOLDERS = 100  # locked by a run at a time: each lock is an open file


class Claims:
    """The claims of one run. Calls `notify` once if another run writes to the same folders."""

    def __init__(self, targets: Targets, notify: Callable[[str], None]) -> None:
        self._targets, self._notify = targets, notify
        self._keys: set[str] = set()  # of the targets of this run
        self._folders: dict[Path, locks.Lock | None] = {}  # folders seen, each with a lock that other runs can see
        self._missing: set[Path] = set()  # folders that did not exist before
        self._is_shared = False  # another run writes to one of them, and the user knows

    def claim(self, active: ActiveJob, header: Header) -> Path | None:
        """Choose and lock a target that nobody else writes. Returns the existing target if the job must be skipped."""
        on_exists = active.job.options.on_exists
        while True:
            target = self._targets.choose(active.job, header)
            self._prepare(target.parent)
            key = target_key(target)
            lock = locks.acquire(key, 0 if key in self._keys else _LOCK_TIMEOUT)
            if lock is None and key not in self._keys:
                self._notice_other_run(target.parent)
            if on_exists == "skip" and (lock is None or os.path.exists(target)):
                if lock is not None:
                    lock.release()
                return target
            if lock is None:
                self._targets.protect([target])
            elif on_exists == "rename" and os.path.exists(target):  # another run has written it since it was chosen
                lock.release()
            else:
                self._keys.add(key)
                active.claim(target, part_name(target), lock)
                return None

    def release(self) -> None:
        """Unlock the folders, and remove new ones that are empty: pictures that fail at the same time keep each other
        from removing theirs."""
        for lock in self._folders.values():
            if lock is not None:
                lock.release()
        for folder in sorted(self._missing, key=lambda folder: len(folder.parts), reverse=True):
            with suppress(OSError):  # it holds something
                folder.rmdir()

    def _prepare(self, folder: Path) -> None:
        """Once per folder: remove the leftovers of dead runs, and report living ones."""
        if folder not in self._folders:
            self._missing.update(path for path in (folder, *folder.parents) if not os.path.exists(path))
            may_lock = len(self._folders) < _MAX_FOLDERS
            self._folders[folder] = lock = locks.acquire(target_key(folder), _LOCK_TIMEOUT) if may_lock else None
            if sweep(folder) - self._keys or (may_lock and lock is None):
                self._notice_other_run(folder)

    def _notice_other_run(self, folder: Path) -> None:
        if not self._is_shared:  # a tree has many folders
            self._is_shared = True
            self._notify(messages.filled(messages.OTHER_RUN, folder=folder))
