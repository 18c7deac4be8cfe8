"""One row of the queue: a picture file, its state and its progress."""

from __future__ import annotations

import itertools
import time
from dataclasses import dataclass, field, replace
from pathlib import Path

from PySide6.QtCore import QCoreApplication

from upscaler.errors import WriteError
from upscaler.gui.widgets import text
from upscaler.gui.widgets.options_text import differences
from upscaler.gui.widgets.tokens import Tokens
from upscaler.jobs.job import Job, Outcome, Picture, Root, State
from upscaler.options import UpscaleOptions

translate = QCoreApplication.translate

_ids = itertools.count(1)
_ESTIMATE_AFTER = 0.5  # seconds; earlier estimates fluctuate


@dataclass(eq=False)
class Entry:
    """A picture in the queue; only the GUI thread changes it.

    `own` are the options chosen for it, or those in the journal; if None, those of the queue apply. `options` are those
    that it was started with, until it is cancelled or waits again.
    """

    source: Path
    id: int = field(default_factory=lambda: next(_ids))  # of its job, too
    state: State = State.WAITING
    own: UpscaleOptions | None = None
    options: UpscaleOptions | None = None
    share: float = 0.0  # of the work that is done, 0 to 1
    began: float = 0.0  # time.monotonic
    is_paused: bool = False
    is_stopping: bool = False  # the user has cancelled it, but it has not ended yet
    outcome: Outcome | None = None
    results: dict[Path, UpscaleOptions] = field(default_factory=dict)  # all results made of it, the latest last
    job: Job | None = None  # its job in the journal, if an earlier run did not finish it
    added: Root | None = None  # the folder that was added and contains the file; None if the file itself was added

    @property
    def root(self) -> Root:
        """The folder whose tree the results mirror."""
        return self.added or Root(self.source.parent)

    @property
    def is_open(self) -> bool:
        """Whether it is waiting or running."""
        return self.state in (State.WAITING, State.RUNNING)

    @property
    def target(self) -> Path | None:
        """The file to show as the result."""
        return self.outcome.target if self.outcome else None

    @property
    def earlier_results(self) -> dict[Path, UpscaleOptions]:
        """Other results of this picture, the latest first, and the options they were made with."""
        return {path: made for path, made in reversed(self.results.items()) if path != self.target}

    @property
    def picture(self) -> Picture | Job:
        """The picture in the form that a run takes."""
        if self.job is not None:
            return replace(self.job, options=self.own or self.job.options)
        return Picture(self.id, self.source, self.root, self.own)

    @property
    def job_again(self) -> Job | None:
        """Its job in the journal, if that is run again. None if it becomes a new job, because it already has a result,
        or the folder of the old job could not be written to."""
        if self.state is State.FAILED and self.outcome is not None and not isinstance(self.outcome.error, WriteError):
            return self.job and replace(self.job, crashes=0)  # the user accepts the risk
        return self.job if self.outcome is None or self.state is State.CANCELLED else None

    def wait_again(self) -> None:
        """Put it back to waiting, without an outcome."""
        self.state, self.share, self.outcome = State.WAITING, 0.0, None
        self.is_paused = self.is_stopping = False
        self.options = None

    def begin(self, options: UpscaleOptions) -> None:
        """It has started, or is about to."""
        self.state, self.options, self.share, self.began = State.RUNNING, options, 0.0, time.monotonic()

    def end(self, outcome: Outcome) -> None:
        """It has ended with this outcome."""
        self.state, self.outcome, self.is_paused, self.is_stopping = outcome.state, outcome, False, False
        if outcome.state is State.CANCELLED:
            self.options = None
        if outcome.state is State.DONE and outcome.target is not None:
            self.results.pop(outcome.target, None)  # so that it becomes the latest
            self.results[outcome.target] = outcome.job.options

    def seconds_left(self, now: float) -> float | None:
        """An estimate from the speed so far; None while it would be a guess."""
        return seconds_left(self.share, now - self.began)


def seconds_left(share: float, elapsed: float) -> float | None:
    """An estimate of the remaining seconds, from the share done so far; None while it would be a guess."""
    if share < 0.03 or elapsed < _ESTIMATE_AFTER:
        return None
    return elapsed / share * (1 - share)


def state_text(entry: Entry, now: float) -> str:
    """The state as displayed: "Upscaling · 62 % · 4 s left"."""
    if entry.state is State.RUNNING:
        return _running_text(entry, now)
    if entry.state is State.DONE and entry.outcome:
        shown = translate("entry", "Done in {time}").format(time=text.duration(entry.outcome.seconds))
        return shown + translate("entry", " · see note") if notes(entry) else shown
    return {
        State.WAITING: translate("entry", "Waiting"),
        State.FAILED: translate("entry", "Failed"),
        State.CANCELLED: translate("entry", "Cancelled"),
        State.SKIPPED: _skipped_text(entry),
    }[entry.state]


def _skipped_text(entry: Entry) -> str:
    if entry.target is None:
        return translate("entry", "Skipped: already larger")
    return translate("entry", "Skipped: the file exists")


def short_state_text(entry: Entry) -> str:
    """The state of a picture with a result, if the name of the result follows."""
    if entry.state is State.SKIPPED:
        return translate("entry", "Skipped")
    return translate("entry", "Done, see note") if notes(entry) else translate("entry", "Done")


def progress_text(entry: Entry, now: float) -> str:
    """The progress of a running picture, without its state: "62 % · 4 s left"."""
    left = entry.seconds_left(now)
    share = text.percent(entry.share)
    return share if left is None or entry.is_paused else f"{share} · {text.time_left(left)}"


def _running_text(entry: Entry, now: float) -> str:
    if entry.is_stopping:
        return translate("entry", "Stopping…")
    if entry.is_paused:
        return translate("entry", "Paused · {share}").format(share=text.percent(entry.share))
    if entry.share == 0:
        return translate("entry", "Upscaling…")
    shown = translate("entry", "Upscaling · {share}").format(share=text.percent(entry.share))
    left = entry.seconds_left(now)
    return shown if left is None else f"{shown} · {text.time_left(left)}"


def notes(entry: Entry) -> str:
    """Sentences about the result or the failure; empty if there is nothing to say."""
    if entry.outcome is None:
        return ""
    if entry.outcome.error is not None:
        return text.failure(entry.outcome.error)
    return " ".join(map(text.translated, entry.outcome.result.warnings)) if entry.outcome.result else ""


def failure_text(entry: Entry) -> str:
    """The state with a short reason, for a place near the whole sentence; empty if it has not failed."""
    error = entry.outcome.error if entry.outcome else None
    return translate("entry", "Failed: {reason}").format(reason=text.briefly(error)) if error else ""


def own_options(entry: Entry, present: UpscaleOptions) -> str:
    """How its own options, or those it ran with, differ visibly from `present`: "2× · PNG"; empty if they do not."""
    own = entry.options or entry.own
    return differences(own, present) if own is not None else ""


def state_colour(state: State, tokens: Tokens) -> str:
    """The colour of a state's text; colour is never the only sign of a state."""
    return {
        State.RUNNING: tokens.accent,
        State.DONE: tokens.ok,
        State.FAILED: tokens.bad,
        State.CANCELLED: tokens.warn,
        State.SKIPPED: tokens.warn,
    }.get(state, tokens.muted)
