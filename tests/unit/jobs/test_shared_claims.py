import os
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from upscaler.jobs import shared_claims
from upscaler.jobs.job import MAX_CRASHES
from upscaler.jobs.shared_claims import LEFT_OUT_FOR, STALE, SharedClaim, SharedClaims
from upscaler.jobs.sweep import sweep


@pytest.fixture
def target(tmp_path: Path) -> Path:
    return tmp_path / "out" / "a_2x.png"


@pytest.fixture
def claims() -> Iterator[SharedClaims]:
    made = SharedClaims()
    yield made
    made.close()


def part(target: Path, owner: str) -> Path:
    return target.with_name(f"{owner}.part.png")


def claimed(claims: SharedClaims, target: Path, owner: str) -> SharedClaim | None:
    """Claimed by an owner whose lock nobody else can see, as on another computer."""
    return claims.acquire(target, f"lock of {owner}", part(target, owner))


def files(target: Path) -> list[Path]:
    return sorted(target.parent.iterdir())


def grow_old(target: Path, seconds: float) -> None:
    for path in files(target):
        os.utime(path, (time.time() - seconds,) * 2)


def test_one_at_a_time(claims: SharedClaims, target: Path) -> None:
    first = claimed(claims, target, "first")
    assert first is not None
    assert first.generation == 0
    assert first.is_held()
    assert claimed(claims, target, "second") is None
    assert sweep(target.parent) == set()
    assert first.is_held()
    first.release()
    assert files(target) == []
    assert not first.is_held()
    second = claimed(claims, target, "second")
    assert second is not None
    second.release()


def test_a_stale_one_is_taken_over_and_its_part_removed(claims: SharedClaims, target: Path) -> None:
    first = claimed(claims, target, "first")
    assert first is not None
    part(target, "first").touch()
    grow_old(target, STALE - 10)
    assert claimed(claims, target, "second") is None
    grow_old(target, STALE + 1)
    second = claimed(claims, target, "second")
    assert second is not None
    assert second.generation == 1
    assert not part(target, "first").exists()
    assert not first.is_held()
    first.release()  # it was only asleep
    assert second.is_held()
    assert claimed(claims, target, "third") is None
    second.release()
    assert files(target) == []


def test_ages_are_by_the_clock_of_the_server(
    claims: SharedClaims, target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def at(offset: float) -> None:
        def server_time(folder: Path) -> float:
            return time.time() + offset

        monkeypatch.setattr(shared_claims, "_server_time", server_time)

    assert claimed(claims, target, "first") is not None
    grow_old(target, 3600)
    at(-3600)
    assert claimed(SharedClaims(), target, "second") is None
    at(0)
    assert claimed(SharedClaims(), target, "second") is not None


def test_signs_of_life(claims: SharedClaims, target: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shared_claims, "HEARTBEAT", 0.01)
    held, released = claimed(claims, target, "first"), claimed(claims, target.with_name("b.png"), "first")
    assert held is not None
    assert released is not None
    released.release()
    grow_old(target, 3600)
    (path,) = files(target)
    deadline = time.monotonic() + 60
    while path.stat().st_mtime < time.time() - 1800:
        assert time.monotonic() < deadline
        time.sleep(0.005)
    assert held.is_held()
    assert files(target) == [path]


def test_a_process_that_died_on_this_computer_is_not_waited_for(claims: SharedClaims, target: Path) -> None:
    assert claims.acquire(target, "same lock", part(target, "dead")) is not None
    again = claims.acquire(target, "same lock", part(target, "alive"))
    assert again is not None
    assert again.generation == 1


def test_another_computer_may_have_a_lock_of_the_same_name(
    claims: SharedClaims, target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert claims.acquire(target, "same lock", part(target, "there")) is not None
    monkeypatch.setattr(shared_claims, "_this_machine", lambda _: "other")
    assert claims.acquire(target, "same lock", part(target, "here")) is None


def test_what_brings_down_several_computers_is_left_alone_for_a_day(claims: SharedClaims, target: Path) -> None:
    generations = []
    for owner in range(MAX_CRASHES + 3):
        claim = claimed(claims, target, str(owner))
        assert claim is not None
        generations.append(claim.generation)
        grow_old(target, STALE + 1)
    assert generations == [0, 1, 2, 3, 3, 3]
    grow_old(target, LEFT_OUT_FOR + 1)
    claim = claimed(claims, target, "next day")
    assert claim is not None
    assert claim.generation == 0
    claim.release()
    assert files(target) == []


def test_a_claim_that_is_just_being_written_counts(claims: SharedClaims, target: Path) -> None:
    claim = claimed(claims, target, "first")
    assert claim is not None
    (path,) = files(target)
    path.write_bytes(b"")
    assert claimed(claims, target, "second") is None


def test_a_folder_that_cannot_be_made(claims: SharedClaims, target: Path) -> None:
    target.parent.touch()
    with pytest.raises(OSError, match="out"):
        claimed(claims, target, "first")


def test_of_many_that_take_over_at_once_one_succeeds(claims: SharedClaims, target: Path) -> None:
    """And a latecomer that saw the dead owner's claim earlier cannot succeed next to the new owner."""
    inside, owners, most = threading.Semaphore(1), 8, 5
    failures: list[str] = []

    def work(owner: int) -> int:
        done = 0
        while done < most:
            claim = claimed(claims, target, str(owner))
            if claim is None:
                time.sleep(0.001)
                continue
            if not inside.acquire(blocking=False):
                failures.append(f"{owner} is not alone")
            time.sleep(0.001)
            if not claim.is_held():
                failures.append(f"{owner} has lost it")
            inside.release()
            claim.release()
            done += 1
        return done

    assert claimed(claims, target, "dead") is not None
    grow_old(target, STALE + 1)
    with ThreadPoolExecutor(owners) as pool:
        assert sum(pool.map(work, range(owners))) == owners * most
    assert failures == []
    assert files(target) == []


def test_what_a_dead_owner_has_left_beside_its_result_is_removed(claims: SharedClaims, target: Path) -> None:
    claim = claimed(claims, target, "first")
    assert claim is not None
    claims.sweep(target, "another lock")  # it is about to release it
    assert claim.is_held()
    grow_old(target, STALE + 1)
    claims.sweep(target, "another lock")
    assert files(target) == []
