"""Inserting a block into a finished file, such as metadata that OpenCV does not write.

The file is not rewritten as a whole: what follows the block is moved, a few megabytes at a time.
"""

from __future__ import annotations

from pathlib import Path

_STEP = 8 * 2**20  # bytes moved at a time


def insert(path: Path, at: int, block: bytes) -> None:
    """Insert bytes at position `at` of a file; what follows is moved. Raises OSError."""
    with path.open("r+b") as file:
        end = file.seek(0, 2)
        while end > at:
            start = max(at, end - _STEP)
            file.seek(start)
            moved = file.read(end - start)
            file.seek(start + len(block))
            file.write(moved)
            end = start
        file.seek(at)
        file.write(block)
