"""The records that each machine writes beside the results, and a report of what all of them have done.

Each process writes JSON lines into its own file in OUT/.upscaler-records: one line for each picture as it ends, like
those of `--json`, and one for the list that it has read. No two processes ever write to the same file.
"""

from __future__ import annotations

import json
import logging
import math
import os
import platform
import re
import threading
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TextIO

from upscaler.errors import reason_of
from upscaler.jobs.events import Ended, Event
from upscaler.jobs.job import State
from upscaler.jobs.reports import as_json
from upscaler.jobs.shards import Part, Shard

FOLDER = ".upscaler-records"
_ALWAYS, _OF_PICTURE = {"at", "host", "shard"}, {"source", "status"}  # fields of a line
_UNSAFE = re.compile(r"[^\w-]")

_log = logging.getLogger(__name__)


class Records:
    """The file of this process. Errors of writing never stop the work."""

    def __init__(self, output: Path, shard: Shard) -> None:
        self._shard = shard
        name = f"{shard.index}-of-{shard.count}-{platform.node()}-{os.getpid()}-{time.time_ns()}"
        self._path = output / FOLDER / f"{_UNSAFE.sub('_', name)}.jsonl"
        self._guard = threading.Lock()
        self._file: TextIO | None = None
        self._is_broken = False

    def __call__(self, event: Event) -> None:
        """Record how a picture ended."""
        if isinstance(event, Ended):
            self._write(as_json(event.outcome))

    def listed(self, part: Part) -> None:
        """Record that the list was read to its end."""
        self._write({"pictures": part.own, "list": part.total, "digest": part.digest})

    def close(self) -> None:
        with self._guard:
            if self._file is not None:
                self._file.close()
            self._is_broken = True

    def _write(self, fields: Mapping[str, Any]) -> None:
        line = json.dumps({"at": time.time(), "host": platform.node(), "shard": str(self._shard), **fields})
        with self._guard:
            if self._is_broken:
                return
            try:
                if self._file is None:
                    self._path.parent.mkdir(parents=True, exist_ok=True)
                    self._file = self._path.open("x", encoding="utf-8", buffering=1)
                self._file.write(line + "\n")
            except OSError as error:
                self._is_broken = True
                _log.warning("`upscale report` will lack pictures: %s: %s", self._path, reason_of(error))


@dataclass(frozen=True, slots=True)
class Picture:
    """How a picture ended on one machine; `at` is the time in seconds since 1970, `pixels` are those of its result."""

    source: str
    target: str | None
    status: str
    error: str | None
    seconds: float
    pixels: int
    at: float
    host: str


@dataclass
class Report:
    """What all machines together have done.

    `pictures` is keyed by source. `listed` is the length of the list, 0 if no machine has read it to its end. `busy`
    counts the seconds in which at least one machine worked. `missing` are the shards without records. The machines have
    `different_lists` if a folder changed between their starts, or if they do not see the same folder.
    """

    pictures: dict[str, Picture] = field(default_factory=dict)
    listed: int = 0
    busy: float = 0.0
    missing: list[str] = field(default_factory=list)
    different_lists: bool = False

    @property
    def counts(self) -> Counter[str]:
        return Counter(picture.status for picture in self.pictures.values())

    @property
    def left(self) -> int:
        """How many pictures of the list have neither failed nor produced a result."""
        ended = self.counts[State.DONE] + self.counts[State.SKIPPED] + self.counts[State.FAILED]
        return max(0, self.listed - ended)

    @property
    def failures(self) -> list[Picture]:
        return sorted(
            (picture for picture in self.pictures.values() if picture.status == State.FAILED),
            key=lambda picture: picture.source,
        )

    def throughput(self) -> dict[str, float]:
        """Pictures and megapixels of results per second, and seconds of work for each picture done."""
        done = [picture for picture in self.pictures.values() if picture.status == State.DONE]
        seconds = self.busy or math.inf
        return {
            "pictures_per_second": round(len(done) / seconds, 3),
            "megapixels_per_second": round(sum(picture.pixels for picture in done) / 1e6 / seconds, 3),
            "seconds_per_picture": round(sum(picture.seconds for picture in done) / max(1, len(done)), 3),
        }

    def hosts(self) -> dict[str, int]:
        """How many pictures each host has done."""
        done = Counter(picture.host for picture in self.pictures.values() if picture.status == State.DONE)
        return dict(sorted(done.items()))


def read_report(output: Path) -> Report | None:
    """Merge the records in a folder of results; None if there are none. Raises OSError if one cannot be read."""
    files = sorted((output / FOLDER).glob("*.jsonl"))
    if not files:
        return None
    report = Report()
    spans: list[tuple[float, float]] = []
    shards: dict[str, float] = {}  # the time of each shard's last line
    lists: dict[str, tuple[float, int, str]] = {}  # for each shard: when it last read the list, its length and digest
    for file in files:
        first = last = 0.0
        for line in _lines(file):
            last = float(line["at"])
            first = first or last - float(line.get("seconds", 0))
            shard = str(line["shard"])
            shards[shard] = max(last, shards.get(shard, 0.0))
            if "digest" in line:
                lists[shard] = max((last, int(line["list"]), str(line["digest"])), lists.get(shard, (0.0, 0, "")))
            else:
                picture = _picture(line)
                report.pictures[picture.source] = _later(report.pictures.get(picture.source), picture)
        spans.append((first, last))
    report.busy = _length(spans)
    current = _of_the_latest_call(shards)
    report.missing = [shard for shard in current if shard not in shards]
    read = [lists[shard] for shard in current if shard in lists]
    report.listed = max(read, default=(0.0, 0, ""))[1]
    report.different_lists = len({digest for _, _, digest in read}) > 1
    return report


def _lines(file: Path) -> Iterator[dict[str, Any]]:
    """The lines of a file, without incomplete ones left by a killed process."""
    with file.open(encoding="utf-8", errors="replace") as lines:
        for text in lines:
            try:
                line = json.loads(text)
            except ValueError:
                continue
            if isinstance(line, dict) and line.keys() >= _ALWAYS and (line.keys() >= _OF_PICTURE or "digest" in line):
                yield line


def _picture(line: Mapping[str, Any]) -> Picture:
    return Picture(
        line["source"],
        line.get("target"),
        line["status"],
        line.get("error"),
        float(line.get("seconds") or 0),
        int(line.get("width") or 0) * int(line.get("height") or 0),
        float(line["at"]),
        str(line.get("host", "")),
    )


def _later(one: Picture | None, other: Picture) -> Picture:
    """The later state, except that a picture once done stays done: afterwards it is only skipped."""
    if one is None:
        return other
    first, second = (one, other) if one.at <= other.at else (other, one)
    if first.status == State.DONE and second.status in (State.SKIPPED, State.CANCELLED):
        return first
    if second.status == State.CANCELLED:
        return first
    return second


def _length(spans: Iterable[tuple[float, float]]) -> float:
    """The length of the union of these intervals."""
    length, end = 0.0, float("-inf")
    for first, last in sorted(spans):
        length += max(0.0, last - max(first, end))
        end = max(end, last)
    return length


def _of_the_latest_call(shards: Mapping[str, float]) -> list[str]:
    """All shards of the latest call; a rerun may share the list among fewer machines."""
    latest = max(shards, key=lambda shard: shards[shard], default="0/0")
    count = int(latest.partition("/")[2])
    return [str(Shard(index, count)) for index in range(1, count + 1)]
