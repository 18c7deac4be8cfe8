import time
from pathlib import Path

import pytest

from upscaler.geometry import Size
from upscaler.gui.queue.entry import Entry
from upscaler.gui.queue.model import QueueModel
from upscaler.gui.run.controller import RunController
from upscaler.gui.run.status import Primary, Status, primary_of, primary_text, status, title, worth_again
from upscaler.gui.widgets import text
from upscaler.jobs.job import Job, Outcome, State
from upscaler.jobs.throughput import Throughput
from upscaler.options import UpscaleOptions
from upscaler.pipeline import UpscaleResult
from upscaler.target_size import TargetSize

OPTIONS = UpscaleOptions()


class StillController:
    """The parts of a controller and its tally that `status` uses."""

    def __init__(self, ended: list[Entry] | None = None, current: Entry | None = None) -> None:
        self.current = current
        self.is_paused = current is not None and current.is_paused
        self.is_stopping = current is not None and current.is_stopping
        self.is_running = current is not None
        self.is_resuming = False
        self.ended_entries = ended or []
        results = [entry.outcome.result for entry in self.ended_entries if entry.outcome]
        self.latest_result = results[-1] if results else None
        self.total, self.seconds, self.share = 5, 32.0, 0.625
        self.tally = self

    def position(self, _current: Entry) -> int:
        return 2


def still(ended: list[Entry] | None = None, current: Entry | None = None) -> RunController:
    return StillController(ended, current)  # type: ignore[return-value]


def ended(state: State) -> Entry:
    entry = Entry(Path("a.png"))
    result = UpscaleResult(Size(1, 1), Size(4, 4), "cpu", "bf16", 0) if state is State.DONE else None
    entry.end(Outcome(Job(1, entry.source, Path(), OPTIONS), state, 1.0, None, result))
    return entry


def test_nothing_to_say(queue: QueueModel) -> None:
    assert status(queue, still()) == Status("", "")


def test_waiting(queue: QueueModel) -> None:
    queue.add([Path("a.png"), Path("b.png")])
    assert status(queue, still()) == Status("2 pictures waiting", "")
    assert status(queue, still([ended(State.DONE)])) == Status("2 pictures waiting", "1 upscaled")


def test_what_an_earlier_start_has_left_is_on_its_way(queue: QueueModel) -> None:
    controller = still()
    controller.is_resuming = True
    assert status(queue, controller) == Status("Opening…", "")


def test_running(queue: QueueModel) -> None:
    current = Entry(Path("harbour.png"))
    current.begin(UpscaleOptions())
    said = status(queue, still([ended(State.DONE)], current))
    assert said.line == "Picture 2 of 5 · harbour.png"
    left, device, memory = said.detail.replace(text.NARROW, " ").split(" · ")
    assert (left, device) == ("19 s left", "CPU")
    assert memory.endswith("B of memory used")
    current.share, current.began = 0.5, time.monotonic() - 60
    assert status(queue, still(current=current)).detail.startswith(f"1{text.NARROW}min ")
    throughput = Throughput("cuda", "fp16", 1, 1, {}, 1)
    assert "GPU (CUDA)" in status(queue, still(current=current), throughput).detail
    current.is_paused = True
    assert status(queue, still(current=current)).detail.startswith("Paused · ")
    current.is_stopping = True
    assert status(queue, still(current=current)).detail == "Stopping…"


def test_the_title_says_how_far_it_is() -> None:
    assert title(still()) == "Upscaler"
    current = Entry(Path("cat.jpg"))
    current.begin(UpscaleOptions())
    assert title(still(current=current)).replace(text.NARROW, " ") == "62 % · cat.jpg – Upscaler"
    current.is_paused = True
    assert title(still(current=current)).startswith("Paused · 62")


def test_ended(queue: QueueModel) -> None:
    all_states = [ended(state) for state in (State.DONE, State.DONE, State.FAILED, State.SKIPPED, State.CANCELLED)]
    said = status(queue, still(all_states))
    assert said.line == "2 upscaled, 1 failed, 1 skipped, 1 cancelled"
    assert said.detail.replace(text.NARROW, " ") == "32 s · CPU"


@pytest.mark.parametrize(
    ("state", "options", "primary", "word"),
    [
        (State.DONE, OPTIONS, Primary.NOTHING, "Start"),
        (State.DONE, UpscaleOptions(TargetSize(2)), Primary.RETRY, "Upscale again"),
        (State.SKIPPED, OPTIONS, Primary.RETRY, "Upscale again"),
        (State.FAILED, OPTIONS, Primary.RETRY, "Try again"),
    ],
)
def test_the_primary_button_when_nothing_waits(
    queue: QueueModel, state: State, options: UpscaleOptions, primary: Primary, word: str
) -> None:
    queue.set_options(options)
    again = worth_again([ended(state), Entry(Path("waits.png"))], queue)
    assert primary_of(queue, still(), again) is primary
    assert primary_text(primary, again) == word


def test_the_primary_button_pauses_and_resumes_what_runs(queue: QueueModel) -> None:
    current = Entry(Path("b.png"))
    assert primary_of(queue, still(current=current), []) is Primary.PAUSE
    current.is_paused = True
    assert primary_of(queue, still(current=current), []) is Primary.RESUME
    current.is_stopping = True
    assert primary_of(queue, still(current=current), []) is Primary.NOTHING
    assert [primary_text(primary, []) for primary in (Primary.PAUSE, Primary.RESUME)] == ["Pause", "Resume"]


def test_the_primary_button_starts_what_waits(queue: QueueModel) -> None:
    assert primary_of(queue, still(), []) is Primary.NOTHING
    queue.add([Path("a.png")])
    assert primary_of(queue, still(), [ended(State.FAILED)]) is Primary.START
    queue.entries[0].state = State.CANCELLED
    assert primary_of(queue, still(), []) is Primary.START
