import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest

from upscaler.cli import main
from upscaler.jobs.records import FOLDER

LINES: list[dict[str, Any]] = [
    {"source": "/in/a\n.png", "target": "/out/a.png", "status": "done", "seconds": 2.0, "width": 10, "height": 20},
    {"source": "/in/b.png", "target": None, "status": "failed", "seconds": 0.0, "error": "It is “b”."},
    {"pictures": 2, "list": 4, "digest": "x"},
]


@pytest.fixture
def out(tmp_path: Path) -> Path:
    (tmp_path / FOLDER).mkdir()
    lines = [json.dumps({"at": 100.0, "host": "one", "shard": "1/2"} | line) for line in LINES]
    (tmp_path / FOLDER / "a.jsonl").write_text("\n".join(lines))
    return tmp_path


def test_as_text(out: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["report", str(out)]) == 1
    assert capsys.readouterr().out.splitlines() == [
        "1 done, 0 skipped, 1 failed, 2 left of 4",
        "Shards that no machine has begun: 2/2",
        "0.5 pictures and 0 megapixels of results per second, 2 s for each picture",
        "2 s in which at least one machine worked",
        "one: 1 done",
        "failed: /in/b.png: It is “b”.",
    ]


def test_as_json(out: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["report", str(out), "--json"]) == 1
    report = json.loads(capsys.readouterr().out)
    assert report == {
        "listed": 4,
        "done": 1,
        "skipped": 0,
        "failed": 1,
        "cancelled": 0,
        "left": 2,
        "missing_shards": ["2/2"],
        "different_lists": False,
        "busy_seconds": 2.0,
        "pictures_per_second": 0.5,
        "megapixels_per_second": 0.0,
        "seconds_per_picture": 2.0,
        "hosts": {"one": 1},
        "failures": [{"source": "/in/b.png", "reason": "It is “b”."}],
    }


def test_as_csv(out: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["report", str(out), "--csv"]) == 1
    rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    assert [(row["source"], row["status"], row["pixels"], row["error"]) for row in rows] == [
        ("/in/a\n.png", "done", "200", ""),
        ("/in/b.png", "failed", "0", "It is “b”."),
    ]


def test_when_all_is_done_it_says_so(out: Path, capsys: pytest.CaptureFixture[str]) -> None:
    lines = [{"at": 200.0, "host": "two", "shard": "1/1"} | line for line in (LINES[0], {**LINES[2], "list": 1})]
    (out / FOLDER / "a.jsonl").write_text("\n".join(map(json.dumps, lines)))
    assert main(["report", str(out)]) == 0
    assert capsys.readouterr().out.startswith("1 done, 0 skipped, 0 failed, 0 left of 1\n")


def test_a_folder_without_records(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        main(["report", str(tmp_path)])
    assert caught.value.code == 2
    assert "no records" in capsys.readouterr().err
