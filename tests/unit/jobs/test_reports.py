import csv
import json
from pathlib import Path

from upscaler.errors import SourceMissingError
from upscaler.geometry import Size
from upscaler.jobs.job import Job, Outcome, State
from upscaler.jobs.queue import Failure
from upscaler.jobs.reports import as_json, write_failures
from upscaler.options import ModelChoice, UpscaleOptions
from upscaler.pipeline import UpscaleResult
from upscaler.target_size import TargetSize

FAILURES = [Failure(Path("/a, b.png"), 'it says "no"'), Failure(Path("/ü\udcff.png"), "gone")]


def test_failures_as_csv_and_json(tmp_path: Path) -> None:
    write_failures(tmp_path / "a.CSV", FAILURES)
    with (tmp_path / "a.CSV").open(newline="", errors="surrogateescape") as file:
        rows = list(csv.DictReader(file))
    write_failures(tmp_path / "a.json", FAILURES)
    assert rows == json.loads((tmp_path / "a.json").read_text())
    assert rows == [
        {"source": "/a, b.png", "reason": 'it says "no"'},
        {"source": "/ü\udcff.png", "reason": "gone"},
    ]


def test_a_picture_as_json() -> None:
    job = Job(1, Path("a.png"), Path("out"), UpscaleOptions(TargetSize(20, "width")))
    result = UpscaleResult(
        Size(10, 5), Size(20, 10), "cpu", "bf16", 1, ("told",), ModelChoice("photo-restore", 30, "noise", 70)
    )
    assert as_json(Outcome(job, State.DONE, 1.23456, Path("b.png"), result)) == {
        "source": str(Path.cwd() / "a.png"),
        "target": str(Path.cwd() / "b.png"),
        "status": "done",
        "seconds": 1.235,
        "width": 20,
        "height": 10,
        "scale": 2,
        "model": "photo-restore",
        "denoise": 30,
        "detail": 70,
        "device": "cpu",
        "precision": "bf16",
        "retries": 1,
        "warnings": ["told"],
        "error": None,
    }
    assert as_json(Outcome(job, State.FAILED, 0, error=SourceMissingError(Path("a.png")))) == {
        "source": str(Path.cwd() / "a.png"),
        "target": None,
        "status": "failed",
        "seconds": 0,
        "width": None,
        "height": None,
        "scale": None,
        "model": "auto",
        "denoise": None,
        "detail": None,
        "device": None,
        "precision": None,
        "retries": 0,
        "warnings": [],
        "error": "There is no file “a.png”.",
    }
    skipped = as_json(Outcome(job, State.SKIPPED, 0, Path("b.png")))
    assert (skipped["target"], skipped["error"]) == (None, None)
