"""Counts how often a file is opened, by any thread. Files that OpenCV opens itself to read pixels are not counted."""

from __future__ import annotations

import os
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

_counts: list[Counter[str]] = []


@sys.addaudithook  # for the rest of the process: a hook cannot be removed
def _notice(event: str, values: tuple[object, ...]) -> None:
    if event == "open" and isinstance(values[0], str | bytes):
        for count in _counts:
            count[os.fsdecode(values[0])] += 1


@contextmanager
def counted() -> Iterator[Counter[str]]:
    """Counts how often each file is opened within the block."""
    count = Counter[str]()
    _counts.append(count)
    try:
        yield count
    finally:
        _counts.remove(count)
