"""A folder of 300 files, one in ten broken: the numbers of done, failed and skipped are right, whoever runs it."""

import json
from collections import Counter
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from tests.stand_in import repeat_in_steps
from tests.tree import BROKEN, OTHERS, PICTURES, make_tree
from upscaler import cli
from upscaler.gui.window.main_window import MainWindow
from upscaler.jobs.job import State
from upscaler.jobs.runner import Runner

Drop = Callable[..., None]


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    make_tree(tmp_path / "tree")
    return tmp_path / "tree"


def results(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def test_on_the_command_line(
    tree: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(cli, "Runner", partial(Runner, repeat_in_steps))
    out, report = tmp_path / "out", tmp_path / "failures.json"
    arguments = [str(tree), "--recursive", "-o", str(out), "-x", "2", "--json", "--report", str(report)]
    assert cli.main(arguments) == cli.FAILED
    told, err = capsys.readouterr()
    lines = [json.loads(line) for line in told.splitlines()]
    assert Counter(line["status"] for line in lines) == {"done": PICTURES, "failed": BROKEN}
    assert f"{PICTURES} done, {BROKEN} failed of {PICTURES + BROKEN}" in err
    assert f"{OTHERS} other files were skipped" in err
    failures = json.loads(report.read_text())
    assert {Path(failure["source"]).name.split()[0] for failure in failures} == {"broken"}
    assert len(failures) == BROKEN
    made = results(out)
    assert len(made) == PICTURES
    assert {path.parent.relative_to(out) for path in made} <= {path.relative_to(tree) for path in tree.rglob("*")}


def test_in_the_window(
    window: MainWindow, tree: Path, tmp_path: Path, drop: Drop, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("upscaler.jobs.runner.Runner", partial(Runner, repeat_in_steps))
    drop(window, tree)
    qtbot.waitUntil(lambda: window.queue.count() == PICTURES + BROKEN, timeout=30_000)
    QTest.mouseClick(window.bottom_bar.primary, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not window.controller.is_running, timeout=120_000)
    counts = Counter(entry.state for entry in window.queue.entries)
    assert counts == {State.DONE: PICTURES, State.FAILED: BROKEN}
    assert window.bottom_bar.status == f"{PICTURES} upscaled, {BROKEN} failed"
    assert len(results(tree / "upscaled")) == PICTURES
