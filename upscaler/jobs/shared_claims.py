"""Claims on targets that other computers can see: small files beside the targets.

`locks` only work within one computer. A claim is a file created exclusively, which network file systems do atomically,
and its owner rewrites it every few seconds. If it has not been rewritten for a while, it is stale: its owner is dead,
and another computer takes over with a claim of the next generation. Claims are never replaced, so of two computers that
take over at the same time only one can succeed. The generation counts how many owners have crashed on the picture; the
last generation is not a claim any more, but tells all computers to leave the picture alone.

Ages are differences between two times set by the server, so the clocks of the computers do not matter. See
docs/decisions/0060-claims.md.
"""

from __future__ import annotations

import hashlib
import json
import os
import platform
import random
import threading
import time
import uuid
from contextlib import suppress
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path

import psutil

from upscaler import paths
from upscaler.images.atomic import PREFIX
from upscaler.jobs.job import MAX_CRASHES

HEARTBEAT = 10.0  # seconds between two signs of life
STALE = 60.0  # seconds without one
LEFT_OUT_FOR = 24 * 3600  # seconds for which a picture that several computers crashed on is left alone
_CLOCK_VALID = 60.0  # seconds after which the server's clock is read again
_TRIES = 5  # if other computers claim the same target at the same time
_PAUSE = 0.1  # the longest time between two tries, in seconds
_BOOT = Path("/proc/sys/kernel/random/boot_id")


@dataclass(frozen=True)
class _Content:
    """The content of a claim: its owner, the lock that the owner holds on its own computer, and its temporary file."""

    token: str
    machine: str
    lock: str
    part: str


@dataclass(frozen=True)
class _Found:
    """A claim on disk, and when it was last written according to the server, in seconds since 1970."""

    generation: int
    content: _Content
    modified: float


class SharedClaim:
    """A claim that this process holds. `generation`: how many computers have crashed on the picture."""

    def __init__(self, claims: SharedClaims, target: Path, generation: int, content: _Content) -> None:
        self._claims, self._target, self.generation, self._content = claims, target, generation, content

    def is_held(self) -> bool:
        """Whether nobody has taken over, which happens if this process or the server was unreachable for too long."""
        newest = _newest(self._target)
        return newest is not None and newest.content == self._content

    def release(self) -> None:
        """Let others claim the target, unless they have already taken over."""
        self._claims.forget(self)
        if self.is_held():
            _remove(self._target, self.generation)

    def refresh(self) -> None:
        """Give a sign of life. Rewriting the content makes the server set the time; setting the time would not."""
        with suppress(OSError):
            handle = os.open(_path(self._target, self.generation), os.O_WRONLY)
            try:
                os.write(handle, _encoded(self._content))
            finally:
                os.close(handle)


class SharedClaims:
    """The claims of one run, and the thread that keeps them alive."""

    def __init__(self) -> None:
        self._held: set[SharedClaim] = set()
        self._guard = threading.Lock()
        self._clocks: dict[Path, tuple[float, float]] = {}  # by folder: the server's time minus ours, and when measured
        self._closed = threading.Event()
        self._thread: threading.Thread | None = None

    def acquire(self, target: Path, lock: str, part: Path) -> SharedClaim | None:
        """Claim a target; None while another computer has it. If the generation is MAX_CRASHES, it must not be run.

        The caller holds the `lock` on it (`locks.acquire`) and is going to write `part`. Creates the folder. Raises
        OSError.
        """
        target.parent.mkdir(parents=True, exist_ok=True)
        content = _Content(uuid.uuid4().hex, _this_machine(paths.locks().parent), lock, part.name)
        for _ in range(_TRIES):
            before = _newest(target)
            if before is not None and before.generation == MAX_CRASHES:
                if self._age(before, target) < LEFT_OUT_FOR:
                    return SharedClaim(self, target, before.generation, before.content)
                _remove(target, before.generation)
                continue
            if before is not None and self._is_alive(before, target, lock):
                return None
            claim = SharedClaim(self, target, before.generation + 1 if before else 0, content)
            if not _create(_path(target, claim.generation), content):
                return None
            if _is_still_there(target, before) and claim.is_held():
                if before is not None:
                    with suppress(OSError):
                        target.with_name(before.content.part).unlink()
                if claim.generation < MAX_CRASHES:
                    self._hold(claim)
                return claim
            with suppress(OSError):
                _path(target, claim.generation).unlink()
            time.sleep(random.uniform(0, _PAUSE))
        return None

    def sweep(self, target: Path, lock: str) -> None:
        """Remove what a dead owner has left beside a complete result. The caller holds the `lock` on it."""
        newest = _newest(target)
        with suppress(OSError):
            if newest is not None and not self._is_alive(newest, target, lock):
                _remove(target, newest.generation)

    def forget(self, claim: SharedClaim) -> None:
        """Stop keeping this claim alive."""
        with self._guard:
            self._held.discard(claim)

    def close(self) -> None:
        """End the thread. Claims that are still held become stale."""
        self._closed.set()

    def _hold(self, claim: SharedClaim) -> None:
        with self._guard:
            self._held.add(claim)
            if self._thread is None:
                self._thread = threading.Thread(target=self._beat, name="claims", daemon=True)
                self._thread.start()

    def _beat(self) -> None:
        while not self._closed.wait(HEARTBEAT):
            with self._guard:
                held = list(self._held)
            for claim in held:
                claim.refresh()

    def _is_alive(self, found: _Found, target: Path, lock: str) -> bool:
        if found.content.machine == _this_machine(paths.locks().parent) and found.content.lock == lock:
            return False  # its owner would hold the lock that we hold
        return self._age(found, target) < STALE

    def _age(self, found: _Found, target: Path) -> float:
        """Seconds since the last sign of life, by the server's clock."""
        folder, now = target.parent, time.monotonic()
        offset, measured = self._clocks.get(folder, (0.0, -_CLOCK_VALID))
        if now - measured >= _CLOCK_VALID:
            offset = _server_time(folder) - now
            self._clocks[folder] = offset, now
        return now + offset - found.modified


