"""SHA-256 of results, in a file beside them, as `sha256sum` of GNU coreutils writes and checks it.

A line is the digest, two spaces (or a space and an asterisk) and a name; if a backslash comes first, backslash, line
feed and carriage return in the name are escaped. Lines of other programs stay as they are.
"""

from __future__ import annotations

import os
import re
import socket
import threading
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from upscaler.images.atomic import digest_of, target_key
from upscaler.jobs import locks

NAME = "SHA256SUMS"
_LINE = re.compile(rb"(\\?)([0-9a-fA-F]{64}) [ *](.+)")
_ESCAPED = {b"\\\\": b"\\", b"\\n": b"\n", b"\\r": b"\r"}
_TIMEOUT = 10.0  # seconds to wait while another process adds to the file
_guard = threading.Lock()  # between threads; `locks` only work between processes


class Check(StrEnum):
    """How a file compares with its checksum."""

    INTACT = "intact"
    CHANGED = "changed"
    MISSING = "missing"
    UNREADABLE = "unreadable"


@dataclass(frozen=True)
class Checked:
    path: Path
    state: Check


def add(target: Path, digest: str, shared: bool = False) -> Path:
    """Add the digest of a file to the list beside it, in place of an earlier one; returns the list. Raises OSError.

    `shared`: other computers also write results into this folder, so each computer has its own list.
    """
    path = target.with_name(f"{NAME}-{_host()}" if shared else NAME)
    name = os.fsencode(target.name)
    with _guard:
        lock = locks.acquire(f"sums-{target_key(path)}", _TIMEOUT)
        try:
            lines = path.read_bytes().splitlines(keepends=True) if path.exists() else []
            kept = [line for line in lines if (_parsed(line) or (None, None))[1] != name]
            if len(kept) == len(lines) and (not lines or lines[-1].endswith(b"\n")):
                with path.open("ab") as file:
                    file.write(_line(name, digest))
            else:
                _replace(path, b"".join(line.rstrip(b"\r\n") + b"\n" for line in kept) + _line(name, digest))
        finally:
            if lock is not None:
                lock.release()
    return path


def lists_in(place: Path) -> list[Path]:
    """The list itself, or all lists in a folder and its subfolders."""
    if not os.path.isdir(place):
        return [place]
    found = (Path(folder) / name for folder, _, names in os.walk(place) for name in names if name.startswith(NAME))
    return sorted(path for path in found if path.name == NAME or path.name.startswith(f"{NAME}-"))


def check(listing: Path) -> Iterator[Checked]:
    """Compare each file of a list with its checksum. Raises OSError; ValueError if it is not such a list."""
    parsed = [_parsed(line) for line in listing.read_bytes().splitlines() if line.strip()]
    expected = {name: digest for digest, name in filter(None, parsed)}  # the last entry for each name
    if None in parsed or not expected:
        raise ValueError("it is not a list of SHA-256 checksums")
    for name, digest in expected.items():
        path = listing.parent / os.fsdecode(name)
        found = digest_of(path)
        if found is None:
            yield Checked(path, Check.UNREADABLE if os.path.lexists(path) else Check.MISSING)
        else:
            yield Checked(path, Check.INTACT if found == digest else Check.CHANGED)


def _parsed(line: bytes) -> tuple[str, bytes] | None:
    """Digest and name."""
    found = _LINE.fullmatch(line.rstrip(b"\r\n"))
    if found is None:
        return None
    name = found[3]
    if found[1]:
        name = re.sub(rb"\\.", lambda pair: _ESCAPED.get(pair[0], pair[0]), name)
    return found[2].decode().lower(), name


def _line(name: bytes, digest: str) -> bytes:
    escaped = name.replace(b"\\", b"\\\\").replace(b"\n", b"\\n").replace(b"\r", b"\\r")
    return (b"\\" if escaped != name else b"") + digest.encode() + b"  " + escaped + b"\n"


def _replace(path: Path, content: bytes) -> None:
    """Replace the list atomically: if the program dies meanwhile, the previous list remains."""
    part = path.with_name(f".{path.name}.tmp")
    try:
        part.write_bytes(content)
        part.replace(path)
    except OSError:
        with suppress(OSError):
            part.unlink(missing_ok=True)
        raise


def _host() -> str:
    return re.sub(r"[^\w.-]", "_", socket.gethostname()) or "host"
