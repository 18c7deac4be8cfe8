import os
import shutil
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from tests.stand_in import repeat_in_steps
from tests.unit.jobs.conftest import Heard, jobs, states, steps_with
from upscaler import messages
from upscaler.errors import CrashedError, EncodeError, NotAPictureError, UnexpectedError
from upscaler.images.atomic import part_name, target_key
from upscaler.jobs import locks, stages
from upscaler.jobs import runner as module
from upscaler.jobs.commands import (
    Add,
    CancelAll,
    Commands,
)
from upscaler.jobs.events import Event, Returned, Running
from upscaler.jobs.job import MAX_CRASHES, Job, Outcome, State
from upscaler.jobs.planning import JobFinder
from upscaler.jobs.queue import Queue
from upscaler.jobs.runner import Runner
from upscaler.jobs.shared_claims import SharedClaim, SharedClaims
from upscaler.jobs.stages import UpscaleInSteps
from upscaler.options import OnExists, UpscaleOptions
from upscaler.pipeline import Steps
from upscaler.progress import Progress


def run(
    queue: Queue, jobs: list[Job], upscale: UpscaleInSteps = repeat_in_steps, commands: Commands | None = None
) -> tuple[list[Outcome], list[str]]:
    heard = Heard()
    Runner(upscale).run(commands or Commands(), queue, heard, Add(jobs))
    return heard.outcomes, heard.notices


def left(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir()) if folder.exists() else []


def test_all_are_done_and_told(queue: Queue, sources: list[Path]) -> None:
    outcomes, notices = run(queue, jobs(sources))
    assert states(outcomes) == [State.DONE] * 3
    assert [outcome.target for outcome in outcomes] == [
        source.parent / f"out/{source.stem}_2x.png" for source in sources
    ]
    assert all(outcome.result and not outcome.error and outcome.seconds > 0 for outcome in outcomes)
    assert left(sources[0].parent / "out") == ["a_2x.png", "b_2x.png", "c_2x.png"]
    assert queue.counts() == {State.DONE: 3}
    assert notices == []
    assert not locks.exists(target_key(sources[0].parent / "out/a_2x.png"))


def test_the_next_is_decoded_and_the_last_written_while_the_network_runs(queue: Queue, sources: list[Path]) -> None:
    """A picture in the network waits here until the previous one is being written and the next one is decoded."""
    threads: set[str] = set()
    begun = {source: threading.Event() for source in sources}
    writing = {source: threading.Event() for source in sources}

    def before(source: Path, step: int) -> None:
        if step == 1:
            threads.add(threading.current_thread().name)
        if step == 2:
            writing[source].set()
        if source == sources[1] and step == 1:
            assert writing[sources[0]].wait(10)
            assert begun[sources[2]].wait(10)
        if step == 0:
            begun[source].set()

    outcomes, _ = run(queue, jobs(sources), steps_with(before))
    assert states(outcomes) == [State.DONE] * 3
    assert threads == {threading.current_thread().name}


def test_skipped_if_the_target_exists(queue: Queue, sources: list[Path]) -> None:
    run(queue, jobs(sources[:2]))
    outcomes, _ = run(queue, jobs(sources, "skip"))
    assert states(outcomes) == [State.SKIPPED, State.SKIPPED, State.DONE]
    assert outcomes[0].target == sources[0].parent / "out/a_2x.png"


def test_bad_files_fail_alone(queue: Queue, sources: list[Path]) -> None:
    sources[0].write_text("no picture")
    sources[2].unlink()
    outcomes, _ = run(queue, jobs(sources))
    assert states(outcomes) == [State.FAILED, State.DONE, State.FAILED]
    assert isinstance(outcomes[0].error, NotAPictureError)
    assert [failure.source for failure in queue.failures()] == [sources[0], sources[2]]


