import time
from pathlib import Path

import pytest

from upscaler.errors import NotAPictureError, SourceMissingError
from upscaler.geometry import Size
from upscaler.gui.queue.entry import (
    Entry,
    failure_text,
    notes,
    own_options,
    progress_text,
    state_colour,
    state_text,
)
from upscaler.gui.widgets import text
from upscaler.gui.widgets.tokens import DARK
from upscaler.jobs.job import Job, Outcome, State
from upscaler.options import UpscaleOptions
from upscaler.pipeline import UpscaleResult
from upscaler.target_size import TargetSize

SOURCE = Path("/photos/a.png")
JOB = Job(1, SOURCE, Path("/photos/upscaled"), UpscaleOptions())


def said(entry: Entry, now: float = 0.0) -> str:
    return state_text(entry, now).replace(text.NARROW, " ")


def done(*warnings: str) -> Outcome:
    result = UpscaleResult(Size(24, 16), Size(96, 64), "cpu", "fp32", 0, warnings)
    return Outcome(JOB, State.DONE, 2.14, Path("/photos/upscaled/a_4x.png"), result)


def test_ids_differ() -> None:
    assert Entry(SOURCE).id != Entry(SOURCE).id


def test_the_life_of_an_entry() -> None:
    entry = Entry(SOURCE)
    assert entry.is_open
    assert said(entry) == "Waiting"
    entry.begin(UpscaleOptions())
    assert entry.is_open
    assert said(entry) == "Upscaling…"
    entry.share = 0.625
    assert said(entry, entry.began + 0.1) == "Upscaling · 62 %"
    assert said(entry, entry.began + 10) == "Upscaling · 62 % · 6 s left"
    entry.is_stopping = True
    assert said(entry) == "Stopping…"
    entry.end(done())
    assert not entry.is_open
    assert said(entry) == "Done in 2.1 s"
    assert entry.target == Path("/photos/upscaled/a_4x.png")


def test_another_try_starts_from_nothing() -> None:
    entry = Entry(SOURCE)
    entry.begin(UpscaleOptions())
    entry.share = 0.5
    entry.is_stopping = True
    entry.end(Outcome(JOB, State.CANCELLED, 1.0))
    assert said(entry) == "Cancelled"
    entry.wait_again()
    assert (entry.state, entry.options, entry.share, entry.outcome) == (State.WAITING, None, 0, None)
    assert not entry.is_stopping


def test_warnings_are_pointed_at() -> None:
    entry = Entry(SOURCE)
    entry.end(done("JPEG cannot hold transparency."))
    assert said(entry) == "Done in 2.1 s · see note"
    assert notes(entry) == "JPEG cannot hold transparency."


def test_a_failure_says_why() -> None:
    entry = Entry(SOURCE)
    entry.end(Outcome(JOB, State.FAILED, 0.1, error=SourceMissingError(SOURCE)))
    assert said(entry) == "Failed"
    assert "a.png" in notes(entry)


def test_options_are_told_where_they_differ_from_those_of_now() -> None:
    entry, present = Entry(SOURCE), UpscaleOptions()
    assert own_options(entry, present) == ""
    entry.begin(UpscaleOptions(TargetSize(2), format="png"))
    assert own_options(entry, UpscaleOptions(TargetSize(2), format="png")) == ""
    assert own_options(entry, UpscaleOptions(TargetSize(2))) == "PNG"
    assert own_options(entry, present) == "2× · PNG"
    entry.begin(present)
    assert own_options(entry, UpscaleOptions(format="webp", model="art")) == "automatic model · same as the original"
    entry.begin(UpscaleOptions(denoise=60))  # as the command line may have requested
    assert own_options(entry, present) == "Photo with noise or JPEG artefacts · strength 60"


def test_no_estimate_is_better_than_a_guess() -> None:
    entry = Entry(SOURCE)
    entry.begin(UpscaleOptions())
    now = time.monotonic()
    entry.share = 0.01
    assert entry.seconds_left(now + 10) is None
    entry.share = 0.5
    assert entry.seconds_left(entry.began + 0.1) is None
    assert entry.seconds_left(entry.began + 8) == pytest.approx(8)


@pytest.mark.parametrize("state", list(State))
def test_every_state_has_words_and_a_colour(state: State) -> None:
    entry = Entry(SOURCE, state=state)
    entry.outcome = done() if state is State.DONE else None
    assert said(entry)
    assert state_colour(state, DARK).startswith("#")


def test_the_reason_of_a_failure_is_said_in_a_few_words() -> None:
    entry = Entry(SOURCE)
    assert failure_text(entry) == ""
    entry.end(Outcome(JOB, State.FAILED, 0.1, error=NotAPictureError(entry.source, ["PNG"])))
    assert failure_text(entry) == "Failed: not a picture"


def test_earlier_results_are_remembered_across_tries() -> None:
    entry = Entry(SOURCE)
    for name in ("a.png", "b.png", "a.png", "c.png"):
        entry.wait_again()
        entry.end(Outcome(JOB, State.DONE, 1.0, Path(name)))
    assert list(entry.earlier_results) == [Path("a.png"), Path("b.png")]
    entry.wait_again()
    entry.end(Outcome(JOB, State.CANCELLED, 1.0))
    assert list(entry.earlier_results) == [Path("c.png"), Path("a.png"), Path("b.png")]


def test_how_far_it_is_without_words_for_a_narrow_row() -> None:
    entry = Entry(SOURCE)
    entry.begin(UpscaleOptions())
    entry.share, entry.began = 0.25, 100.0
    assert progress_text(entry, 110.0).replace(text.NARROW, " ") == "25 % · 30 s left"
    entry.is_paused = True
    assert progress_text(entry, 110.0).replace(text.NARROW, " ") == "25 %"
