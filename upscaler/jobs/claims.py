"""The targets and folders that a run writes to. It locks them, so that other runs can see that they are in use.

A run that shares its work with other computers also puts a claim beside each target: see `shared_claims`.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from upscaler import messages
from upscaler.errors import CrashedError, FolderNotWritableError, reason_of
from upscaler.images.atomic import part_name, target_key
from upscaler.images.codecs.base import Header
from upscaler.images.verify import is_whole
from upscaler.jobs import locks
from upscaler.jobs.active_job import ActiveJob, ClaimedElsewhere
from upscaler.jobs.job import MAX_CRASHES
from upscaler.jobs.shared_claims import SharedClaim, SharedClaims
from upscaler.jobs.sweep import sweep
from upscaler.jobs.targets import Targets

_LOCK_TIMEOUT = 0.1  # seconds; another run may hold a lock for a moment, to see whether its owner is alive
_MAX_FOLDERS = 100  # locked by a run at a time: each lock is an open file


class Claims:
    """The claims of one run. Calls `notify` once if another run writes to the same folders.

    `shared`: other computers, and other processes here, work on the same pictures.
    """

    def __init__(self, targets: Targets, notify: Callable[[str], None], shared: bool = False) -> None:
        self._targets, self._notify = targets, notify
        self._shared = SharedClaims() if shared else None
        self._keys: set[str] = set()  # of the targets of this run
        self._folders: dict[Path, locks.Lock | None] = {}  # folders seen, each with a lock that other runs can see
        self._missing: set[Path] = set()  # folders that did not exist before
        self._is_told = False  # another run writes to one of them, and the user knows

    def claim(self, active: ActiveJob, header: Header) -> Path | None:
        """Choose and lock a target that nobody else writes. Returns the existing target if the job must be skipped.

        A shared run raises ClaimedElsewhere while others are making it, and CrashedError if several computers have
        crashed on it.
        """
        if self._shared is not None:
            return self._claim_shared(self._shared, active, header)
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

    def _claim_shared(self, shared: SharedClaims, active: ActiveJob, header: Header) -> Path | None:
        """Only missing results are made, so names do not depend on existing files; a damaged result is replaced."""
        target = self._targets.choose(active.job, header)
        self._prepare(target.parent)
        lock = locks.acquire(target_key(target))
        if lock is None:
            raise ClaimedElsewhere
        claim, key = None, target_key(target) if lock.is_exclusive else ""
        try:
            if _exists_whole(target):
                shared.sweep(target, key)
                return target
            part = part_name(target)
            claim = shared.acquire(target, key, part)
            if claim is None:
                raise ClaimedElsewhere
            if claim.generation == MAX_CRASHES:
                raise CrashedError(active.job.source, MAX_CRASHES)
            if _exists_whole(target):  # it was finished in the meantime
                claim.release()
                return target
            if os.path.lexists(target):
                self._notify(messages.filled(messages.DAMAGED_RESULT, path=target))
                active.replace_damaged()
            active.alone = active.alone or claim.generation > 0
            active.claim(target, part, _Both(lock, claim))
            lock = None
        except OSError as error:
            raise FolderNotWritableError(target.parent, reason_of(error)) from error
        finally:
            if lock is not None:
                lock.release()
        return None

    def release(self) -> None:
        """Unlock the folders, and remove new ones that are empty. Pictures cannot do that: while one is in flight, its
        temporary file keeps the folder from being removed."""
        if self._shared is not None:
            self._shared.close()
        for lock in self._folders.values():
            if lock is not None:
                lock.release()
        for folder in sorted(self._missing, key=lambda folder: len(folder.parts), reverse=True):
            with suppress(OSError):  # it is not empty
                folder.rmdir()

    def _prepare(self, folder: Path) -> None:
        """Once per folder: remove the leftovers of dead runs, and report live ones."""
        if folder not in self._folders:
            self._missing.update(path for path in (folder, *folder.parents) if not os.path.exists(path))
            may_lock = len(self._folders) < _MAX_FOLDERS
            self._folders[folder] = lock = locks.acquire(target_key(folder), _LOCK_TIMEOUT) if may_lock else None
            if sweep(folder) - self._keys or (may_lock and lock is None):
                self._notice_other_run(folder)

    def _notice_other_run(self, folder: Path) -> None:
        if not self._is_told and self._shared is None:  # a tree has many folders
            self._is_told = True
            self._notify(messages.filled(messages.OTHER_RUN, folder=folder))


class _Both:
    """A lock, for this computer, and a claim, for other computers."""

    def __init__(self, lock: locks.Lock, claim: SharedClaim) -> None:
        self._lock, self._claim = lock, claim

    def is_held(self) -> bool:
        return self._claim.is_held()

    def release(self) -> None:
        self._claim.release()
        self._lock.release()


def _exists_whole(target: Path) -> bool:
    return os.path.lexists(target) and is_whole(target)