def _newest(target: Path) -> _Found | None:
    """The claim of the highest generation. Opening the file makes network file systems ask the server about it."""
    for generation in reversed(range(MAX_CRASHES + 1)):
        try:
            with _path(target, generation).open("rb") as file:
                return _Found(generation, _decoded(file.read()), os.fstat(file.fileno()).st_mtime)
        except OSError:
            continue
    return None


def _is_still_there(target: Path, before: _Found | None) -> bool:
    """Whether the claim that was taken over is unchanged; otherwise another computer may have started over."""
    if before is None:
        return True
    try:
        return _decoded(_path(target, before.generation).read_bytes()) == before.content
    except OSError:
        return False


def _create(path: Path, content: _Content) -> bool:
    """False if it exists. Raises OSError."""
    try:
        handle = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o666)
    except FileExistsError:
        return False
    try:
        os.write(handle, _encoded(content))
    finally:
        os.close(handle)
    return True


def _remove(target: Path, newest: int) -> None:
    """Remove all claims on a target, the newest last: until then no other computer can begin."""
    for generation in range(newest + 1):
        with suppress(OSError):
            _path(target, generation).unlink()


def _path(target: Path, generation: int) -> Path:
    """The path of a claim. Only the target's name counts, as its folder may have other paths on other computers."""
    key = hashlib.sha256(target.name.casefold().encode("utf-8", "surrogateescape")).hexdigest()[:24]
    return target.with_name(f"{PREFIX}{key}-claim{generation}")


def _encoded(content: _Content) -> bytes:
    return json.dumps(asdict(content)).encode()


def _decoded(data: bytes) -> _Content:
    """The content; empty for a claim that is just being written."""
    try:
        found = json.loads(data)
        return _Content(found["token"], found["machine"], found["lock"], found["part"])
    except (ValueError, KeyError, TypeError):
        return _Content("", "", "", "")


def _server_time(folder: Path) -> float:
    """The server's time: that of a file that has just been written. Raises OSError."""
    probe = folder / f"{PREFIX}{uuid.uuid4().hex[:8]}-clock"
    try:
        with probe.open("xb") as file:
            file.write(b"0")
            file.flush()
            os.fsync(file.fileno())
            return os.fstat(file.fileno()).st_mtime
    finally:
        with suppress(OSError):
            probe.unlink()


@cache
def _this_machine(state: Path) -> str:
    """An id shared by all processes that use the locks in `state`, until the computer is restarted."""
    name = state / "machine"
    try:
        state.mkdir(parents=True, exist_ok=True)
        with suppress(FileExistsError), name.open("x") as file:
            file.write(uuid.uuid4().hex)
        folder = name.read_text()
    except OSError:
        return uuid.uuid4().hex  # no other process shares them
    boot = _BOOT.read_text().strip() if _BOOT.exists() else str(int(psutil.boot_time()))
    return f"{platform.node()} {boot} {folder}"
