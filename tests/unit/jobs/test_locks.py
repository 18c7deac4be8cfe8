import errno
import os
import signal
import stat
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from upscaler import paths
from upscaler.jobs import locks

HOLDER = """
import time
from upscaler.jobs import locks
assert locks.acquire("x")
print("held", flush=True)
time.sleep(60)
"""


def test_one_at_a_time() -> None:
    assert not locks.exists("x")
    first = locks.acquire("x")
    assert first is not None
    assert locks.acquire("x") is None
    assert locks.exists("x")
    first.release()
    first.release()
    assert not locks.exists("x")
    second = locks.acquire("x")
    assert second is not None
    second.release()


@pytest.mark.posix
def test_only_its_owner_may_open_the_file() -> None:
    lock = locks.acquire("x")
    assert lock is not None
    assert stat.S_IMODE((paths.locks() / "x.lock").stat().st_mode) == 0o600
    lock.release()


def test_who_holds_it_for_a_moment_can_be_waited_for() -> None:
    first = locks.acquire("x")
    assert first is not None
    threading.Timer(0.05, first.release).start()
    second = locks.acquire("x", timeout=10)
    assert second is not None
    second.release()


@pytest.mark.posix
def test_it_ends_with_its_process_and_leaves_a_sign() -> None:
    with subprocess.Popen([sys.executable, "-c", HOLDER], stdout=subprocess.PIPE, text=True) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        assert locks.acquire("x") is None
        holder.send_signal(signal.SIGKILL)
    assert locks.exists("x")
    lock = locks.acquire("x")
    assert lock is not None
    lock.release()


@pytest.fixture
def untold() -> None:
    locks._warn.cache_clear()


@pytest.mark.usefixtures("untold")
def test_without_a_place_for_them_everybody_goes_on_and_is_told_once(caplog: pytest.LogCaptureFixture) -> None:
    Path(paths.locks()).parent.mkdir(parents=True)
    Path(paths.locks()).touch()
    for name in "xxy":
        lock = locks.acquire(name)
        assert lock is not None
        assert not lock.is_exclusive
        lock.release()
    (told,) = caplog.records
    assert "Other runs cannot be detected" in told.message


@pytest.mark.posix
@pytest.mark.usefixtures("untold")
def test_where_the_system_refuses_locks_nothing_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    closed: list[int] = []
    close = os.close

    def count(handle: int) -> None:
        closed.append(handle)
        close(handle)

    monkeypatch.setattr(os, "close", count)
    monkeypatch.setattr("fcntl.flock", refuse)
    for name in "xy":
        lock = locks.acquire(name)
        assert lock is not None
        assert not lock.is_exclusive
    assert len(closed) == 2
    assert list(paths.locks().iterdir()) == []


def refuse(*_: object) -> None:
    raise OSError(errno.ENOLCK, "No locks available")
