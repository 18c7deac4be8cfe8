"""The command line watches a folder."""

import json
import os
import signal
import threading
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from tests.stand_in import repeat_in_steps
from tests.unit.test_cli import lines, signals_restored, small  # noqa: F401 - fixtures too
from upscaler import cli
from upscaler.cli import OK, main
from upscaler.jobs import arrivals
from upscaler.jobs.journal import Journal
from upscaler.jobs.runner import Runner

pytestmark = pytest.mark.posix


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(arrivals, "SETTLED", 0.1)
    monkeypatch.setattr(cli, "Runner", partial(Runner, repeat_in_steps))


@pytest.fixture
def watched(tmp_path: Path) -> Path:
    folder = tmp_path / "in"
    folder.mkdir()
    return folder


def watch_until(condition: Callable[[], bool], *arguments: str | Path) -> int:
    """Watch until the condition is met, then stop as if asked by systemd."""
    is_over = threading.Event()

    def ask() -> None:
        while not condition() and not is_over.wait(0.05):
            pass
        os.kill(os.getpid(), signal.SIGTERM)

    thread = threading.Thread(target=ask)
    thread.start()
    try:
        return main(["--watch", "-x", "2", "--json", *map(str, arguments)])
    finally:
        is_over.set()
        thread.join()


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.glob("*")) if folder.is_dir() else []


def test_arrivals_are_upscaled_and_not_again_after_a_restart(
    small: Path, watched: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out"
    (watched / "a.png").write_bytes(small.read_bytes())
    assert watch_until(lambda: names(out) == ["a_2x.png"], watched, "-o", out) == OK
    results, err = lines(capsys)
    assert [(Path(line["source"]).name, line["status"]) for line in results] == [("a.png", "done")]
    assert f"Watching {watched}." in err
    assert "--resume" not in err
    (watched / "b.png").write_bytes(small.read_bytes())
    (out / "a_2x.png").unlink()  # moved away, as from any outbox
    assert watch_until(lambda: names(out) == ["b_2x.png"], watched, "-o", out) == OK
    assert [Path(line["source"]).name for line in lines(capsys)[0]] == ["b.png"]
    journal = Journal()
    assert journal.read("SELECT * FROM jobs") == []
    journal.close()


def test_results_inside_the_folder_are_not_taken_for_arrivals(
    small: Path, watched: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("a.png", "sub/b.png"):
        (watched / name).parent.mkdir(exist_ok=True)
        (watched / name).write_bytes(small.read_bytes())
    out = watched / "upscaled"
    assert watch_until(lambda: names(out / "sub") == ["b_2x.png"], watched, "--recursive") == OK
    assert watch_until(lambda: "c_2x.png" in names(out) or put(small, watched / "c.png"), watched, "-r") == OK
    sources = [json.loads(line)["source"] for line in capsys.readouterr().out.splitlines()]
    assert [Path(source).name for source in sources] == ["a.png", "b.png", "c.png"]


def test_results_may_be_replaced(small: Path, watched: Path, tmp_path: Path) -> None:
    out, inodes = tmp_path / "out", set[int]()

    def is_new() -> bool:
        return names(out) == ["a_2x.png"] and (out / "a_2x.png").stat().st_ino not in inodes

    for _ in range(2):
        (watched / "a.png").write_bytes(small.read_bytes())
        assert watch_until(is_new, watched, "-o", out, "--on-exists", "overwrite") == OK
        inodes.add((out / "a_2x.png").stat().st_ino)
    assert len(inodes) == 2


def put(source: Path, target: Path) -> bool:
    if not target.exists():
        target.write_bytes(source.read_bytes())
    return False


@pytest.fixture
def wrong(watched: Path, small: Path) -> list[list[str]]:
    folder = str(watched)
    return [
        [str(small)],
        [folder, "--resume"],
        [folder, "--shared", "-o", "out"],
        ["--manifest", str(small)],
        [folder, "-o", folder],
        [folder, "-o", "a.png"],
    ]


def test_wrong_usage(wrong: list[list[str]], capsys: pytest.CaptureFixture[str]) -> None:
    for arguments in wrong:
        with pytest.raises(SystemExit) as left:
            main(["--watch", *arguments])
        assert left.value.code == 2
    assert "--watch needs folders" in capsys.readouterr().err
