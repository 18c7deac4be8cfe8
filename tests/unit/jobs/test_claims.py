import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from upscaler import messages
from upscaler.images.atomic import target_key
from upscaler.images.header import read_header
from upscaler.jobs import locks
from upscaler.jobs.active_job import ActiveJob
from upscaler.jobs.claims import Claims
from upscaler.jobs.job import Job
from upscaler.jobs.targets import Targets
from upscaler.options import OnExists, TargetSize, UpscaleOptions

Claim = Callable[..., tuple[ActiveJob, Path | None]]


@pytest.fixture
def notices() -> list[str]:
    return []


@pytest.fixture
def claims(notices: list[str]) -> Claims:
    return Claims(Targets(), notices.append)


@pytest.fixture
def source(sample: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(sample, tmp_path / "a.png"))


def claimed(claims: Claims, source: Path, on_exists: OnExists, out: str = "out") -> tuple[ActiveJob, Path | None]:
    job = Job(1, source, source.parent / out, UpscaleOptions(TargetSize(2), on_exists=on_exists))
    active = ActiveJob(job)
    return active, claims.claim(active, read_header(source))


def test_a_target_is_held_until_its_job_ends(claims: Claims, source: Path, notices: list[str]) -> None:
    active, existing = claimed(claims, source, "rename")
    assert existing is None
    assert active.target == source.parent / "out" / "a_2x.png"
    key = target_key(active.target)
    assert locks.acquire(key) is None
    active.end()
    assert not locks.exists(key)
    claims.release()
    assert notices == []


def test_one_that_is_there_is_skipped(claims: Claims, source: Path) -> None:
    there = source.parent / "out" / "a_2x.png"
    there.parent.mkdir()
    there.touch()
    assert claimed(claims, source, "skip")[1] == there
    claims.release()
    assert there.exists()


def test_one_that_another_run_makes_is_skipped(claims: Claims, source: Path, notices: list[str]) -> None:
    target = source.parent / "out" / "a_2x.png"
    lock = locks.acquire(target_key(target))
    assert lock is not None
    assert claimed(claims, source, "skip")[1] == target
    assert notices == [messages.filled(messages.OTHER_RUN, folder=target.parent)]
    lock.release()
    assert claimed(claims, source, "skip")[1] is None
    claims.release()


def test_folders_that_stay_empty_go_and_are_free_for_others(claims: Claims, source: Path) -> None:
    active, _ = claimed(claims, source, "rename", "out/of/many")
    active.target.parent.mkdir(parents=True)
    sign = target_key(active.target.parent)
    assert locks.acquire(sign) is None
    active.end()
    claims.release()
    assert not (source.parent / "out").exists()
    assert not locks.exists(sign)
