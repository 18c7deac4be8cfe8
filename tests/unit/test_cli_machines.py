"""Calls in which several machines share one folder, here all in this process; tests/chaos has real processes."""

import io
import json
import sys
from functools import partial
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from tests.stand_in import repeat_in_steps
from tests.unit.test_cli import lines, signals_restored  # noqa: F401 - fixtures too
from upscaler import cli
from upscaler.cli import FAILED, OK, main
from upscaler.jobs.calls import call_of
from upscaler.jobs.journal import Journal
from upscaler.jobs.records import FOLDER
from upscaler.jobs.runner import Runner
from upscaler.options import UpscaleOptions
from upscaler.target_size import TargetSize


@pytest.fixture(autouse=True)
def stand_in(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(vars(cli), "Runner", partial(Runner, repeat_in_steps))


PICTURES = 20


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """Folders with pictures of many sizes, some whose names differ only in the extension, and one damaged."""
    folder = tmp_path / "in"
    for number in range(PICTURES):
        place = folder / ("a" * (number % 3 + 1)) / f"{number % 2}"
        place.mkdir(parents=True, exist_ok=True)
        pixels = np.random.default_rng(number).integers(60, 190, (9 + number % 4 * 30, 10 + number, 3), np.uint8)
        Image.fromarray(pixels).save(place / f"{number // 7}.{('png', 'webp', 'bmp')[number // 6 % 3]}", lossless=True)
    (folder / "a" / "broken.png").write_bytes(b"no picture")
    return folder


def content(folder: Path) -> dict[str, bytes]:
    """The files in a results folder, without the machines' records."""
    found = [path for path in folder.rglob("*") if path.is_file() and FOLDER not in path.parts]
    return {str(path.relative_to(folder)): path.read_bytes() for path in found}


def test_three_shards_give_exactly_the_files_of_one_run(
    tree: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    call = [str(tree), "-r", "-x", "2", "--format", "png", "--name", "{name} {counter}", "--quiet"]
    named_alike = [*call[:6], "--quiet"]
    for number, arguments in enumerate((call, named_alike)):
        one, parts = tmp_path / f"one{number}", tmp_path / f"parts{number}"
        assert main([*arguments, "-o", str(one)]) == FAILED
        for index in (3, 1, 2):
            main([*arguments, "-o", str(parts), "--shard", f"{index}/3"])
        assert content(parts) == content(one)
        assert len(content(one)) == PICTURES
    assert any("(2)" in name for name in content(tmp_path / "one1"))
    capsys.readouterr()
    assert main(["report", str(parts), "--json"]) == 1
    report = json.loads(capsys.readouterr().out)
    assert (report["done"], report["failed"], report["left"]) == (len(content(one)), 1, 0)
    assert (report["missing_shards"], report["different_lists"]) == ([], False)


def test_a_rerun_does_what_is_missing_and_what_is_damaged(
    tree: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    call = [str(tree), "-r", "-o", str(tmp_path / "out"), "-x", "2", "--shard", "2/5", "--json"]
    main(call)
    before = content(tmp_path / "out")
    missing, damaged = sorted(before)[:2]
    (tmp_path / "out" / missing).unlink()
    (tmp_path / "out" / damaged).write_bytes(before[damaged][:-40])
    capsys.readouterr()
    main(call)
    results, err = lines(capsys)
    done = [line["target"] for line in results if line["status"] == "done"]
    assert sorted(done) == [str(tmp_path / "out" / name) for name in (missing, damaged)]
    assert f"The existing result “{tmp_path / 'out' / damaged}” is damaged and will be replaced." in err
    assert content(tmp_path / "out") == before


def test_a_manifest_is_mirrored_as_it_is_written(
    sample: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("a.png", "sub/b.png", "sub/c.png"):
        Path(name).parent.mkdir(exist_ok=True)
        Path(name).write_bytes(sample.read_bytes())
    listed = ["a.png", "sub/../a.png", "./sub/b.png", str(tmp_path / "sub" / "c.png"), "none.png"]
    Path("list.txt").write_text("\n".join(listed))
    assert main(["--manifest", "list.txt", "-o", "out", "-x", "2", "--json"]) == FAILED
    results, err = lines(capsys)
    inside = Path(*tmp_path.parts[1:])
    assert set(content(tmp_path / "out")) == {"a_2x.png", "sub/b_2x.png", str(inside / "sub" / "c_2x.png")}
    assert sorted(line["status"] for line in results) == ["done", "done", "done", "failed"]
    assert "1 file was reached more than once and counted once." in err
    stream = io.TextIOWrapper(io.BytesIO(b"sub/b.png\n"))
    monkeypatch.setattr(sys, "stdin", stream)
    assert main(["--manifest", "-", "-x", "2"]) == OK
    assert list(content(Path("sub/upscaled"))) == ["b_2x.png"]


def test_resume_keeps_to_its_shard(tree: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    options = UpscaleOptions(TargetSize(2), on_exists="skip")
    journal = Journal()
    journal.begin(call_of([tree], tmp_path / "out", options, True, shard="2/3")).leave()  # and it has died
    journal.close()
    main(["--resume", "--quiet"])
    main([str(tree), "-r", "-o", str(tmp_path / "other"), "-x", "2", "--shard", "2/3", "--quiet"])
    assert content(tmp_path / "out") == content(tmp_path / "other")
    assert main(["report", str(tmp_path / "out")]) == 1
    told = capsys.readouterr().out
    assert "Shards that no machine has begun: 1/3, 3/3" in told
    assert f"left of {PICTURES + 1}" in told


def test_two_calls_that_share_a_folder_do_each_picture_once(
    tree: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    call = [str(tree), "-r", "-o", str(tmp_path / "out"), "-x", "2", "--shared", "--json"]
    main(call)
    first, _ = lines(capsys)
    main(call)
    second, _ = lines(capsys)
    done = {line["source"] for line in first if line["status"] == "done"}
    assert {line["source"] for line in second if line["status"] == "skipped"} == done
    assert not list((tmp_path / "out").rglob(".upscaler-*-claim*"))
