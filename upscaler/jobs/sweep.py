"""Removes partial files of crashed runs. Those of live runs stay."""

from __future__ import annotations

import os
import time
from contextlib import suppress
from pathlib import Path

from upscaler.images.atomic import key_of_part
from upscaler.jobs import locks

MAX_FOREIGN_AGE = 24 * 3600  # seconds; locks of other computers and users are not visible, so only the age counts


def sweep(folder: Path) -> set[str]:
    """Remove the parts of dead runs from a folder. Returns the keys of parts that belong to live runs."""
    parts: dict[str, list[Path]] = {}
    with suppress(OSError), os.scandir(folder) as entries:
        for entry in entries:
            key = key_of_part(Path(entry.path))
            if key:
                parts.setdefault(key, []).append(Path(entry.path))
    return {key for key, found in parts.items() if not _remove_if_dead(key, found)}


def _remove_if_dead(key: str, parts: list[Path]) -> bool:
    """Remove these parts if the run that wrote them is dead. Returns whether it is."""
    known = locks.exists(key)
    lock = locks.acquire(key) if known else None
    if known and not (lock and lock.is_exclusive):
        return False
    for part in parts:
        with suppress(OSError):
            if known or time.time() - part.stat().st_mtime > MAX_FOREIGN_AGE:
                part.unlink()
    if lock is not None:
        lock.release()
    return True
