"""Lists of pictures: one path on each line, relative to the working folder or absolute."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import nullcontext
from pathlib import Path

STDIN = Path("-")
_MARK = b"\xef\xbb\xbf"  # the byte order mark that editors on Windows put before UTF-8


def read_manifest(manifest: Path) -> Iterator[Path]:
    """The paths in a file, or on standard input if it is `-`, without `..` where possible. Raises OSError.

    They are read as needed, so the program that writes them may still be running.
    """
    with nullcontext(sys.stdin.buffer) if manifest == STDIN else manifest.open("rb") as lines:
        for number, line in enumerate(lines):
            name = (line.removeprefix(_MARK) if number == 0 else line).rstrip(b"\r\n")
            if name:
                yield Path(os.path.normpath(os.fsdecode(name)))
