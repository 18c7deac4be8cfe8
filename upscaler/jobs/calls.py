"""The arguments of one call, kept in the journal so that another process can resume it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

from upscaler.jobs.job import Job
from upscaler.jobs.journal import Unfinished
from upscaler.jobs.manifest import STDIN
from upscaler.jobs.planning import Plan
from upscaler.jobs.queue import Queue
from upscaler.jobs.shards import Part, read_shard
from upscaler.options import UpscaleOptions, options_from


def call_of(
    inputs: Sequence[Path],
    output: Path | None,
    options: UpscaleOptions,
    recursive: bool,
    manifest: Path | None = None,
    shard: str | None = None,
    cluster: str | None = None,
) -> dict[str, Any]:
    """A call as `Journal.begin` stores it. `shard`: its part of the list, "1/1" if machines share the whole one."""
    call = {
        "inputs": [str(path.absolute()) for path in inputs],
        "output": str(output.absolute()) if output else None,
        "options": asdict(options),
        "recursive": recursive,
    }
    if manifest is not None:
        call["manifest"] = str(manifest if manifest == STDIN else manifest.absolute())
    if shard is not None:
        call |= {"shard": shard, "cluster": cluster}
    return call


def is_same_call(then: dict[str, Any], now: dict[str, Any], named: Collection[str]) -> bool:
    """Whether the call `now` is meant to resume `then`: the inputs and the options that the user named are equal."""
    earlier, current = ({**call, **asdict(options_from(call.get("options")))} for call in (then, now))
    return all(earlier.get(field) == current.get(field) for field in ("inputs", *named))


def remaining_jobs(
    unfinished: Unfinished,
    queue: Queue,
    notify: Callable[[str], None] = lambda _: None,
    listed: Callable[[Part], None] = lambda _: None,
) -> Iterator[Job]:
    """The remaining jobs of a call that is resumed; those on which the app crashed come first.

    `listed` is called when the part of one machine has been read to its end.
    """
    known = {*queue.sources(), *queue.targets()}
    number = queue.highest_number()
    yield from queue.open_jobs()
    call = unfinished.call
    if unfinished.planned or "inputs" not in call:
        return
    output = Path(call["output"]) if call["output"] else None
    inputs = [Path(path) for path in call["inputs"]]
    manifest = Path(call["manifest"]) if "manifest" in call else None
    jobs: Iterable[Job] = Plan(inputs, output, options_from(call["options"]), call["recursive"], notify, manifest)
    if "shard" in call:
        jobs = Part(jobs, read_shard(call["shard"]))
    for job in jobs:
        if job.source.absolute() not in known:
            number += 1
            yield replace(job, id=number)
    if isinstance(jobs, Part):
        listed(jobs)
