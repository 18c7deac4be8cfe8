import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.stand_in import is_whole, repeat_in_steps
from upscaler.errors import Cancelled, SourceIsTargetError
from upscaler.geometry import Size
from upscaler.images import pillow
from upscaler.images.codecs.base import Header
from upscaler.images.decode import decode
from upscaler.jobs import stages as module
from upscaler.jobs.active_job import ActiveJob
from upscaler.jobs.claims import Claims
from upscaler.jobs.events import Ended, Event, Removed, Returned
from upscaler.jobs.job import Job, State
from upscaler.jobs.stages import Stages
from upscaler.jobs.targets import Targets
from upscaler.options import UpscaleOptions
from upscaler.target_size import TargetSize


class Bench:
    """One picture and its stages, all in one thread."""

    def __init__(self, source: Path) -> None:
        self.events: list[Event] = []
        self.targets = Targets()
        self.claims = Claims(self.targets, lambda _: None)
        self.stages = Stages(repeat_in_steps, self.targets, self.claims, self.events.append, lambda: None)
        self.active = ActiveJob(Job(1, source, source.parent / "out", UpscaleOptions(TargetSize(2))))

    def do(self, *names: str) -> bool:
        """Run these stages; returns whether it continues after the last."""
        return [self.stages.try_step(self.active, getattr(self.stages, name)) for name in names][-1]


@pytest.fixture
def bench(sample: Path, tmp_path: Path) -> Iterator[Bench]:
    made = Bench(Path(shutil.copy(sample, tmp_path / "a.png")))
    yield made
    made.claims.release()


def test_stage_by_stage(bench: Bench) -> None:
    assert bench.do("prepare", "enlarge")
    bench.stages.write(bench.active)
    assert [type(event).__name__ for event in bench.events if type(event).__name__ != "Progressed"] == [
        "Reading",
        "Running",
        "Written",
        "Ended",
    ]
    assert is_whole(bench.active.job.source, bench.active.target, 2)
    assert bench.active.result is not None
    assert (bench.active.result.retries, bench.active.result.warnings) == (0, ())


@pytest.mark.parametrize(("limit", "alone"), [((256**2 + 512**2) * 4, False), ((256**2 + 512**2) * 4 - 1, True)])
def test_a_picture_that_takes_much_memory_runs_alone(bench: Bench, limit: int, alone: bool) -> None:
    bench.stages._largest = limit
    bench.do("prepare")
    assert bench.active.alone is alone


def test_memory_counts_source_and_result_of_every_frame() -> None:
    job = Job(1, Path("a.png"), Path("out"), UpscaleOptions(TargetSize(2)))
    assert module._bytes(job, Header("gif", Size(10, 10), frames=3)) == 3 * (100 + 400) * 4
    assert module._bytes(job, Header("png", Size(10, 10), bits=16)) == 2 * (100 + 400) * 4


def test_a_target_that_has_become_a_source_stays(bench: Bench) -> None:
    bench.do("prepare", "enlarge")
    bench.active.target.write_text("somebody's own")
    bench.targets.protect([bench.active.target])
    bench.stages.write(bench.active)
    ended = bench.events[-1]
    assert isinstance(ended, Ended) and isinstance(ended.outcome.error, SourceIsTargetError)
    assert bench.active.target.read_text() == "somebody's own"


def test_what_has_no_room_beside_others_is_not_over(bench: Bench) -> None:
    def fail(_: ActiveJob) -> None:
        raise MemoryError

    bench.do("prepare")
    assert not bench.stages.try_step(bench.active, fail)
    assert bench.active.lacks_space and not bench.active.is_over
    bench.active.tries = 2
    assert not bench.stages.try_step(bench.active, fail)
    assert bench.active.is_over


def test_a_decoder_without_memory_has_no_room_either(
    bench: Bench, sample: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def read(_: ActiveJob) -> None:
        decode(sample)

    def fail(*_: object) -> None:
        raise MemoryError("Unable to allocate 3 GiB")

    monkeypatch.setattr(pillow, "samples", fail)
    bench.do("prepare")
    assert not bench.stages.try_step(bench.active, read)
    assert bench.active.lacks_space and not bench.active.is_over


@pytest.mark.parametrize(
    ("started", "flag", "told"),
    [
        (False, "", [Returned]),
        (False, "cancelled_by_user", [Ended]),
        (True, "", [Ended]),
        (True, "app_closes", [Returned]),
        (True, "is_removed", [Returned, Removed]),
    ],
)
def test_what_is_stopped_is_cancelled_or_waits_again(started: bool, flag: str, told: list[type], bench: Bench) -> None:
    def stop(_: ActiveJob) -> None:
        raise Cancelled

    bench.active.is_started = started
    if flag:
        setattr(bench.active, flag, True)
    bench.stages.try_step(bench.active, stop)
    assert [type(event) for event in bench.events] == told
    if told == [Ended]:
        assert bench.events[0].outcome.state is State.CANCELLED  # type: ignore[union-attr]  # it is an Ended
