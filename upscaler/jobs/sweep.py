"""Removes half-written files of runs that have died. Those of living runs stay."""

from __future__ import annotations

import os
import time
from contextlib import suppress
from pathlib import Path

from upscaler.images.atomic import key_of_part
from upscaler.jobs import locks

STRANGE_FOR = 24 * 3600  # seconds until a part of another computer or account, whose locks are not here, counts as dead


def sweep(folder: Path) -> set[str]:
    """Remove the parts of dead runs from a folder; returns the keys of those that belong to living ones."""
    parts: dict[str, list[Path]] = {}
    with suppress(OSError), os.scandir(folder) as entries:
        for entry in entries:
            key = key_of_part(Path(entry.path))
            if key:
                parts.setdefault(key, []).append(Path(entry.path))
    return {key for key, found in parts.items() if not _removed(key, found)}


def _removed(key: str, parts: list[Path]) -> bool:
    """Whether the run that wrote these is dead; then they are gone."""
    known = locks.is_known(key)
    lock = locks.acquire(key) if known else None
    if known and not (lock and lock.keeps_others_off):
        return False
    for part in parts:
        with suppress(OSError):
            if known or time.time() - part.stat().st_mtime > STRANGE_FOR:
                part.unlink()
    if lock is not None:
        lock.release()
    return True