def test_failures_of_any_step_leave_nothing(queue: Queue, sources: list[Path]) -> None:
    def before(source: Path, step: int) -> None:
        if step == sources.index(source) + 1:
            raise EncodeError(source, "the disk is full")

    outcomes, _ = run(queue, jobs(sources), steps_with(before))
    assert states(outcomes) == [State.FAILED] * 3
    assert left(sources[0].parent / "out") == []


def test_failures_one_after_another_leave_no_folder(queue: Queue, sources: list[Path]) -> None:
    out = sources[0].parent / "out"

    def before(source: Path, step: int) -> None:
        if step == 2:
            for _ in range(1000):  # until the next one has its part file
                if source != sources[0] or len(left(out)) == 2:
                    break
                time.sleep(0.01)
            raise EncodeError(source, "the disk is full")

    outcomes, _ = run(queue, jobs(sources[:2]), steps_with(before))
    assert states(outcomes) == [State.FAILED] * 2
    assert not out.exists()


@pytest.mark.parametrize("fault", [TypeError("a bug"), ZeroDivisionError()])
def test_a_fault_of_ours_is_told_and_logged(
    fault: Exception, queue: Queue, sources: list[Path], caplog: pytest.LogCaptureFixture
) -> None:
    def broken(*_: object) -> Steps:
        raise fault
        yield

    (outcome,), _ = run(queue, jobs(sources[:1]), broken)
    assert isinstance(outcome.error, UnexpectedError)
    assert type(fault).__name__ in outcome.error.reason
    assert caplog.records[0].exc_info is not None


@pytest.mark.parametrize("step", [0, 1, 2])
def test_where_memory_runs_out_it_is_tried_again_alone_at_the_end(step: int, queue: Queue, sources: list[Path]) -> None:
    tries: list[Path] = []

    def before(source: Path, at: int) -> None:
        if at == 0:
            tries.append(source)
        if source == sources[0] and tries.count(source) == 1 and at == step:
            raise MemoryError

    outcomes, _ = run(queue, jobs(sources), steps_with(before))
    assert states(outcomes) == [State.DONE] * 3
    assert tries == [*sources, sources[0]]
    assert outcomes[-1].result is not None
    assert outcomes[-1].result.warnings == (messages.RETRIED_ALONE,)


def test_memory_that_runs_out_twice_is_a_failure(queue: Queue, sources: list[Path]) -> None:
    def upscale(*_: object) -> Steps:
        yield
        raise MemoryError

    outcomes, _ = run(queue, jobs(sources[:1]), upscale)
    assert states(outcomes) == [State.FAILED]


