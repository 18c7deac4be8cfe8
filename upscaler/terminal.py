"""Output in a terminal: messages, and progress bars, one for the picture and one for the run.

Output that cannot be written never stops the run: a terminal may be closed, and a pipe may have no reader.
"""

from __future__ import annotations

import io
import os
import sys
import unicodedata
from collections.abc import Callable
from contextlib import suppress
from types import TracebackType
from typing import TextIO

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

from upscaler.jobs.events import Ended, Event, Progressed, Returned, Running
from upscaler.jobs.job import Job

_NAME = 32  # characters of a file name that are shown


def prepare_streams() -> None:
    """Make writing to stdout and stderr safe: for characters that their encoding lacks, and if they are closed."""
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        if stream is None:
            setattr(sys, name, open(os.devnull, "w"))  # noqa: PTH123, SIM115 - as long as the program runs
        elif isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def put(text: str, stream: TextIO) -> OSError | None:
    """Write text at once. Returns the error if that fails; from then on everything written there is dropped."""
    try:
        stream.write(text)
        stream.flush()
    except OSError as error:
        with suppress(OSError), open(os.devnull, "w") as nothing:  # noqa: PTH123
            os.dup2(nothing.fileno(), stream.fileno())
        return error
    return None


def printable(text: str) -> str:
    """Text with control characters escaped: a file name may contain some that a terminal would execute."""
    return "".join(ascii(char)[1:-1] if unicodedata.category(char) == "Cc" else char for char in text)


class _SafeStream(io.TextIOBase):
    """A stream for rich that ignores errors: rich would let them end the program or the thread."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def write(self, text: str) -> int:
        put(text, self._stream)
        return len(text)

    def isatty(self) -> bool:
        return self._stream.isatty()

    def fileno(self) -> int:
        return self._stream.fileno()

    @property
    def encoding(self) -> str:  # type: ignore[override]  # not to be set
        return self._stream.encoding


def console(stream: TextIO) -> Console:
    """A console for messages and bars on this stream; printing to it never raises."""
    file = _SafeStream(stream)
    return Console(file=file, highlight=False, markup=False, emoji=False, soft_wrap=True)  # type: ignore[arg-type]


class BatchBars:
    """Use it in a `with` block. The upper bar is that of the picture in the network; others may still be written."""

    def __init__(self, console: Console, shown: bool, total: Callable[[], int], ended: int) -> None:
        """`total` returns how many pictures are known by now; `ended` pictures were done by earlier processes."""
        columns = (
            TextColumn("{task.description}", markup=False),  # neither [styles] nor :smiles: in names
            BarColumn(),
            TextColumn("{task.fields[progress]}"),
            TimeRemainingColumn(),
        )
        # stdout is not redirected: it is for --json
        self._bars = Progress(*columns, console=console, disable=not shown, transient=True, redirect_stdout=False)
        self._picture = self._bars.add_task("", total=1.0, progress="")
        self._all = self._bars.add_task("All pictures", total=None, progress="", visible=False)
        self._total, self._ended = total, ended
        self._shares: dict[int, float] = {}  # of the pictures in flight
        self._current = 0

    def __enter__(self) -> BatchBars:
        self._bars.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._bars.stop()

    def handle(self, event: Event) -> None:
        """Update the bars for an event of the run."""
        match event:
            case Running(job):
                self._current = job.id
                self._bars.reset(self._picture, description=_shown(job.source.name), progress="")
                self._progressed(job, 0.0)
            case Progressed(job, share):
                self._progressed(job, share)
            case Returned(job):
                self._shares.pop(job.id, None)
            case Ended(outcome):
                self._shares.pop(outcome.job.id, None)
                self._ended += 1
                self._show_all()
            case _:
                pass

    def _progressed(self, job: Job, share: float) -> None:
        self._shares[job.id] = share
        if job.id == self._current:
            self._bars.update(self._picture, completed=share, progress=f"{share:.0%}")
        self._show_all()

    def _show_all(self) -> None:
        total = self._total()
        completed = self._ended + sum(self._shares.values())
        progress = f"{self._ended} of {total}"
        self._bars.update(self._all, completed=completed, total=total, progress=progress, visible=total > 1)


def _shown(name: str) -> str:
    """A name of fixed length, so that the bars stay in place."""
    name = printable(name)
    cut = name if len(name) <= _NAME else f"{name[: _NAME // 2]}…{name[-(_NAME // 2 - 1) :]}"
    return f"{cut:{_NAME}}"
