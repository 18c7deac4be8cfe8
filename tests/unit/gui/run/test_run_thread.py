from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QThread
from pytestqt.qtbot import QtBot

from upscaler.gui.comparison import live_rows as live_rows
from upscaler.gui.run.run_thread import RunThread
from upscaler.jobs.commands import Add, Close
from upscaler.jobs.events import Ended, Event, RunEnded
from upscaler.jobs.job import Picture, Root, State

MakePicture = Callable[..., Path]


@pytest.fixture
def thread(qtbot: QtBot) -> Iterator[RunThread]:
    made = RunThread()
    made.start()
    yield made
    made.commands.put(Close())
    assert made.wait(20_000)


def test_what_happens_there_is_heard_here(
    thread: RunThread, make_picture: MakePicture, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Rows are reported only to the view."""
    monkeypatch.setattr(live_rows, "_EMIT_EVERY", 0)
    events: list[Event] = []
    threads: list[QThread] = []
    grown: list[tuple[int, int]] = []
    thread.live_rows.grown.connect(lambda entry_id, layer: grown.append((entry_id, layer.rows)))
    thread.live_rows.watch(7)

    def hear(event: Event) -> None:
        events.append(event)
        threads.append(QThread.currentThread())

    thread.happened.connect(hear)
    source = make_picture("a.png", 24, 16)
    thread.commands.put(Add([Picture(7, source, Root(source.parent))]))
    qtbot.waitUntil(lambda: RunEnded(False) in events, timeout=30_000)
    (outcome,) = [event.outcome for event in events if isinstance(event, Ended)]
    assert outcome.state is State.DONE
    qtbot.waitUntil(lambda: bool(grown))
    assert grown[-1] == (7, 64)
    assert not any(type(event).__name__ == "Rows" for event in events)


def test_it_ends_when_it_is_closed(qtbot: QtBot) -> None:
    made = RunThread()
    made.start()
    made.commands.put(Close())
    assert made.wait(20_000)
    assert made.isFinished()
