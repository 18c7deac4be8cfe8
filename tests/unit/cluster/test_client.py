import threading
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tests.stand_in import is_whole, repeat_in_steps
from tests.unit.jobs.conftest import Heard, jobs, journal, queue, states  # noqa: F401 - fixtures too
from upscaler.cluster import client as module
from upscaler.cluster.client import ClusterRunner
from upscaler.cluster.worker import Task
from upscaler.errors import ClusterError
from upscaler.geometry import Size
from upscaler.jobs.commands import Add, CancelAll, Commands
from upscaler.jobs.events import Event, Queued, RunEnded, Running
from upscaler.jobs.job import Job, Outcome, State
from upscaler.jobs.queue import Queue
from upscaler.jobs.shards import FILE_COST
from upscaler.options import UpscaleOptions
from upscaler.pipeline import UpscaleResult
from upscaler.target_size import TargetSize


@pytest.fixture
def runner(scheduler: str) -> Iterator[ClusterRunner]:
    with closing(ClusterRunner(scheduler, repeat_in_steps)) as made:
        yield made


def run(runner: ClusterRunner, queue: Queue | None, found: list[Job], heard: Heard) -> None:
    commands = Commands()
    commands.put(Add(found[:7], more=True, complete=False))
    commands.put(Add(found[7:]))
    runner.run(commands, queue, heard)


def test_all_are_done_and_told_as_on_one_computer(runner: ClusterRunner, queue: Queue, many: list[Path]) -> None:
    broken = many[3]
    broken.write_bytes(b"no picture")
    heard = Heard()
    run(runner, queue, jobs(many, "skip"), heard)
    assert [len(event.jobs) for event in heard.events if isinstance(event, Queued)] == [7, 13]
    failed = [outcome for outcome in heard.outcomes if outcome.state is State.FAILED]
    assert [outcome.job.source for outcome in failed] == [broken]
    done = [outcome for outcome in heard.outcomes if outcome.state is State.DONE]
    assert len(done) == len(many) - 1
    for outcome in done:
        assert outcome.target is not None
        assert outcome.result is not None
        assert is_whole(outcome.job.source, outcome.target, 2)
    assert queue.counts() == {State.DONE: 19, State.FAILED: 1}
    assert heard.events[-1] == RunEnded(False)
    again = Heard()
    run(runner, queue, jobs(many, "skip"), again)
    assert states(again.outcomes).count(State.SKIPPED) == 19


def test_tasks_are_small_and_few_at_a_time(
    runner: ClusterRunner, many: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "MOST_TASKS", 3)
    tasks: list[int] = []
    most = [0]

    class Spy(module._Run):
        def _submit(self, jobs: Any, *others: Any) -> None:
            super()._submit(jobs, *others)
            tasks.append(len(jobs))
            most[0] = max(most[0], len(self._submitted))

    monkeypatch.setattr(module, "_Run", Spy)
    heard = Heard()
    run(runner, None, jobs(many, "skip"), heard)
    assert sum(tasks) == len(many)
    assert max(tasks) <= 5
    assert tasks[-1] == 1
    assert most[0] == 3


