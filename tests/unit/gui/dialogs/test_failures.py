import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from upscaler.errors import SourceMissingError
from upscaler.gui.dialogs.failures import FailuresDialog
from upscaler.gui.queue.entry import Entry
from upscaler.jobs.job import Job, Outcome, State
from upscaler.options import UpscaleOptions

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def failed(tmp_path: Path) -> list[Entry]:
    entries = [Entry(tmp_path / name) for name in ("a.png", "b.png")]
    for entry in entries:
        job = Job(1, entry.source, tmp_path, UpscaleOptions())
        entry.end(Outcome(job, State.FAILED, 0.1, error=SourceMissingError(entry.source)))
    return entries


@pytest.fixture
def dialog(failed: list[Entry], qtbot: QtBot) -> Iterator[FailuresDialog]:
    parent = QWidget()
    qtbot.addWidget(parent)
    made = FailuresDialog(parent, failed)
    made.show()
    yield made
    parent.close()


def test_names_and_reasons_are_shown(dialog: FailuresDialog) -> None:
    model = dialog.table.model()
    cells = [[model.index(row, column).data() for column in range(2)] for row in range(model.rowCount())]
    assert cells == [["a.png", "There is no file “a.png”."], ["b.png", "There is no file “b.png”."]]


def test_all_are_tried_again(dialog: FailuresDialog, failed: list[Entry], qtbot: QtBot) -> None:
    with qtbot.waitSignal(dialog.retry_requested) as requested:
        QTest.mouseClick(dialog.retry_button, LEFT)
    assert requested.args == [[entry.id for entry in failed]]


def test_the_list_is_kept_as_a_file(dialog: FailuresDialog, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    wanted = tmp_path / "list"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(wanted), "JSON (*.json)"))
    QTest.mouseClick(dialog.export_button, LEFT)
    (first, _) = json.loads(wanted.with_suffix(".json").read_text())
    assert first == {"source": str(tmp_path / "a.png"), "reason": "There is no file “a.png”."}


def test_a_place_that_cannot_be_written_is_told(dialog: FailuresDialog, tmp_path: Path, qtbot: QtBot) -> None:
    with qtbot.waitSignal(dialog.not_written):
        dialog.export(tmp_path / "none" / "a.csv")
