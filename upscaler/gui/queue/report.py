"""Texts about pictures outside the window: a line in the log, and a report to copy and send."""

from __future__ import annotations

import logging

from upscaler.gui.queue.entry import Entry, notes, state_text
from upscaler.gui.system.log import system
from upscaler.gui.widgets import text
from upscaler.jobs.job import State

_log = logging.getLogger("upscaler")


def report(entries: list[Entry]) -> str:
    """A report about these pictures as plain text: the system, and for each its options, outcome and error."""
    return "\n\n".join([system(), *(_about(entry) for entry in entries)])


def log_outcome(entry: Entry) -> None:
    """Log the outcome of a picture, in the words of its row in the queue."""
    level = logging.WARNING if entry.state is State.FAILED else logging.INFO
    parts = [f"{entry.source.name}: {state_text(entry, 0)}.", notes(entry)]
    _log.log(level, "%s", " ".join(part for part in parts if part))


def _about(entry: Entry) -> str:
    lines = [str(entry.source), f"state: {entry.state}"]
    if entry.options is not None:
        lines += [f"{name}: {value}" for name, value in vars(entry.options).items()]
    if entry.outcome is not None:
        outcome = entry.outcome
        lines.append(f"seconds: {outcome.seconds:.2f}")
        lines += [f"target: {outcome.target}"] if outcome.target else []
        lines += [f"result: {outcome.result}"] if outcome.result else []
        lines += [f"error: {text.failure_details(outcome.error)}"] if outcome.error else []
    return "\n".join(lines)
