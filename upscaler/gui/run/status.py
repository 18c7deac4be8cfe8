"""The texts of the bottom bar: the state of the run in two lines, and the label of the primary button."""

from __future__ import annotations

import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from upscaler.gui.queue.entry import Entry, seconds_left, state_text
from upscaler.gui.queue.model import QueueModel
from upscaler.gui.run.controller import RunController
from upscaler.gui.widgets import text
from upscaler.jobs.job import Outcome, State

if TYPE_CHECKING:
    from upscaler.jobs.throughput import Throughput

translate = QCoreApplication.translate

APP = "Upscaler"


class Primary(Enum):
    """The action of the primary button."""

    START = "start"
    RETRY = "retry"
    PAUSE = "pause"
    RESUME = "resume"
    NOTHING = "nothing"


@dataclass(frozen=True)
class Status:
    line: str
    detail: str


def worth_again(entries: Iterable[Entry], queue: QueueModel) -> list[Entry]:
    """Entries that have ended, but for which another run could give a different result."""
    ended = [(entry, entry.outcome) for entry in entries if entry.outcome is not None]
    return [
        entry
        for entry, outcome in ended
        if entry.state is not State.DONE or outcome.job.options != queue.options_of(entry)
    ]


def primary_of(queue: QueueModel, controller: RunController, again: Sequence[Entry]) -> Primary:
    """Start the waiting pictures; if there are none, run those in `again` again."""
    if controller.is_stopping:
        return Primary.NOTHING
    if controller.is_running:
        return Primary.RESUME if controller.is_paused else Primary.PAUSE
    if queue.count(State.WAITING, State.CANCELLED):
        return Primary.START
    return Primary.RETRY if again else Primary.NOTHING


def primary_text(primary: Primary, again: Sequence[Entry]) -> str:
    if primary is Primary.RETRY:
        failed = any(entry.state is State.FAILED for entry in again)
        return translate("status", "Try again") if failed else translate("status", "Upscale again")
    return {
        Primary.PAUSE: translate("status", "Pause"),
        Primary.RESUME: translate("status", "Resume"),
    }.get(primary, translate("status", "Start"))


def title(controller: RunController) -> str:
    """The window's title, which task bars show: 62 % · harbour.png – Upscaler."""
    if controller.current is None:
        return APP
    parts = [text.percent(controller.tally.share), text.short_name(controller.current.source.name)]
    if controller.is_paused:
        parts.insert(0, translate("status", "Paused"))
    return f"{' · '.join(parts)} – {APP}"


def status(queue: QueueModel, controller: RunController, throughput: Throughput | None = None) -> Status:
    """Two lines about the run, or about the waiting pictures. `throughput` has the device while none is done."""
    if controller.current is not None:
        return _running(controller, controller.current, throughput)
    if controller.is_resuming:
        return Status(translate("status", "Opening…"), "")
    ended = summary(controller.tally.ended_entries)
    waiting = queue.count(State.WAITING)
    if waiting:
        ready = translate("status", "{pictures} waiting").format(pictures=text.pictures(waiting))
        return Status(ready, ended)
    results = _devices(controller)
    return Status(ended, " · ".join([text.duration(controller.tally.seconds), *results]) if results else "")


def _running(controller: RunController, current: Entry, throughput: Throughput | None) -> Status:
    line = translate("status", "Picture {position} of {total} · {name}").format(
        position=controller.tally.position(current), total=controller.tally.total, name=current.source.name
    )
    now = time.monotonic()
    if controller.is_stopping:
        return Status(line, state_text(current, now))
    left = None if controller.is_paused else seconds_left(controller.tally.share, controller.tally.seconds)
    if left is not None:  # a large picture among small ones takes longer than the average suggests
        left = max(left, current.seconds_left(now) or 0)
    known = controller.tally.latest_result or throughput
    device = [text.device(known.device)] if known else []
    import psutil  # here: nothing may delay the first paint

    memory = text.file_size(psutil.Process().memory_info().rss)
    parts = [
        state_text(current, now) if left is None else text.time_left(left),
        *device,
        translate("status", "{size} of memory used").format(size=memory),
    ]
    return Status(line, " · ".join(parts))


def summary(ended: Sequence[Entry | Outcome]) -> str:
    """4 upscaled, 1 failed."""

    def count(state: State) -> int:
        return sum(one.state is state for one in ended)

    texts = {
        State.DONE: translate("status", "%n upscaled", "", count(State.DONE)),
        State.FAILED: translate("status", "%n failed", "", count(State.FAILED)),
        State.SKIPPED: translate("status", "%n skipped", "", count(State.SKIPPED)),
        State.CANCELLED: translate("status", "%n cancelled", "", count(State.CANCELLED)),
    }
    return text.listed(shown for state, shown in texts.items() if count(state))


def _devices(controller: RunController) -> list[str]:
    """The devices that have upscaled the pictures of this run, the latest last."""
    results = [
        entry.outcome.result for entry in controller.tally.ended_entries if entry.outcome and entry.outcome.result
    ]
    return list(dict.fromkeys(text.device(result.device) for result in results))
