import itertools
import json
from pathlib import Path
from typing import Any

import pytest

from tests.unit.jobs.conftest import Heard
from upscaler.errors import SourceMissingError
from upscaler.geometry import Size
from upscaler.jobs.events import Ended
from upscaler.jobs.job import Job, Outcome, State
from upscaler.jobs.records import FOLDER, Records, Report, read_report
from upscaler.jobs.shards import Part, Shard
from upscaler.options import UpscaleOptions
from upscaler.pipeline import UpscaleResult


def line(source: str, status: str, at: float, shard: str = "1/1", host: str = "a", **others: Any) -> dict[str, Any]:
    return {"at": at, "host": host, "shard": shard, "source": source, "status": status, "seconds": 2, **others}


def listed(at: float, shard: str, length: int = 3, digest: str = "x") -> dict[str, Any]:
    return {"at": at, "host": "a", "shard": shard, "pictures": 1, "list": length, "digest": digest}


def report_of(folder: Path, *files: list[dict[str, Any]]) -> Report:
    (folder / FOLDER).mkdir()
    for number, lines in enumerate(files):
        (folder / FOLDER / f"{number}.jsonl").write_text("".join(json.dumps(line) + "\n" for line in lines))
    report = read_report(folder)
    assert report is not None
    return report


def test_what_is_recorded_is_reported(tmp_path: Path) -> None:
    records = Records(tmp_path, Shard(2, 3))
    jobs = [Job(number, Path(f"/in/{number}.png"), tmp_path, UpscaleOptions()) for number in range(3)]
    part = Part(jobs, Shard(1, 1))
    list(part)
    result = UpscaleResult(Size(10, 20), Size(1000, 2000), "cpu", "fp32", 0)
    records(Ended(Outcome(jobs[0], State.DONE, 0.5, tmp_path / "0.png", result)))
    records(Ended(Outcome(jobs[1], State.FAILED, 0, error=SourceMissingError(jobs[1].source))))
    records.listed(part)
    records.close()
    records(Ended(Outcome(jobs[2], State.CANCELLED, 0)))  # too late
    report = read_report(tmp_path)
    assert report is not None
    assert report.counts == {"done": 1, "failed": 1}
    assert (report.listed, report.left, report.missing) == (3, 1, ["1/3", "3/3"])
    assert [failed.source for failed in report.failures] == ["/in/1.png"]
    done = report.pictures["/in/0.png"]
    assert (done.target, done.pixels, done.seconds) == (str(tmp_path / "0.png"), 2_000_000, 0.5)
    assert read_report(tmp_path / "other") is None


@pytest.mark.parametrize("order", list(itertools.permutations(range(3))))
def test_a_picture_that_was_done_stays_done_in_whatever_order_files_are_read(
    tmp_path: Path, order: tuple[int, ...]
) -> None:
    lines = [line("p", "failed", 10, error="no"), line("p", "done", 20), line("p", "skipped", 30)]
    report = report_of(tmp_path, *([lines[index]] for index in order))
    assert report.counts == {"done": 1}


def test_what_comes_later_counts(tmp_path: Path) -> None:
    report = report_of(
        tmp_path,
        [line("made elsewhere", "failed", 10, error="no"), line("stopped again", "failed", 10, error="no")],
        [line("made elsewhere", "skipped", 20), line("stopped again", "cancelled", 20), line("new", "cancelled", 9)],
    )
    assert report.counts == {"skipped": 1, "failed": 1, "cancelled": 1}


def test_speed_counts_the_time_in_which_somebody_worked(tmp_path: Path) -> None:
    report = report_of(
        tmp_path,
        [line("a", "done", 102, width=1000, height=2000), line("b", "done", 110, width=1000, height=1000)],
        [line("c", "done", 107, host="b", width=1000, height=1000)],
        [line("d", "done", 1002, width=1000, height=1000)],  # the next day
    )
    assert report.busy == 12
    assert report.throughput() == {
        "pictures_per_second": 0.333,
        "megapixels_per_second": 0.417,
        "seconds_per_picture": 2,
    }
    assert report.hosts() == {"a": 3, "b": 1}


def test_shards_of_the_latest_call_that_are_missing_or_saw_another_list(tmp_path: Path) -> None:
    report = report_of(tmp_path, [listed(1, "2/4")], [listed(2, "1/3")], [listed(3, "2/3", digest="y")])
    assert report.missing == ["3/3"]
    assert report.different_lists


def test_a_new_run_of_a_shard_replaces_what_it_saw(tmp_path: Path) -> None:
    report = report_of(tmp_path, [listed(1, "1/2", digest="old")], [listed(2, "2/2"), listed(3, "1/2")])
    assert not report.different_lists


def test_lines_that_are_cut_off_are_left_out(tmp_path: Path) -> None:
    (tmp_path / FOLDER).mkdir()
    whole = json.dumps(line("a", "done", 1))
    (tmp_path / FOLDER / "x.jsonl").write_text(f"{whole}\n[]\n{{}}\n{whole[:20]}")
    report = read_report(tmp_path)
    assert report is not None
    assert report.counts == {"done": 1}


def test_what_cannot_be_written_is_told_once_and_stops_nothing(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    output = tmp_path / "file"
    output.touch()
    records = Records(output, Shard(1, 1))
    job = Job(1, Path("a.png"), output, UpscaleOptions())
    listen = Heard(records)
    for _ in range(2):
        listen(Ended(Outcome(job, State.CANCELLED, 0)))
    assert len(listen.events) == 2
    (told,) = caplog.messages
    assert "upscale report" in told
