"""`upscale --verify`: whether results are still what they were when they were made."""

from __future__ import annotations

import json
import sys
from collections import Counter
from pathlib import Path

from upscaler.errors import reason_of
from upscaler.jobs.checksums import Check, check, lists_in
from upscaler.terminal import printable, put

_INTACT, _DAMAGED, _USAGE = 0, 1, 2  # exit codes


def verify(place: Path, as_json: bool, quiet: bool) -> int:
    """Check the files of a list, or of all lists in a folder; returns the exit code.

    Files that are not intact are named on stdout, or all of them as JSON; the counts go to stderr.
    """
    lists = lists_in(place)
    counts: Counter[Check] = Counter()
    for listing in lists:
        try:
            for checked in check(listing):
                counts[checked.state] += 1
                if as_json:
                    put(json.dumps({"path": str(checked.path.absolute()), "state": checked.state}) + "\n", sys.stdout)
                elif checked.state is not Check.INTACT:
                    put(printable(f"{checked.path}: {checked.state}") + "\n", sys.stdout)
        except (OSError, ValueError) as error:
            reason = reason_of(error) if isinstance(error, OSError) else str(error)
            put(printable(f"{listing} cannot be checked: {reason}") + "\n", sys.stderr)
            return _USAGE
    if not lists:
        put(printable(f"{place} contains no list of checksums: --provenance writes one") + "\n", sys.stderr)
        return _USAGE
    if not quiet:
        told = ", ".join(f"{counts[state]} {state}" for state in Check if counts[state])
        put(f"{told} of {counts.total()}\n", sys.stderr)
    return _INTACT if counts[Check.INTACT] == counts.total() else _DAMAGED
