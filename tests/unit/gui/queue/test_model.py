import time
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from upscaler.geometry import Size
from upscaler.gui.queue.model import ENTRY_ROLE, ROWS, QueueModel
from upscaler.gui.widgets import text
from upscaler.jobs.job import Job, Outcome, State
from upscaler.options import UpscaleOptions
from upscaler.target_size import TargetSize

MakePicture = Callable[..., Path]


@pytest.fixture
def tester(queue: QueueModel) -> QAbstractItemModelTester:
    return QAbstractItemModelTester(queue, QAbstractItemModelTester.FailureReportingMode.Fatal)


@pytest.mark.usefixtures("tester")
def test_adding_and_removing(queue: QueueModel, qtbot: QtBot) -> None:
    with qtbot.waitSignal(queue.counts_changed):
        ids = queue.add([Path("a.png"), Path("b.png"), Path("c.png"), Path("d.png")])
    assert queue.rowCount() == queue.count() == 4
    assert [entry.source.name for entry in queue.entries] == ["a.png", "b.png", "c.png", "d.png"]
    queue.remove([ids[0], ids[2], 999])
    assert [queue.index_of(entry_id).row() for entry_id in ids] == [-1, 0, -1, 1]
    assert queue.get(ids[0]) is None
    assert queue.rowCount(queue.index(0)) == 0


def test_what_waits_is_not_added_twice_but_what_is_done_is(queue: QueueModel) -> None:
    assert len(queue.add([Path("a.png"), Path("a.png"), Path("b.png")])) == 2
    assert queue.add([Path("a.png")]) == []
    queue.entries[0].state = State.DONE
    assert len(queue.add([Path("a.png")])) == 1


def test_the_running_picture_cannot_be_removed(queue: QueueModel) -> None:
    ids = queue.add([Path("a.png"), Path("b.png")])
    queue.entries[0].state = State.RUNNING
    queue.remove(ids)
    assert [entry.source.name for entry in queue.entries] == ["a.png"]
    assert queue.count(State.RUNNING, State.WAITING) == 1


def test_what_a_row_says(queue: QueueModel, make_picture: MakePicture, qtbot: QtBot) -> None:
    (entry_id,) = queue.add([make_picture("a.png", 24, 16)])
    index = queue.index_of(entry_id)
    with qtbot.waitSignal(queue.dataChanged):
        assert index.data(Qt.ItemDataRole.DecorationRole) is None
    assert index.data() == "a.png"
    assert index.data(Qt.ItemDataRole.DecorationRole) is not None
    assert index.data(ENTRY_ROLE) is queue.get(entry_id)
    assert index.data(Qt.ItemDataRole.ToolTipRole) == str(queue.entries[0].source)
    heard = index.data(Qt.ItemDataRole.AccessibleTextRole).replace(text.NARROW, " ")
    assert heard == "a.png, 24 × 16 → 96 × 64, Waiting"
    assert index.data(Qt.ItemDataRole.EditRole) is None
    queue.set_own_options({entry_id: UpscaleOptions(tileable="both", normal_map=True)})
    told = index.data(Qt.ItemDataRole.ToolTipRole)
    assert told.split("\n") == [str(queue.entries[0].source), "seamless · normal map"]
    assert queue.data(QModelIndex()) is None


def test_sizes_follow_the_options_until_the_picture_is_sent(
    queue: QueueModel, make_picture: MakePicture, qtbot: QtBot
) -> None:
    queue.add([make_picture("a.png", 24, 16)])
    entry = queue.entries[0]
    with qtbot.waitSignal(queue.dataChanged):
        assert queue.sizes(entry) == ""
    queue.set_options(UpscaleOptions(TargetSize(2)))
    assert queue.sizes(entry) == text.resize(Size(24, 16), Size(48, 32))
    entry.begin(UpscaleOptions(TargetSize(3)))
    queue.set_options(UpscaleOptions(TargetSize(4)))
    assert "72" in queue.sizes(entry)
    entry.begin(UpscaleOptions(TargetSize(10, "width")))  # which would be smaller
    assert queue.sizes(entry) == text.size(Size(24, 16))


def test_thousands_of_entries_come_and_go_at_once(queue: QueueModel) -> None:
    start = time.process_time()
    ids = queue.add(Path(f"{i}.png") for i in range(20_000))
    queue.set_options(UpscaleOptions(TargetSize(2)))
    queue.remove(ids[::2])
    assert [entry.id for entry in queue.entries] == ids[1::2]
    queue.remove(ids[:-1])
    assert queue.rowCount() == 1
    assert time.process_time() - start < 2


@pytest.mark.usefixtures("tester")
@pytest.mark.parametrize(
    ("moved", "before", "order"),
    [
        ("b", 0, "bacde"),
        ("bd", 5, "acebd"),
        ("ad", 3, "bcade"),
        ("c", 2, "abcde"),
        ("ce", 1, "acebd"),
        ("", 0, "abcde"),
    ],
)
def test_rows_move(queue: QueueModel, moved: str, before: int, order: str) -> None:
    ids = dict(zip("abcde", queue.add(Path(name) for name in "abcde"), strict=True))
    kept = QPersistentModelIndex(queue.index_of(ids["d"]))
    queue.move([ids[name] for name in moved], before)
    assert "".join(entry.source.name for entry in queue.entries) == order
    assert kept.data(ENTRY_ROLE).source.name == "d"
    assert queue.index_of(ids["a"]).row() == order.index("a")


def test_a_drag_carries_rows_and_the_results_there_are(queue: QueueModel) -> None:
    ids = queue.add([Path("a.png"), Path("b.png")])
    indexes = [queue.index(1), queue.index(0)]
    data = queue.mimeData(indexes)
    assert bytes(data.data(ROWS).data()).decode() == f"{ids[0]} {ids[1]}"
    assert not data.hasUrls()
    entry = queue.entries[1]
    job = Job(1, entry.source, Path(), UpscaleOptions())
    entry.end(Outcome(job, State.DONE, 1.0, Path("/photos/b_4x.png")))
    assert [url.toLocalFile() for url in queue.mimeData(indexes).urls()] == ["/photos/b_4x.png"]
    assert queue.flags(indexes[0]) & Qt.ItemFlag.ItemIsDragEnabled
