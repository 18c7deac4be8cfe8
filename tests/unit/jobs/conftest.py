"""The journal, a queue in it, pictures to run, and a listener."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from tests.stand_in import repeat_in_steps
from upscaler.jobs.events import Ended, Event, Notice
from upscaler.jobs.job import Job, Outcome, State
from upscaler.jobs.journal import Journal
from upscaler.jobs.queue import Queue
from upscaler.jobs.stages import UpscaleInSteps
from upscaler.options import OnExists, UpscaleOptions
from upscaler.pipeline import Steps, finish
from upscaler.progress import Progress
from upscaler.target_size import TargetSize


@pytest.fixture
def journal() -> Iterator[Journal]:
    made = Journal()
    yield made
    made.close()


@pytest.fixture
def queue(journal: Journal) -> Iterator[Queue]:
    made = journal.begin({})
    yield made
    made.leave()


@pytest.fixture
def sources(sample: Path, tmp_path: Path) -> list[Path]:
    """Three pictures."""
    paths = [tmp_path / f"{name}.png" for name in "abc"]
    for path in paths:
        path.write_bytes(sample.read_bytes())
    return paths


def jobs(sources: list[Path], on_exists: OnExists = "rename", crashes: int = 0) -> list[Job]:
    options = UpscaleOptions(TargetSize(2), on_exists=on_exists)
    return [
        Job(number, source, source.parent / "out", options, crashes=crashes) for number, source in enumerate(sources, 1)
    ]


def steps_with(before: Callable[[Path, int], None]) -> UpscaleInSteps:
    """The stand-in; `before(source, step)` is called before each of its four steps."""

    def upscale(source: Path, target: Path, options: UpscaleOptions, progress: Progress, part: Path) -> Steps:
        with closing(repeat_in_steps(source, target, options, progress, part)) as steps:
            for step in range(3):
                before(source, step)
                next(steps)
                yield
            before(source, 3)
            return finish(steps)

    return upscale


class Heard:
    """A listener that records what it hears."""

    def __init__(self, then: Callable[[Event], None] = lambda _: None) -> None:
        self.events: list[Event] = []
        self._then = then

    def __call__(self, event: Event) -> None:
        self.events.append(event)
        self._then(event)

    @property
    def outcomes(self) -> list[Outcome]:
        return [event.outcome for event in self.events if isinstance(event, Ended)]

    @property
    def notices(self) -> list[str]:
        return [event.sentence for event in self.events if isinstance(event, Notice)]


def states(outcomes: list[Outcome]) -> list[State]:
    return [outcome.state for outcome in sorted(outcomes, key=lambda outcome: outcome.job.id)]
