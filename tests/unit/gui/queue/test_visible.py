from pathlib import Path

import pytest
from PySide6.QtTest import QAbstractItemModelTester

from upscaler.gui.queue.model import ENTRY_ROLE, QueueModel
from upscaler.gui.queue.visible import VisibleRows
from upscaler.jobs.job import Job, Outcome, State
from upscaler.options import UpscaleOptions


@pytest.fixture
def rows(queue: QueueModel) -> VisibleRows:
    queue.add(Path(name) for name in ("Harbour 1.png", "harbour 2.jpg", "cat.png"))
    return VisibleRows(queue)


def shown(rows: VisibleRows) -> list[str]:
    names = [rows.index(row, 0).data(ENTRY_ROLE).source.name for row in range(rows.rowCount())]
    assert names == [entry.source.name for entry in rows.entries]
    return names


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", ["Harbour 1.png", "harbour 2.jpg", "cat.png"]),
        ("HARB", ["Harbour 1.png", "harbour 2.jpg"]),
        ("png  harb", ["Harbour 1.png"]),
        ("dog", []),
    ],
)
def test_all_words_are_searched(rows: VisibleRows, text: str, found: list[str]) -> None:
    tester = QAbstractItemModelTester(rows, QAbstractItemModelTester.FailureReportingMode.Warning)
    rows.search(text)
    assert shown(rows) == found
    assert rows.is_filtered is bool(text)
    assert tester.model() is rows


def test_a_picture_leaves_the_list_once_its_state_is_filtered_out(rows: VisibleRows, queue: QueueModel) -> None:
    rows.show_states({State.WAITING, State.RUNNING})
    entry = queue.entries[0]
    entry.end(Outcome(Job(entry.id, entry.source, Path(), UpscaleOptions()), State.DONE, 1.0))
    queue.state_changed(entry.id)
    assert shown(rows) == ["harbour 2.jpg", "cat.png"]
    rows.show_states({State.DONE})
    assert shown(rows) == ["Harbour 1.png"]
    rows.show_states(())
    assert len(shown(rows)) == 3


def test_rows_of_the_list_and_of_the_queue(rows: VisibleRows, queue: QueueModel) -> None:
    assert [rows.queue_row(row) for row in range(4)] == [0, 1, 2, 3]
    rows.search("2")
    assert [rows.queue_row(row) for row in (0, 1)] == [1, 2]
    assert rows.index_of(queue.entries[1].id).row() == 0
    assert not rows.index_of(queue.entries[0].id).isValid()
    rows.search("dog")
    assert rows.queue_row(0) == 3
