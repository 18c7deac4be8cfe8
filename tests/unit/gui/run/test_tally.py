from pathlib import Path

import pytest

from upscaler.geometry import Size
from upscaler.gui.queue.entry import Entry
from upscaler.gui.queue.model import QueueModel
from upscaler.gui.run.tally import RunTally
from upscaler.jobs.job import Job, Outcome, State
from upscaler.options import UpscaleOptions
from upscaler.pipeline import UpscaleResult

RESULT = UpscaleResult(Size(1, 1), Size(4, 4), "cpu", "bf16", 0)


@pytest.fixture
def entries(queue: QueueModel) -> list[Entry]:
    queue.add([Path(f"/photos/{name}.png") for name in "abcd"])
    return queue.entries


@pytest.fixture
def tally(queue: QueueModel, entries: list[Entry]) -> RunTally:
    """The first picture is being written, the second is in the network."""
    made = RunTally(queue)
    made.begin()
    made.add(entries)
    made.in_flight = {entry.id: entry for entry in entries[:2]}
    return made


def outcome(entry: Entry, result: UpscaleResult | None = RESULT) -> Outcome:
    job = Job(entry.id, entry.source, Path(), UpscaleOptions())
    return Outcome(job, State.DONE if result else State.FAILED, 1.0, None, result)


def test_pictures_are_counted(tally: RunTally, entries: list[Entry]) -> None:
    entries[0].share, entries[1].share = 0.9, 0.5
    assert (tally.total, tally.position(entries[1])) == (4, 2)
    assert tally.share == pytest.approx(1.4 / 4)
    tally.count(outcome(entries[0]))
    assert (tally.total, tally.left, tally.position(entries[1])) == (4, 3, 2)
    assert tally.share == pytest.approx(1.5 / 4)
    tally.count(outcome(entries[1], None))
    assert tally.ended_entries == entries[:2]
    assert tally.latest_result is RESULT  # a failure has none


def test_what_is_taken_out_counts_if_it_was_through(tally: RunTally, queue: QueueModel, entries: list[Entry]) -> None:
    tally.count(outcome(entries[0]))
    for entry in (entries[0], entries[3]):
        tally.remove(entry.id)
    queue.remove([entries[0].id, entries[3].id])
    assert (tally.total, tally.position(entries[1])) == (3, 2)
    assert tally.ended_entries == []


def test_what_is_tried_again_is_open_again(tally: RunTally, entries: list[Entry]) -> None:
    tally.count(outcome(entries[0]))
    tally.add(entries[:1])
    assert (tally.total, tally.ended_entries) == (4, [])


def test_the_time_of_a_pause_does_not_count(
    tally: RunTally, entries: list[Entry], monkeypatch: pytest.MonkeyPatch
) -> None:
    now = [100.0]
    monkeypatch.setattr("upscaler.gui.run.tally.time.monotonic", lambda: now[0])
    tally.begin()
    entries[0].began = 100.0
    now[0] = 110.0
    tally.pause()
    now[0] = 150.0
    tally.resume()
    assert (tally.seconds, entries[0].began) == (10.0, 140.0)
    now[0] = 155.0
    tally.end()
    now[0] = 200.0
    assert tally.seconds == 15.0
