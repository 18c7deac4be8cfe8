"""What a person has asked for, kept in the journal so that another process can resume it."""

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
    """For `Journal.begin`."""
    return {
        "inputs": [str(path.absolute()) for path in inputs],
        "output": str(output.absolute()) if output else None,
        "options": asdict(options),
        "recursive": recursive,
    }


def is_meant(then: dict[str, Any], now: dict[str, Any], named: Collection[str]) -> bool:
    """Whether `now`, of which the person has named these fields and the inputs, means to resume `then`."""
    one, other = ({**call, **asdict(options_from(call.get("options")))} for call in (then, now))
    return all(one.get(field) == other[field] for field in ("inputs", *named))


def rest_of(unfinished: Unfinished, queue: Queue, noticed: Callable[[str], None] = lambda _: None) -> Iterator[Job]:
    """What is still to be done of a call that is resumed; first the pictures that the app has died on."""
    known = {*queue.sources(), *queue.targets()}
    number = queue.highest_number()
    yield from queue.open_jobs()
    call = unfinished.call
    if unfinished.planned or "inputs" not in call:
        return
    output = Path(call["output"]) if call["output"] else None
    inputs = [Path(path) for path in call["inputs"]]
    for job in Plan(inputs, output, options_from(call["options"]), call["recursive"], noticed):
        if job.source.absolute() not in known:
            number += 1
            yield replace(job, id=number)
