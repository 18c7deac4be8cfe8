"""What the lower bar says: the state of the run in two lines, and what the primary button does now."""

from __future__ import annotations

import time
from dataclasses import dataclass
from enum import Enum

from PySide6.QtCore import QCoreApplication

from upscaler.gui import words
from upscaler.gui.conductor import Conductor
from upscaler.gui.entry import Entry, state_words
from upscaler.gui.queue_model import QueueModel
from upscaler.jobs.job import State
from upscaler.options import UpscaleOptions

translate = QCoreApplication.translate


APP = "Upscaler"


class Primary(Enum):
    """What pressing the primary button does."""

    START = "start"
    RETRY = "retry"
    PAUSE = "pause"
    RESUME = "resume"
    NOTHING = "nothing"


@dataclass(frozen=True)
class Status:
    line: str
    detail: str


def primary_of(queue: QueueModel, conductor: Conductor, current: Entry | None, options: UpscaleOptions) -> Primary:
    """Start what waits; if nothing does, run the picture in view again where that would give something new."""
    if conductor.is_stopping:
        return Primary.NOTHING
    if conductor.is_running:
        return Primary.RESUME if conductor.is_paused else Primary.PAUSE
    if queue.count(State.WAITING, State.CANCELLED):
        return Primary.START
    if current is None or current.outcome is None:
        return Primary.NOTHING
    if current.state is State.DONE and current.outcome.job.options == options:
        return Primary.NOTHING
    return Primary.RETRY


def primary_words(primary: Primary, current: Entry | None) -> str:
    if primary is Primary.RETRY and current is not None:
        failed = current.state is State.FAILED
        return translate("status", "Try again") if failed else translate("status", "Upscale again")
    return {
        Primary.PAUSE: translate("status", "Pause"),
        Primary.RESUME: translate("status", "Resume"),
    }.get(primary, translate("status", "Start"))


def title(conductor: Conductor) -> str:
    """62 % · harbour.png – Upscaler: what is seen of the window while others lie over it."""
    if conductor.current is None:
        return APP
    parts = [words.percent(conductor.share), conductor.current.source.name]
    if conductor.is_paused:
        parts.insert(0, translate("status", "Paused"))
    return f"{' · '.join(parts)} – {APP}"


def status(queue: QueueModel, conductor: Conductor) -> Status:
    """Two lines about the run, or about what waits to be run."""
    if conductor.current is not None:
        return _running(conductor, conductor.current)
    ended = summary(conductor.ended_entries)
    waiting = queue.count(State.WAITING)
    if waiting:
        ready = translate("status", "{pictures} waiting").format(pictures=words.pictures(waiting))
        return Status(ready, ended)
    return Status(ended, _circumstances(conductor))


def _running(conductor: Conductor, current: Entry) -> Status:
    line = translate("status", "Picture {position} of {total} · {name}").format(
        position=conductor.position, total=conductor.total, name=current.source.name
    )
    return Status(line, state_words(current, time.monotonic()))


def summary(ended: list[Entry]) -> str:
    """4 upscaled, 1 failed."""
    said = {
        State.DONE: translate("status", "{count} upscaled"),
        State.FAILED: translate("status", "{count} failed"),
        State.SKIPPED: translate("status", "{count} skipped"),
        State.CANCELLED: translate("status", "{count} cancelled"),
    }
    counts = {state: sum(entry.state is state for entry in ended) for state in said}
    return ", ".join(said[state].format(count=count) for state, count in counts.items() if count)


def _circumstances(conductor: Conductor) -> str:
    """32 s · CPU, bf16."""
    results = [entry.outcome.result for entry in conductor.ended_entries if entry.outcome and entry.outcome.result]
    if not results:
        return ""
    used = dict.fromkeys(f"{words.device(result.device)}, {result.precision}" for result in results)
    return " · ".join([words.duration(conductor.seconds), *used])