def test_a_task_takes_a_minute_at_most(
    runner: ClusterRunner, many: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    speed = module._Speed()
    assert speed.seconds(1_000_000) == pytest.approx(5)
    result = UpscaleResult(Size(100, 100), Size(200, 200), "cpu", "fp32", 0)
    speed.learn(Outcome(jobs(many)[0], State.DONE, 6.0, result=result))
    assert speed.seconds(10_000 + FILE_COST) == pytest.approx(6)
    monkeypatch.setattr(module, "MOST_SECONDS", 1e-9)
    sizes: list[int] = []
    submit = module._Run._submit

    def spy(self: module._Run, jobs: Any, *others: Any) -> None:
        sizes.append(len(jobs))
        submit(self, jobs, *others)

    monkeypatch.setattr(module._Run, "_submit", spy)
    run(runner, None, jobs(many, "skip"), Heard())
    assert sizes == [1] * len(many)


def test_cancelling_stops_the_workers_and_keeps_the_rest(scheduler: str, queue: Queue, many: list[Path]) -> None:
    commands = Commands()

    def then(event: Event) -> None:
        if isinstance(event, Running):
            commands.put(CancelAll())

    heard = Heard(then)
    with closing(ClusterRunner(scheduler, repeat_in_steps)) as runner:
        commands.put(Add(jobs(many, "skip")))
        runner.run(commands, queue, heard)
    assert heard.events[-1] == RunEnded(True)
    counts = queue.counts()
    assert sum(counts.values()) == len(many)
    assert counts[State.WAITING] > 0
    done = {outcome.target for outcome in heard.outcomes if outcome.state is State.DONE}
    left = {path for path in (many[0].parent / "out").iterdir() if path.name.startswith(".")}
    assert left == set()
    assert len(done) < len(many)


def test_without_a_scheduler(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "CONNECT_TIMEOUT", 0.2)
    with pytest.raises(ClusterError, match=r"there is no scheduler at tcp://127\.0\.0\.1:1"):
        ClusterRunner("tcp://127.0.0.1:1")


def test_workers_with_other_models_are_refused(scheduler: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "fingerprint", lambda: threading.current_thread().name)
    with pytest.raises(ClusterError, match=r"inproc.*, inproc.* have another version of the app or other models"):
        ClusterRunner(scheduler)


def test_a_worker_with_other_models_that_joins_later_ends_the_run(
    runner: ClusterRunner, queue: Queue, many: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "fingerprint", lambda *_: "other")
    heard = Heard()
    with pytest.raises(ClusterError, match="other models"):
        run(runner, queue, jobs(many, "skip"), heard)
    assert queue.counts() == {State.WAITING: len(many)}


def test_tasks_that_fail_again_and_again_are_given_up(
    runner: ClusterRunner, queue: Queue, many: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "run_task", fails)
    heard = Heard()
    run(runner, queue, jobs(many[:3], "skip"), heard)
    assert states(heard.outcomes) == [State.FAILED] * 3
    assert {str(outcome.error) for outcome in heard.outcomes} == {str(ClusterError("disk on fire"))}


def fails(task: Task) -> None:
    raise RuntimeError("disk on fire")


def test_a_scheduler_that_is_gone_ends_the_run_and_keeps_the_rest(
    scheduler: str, queue: Queue, many: list[Path]
) -> None:
    with closing(ClusterRunner(scheduler, repeat_in_steps)) as runner:

        def then(event: Event) -> None:
            if isinstance(event, Running):
                runner.client.close()

        heard = Heard(then)
        with pytest.raises(ClusterError, match="the connection to the scheduler is lost"):
            run(runner, queue, jobs(many, "skip"), heard)
    assert heard.events[-1] == RunEnded(False)
    assert queue.counts()[State.WAITING] > 0


def test_processes_that_do_not_come_back_end_the_run(
    runner: ClusterRunner, queue: Queue, many: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "GONE_TIMEOUT", -1.0)
    monkeypatch.setattr(runner.client, "cluster", object())
    monkeypatch.setattr(runner.client, "scheduler_info", dict)
    heard = Heard()
    with pytest.raises(ClusterError, match="were not restarted"):
        run(runner, queue, jobs(many, "skip"), heard)
    assert heard.notices == ["The scheduler has no workers: waiting for some to join."]
    assert queue.counts() == {State.WAITING: len(many)}


def test_all_workers_of_a_large_cluster_are_counted(runner: ClusterRunner, monkeypatch: pytest.MonkeyPatch) -> None:
    def info(n_workers: int = 5) -> dict[str, Any]:
        """As in distributed 2026.1."""
        addresses = [f"tcp://host{number}:1" for number in range(8)]
        return {"workers": dict.fromkeys(addresses if n_workers < 0 else addresses[:n_workers])}

    monkeypatch.setattr(runner.client, "scheduler_info", info)
    found = module._Run(runner.client, repeat_in_steps, Commands(), None, Heard())
    assert found._places() == ({f"host{number}": 1 for number in range(8)}, 8)


def test_jobs_are_absolute(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    job = Job(1, Path("a.png"), Path("out"), UpscaleOptions(TargetSize(2)))
    assert module._absolute(job) == replace(job, source=tmp_path / "a.png", folder=tmp_path / "out")
