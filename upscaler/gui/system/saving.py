"""Writes a file chosen by the user: completely or not at all, and never over an original."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

from upscaler.errors import FolderNotWritableError, SourceIsTargetError, reason_of


def save_whole(wanted: Path, originals: Iterable[Path], write: Callable[[Path], None]) -> None:
    """Let `write` fill a temporary file, which then becomes `wanted`. It may raise OSError.

    Raises SourceIsTargetError if that would replace one of the originals, and WriteError.
    """
    from upscaler.images.atomic import atomic_write, target_key, to_disk

    if target_key(wanted) in map(target_key, originals):
        raise SourceIsTargetError(wanted)
    try:
        wanted.parent.stat()  # raises if the folder is missing, which would otherwise be created
        with atomic_write(wanted) as part:
            write(part)
            to_disk(part)
    except OSError as error:
        raise FolderNotWritableError(wanted, reason_of(error)) from error
