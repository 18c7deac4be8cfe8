"""A file that appears whole or not at all."""

from __future__ import annotations

import hashlib
import os
import uuid
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from upscaler.errors import EncodeError, FolderNotWritableError, WriteError, reason_of

PREFIX, MIDDLE = ".upscaler-", ".part"
_TRIES = 5  # a folder can go between making it and using it, when another picture that had made it fails


def part_name(target: Path) -> Path:
    """A new name for the file that is written beside `target` until it is whole: .upscaler-KEY-RANDOM.part.png."""
    return target.parent / f"{PREFIX}{target_key(target)}-{uuid.uuid4().hex[:8]}{MIDDLE}{target.suffix}"


def target_key(path: Path) -> str:
    """The same for all names of a file or folder, also where upper and lower case are one."""
    return hashlib.sha256(os.path.realpath(path).casefold().encode("utf-8", "surrogateescape")).hexdigest()[:24]


def key_of_part(part: Path) -> str | None:
    """The key in a name that `part_name` has made; None for other files."""
    begins, _, rest = part.name.partition(PREFIX)
    key, _, rest = rest.partition("-")
    return key if not begins and MIDDLE in rest and len(key) == 24 else None


@contextmanager
def atomic_write(target: Path, part: Path | None = None, replaces: bool = True) -> Iterator[Path]:
    """Give a temporary file beside `target`, with its ending; move it there once the block has succeeded.

    What the block has written must be on the disk: `to_disk`. If the block fails, nothing is left: neither the file
    nor folders that were made for it; a WriteError about the file becomes one about `target`, the only name that a
    person knows. Unless it `replaces`, a file that is there by the end stays. Raises FolderNotWritableError if the
    folder cannot be made or written, EncodeError if the file cannot be moved.
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
        with suppress(OSError):  # a folder cannot be synced everywhere, and the file is in its place
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
    """Wait until the disk has all of a file. Raises EncodeError."""
    try:
        _sync(path, os.O_RDWR)
    except OSError as error:
        raise EncodeError(path, reason_of(error)) from error


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
    """Raises FileExistsError for a file that is not to be replaced. A second name for a file never replaces one."""
    if not replaces:
        try:
            os.link(part, target)
        except FileExistsError:
            raise
        except OSError:  # a file system without links: what is made between these lines is lost
            if os.path.lexists(target):
                raise FileExistsError from None
        else:
            with suppress(OSError):  # then it is swept
                part.unlink()
            return
    part.replace(target)


def _sync(path: Path, flags: int) -> None:
    handle = os.open(path, flags)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
