from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from upscaler import __version__
from upscaler.errors import SourceMissingError
from upscaler.geometry import Size
from upscaler.gui.queue.entry import Entry
from upscaler.gui.queue.report import log_outcome, report
from upscaler.jobs.job import Job, Outcome, State
from upscaler.options import UpscaleOptions
from upscaler.pipeline import UpscaleResult
from upscaler.target_size import TargetSize

SOURCE = Path("/photos/a.png")
OPTIONS = UpscaleOptions(TargetSize(3), format="webp")
JOB = Job(1, SOURCE, Path("/photos/upscaled"), OPTIONS)


def ended(outcome: Outcome) -> Entry:
    entry = Entry(SOURCE)
    entry.begin(OPTIONS)
    entry.end(outcome)
    return entry


def test_a_failure(qapp: QApplication) -> None:
    told = report([ended(Outcome(JOB, State.FAILED, 0.1, error=SourceMissingError(SOURCE)))])
    for part in (
        f"Upscaler {__version__}",
        "Qt 6",
        "torch 2",
        "/photos/a.png",
        "value=3",
        "webp",
        "SourceMissingError",
    ):
        assert part in told


def test_a_success_and_one_that_waits(qapp: QApplication) -> None:
    result = UpscaleResult(Size(24, 16), Size(72, 48), "cpu", "fp32", 0)
    done = ended(Outcome(JOB, State.DONE, 2.1, Path("/photos/upscaled/a_3x.webp"), result))
    told = report([done, Entry(Path("b.png"))])
    assert "a_3x.webp" in told
    assert "fp32" in told
    assert "b.png\nstate: waiting" in told


def test_the_outcome_of_a_picture_in_words(caplog: pytest.LogCaptureFixture) -> None:
    log_outcome(ended(Outcome(JOB, State.FAILED, 0.1, error=SourceMissingError(SOURCE))))
    assert caplog.messages[-1].endswith("a.png: Failed. There is no file “a.png”.")
    assert caplog.records[-1].levelname == "WARNING"