@pytest.mark.parametrize("large", [False, True])
def test_what_the_app_has_died_on_and_what_is_very_large_runs_alone(
    large: bool, queue: Queue, sources: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    if large:
        monkeypatch.setattr(stages, "_SHARE_OF_MEMORY", 0.0)
    seen: list[tuple[Path, int]] = []

    def before(source: Path, step: int) -> None:
        seen.append((source, step))

    outcomes, _ = run(queue, jobs(sources, crashes=0 if large else 1), steps_with(before))
    assert states(outcomes) == [State.DONE] * 3
    assert seen == [(source, step) for source in sources for step in range(4)]


def test_three_crashes_are_a_failure(queue: Queue, sources: list[Path]) -> None:
    (outcome,), _ = run(queue, jobs(sources[:1], crashes=MAX_CRASHES))
    assert outcome.state is State.FAILED
    assert isinstance(outcome.error, CrashedError)
    assert left(sources[0].parent / "out") == []


@pytest.mark.parametrize("step", [0, 1, 2])
def test_cancelled_at_any_step_nothing_is_left_and_the_rest_waits(step: int, queue: Queue, sources: list[Path]) -> None:
    commands = Commands()

    def upscale(source: Path, target: Path, options: UpscaleOptions, progress: Progress, part: Path) -> Steps:
        def before(source: Path, at: int) -> None:
            if source == sources[1] and at == step:
                commands.put(CancelAll())
                if at != 1:  # in the network's thread, which takes it directly
                    assert progress.cancelled is not None and progress.cancelled.wait(10)

        return (yield from steps_with(before)(source, target, options, progress, part))

    outcomes, _ = run(queue, jobs(sources), upscale, commands)
    done = [outcome for outcome in outcomes if outcome.state is State.DONE]
    assert {outcome.state for outcome in outcomes} <= {State.DONE, State.CANCELLED}
    assert left(sources[0].parent / "out") == [outcome.target.name for outcome in done if outcome.target]
    counts = queue.counts()
    assert State.RUNNING not in counts
    assert counts.get(State.DONE, 0) == len(done) < 2


@pytest.mark.parametrize("step", [0, 2])
def test_what_cannot_be_stopped_is_given_up(
    step: int, queue: Queue, sources: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "CANCEL_TIMEOUT", 0.1)
    commands, free = Commands(), threading.Event()
    threads: list[threading.Thread] = []

    def before(source: Path, at: int) -> None:
        if at == step:  # like an encoder that takes minutes
            commands.put(CancelAll())
            assert free.wait(10)
            threads.append(threading.current_thread())

    outcomes, _ = run(queue, jobs(sources[:1]), steps_with(before), commands)
    assert states(outcomes) == ([State.CANCELLED] if step else [])
    assert queue.counts() == {(State.CANCELLED if step else State.WAITING): 1}
    assert left(sources[0].parent / "out") == []
    free.set()
    for thread in threading.enumerate():
        if thread.name in ("read", "write"):
            thread.join(10)
    assert len(threads) == 1
    assert left(sources[0].parent / "out") == []


def test_parts_of_dead_runs_are_swept_and_others_stay(queue: Queue, sources: list[Path]) -> None:
    out = sources[0].parent / "out"
    out.mkdir()
    dead, living, strange = (part_name(out / name) for name in ("x.png", "y.png", "z.png"))
    for part in (dead, living, strange):
        part.touch()
    locks._path(target_key(out / "x.png")).touch()
    lock = locks.acquire(target_key(out / "y.png"))
    assert lock is not None
    outcomes, notices = run(queue, jobs(sources))
    lock.release()
    assert states(outcomes) == [State.DONE] * 3
    assert {living.name, strange.name} == {name for name in left(out) if ".part" in name}
    assert notices == [messages.filled(messages.OTHER_RUN, folder=out)]


@pytest.mark.parametrize(
    ("on_exists", "made"), [("rename", "a_2x (2).png"), ("overwrite", "a_2x (2).png"), ("skip", None)]
)
def test_what_another_run_writes_is_not_touched(
    on_exists: OnExists, made: str | None, queue: Queue, sources: list[Path]
) -> None:
    out = sources[0].parent / "out"
    lock = locks.acquire(target_key(out / "a_2x.png"))
    assert lock is not None
    (outcome,), notices = run(queue, jobs(sources[:1], on_exists))
    lock.release()
    assert outcome.state is (State.DONE if made else State.SKIPPED)
    assert left(out) == ([made] if made else [])
    assert notices == [messages.filled(messages.OTHER_RUN, folder=out)]


def test_a_run_in_the_same_folder_is_told_whatever_it_is_at(queue: Queue, sources: list[Path]) -> None:
    notices: list[str] = []

    def run_another(event: Event) -> None:
        if isinstance(event, Running):
            notices.extend(run(queue, jobs(sources[2:]))[1])

    Runner(repeat_in_steps).run(Commands(), queue, Heard(run_another), Add(jobs(sources[:1])))
    assert notices == [messages.filled(messages.OTHER_RUN, folder=sources[0].parent / "out")]
    assert run(queue, jobs(sources[1:2]))[1] == []


def test_that_a_tree_is_shared_is_told_once(queue: Queue, sources: list[Path]) -> None:
    folders = [sources[0].parent / name for name in "xy"]
    signs = [locks.acquire(target_key(folder)) for folder in folders]
    both = [replace(job, folder=folder) for job, folder in zip(jobs(sources[:2]), folders, strict=True)]
    outcomes, notices = run(queue, both)
    assert states(outcomes) == [State.DONE, State.DONE]
    assert notices == [messages.filled(messages.OTHER_RUN, folder=folders[0])]
    for sign in signs:
        assert sign is not None
        sign.release()


def test_who_only_sweeps_is_waited_for(queue: Queue, sources: list[Path]) -> None:
    lock = locks.acquire(target_key(sources[0].parent / "out" / "a_2x.png"))
    assert lock is not None
    threading.Timer(0.03, lock.release).start()
    (outcome,), notices = run(queue, jobs(sources[:1], "skip"))
    assert (outcome.state, notices) == (State.DONE, [])


def test_a_fault_in_finding_jobs_is_raised(queue: Queue, sources: list[Path]) -> None:
    def found() -> Iterator[Job]:
        yield jobs(sources)[0]
        raise RecursionError

    heard, commands = Heard(), Commands()
    finder = JobFinder(found(), commands, lambda _: None)
    Runner(repeat_in_steps).run(commands, queue, heard)
    with pytest.raises(RecursionError):
        finder.check()
    assert states(heard.outcomes) == [State.DONE]


def run_shared(queue: Queue, jobs: list[Job], listen: Heard, upscale: UpscaleInSteps = repeat_in_steps) -> None:
    Runner(upscale, shared=True).run(Commands(), queue, listen, Add(jobs))


def test_what_another_computer_makes_is_looked_at_again_at_the_end(
    queue: Queue, sources: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "ELSEWHERE_INTERVAL", 0.01)
    others, folder = SharedClaims(), sources[0].parent / "out"
    targets = [folder / f"{source.stem}_2x.png" for source in sources]
    claims = [others.acquire(target, "their lock", part_name(target)) for target in targets[:2]]
    returned: list[Job] = []

    def then(event: Event) -> None:
        if isinstance(event, Returned):
            returned.append(event.job)
            if len(returned) == 4:  # they have finished one and given up on the other
                shutil.copy(sources[0], targets[0])
                for claim in claims:
                    assert claim is not None
                    claim.release()

    heard = Heard(then)
    run_shared(queue, jobs(sources, "skip"), heard)
    assert heard.outcomes[0].job.source == sources[2]
    assert states(heard.outcomes) == [State.SKIPPED, State.DONE, State.DONE]
    assert len(returned) >= 4
    assert left(folder) == ["a_2x.png", "b_2x.png", "c_2x.png"]


def test_a_result_is_not_moved_into_place_if_another_computer_has_taken_over(
    queue: Queue, sources: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "ELSEWHERE_INTERVAL", 0.01)
    target = sources[0].parent / "out" / "a_2x.png"
    others = SharedClaims()
    theirs: list[SharedClaim] = []

    def before(source: Path, step: int) -> None:
        if step == 2 and not theirs:
            (claim,) = target.parent.glob("*-claim0")
            os.utime(claim, (0, 0))
            taken = others.acquire(target, "their lock", part_name(target))
            assert taken is not None
            theirs.append(taken)

    def then(event: Event) -> None:
        if isinstance(event, Returned):
            assert not target.exists()
            theirs[0].release()

    heard = Heard(then)
    run_shared(queue, jobs(sources[:1], "skip"), heard, steps_with(before))
    assert states(heard.outcomes) == [State.DONE]
    assert left(target.parent) == ["a_2x.png"]


def test_cancelling_does_not_wait_for_other_computers(queue: Queue, sources: list[Path]) -> None:
    target = sources[0].parent / "out" / "a_2x.png"
    assert SharedClaims().acquire(target, "their lock", part_name(target)) is not None
    commands = Commands()

    def then(event: Event) -> None:
        if isinstance(event, Returned):
            commands.put(CancelAll())

    heard = Heard(then)
    Runner(repeat_in_steps, shared=True).run(commands, queue, heard, Add(jobs(sources[:1], "skip")))
    assert heard.outcomes == []
    assert queue.counts() == {State.WAITING: 1}
