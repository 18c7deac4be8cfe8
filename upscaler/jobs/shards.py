"""Shares the pictures of one call among machines, each of which determines its own part without asking the others.

Every machine reads the same list. Each picture goes to the part that has the fewest pixels so far (Graham 1966, list
scheduling), so parts differ by one picture at most. Names of results are chosen for the whole list, exactly as a single
machine would choose them.
"""

from __future__ import annotations

import hashlib
import heapq
import os
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from upscaler.errors import CropError, ReadError, ScaleError
from upscaler.images.codecs.base import Header
from upscaler.jobs.job import Job, header_of
from upscaler.jobs.targets import Targets

AUTO = "auto"
FILE_COST = 50_000  # the overhead of opening, checking and recording a file, in pixels that take as long
_SHARD = re.compile(r"(\d+|auto)/(\d+)|auto", re.ASCII)


@dataclass(frozen=True)
class Shard:
    """The part of the list with this `index`, from 1, of `count` parts."""

    index: int
    count: int

    def __str__(self) -> str:
        return f"{self.index}/{self.count}"


@dataclass(frozen=True)
class _Array:
    """The environment variables in which a scheduler puts a job's position in an array; an empty name if none."""

    scheduler: str
    index: str
    first: str = ""
    last: str = ""
    step: str = ""
    count: str = ""


_ARRAYS = (
    _Array(
        "Slurm", "SLURM_ARRAY_TASK_ID", "SLURM_ARRAY_TASK_MIN", "SLURM_ARRAY_TASK_MAX", count="SLURM_ARRAY_TASK_COUNT"
    ),
    _Array("Grid Engine", "SGE_TASK_ID", "SGE_TASK_FIRST", "SGE_TASK_LAST", "SGE_TASK_STEPSIZE"),
    _Array("LSF", "LSB_JOBINDEX", last="LSB_JOBINDEX_END", step="LSB_JOBINDEX_STEP"),  # its arrays begin at 1
    _Array("PBS", "PBS_ARRAY_INDEX"),
    _Array("Torque", "PBS_ARRAYID"),
)


def read_shard(text: str, environment: Mapping[str, str] = os.environ) -> Shard:
    """The shard requested by the user: "3/16", "auto" in a job array, or "auto/16" if only the index is known.

    Raises ValueError with a reason that can be shown.
    """
    match = _SHARD.fullmatch(text)
    if match is None:
        raise ValueError("a shard looks like 3/16, auto or auto/16")
    if match[1] is None:
        return _of_array(environment)
    if match[1] == AUTO:
        array, index = _array(environment)
        shard = Shard(index, int(match[2]))
        where = f"the index {index} of the {array.scheduler} array"
    else:
        shard, where = Shard(int(match[1]), int(match[2])), match[1]
    if not 1 <= shard.index <= shard.count:
        raise ValueError(f"{where} is not between 1 and {shard.count}")
    return shard


def _array(environment: Mapping[str, str]) -> tuple[_Array, int]:
    """The array that this process belongs to, and its index in it. Outside an array the variables are not numbers, or
    0."""
    for array in _ARRAYS:
        index = environment.get(array.index, "")
        if index.isdecimal() and not (array.scheduler == "LSF" and index == "0"):
            return array, int(index)
    names = ", ".join(array.index for array in _ARRAYS)
    raise ValueError(f"this is not a job of an array: none of {names} is set")


def _of_array(environment: Mapping[str, str]) -> Shard:
    array, index = _array(environment)

    def number(name: str, default: int) -> int:
        found = environment.get(name, "")
        return int(found) if found.isdecimal() else default

    if not array.last:
        raise ValueError(
            f"{array.scheduler} does not say how many jobs an array has: use auto/N with an array from 1 to N"
        )
    first, last = number(array.first, 1), number(array.last, index)
    count = number(array.count, 0)
    step = number(array.step, 1)
    if count:  # Slurm, where an array may also be a list of numbers
        step = max(1, (last - first) // max(1, count - 1))
    else:
        count = (last - first) // step + 1
    if (index - first) % step or not 1 <= (index - first) // step + 1 <= count:
        raise ValueError(f"the numbers of the {array.scheduler} array have gaps: use auto/N with an array from 1 to N")
    return Shard((index - first) // step + 1, count)


class NamedJobs:
    """The jobs of a plan with the names of their results, which depend on the list alone.

    Iterate over it once. Existing results have no influence, so all machines choose the same names at any time.
    """

    def __init__(self, plan: Iterable[Job]) -> None:
        self._plan = plan
        self._targets = Targets()

    def __iter__(self) -> Iterator[tuple[Job, int]]:
        """Each job, and its work in pixels. If its header cannot be read, it is yielded unnamed and fails later."""
        for job in self._plan:
            try:
                header = header_of(job)
                if job.options.size.leaves_out(header.size):
                    yield job, FILE_COST
                    continue
                target = self._targets.choose(job, header)
            except (ReadError, CropError, ScaleError):
                yield job, FILE_COST
            else:
                yield replace(job, named=target.name), work_of(header)


def work_of(header: Header) -> int:
    """The work of a picture, in pixels."""
    return header.size.pixels * header.frames + FILE_COST


class Part:
    """The jobs of one shard of a plan. Iterate over it once; the counters are always up to date.

    `total` counts the pictures of the whole list so far, `own` those of this shard. `digest` is equal on all machines
    that have read the same list.
    """

    def __init__(self, plan: Iterable[Job], shard: Shard) -> None:
        self.shard = shard
        self.total = self.own = 0
        self._jobs = NamedJobs(plan)
        self._hash = hashlib.sha256()

    def __iter__(self) -> Iterator[Job]:
        loads = [(0, index) for index in range(1, self.shard.count + 1)]  # of each part, in pixels
        for job, work in self._jobs:
            load, index = loads[0]
            heapq.heapreplace(loads, (load + work, index))
            self.total += 1
            # Without parent folders, whose paths may differ between machines
            self._hash.update(f"{job.folder.name}/{job.source.name}/{work}\n".encode(errors="surrogateescape"))
            if index == self.shard.index:
                self.own += 1
                yield job

    @property
    def digest(self) -> str:
        return self._hash.hexdigest()[:16]
