"""Atomic writes: a file appears complete or not at all."""

from __future__ import annotations

import hashlib
import os
import shutil
import uuid
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from upscaler.errors import EncodeError, FolderNotWritableError, SourceMissingError, WriteError, reason_of

PREFIX, MIDDLE = ".upscaler-", ".part"
_TRIES = 5  # another picture that fails may remove a folder between our creating and using it


def part_name(target: Path) -> Path:
    """A new name for the temporary file beside `target`: .upscaler-KEY-RANDOM.part.png."""
    return target.parent / f"{PREFIX}{target_key(target)}-{uuid.uuid4().hex[:8]}{MIDDLE}{target.suffix}"


def target_key(path: Path) -> str:
    """A key that is the same for all names of a file or folder, also on file systems that ignore case."""
    return hashlib.sha256(os.path.realpath(path).casefold().encode("utf-8", "surrogateescape")).hexdigest()[:24]


def key_of_part(part: Path) -> str | None:
    """The key in a name made by `part_name`; None for other files."""
    begins, _, rest = part.name.partition(PREFIX)
    key, _, rest = rest.partition("-")
    return key if not begins and MIDDLE in rest and len(key) == 24 else None


@contextmanager
def atomic_write(target: Path, part: Path | None = None, replaces: bool = True) -> Iterator[Path]:
    """Yield a temporary file beside `target`, with the same extension; move it there once the block has succeeded.

    The block must sync what it writes: `to_disk`. If it fails, nothing is left behind: neither the file nor folders
    created for it; a WriteError about the temporary file becomes one about `target`, the only name that a user
    knows. Unless `replaces`, a file that has appeared there in the meantime is kept. Raises FolderNotWritableError if
    the folder cannot be created or written, EncodeError if the file cannot be moved.
    """
    folder = target.parent
    made = [place for place in (folder, *folder.parents) if not os.path.exists(place)]
    part = part or part_name(target)
    try:
        try:
            _create(part)
        except OSError as error:
            raise FolderNotWritableError(folder, reason_of(error)) from error
        yield part
        try:
            _move(part, target, replaces)
        except FileExistsError as error:
            raise EncodeError(target, "another program has created a file of this name in the meantime") from error
        except OSError as error:
            raise EncodeError(target, reason_of(error)) from error
        with suppress(OSError):  # not every system can sync a folder, and the file is in place
            _sync(folder, os.O_RDONLY)
    except BaseException as error:
        if isinstance(error, WriteError) and error.path == part:
            error.path = target
        with suppress(OSError):
            part.unlink(missing_ok=True)
        for place in made:  # the deepest first; one that holds something else stays
            with suppress(OSError):
                place.rmdir()
        raise


def to_disk(path: Path) -> None:
    """Wait until a file is completely on the disk. Raises EncodeError."""
    try:
        _sync(path, os.O_RDWR)
    except OSError as error:
        raise EncodeError(path, reason_of(error)) from error


def copy_to_disk(source: Path, copy: Path) -> None:
    """Copy a file, and wait until it is on the disk. Raises SourceMissingError, EncodeError."""
    try:
        shutil.copyfile(source, copy)
    except FileNotFoundError as error:
        raise SourceMissingError(source) from error
    except OSError as error:
        raise EncodeError(copy, reason_of(error)) from error
    to_disk(copy)


def digest_of(path: Path) -> str | None:
    """SHA-256 of a file, by which it can be recognised; None if it cannot be read."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return None


def _create(part: Path) -> None:
    for tries_left in reversed(range(_TRIES)):
        try:
            part.parent.mkdir(parents=True, exist_ok=True)
            part.touch(exist_ok=False)
            return
        except FileNotFoundError:
            if not tries_left:
                raise


def _move(part: Path, target: Path, replaces: bool) -> None:
    """Raises FileExistsError if `target` exists, unless `replaces`: a hard link never replaces a file."""
    if not replaces:
        try:
            os.link(part, target)
        except FileExistsError:
            raise
        except OSError:  # no hard links here: a file created between these lines is overwritten
            if os.path.lexists(target):
                raise FileExistsError from None
        else:
            with suppress(OSError):  # a later sweep removes it
                part.unlink()
            return
    part.replace(target)


def _sync(path: Path, flags: int) -> None:
    handle = os.open(path, flags)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
