"""`upscale report OUT`: what several machines have done, merged from the records that each of them wrote into OUT."""

from __future__ import annotations

import argparse
import csv
import io
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from upscaler.errors import reason_of
from upscaler.jobs.job import State
from upscaler.jobs.records import Report, read_report
from upscaler.terminal import printable, put

COMMAND = "report"
_DONE, _INCOMPLETE, _USAGE = 0, 1, 2  # exit codes
_COLUMNS = ("source", "target", "status", "seconds", "pixels", "host", "error")


def main(argv: Sequence[str]) -> int:
    """Print the report in the requested form; returns the exit code."""
    parser = argparse.ArgumentParser(
        prog=f"upscale {COMMAND}",
        description="Show what several machines (--shard, --shared, --cluster) have done with the pictures of a call.",
        epilog="Exit code: 0 every picture has a result, 1 some failed or are left, 2 there are no records.",
    )
    parser.add_argument("output", type=Path, metavar="OUT", help="the folder of the results")
    form = parser.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help="one JSON object: counts, failures, throughput")
    form.add_argument("--csv", action="store_true", help="a table with one row per picture")
    asked = parser.parse_args(argv)
    try:
        report = read_report(asked.output)
    except OSError as error:
        parser.error(printable(f"the records in {asked.output} cannot be read: {reason_of(error)}"))
    if report is None:
        parser.error(printable(f"{asked.output} contains no records of --shard, --shared or --cluster"))
    text = (
        _as_csv(report) if asked.csv else json.dumps(_as_json(report), indent=2) + "\n" if asked.json else _text(report)
    )
    put(text, sys.stdout)
    is_done = not (report.counts[State.FAILED] or report.left or report.missing)
    return _DONE if is_done else _INCOMPLETE


def _as_json(report: Report) -> dict[str, Any]:
    return {
        "listed": report.listed,
        **{str(state): report.counts[state] for state in (State.DONE, State.SKIPPED, State.FAILED, State.CANCELLED)},
        "left": report.left,
        "missing_shards": report.missing,
        "different_lists": report.different_lists,
        "busy_seconds": round(report.busy, 3),
        **report.throughput(),
        "hosts": report.hosts(),
        "failures": [{"source": failed.source, "reason": failed.error} for failed in report.failures],
    }


def _as_csv(report: Report) -> str:
    file = io.StringIO()
    writer = csv.writer(file)
    writer.writerow(_COLUMNS)
    for _, picture in sorted(report.pictures.items()):
        writer.writerow([getattr(picture, column) for column in _COLUMNS])
    return file.getvalue()


def _text(report: Report) -> str:
    counts, speed = report.counts, report.throughput()
    lines = [f"{counts[State.DONE]} done, {counts[State.SKIPPED]} skipped, {counts[State.FAILED]} failed"]
    lines[0] += f", {report.left} left of {report.listed}" if report.listed else "; no machine has read the full list"
    if report.missing:
        lines.append(f"Shards that no machine has begun: {', '.join(report.missing)}")
    if report.different_lists:
        lines.append("The machines have read different lists, so pictures may be missing: run the shards again.")
    pictures, megapixels, seconds = (f"{value:g}" for value in speed.values())
    lines.append(f"{pictures} pictures and {megapixels} megapixels of results per second, {seconds} s for each picture")
    lines.append(f"{report.busy:.0f} s in which at least one machine worked")
    lines += [f"{host}: {count} done" for host, count in report.hosts().items()]
    lines += [f"failed: {failed.source}: {failed.error}" for failed in report.failures]
    return "".join(f"{printable(line)}\n" for line in lines)
