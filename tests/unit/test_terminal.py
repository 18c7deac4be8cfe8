import io
import os
import sys
from pathlib import Path

import pytest
from rich.console import Console

from upscaler.jobs.events import Ended, Progressed, Running
from upscaler.jobs.job import Job, Outcome, State
from upscaler.options import UpscaleOptions
from upscaler.terminal import BatchBars, prepare_streams, printable, put


def job(number: int, name: str) -> Job:
    return Job(number, Path(name), Path("out"), UpscaleOptions())


def drawn(total: int, ended: int = 0) -> str:
    """Two pictures in progress, one of them half done."""
    console = Console(file=io.StringIO(), force_terminal=True, width=120)
    with BatchBars(console, True, lambda: total, ended) as bars:
        bars.handle(Running(job(1, "first.png")))
        bars.handle(Progressed(job(1, "first.png"), 0.9))
        bars.handle(Running(job(2, f"[red] :smile: {'long ' * 20}.png")))
        bars.handle(Progressed(job(2, ""), 0.5))
        bars.handle(Ended(Outcome(job(1, ""), State.DONE, 1.0)))
        table = bars._bars.get_renderable()
    plain = Console(file=io.StringIO(), width=120)
    plain.print(table)
    return plain.file.getvalue()  # type: ignore[attr-defined,no-any-return]  # it is a StringIO


def test_one_bar_for_the_picture_and_one_for_all() -> None:
    picture, everything = filter(str.strip, drawn(total=40, ended=12).splitlines()[-2:])
    assert "[red] :smile: lo" in picture
    assert "50%" in picture
    assert "All pictures" in everything
    assert "13 of 40" in everything


def test_a_single_picture_has_one_bar() -> None:
    assert "All pictures" not in drawn(total=1)


def test_streams_that_were_closed_are_there(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stderr", None)
    prepare_streams()
    with sys.stderr as stream:
        assert put("a", stream) is None


@pytest.mark.posix
def test_what_cannot_be_written_is_dropped_from_then_on() -> None:
    reading, writing = os.pipe()
    os.close(reading)
    with open(writing, "w") as stream:  # noqa: PTH123
        assert isinstance(put("a", stream), BrokenPipeError)
        assert put("b", stream) is None


def test_names_do_not_command_the_terminal() -> None:
    assert printable("a\x1b[31m\n\x9bé → 漢.png") == "a\\x1b[31m\\n\\x9bé → 漢.png"
