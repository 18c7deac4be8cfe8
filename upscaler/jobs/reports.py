"""Results for other programs: JSON lines, and lists of failures as CSV and JSON."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from upscaler.jobs.job import Outcome, State
from upscaler.jobs.queue import Failure
from upscaler.messages import sentence

SUFFIXES = (".csv", ".json")  # of lists of failures


def as_json(outcome: Outcome) -> dict[str, Any]:
    """The line for one picture: paths are absolute, and fields that do not apply are null."""
    result, options = outcome.result, outcome.job.options
    return {
        "source": str(outcome.job.source.absolute()),
        "target": str(outcome.target.absolute()) if outcome.target and outcome.state is State.DONE else None,
        "status": str(outcome.state),
        "seconds": round(outcome.seconds, 3),
        "width": result.size.width if result else None,
        "height": result.size.height if result else None,
        "scale": _scale_of(outcome),
        "model": result.choice.model if result else options.model,
        "denoise": result.choice.denoise if result else options.denoise,
        "detail": result.choice.detail if result else options.detail,
        "device": result.device if result else None,
        "precision": result.precision if result else None,
        "retries": result.retries if result else 0,
        "warnings": list(result.warnings) if result else [],
        "error": sentence(outcome.error) if outcome.error else None,
    }


def write_failures(path: Path, failures: Iterable[Failure]) -> None:
    """Write a list of failures, as CSV or JSON by the extension of `path`. Raises OSError."""
    rows = [{"source": str(failure.source), "reason": failure.reason} for failure in failures]
    if path.suffix.lower() == ".json":
        text = json.dumps(rows, indent=2) + "\n"
    else:
        file = io.StringIO()
        writer = csv.DictWriter(file, ("source", "reason"))
        writer.writeheader()
        writer.writerows(rows)
        text = file.getvalue()
    path.write_bytes(text.encode(errors="surrogateescape"))


def _scale_of(outcome: Outcome) -> float | None:
    """The scale that was asked for; if a size was asked for, the scale of the result."""
    size, result = outcome.job.options.size, outcome.result
    if size.measure == "scale":
        return size.value
    return round((result.size.width - 2 * size.bleed_pixels) / result.source_size.width, 4) if result else None
