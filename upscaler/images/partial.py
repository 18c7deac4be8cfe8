"""A file that appears whole or not at all."""

from __future__ import annotations

import os
import uuid
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from upscaler.errors import FolderNotWritableError, WriteError


@contextmanager
def written_whole(target: Path) -> Iterator[Path]:
    """Give a temporary file beside `target`, with its ending; move it there once the block has succeeded.

    If the block fails, nothing is left: neither the file nor folders that were made for it; a WriteError about the
    file becomes one about `target`, the only name that a person knows. Raises FolderNotWritableError if the folder
    cannot be made or written, or the file not moved.
    """
    folder = target.parent
    made = [place for place in (folder, *folder.parents) if not place.exists()]
    part = folder / f".upscaler-{uuid.uuid4().hex[:12]}.part{target.suffix}"
    try:
        try:
            folder.mkdir(parents=True, exist_ok=True)
            part.touch(exist_ok=False)
        except OSError as error:
            raise FolderNotWritableError(folder, error.strerror or str(error)) from error
        yield part
        try:
            _to_disk(part, os.O_RDWR)
            part.replace(target)
        except OSError as error:
            raise FolderNotWritableError(folder, error.strerror or str(error)) from error
        with suppress(OSError):  # a folder cannot be synced everywhere, and the file is in its place
            _to_disk(folder, os.O_RDONLY)
    except BaseException as error:
        if isinstance(error, WriteError) and error.path == part:
            error.path = target
        with suppress(OSError):
            part.unlink(missing_ok=True)
        for place in made:  # the deepest first; one that holds something else stays
            with suppress(OSError):
                place.rmdir()
        raise


def _to_disk(path: Path, flags: int) -> None:
    """Ask the system to write its buffers of a file or folder."""
    handle = os.open(path, flags)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
