import errno
import os
import time
from pathlib import Path

import pytest

from upscaler.images.atomic import part_name, target_key
from upscaler.jobs import locks
from upscaler.jobs.sweep import MAX_FOREIGN_AGE, sweep


@pytest.mark.parametrize(
    ("owner", "age", "stays"), [("dead", 0, False), ("living", 2, True), ("strange", 0, True), ("strange", 2, False)]
)
def test_parts_of_the_dead_go(owner: str, age: float, stays: bool, tmp_path: Path) -> None:
    target = tmp_path / "a.png"
    parts = [part_name(target), part_name(target)]
    for part in (*parts, tmp_path / ".upscaler-notes", target):
        part.touch()
        then = time.time() - age * MAX_FOREIGN_AGE
        os.utime(part, (then, then))
    key = target_key(target)
    lock = locks.acquire(key) if owner == "living" else None
    if owner == "dead":
        locks._path(key).parent.mkdir(parents=True)
        locks._path(key).touch()
    assert sweep(tmp_path) == ({key} if lock else set())
    assert [part.exists() for part in parts] == [stays, stays]
    assert target.exists()
    assert (tmp_path / ".upscaler-notes").exists()
    if lock:
        lock.release()
    assert not locks.exists(key)


@pytest.mark.posix
def test_where_the_system_refuses_locks_nobody_counts_as_dead(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise OSError(errno.ENOLCK, "No locks available")

    key, part = target_key(tmp_path / "a.png"), part_name(tmp_path / "a.png")
    part.touch()
    locks._path(key).parent.mkdir(parents=True)
    locks._path(key).touch()
    monkeypatch.setattr("fcntl.flock", refuse)
    assert sweep(tmp_path) == {key}
    assert part.exists()


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    assert sweep(tmp_path / "none") == set()
