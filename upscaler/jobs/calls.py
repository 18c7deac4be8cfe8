"""What the user asked for in one call, kept in the journal so that another process can resume it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

from upscaler.jobs.job import Job
from upscaler.jobs.journal import Unfinished
from upscaler.jobs.planning import Plan
from upscaler.jobs.queue import Queue
from upscaler.options import UpscaleOptions, options_from


def call_of(inputs: Sequence[Path], output: Path | None, options: UpscaleOptions, recursive: bool) -> dict[str, Any]:
    """A call as `Journal.begin` stores it."""
    return {
        "inputs": [str(path.absolute()) for path in inputs],
        "output": str(output.absolute()) if output else None,
        "options": asdict(options),
        "recursive": recursive,
    }


def is_same_call(then: dict[str, Any], now: dict[str, Any], named: Collection[str]) -> bool:
    """Whether the call `now` is meant to resume `then`: the inputs and the options that the user named are equal."""
    earlier, current = ({**call, **asdict(options_from(call.get("options")))} for call in (then, now))
    return all(earlier.get(field) == current[field] for field in ("inputs", *named))


def remaining_jobs(
    unfinished: Unfinished, queue: Queue, notify: Callable[[str], None] = lambda _: None
) -> Iterator[Job]:
    """The remaining jobs of a call that is resumed; those on which the app crashed come first."""
    known = {*queue.sources(), *queue.targets()}
    number = queue.highest_number()
    yield from queue.open_jobs()
    call = unfinished.call
    if unfinished.planned or "inputs" not in call:
        return
    output = Path(call["output"]) if call["output"] else None
    inputs = [Path(path) for path in call["inputs"]]
    for job in Plan(inputs, output, options_from(call["options"]), call["recursive"], notify):
        if job.source.absolute() not in known:
            number += 1
            yield replace(job, id=number)
