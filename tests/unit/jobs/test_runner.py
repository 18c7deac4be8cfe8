import threading
from pathlib import Path

import pytest

from upscaler.errors import EncodeError, NotAPictureError, UnexpectedError, UpscalerError
from upscaler.geometry import Size
from upscaler.jobs.job import Job, State
from upscaler.jobs.runner import Runner
from upscaler.options import OnExists, UpscaleOptions
from upscaler.pipeline import UpscaleResult
from upscaler.progress import Progress

RESULT = UpscaleResult(Size(1, 1), Size(4, 4), "cpu", "fp32", 0)


def writes(source: Path, target: Path, options: UpscaleOptions, progress: Progress) -> UpscaleResult:
    """Stands in for the pipeline."""
    target.parent.mkdir(exist_ok=True)
    target.write_bytes(source.read_bytes())
    return RESULT


def job(source: Path, on_exists: OnExists = "rename") -> Job:
    return Job(1, source, source.parent / "out", UpscaleOptions(on_exists=on_exists))


@pytest.fixture
def source(sample: Path, tmp_path: Path) -> Path:
    (tmp_path / "a.png").write_bytes(sample.read_bytes())
    return tmp_path / "a.png"


def test_done(source: Path) -> None:
    outcome = Runner(writes).run(job(source), Progress())
    assert (outcome.state, outcome.target, outcome.result) == (State.DONE, source.parent / "out/a_4x.png", RESULT)
    assert outcome.error is None
    assert outcome.seconds > 0


def test_skipped_if_the_target_exists(source: Path) -> None:
    runner = Runner(writes)
    assert runner.run(job(source, "skip"), Progress()).state is State.DONE
    outcome = runner.run(job(source, "skip"), Progress())
    assert (outcome.state, outcome.result) == (State.SKIPPED, None)


def test_an_error_is_an_outcome(source: Path) -> None:
    source.write_text("no picture")
    outcome = Runner(writes).run(job(source), Progress())
    assert outcome.state is State.FAILED
    assert isinstance(outcome.error, NotAPictureError)


def test_one_failure_does_not_touch_the_next(source: Path) -> None:
    errors: list[UpscalerError] = [EncodeError(source, "the disk is full")]

    def fails_once(*arguments: object) -> UpscaleResult:
        if errors:
            raise errors.pop()
        return RESULT

    runner = Runner(fails_once)
    assert [runner.run(job(source), Progress()).state for _ in range(2)] == [State.FAILED, State.DONE]


def test_cancelled(source: Path) -> None:
    stop = threading.Event()
    stop.set()
    outcome = Runner(writes).run(job(source), Progress(cancelled=stop))
    assert (outcome.state, outcome.error) == (State.CANCELLED, None)
    assert not (source.parent / "out").exists()


@pytest.mark.parametrize("fault", [TypeError("a bug"), MemoryError()])
def test_a_fault_of_ours_is_told_and_logged(fault: Exception, source: Path, caplog: pytest.LogCaptureFixture) -> None:
    def broken(*arguments: object) -> UpscaleResult:
        raise fault

    outcome = Runner(broken).run(job(source), Progress())
    assert outcome.state is State.FAILED
    assert isinstance(outcome.error, UnexpectedError)
    assert type(fault).__name__ in outcome.error.reason
    assert caplog.records[0].exc_info is not None
