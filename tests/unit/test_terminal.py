import io
from pathlib import Path

from rich.console import Console

from upscaler.jobs.job import Job
from upscaler.options import UpscaleOptions
from upscaler.terminal import BatchBars


def job(number: int, name: str) -> Job:
    return Job(number, Path(name), Path("out"), UpscaleOptions())


def drawn(total: int, ended: int = 0) -> str:
    """Two pictures on their way, one of them at half."""
    console = Console(file=io.StringIO(), force_terminal=True, width=120)
    with BatchBars(console, True, lambda: total, ended) as bars:
        bars.started(job(1, "first.png"))
        bars.progressed(job(1, "first.png"), 0.9)
        bars.started(job(2, f"[red] {'long ' * 20}.png"))
        bars.progressed(job(2, ""), 0.5)
        bars.ended(job(1, ""))
        table = bars._bars.get_renderable()
    plain = Console(file=io.StringIO(), width=120)
    plain.print(table)
    return plain.file.getvalue()  # type: ignore[attr-defined,no-any-return]  # it is a StringIO


def test_one_bar_for_the_picture_and_one_for_all() -> None:
    picture, everything = filter(str.strip, drawn(total=40, ended=12).splitlines()[-2:])
    assert "[red] long long" in picture
    assert "50%" in picture
    assert "All pictures" in everything
    assert "13 of 40" in everything


def test_a_single_picture_has_one_bar() -> None:
    assert "All pictures" not in drawn(total=1)
