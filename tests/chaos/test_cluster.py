"""A real scheduler and two worker processes, some of which die: nothing is lost and nothing is done twice."""

import json
from collections import Counter
from functools import partial
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from tests.chaos.deadly import LOG, POISON, UNLUCKY, upscale
from tests.stand_in import is_whole
from tests.unit.test_cli import signals_restored  # noqa: F401 - a fixture
from upscaler.cli import FAILED, main
from upscaler.cluster import client
from upscaler.jobs.job import State
from upscaler.jobs.journal import Journal
from upscaler.jobs.records import FOLDER

PICTURES = 60


@pytest.mark.posix
def test_workers_die_and_nothing_is_lost_or_done_twice(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(client, "ClusterRunner", partial(client.ClusterRunner, upscale=upscale))
    (tmp_path / "in").mkdir()
    (tmp_path / LOG).touch()
    names = [POISON, UNLUCKY, *(f"{number:02}.png" for number in range(2, PICTURES))]
    for number, name in enumerate(names):
        noise = np.random.default_rng(number).integers(0, 255, (6, 8, 3), np.uint8)
        Image.fromarray(noise).save(tmp_path / "in" / name)
    out = tmp_path / "out"
    assert main([str(tmp_path / "in"), "-o", str(out), "-x", "2", "--cluster", "local:2", "--json"]) == FAILED

    told = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert len(told) == len({line["source"] for line in told}) == PICTURES
    (failed,) = (line for line in told if line["status"] == "failed")
    assert (
        failed["error"] == f"The app crashed on this picture 3 times, so it was left out: “{tmp_path / 'in' / POISON}”."
    )
    assert {line["status"] for line in told if line != failed} <= {"done", "skipped"}
    whole = [name for name in names if name != POISON]
    for name in whole:
        assert is_whole(tmp_path / "in" / name, out / f"{Path(name).stem}_2x.png", 2)
    log = Counter((tmp_path / LOG).read_text().splitlines())
    assert log == Counter({f"died {POISON}": 3, f"died {UNLUCKY}": 1} | {f"done {name}": 1 for name in whole})

    left = {path.name for path in out.iterdir()} - {f"{Path(name).stem}_2x.png" for name in whole}
    assert FOLDER in left
    assert all("-claim" in name for name in left - {FOLDER})  # the mark of the skipped picture
    assert main(["report", str(out), "--json"]) == 1
    report = json.loads(capsys.readouterr().out)
    assert report["done"] + report["skipped"] == PICTURES - 1
    assert [failure["source"] for failure in report["failures"]] == [failed["source"]]
    journal = Journal()
    assert journal.unfinished() == []
    ((states,),) = journal.read("SELECT group_concat(DISTINCT state) FROM jobs")
    assert set(states.split(",")) <= {State.DONE, State.SKIPPED, State.FAILED}
    journal.close()
