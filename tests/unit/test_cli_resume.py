"""What a call leaves behind, and --resume."""

from pathlib import Path

import pytest

from tests.unit.test_cli import lines, signals_restored, small  # noqa: F401 - fixtures too
from upscaler.cli import FAILED, OK, main
from upscaler.jobs.calls import call_of
from upscaler.jobs.job import Job
from upscaler.jobs.journal import Journal
from upscaler.options import UpscaleOptions
from upscaler.target_size import TargetSize


@pytest.fixture
def unfinished(small: Path, tmp_path: Path) -> Path:
    """A folder of which a crashed call has done nothing; it has not even found all files."""
    folder = tmp_path / "in"
    folder.mkdir()
    for name in ("a.png", "b.png", "broken.png"):
        (folder / name).write_bytes(small.read_bytes()[: -300 if name == "broken.png" else None])
    options = UpscaleOptions(TargetSize(2), format="webp")
    journal = Journal()
    queue = journal.begin(call_of([folder], tmp_path / "out", options, False))
    queue.set_waiting([Job(1, folder / "b.png", tmp_path / "out", options)])
    queue.leave()
    journal.close()
    return folder


def test_resume_goes_on_with_the_options_of_then(
    unfinished: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    report = tmp_path / "failures.csv"
    assert main(["--resume", "--json", "--report", str(report)]) == FAILED
    results, err = lines(capsys)
    assert {Path(line["source"]).name: line["status"] for line in results} == {
        "a.png": "done",
        "b.png": "done",
        "broken.png": "failed",
    }
    assert f"Resuming: 1 of 1 pictures of {unfinished} are left." in err
    assert "2 done, 1 failed of 3" in err
    assert {path.name for path in (tmp_path / "out").iterdir()} == {"a_2x.webp", "b_2x.webp"}
    assert "broken.png" in report.read_text()
    assert main(["--resume"]) == OK
    assert "nothing to resume" in capsys.readouterr().err


@pytest.mark.parametrize("named", [[], ["-x", "2"], ["-o", "out", "--format", "webp"]])
def test_resume_of_the_same_inputs_and_no_others(
    named: list[str], unfinished: Path, small: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    out = tmp_path / "out"
    others = ([str(small), "-x", "2"], [str(unfinished), "-o", str(tmp_path / "other")], [str(unfinished), "-x", "3"])
    for other in others:
        main([*other, "--resume"])  # another call: begun
        assert not out.exists()
    assert main([str(unfinished), *named, "--resume"]) == FAILED
    assert {path.name for path in out.iterdir()} == {"a_2x.webp", "b_2x.webp"}


def test_what_an_earlier_call_has_left_is_told_once(
    unfinished: Path, small: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([str(small), "-x", "2", "--quiet"]) == OK
    assert main([str(small), "-x", "2"]) == OK
    told = f"An earlier run is not finished: 1 of 1 pictures of {unfinished} are left; --resume finishes it."
    assert told in capsys.readouterr().err
    assert main([str(small), "-x", "2"]) == OK
    assert "earlier run" not in capsys.readouterr().err
