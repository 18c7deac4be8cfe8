import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from upscaler import messages
from upscaler.errors import CrashedError, FolderNotWritableError
from upscaler.images.atomic import part_name, target_key
from upscaler.images.header import read_header
from upscaler.jobs import locks
from upscaler.jobs.active_job import ActiveJob, ClaimedElsewhere
from upscaler.jobs.claims import Claims
from upscaler.jobs.job import MAX_CRASHES, Job
from upscaler.jobs.shared_claims import SharedClaims
from upscaler.jobs.targets import Targets
from upscaler.options import OnExists, UpscaleOptions
from upscaler.target_size import TargetSize

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


def test_who_holds_a_lock_for_a_moment_is_waited_for_but_not_this_run_itself(
    claims: Claims, source: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    timeouts: dict[str, float] = {}

    def acquire(name: str, timeout: float = 0) -> locks.Lock | None:
        timeouts[name] = timeout
        return acquire_now(name)

    acquire_now = locks.acquire
    monkeypatch.setattr(locks, "acquire", acquire)
    active, _ = claimed(claims, source, "overwrite")
    key = target_key(active.target)
    assert timeouts[key] > 0
    again, _ = claimed(claims, source, "overwrite")
    assert again.target != active.target
    assert timeouts[key] == 0
    for job in (active, again):
        job.end()
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


# Shared with other computers


@pytest.fixture
def shared(notices: list[str]) -> Iterator[Claims]:
    made = Claims(Targets(), notices.append, shared=True)
    yield made
    made.release()


def test_others_see_a_shared_claim(shared: Claims, source: Path, notices: list[str]) -> None:
    active, existing = claimed(shared, source, "skip")
    assert existing is None
    others = SharedClaims()
    assert others.acquire(active.target, "their lock", part_name(active.target)) is None
    active.check_claim()
    active.end()
    theirs = others.acquire(active.target, "their lock", part_name(active.target))
    assert theirs is not None
    with pytest.raises(ClaimedElsewhere):
        claimed(shared, source, "skip")
    theirs.release()
    again, _ = claimed(shared, source, "skip")
    assert again.target == active.target
    again.end()
    assert notices == []


def test_a_process_on_this_computer_has_it(shared: Claims, source: Path) -> None:
    lock = locks.acquire(target_key(source.parent / "out" / "a_2x.png"))
    assert lock is not None
    with pytest.raises(ClaimedElsewhere):
        claimed(shared, source, "skip")
    lock.release()


def test_a_whole_result_is_skipped_and_a_damaged_one_is_made_again(
    shared: Claims, source: Path, notices: list[str]
) -> None:
    there = source.parent / "out" / "a_2x.png"
    there.parent.mkdir()
    shutil.copy(source, there)
    assert claimed(shared, source, "skip")[1] == there
    assert notices == []
    there.write_bytes(source.read_bytes()[:-100])
    active, existing = claimed(shared, source, "skip")
    assert (existing, active.target) == (None, there)
    assert active.options.on_exists == "overwrite"
    assert active.job.options.on_exists == "skip"
    assert notices == [messages.filled(messages.DAMAGED_RESULT, path=there)]
    active.end()
    assert list(there.parent.iterdir()) == [there]


def dies(active: ActiveJob) -> None:
    """The owner dies: the system releases the lock, and the claim stays."""
    lock = locks.Lock(Path(), None)
    vars(active)["_claim"], both = lock, vars(active)["_claim"]
    both._lock.release()


def test_what_has_brought_down_several_processes_fails_by_name(shared: Claims, source: Path) -> None:
    for crashes in range(MAX_CRASHES):
        active, _ = claimed(shared, source, "skip")
        assert active.alone == (crashes > 0)
        lock = locks.acquire(target_key(active.target))
        assert lock is None
        dies(active)
    with pytest.raises(CrashedError) as caught:
        claimed(shared, source, "skip")
    assert (caught.value.path, caught.value.times) == (source, MAX_CRASHES)
    assert locks.acquire(target_key(active.target)) is not None


def test_a_folder_that_cannot_be_written(shared: Claims, source: Path) -> None:
    (source.parent / "out").touch()
    with pytest.raises(FolderNotWritableError):
        claimed(shared, source, "skip")
