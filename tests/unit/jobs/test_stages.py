import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.stand_in import is_whole, repeat_in_steps
from upscaler.errors import Cancelled, SourceIsTargetError
from upscaler.jobs.active_job import ActiveJob
from upscaler.jobs.claims import Claims
from upscaler.jobs.events import Ended, Event, Removed, Returned
from upscaler.jobs.job import Job, State
from upscaler.jobs.stages import Stages
from upscaler.jobs.targets import Targets
from upscaler.options import TargetSize, UpscaleOptions


class Bench:
    """One picture and its stages, all in one thread."""

    def __init__(self, source: Path) -> None:
        self.events: list[Event] = []
        self.targets = Targets()
        self.claims = Claims(self.targets, lambda _: None)
        self.stages = Stages(repeat_in_steps, self.targets, self.claims, self.events.append, lambda: None)
        self.active = ActiveJob(Job(1, source, source.parent / "out", UpscaleOptions(TargetSize(2))))

    def do(self, *names: str) -> bool:
        """Whether it goes on after the last of these."""
        return [self.stages.guarded(self.active, getattr(self.stages, name)) for name in names][-1]


@pytest.fixture
def bench(sample: Path, tmp_path: Path) -> Iterator[Bench]:
    made = Bench(Path(shutil.copy(sample, tmp_path / "a.png")))
    yield made
    made.claims.release()


def test_stage_by_stage(bench: Bench) -> None:
    assert bench.do("prepare", "enlarge")
    bench.stages.write_down(bench.active)
    assert [type(event).__name__ for event in bench.events if type(event).__name__ != "Progressed"] == [
        "Reading",
        "Running",
        "Written",
        "Ended",
    ]
    assert is_whole(bench.active.job.source, bench.active.target, 2)


def test_a_target_that_has_become_a_source_stays(bench: Bench) -> None:
    bench.do("prepare", "enlarge")
    bench.active.target.write_text("somebody's own")
    bench.targets.protect([bench.active.target])
    bench.stages.write_down(bench.active)
    ended = bench.events[-1]
    assert isinstance(ended, Ended) and isinstance(ended.outcome.error, SourceIsTargetError)
    assert bench.active.target.read_text() == "somebody's own"


def test_what_has_no_room_beside_others_is_not_over(bench: Bench) -> None:
    def fail(_: ActiveJob) -> None:
        raise MemoryError

    bench.do("prepare")
    assert not bench.stages.guarded(bench.active, fail)
    assert bench.active.lacks_space and not bench.active.is_over
    bench.active.tries = 2
    assert not bench.stages.guarded(bench.active, fail)
    assert bench.active.is_over


@pytest.mark.parametrize(
    ("started", "flag", "told"),
    [
        (False, "", [Returned]),
        (False, "is_unwanted", [Ended]),
        (True, "", [Ended]),
        (True, "is_kept", [Returned]),
        (True, "is_removed", [Returned, Removed]),
    ],
)
def test_what_is_stopped_is_cancelled_or_waits_again(started: bool, flag: str, told: list[type], bench: Bench) -> None:
    def stop(_: ActiveJob) -> None:
        raise Cancelled

    bench.active.is_started = started
    if flag:
        setattr(bench.active, flag, True)
    bench.stages.guarded(bench.active, stop)
    assert [type(event) for event in bench.events] == told
    if told == [Ended]:
        assert bench.events[0].outcome.state is State.CANCELLED  # type: ignore[union-attr]  # it is an Ended
