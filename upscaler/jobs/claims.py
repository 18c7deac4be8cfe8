"""Which targets and folders a run writes to: it locks them, and other runs can see that."""

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

_SWEPT = 0.1  # seconds that another run may take to see whether what it has found is dead
_MOST_FOLDERS = 100  # that a run holds locks on: each is an open file


class Claims:
    """Those of one run. `noticed` is told once if another run writes into the same folders."""

    def __init__(self, targets: Targets, noticed: Callable[[str], None]) -> None:
        self._targets, self._noticed = targets, noticed
        self._keys: set[str] = set()  # of the targets of this run
        self._folders: dict[Path, locks.Lock | None] = {}  # that were looked at, and a sign for other runs
        self._missing: set[Path] = set()  # folders that were not there
        self._is_shared = False  # another run writes into one of them, and that was told

    def claim(self, active: ActiveJob, header: Header) -> Path | None:
        """Choose a target that nobody else writes; if the job is to be skipped, the one that is there."""
        on_exists = active.job.options.on_exists
        while True:
            target = self._targets.choose(active.job, header)
            self._look_into(target.parent)
            key = target_key(target)
            lock = locks.acquire(key, 0 if key in self._keys else _SWEPT)
            if lock is None and key not in self._keys:
                self._notice_other_run(target.parent)
            if on_exists == "skip" and (lock is None or os.path.exists(target)):
                if lock is not None:
                    lock.release()
                return target
            if lock is None:
                self._targets.protect([target])
            elif on_exists == "rename" and os.path.exists(target):  # another run has made it since it was chosen
                lock.release()
            else:
                self._keys.add(key)
                active.claim(target, part_name(target), lock)
                return None

    def release(self) -> None:
        """Other runs may have the folders, and those into which nothing was written go: several pictures that fail one
        after another keep each other from removing what was made for them."""
        for sign in self._folders.values():
            if sign is not None:
                sign.release()
        for folder in sorted(self._missing, key=lambda folder: len(folder.parts), reverse=True):
            with suppress(OSError):  # it holds something
                folder.rmdir()

    def _look_into(self, folder: Path) -> None:
        """Once for each folder: remove what dead runs have left, and report living ones."""
        if folder not in self._folders:
            self._missing.update(place for place in (folder, *folder.parents) if not os.path.exists(place))
            has_room = len(self._folders) < _MOST_FOLDERS
            self._folders[folder] = sign = locks.acquire(target_key(folder), _SWEPT) if has_room else None
            if sweep(folder) - self._keys or (has_room and sign is None):
                self._notice_other_run(folder)

    def _notice_other_run(self, folder: Path) -> None:
        if not self._is_shared:  # once: a tree has many folders
            self._is_shared = True
            self._noticed(messages.filled(messages.OTHER_RUN, folder=folder))
