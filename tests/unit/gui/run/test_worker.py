import shutil
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.qt import PACE
from upscaler.gui.run.worker import Change, Order, Run, UpscaleWorker
from upscaler.jobs.job import Outcome, Root, State
from upscaler.jobs.journal import Journal
from upscaler.jobs.pace import Pace
from upscaler.options import Enlargement, UpscaleOptions
from upscaler.progress import Progress

MakePicture = Callable[..., Path]


def order(source: Path, entry_id: int = 7, **options: object) -> Order:
    asked = UpscaleOptions(**options)  # type: ignore[arg-type]  # of any field
    return Order(entry_id, source, None, asked, Root(source.parent), threading.Event())


def run(worker: UpscaleWorker, *orders: Order | Change, cancelled: bool = False) -> dict[int, Outcome]:
    """In this thread; the slots do not know in which one they run. Outcomes by entry ids."""
    outcomes: dict[int, Outcome] = {}
    wanted = Run([order for order in orders if isinstance(order, Order)])
    for given in (*orders, None):
        wanted.orders.put(given)
    if cancelled:
        wanted.cancelled.set()
    worker.finished.connect(outcomes.__setitem__, Qt.ConnectionType.DirectConnection)
    worker.run(wanted)
    worker.finished.disconnect()
    return outcomes


@pytest.fixture
def worker(qapp: QApplication) -> Iterator[UpscaleWorker]:
    made = UpscaleWorker()
    yield made
    made.let_go()


def test_it_upscales_into_a_folder_beside_the_picture(
    worker: UpscaleWorker, make_picture: MakePicture, qtbot: QtBot
) -> None:
    source = make_picture("a.png", 12, 10)
    with qtbot.waitSignals([worker.started, worker.run_ended]):
        outcomes = run(worker, order(source, enlargement=Enlargement(3)))
    assert outcomes[7].state is State.DONE
    assert outcomes[7].target == source.parent / "upscaled" / "a_3x.png"


def test_a_measurement_gives_way_and_is_made_up_for(
    worker: UpscaleWorker, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    tried: list[bool] = []

    def measured(_: UpscaleOptions, progress: Progress) -> Pace:
        tried.append(worker.needed.is_set())
        progress.check_between_strips()
        return PACE

    monkeypatch.setattr("upscaler.jobs.pace.pace_of", measured)
    worker.needed.set()
    with qtbot.assertNotEmitted(worker.paced):
        worker.measure(UpscaleOptions())
    worker.needed.clear()
    with qtbot.waitSignal(worker.paced):
        worker.preview()  # comes when the worker is idle
    worker.preview()
    assert tried == [True, False]


def test_a_protected_file_is_not_replaced(worker: UpscaleWorker, make_picture: MakePicture) -> None:
    source = make_picture("a.png", 12, 10)
    (source.parent / "upscaled").mkdir()
    other = make_picture("upscaled/a_4x.png", 8, 8)
    before = other.read_bytes()
    worker.sources.put([other])
    worker.protect()
    outcomes = run(worker, order(source, on_exists="overwrite"))
    assert outcomes[7].target == source.parent / "upscaled" / "a_4x (2).png"
    assert other.read_bytes() == before


def test_a_cancelled_run_ends_at_once(worker: UpscaleWorker, make_picture: MakePicture, qtbot: QtBot) -> None:
    with qtbot.waitSignal(worker.run_ended):
        assert run(worker, order(make_picture()), cancelled=True) == {}


def test_what_is_taken_back_is_not_run(worker: UpscaleWorker, make_picture: MakePicture) -> None:
    gone, kept = order(make_picture("a.png"), 1), order(make_picture("b.png"), 2)
    gone.cancelled.set()
    assert list(run(worker, gone, Change(removed=[gone]), kept)) == [2]
    assert Journal().unfinished() == []


def test_a_fault_of_ours_is_an_outcome_too(
    worker: UpscaleWorker, make_picture: MakePicture, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise MemoryError("no room")

    monkeypatch.setattr("upscaler.jobs.runner.read_header", fail)
    outcomes = run(worker, order(make_picture()))
    assert outcomes[7].state is State.FAILED
    assert "no room" in str(vars(outcomes[7].error))


def test_what_is_to_be_tried_again_is_not_forgotten(worker: UpscaleWorker, make_picture: MakePicture) -> None:
    missing = order(make_picture().with_name("missing.png"))
    assert run(worker, missing)[7].state is State.FAILED
    assert run(worker, Change(added=[missing])) == {}  # it ends before this one begins
    worker.let_go()
    (left,) = Journal().unfinished()
    assert (left.open, left.total) == (1, 1)


def test_too_little_room_is_told_before_anything_is_upscaled(
    worker: UpscaleWorker, make_picture: MakePicture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _: SimpleNamespace(free=1_000))
    told: list[str] = []
    for signal in (worker.noticed, worker.started):
        signal.connect(lambda told_of: told.append(str(told_of)), Qt.ConnectionType.DirectConnection)
    run(worker, order(make_picture("a.png"), 1), order(make_picture("b.png"), 2))
    assert "where 0 MB are free" in told[0]
    assert told[1:] == ["1", "2"]


def test_a_folder_that_cannot_be_written_is_told(
    worker: UpscaleWorker, make_picture: MakePicture, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("upscaler.jobs.planning.os.access", lambda *_: False)
    monkeypatch.setattr("upscaler.jobs.planning.pictures_fallback", lambda: tmp_path / "fallback")
    told: list[str] = []
    worker.noticed.connect(told.append, Qt.ConnectionType.DirectConnection)
    outcomes = run(worker, order(make_picture("a.png", 12, 10)), order(make_picture("b.png", 12, 10), 8))
    (sentence,) = told
    assert "fallback" in sentence
    assert outcomes[7].target == tmp_path / "fallback" / "a_4x.png"


def test_work_of_an_earlier_start_is_found_and_gone_on_with(
    worker: UpscaleWorker, make_picture: MakePicture, qtbot: QtBot
) -> None:
    earlier = UpscaleWorker()
    first, second = order(make_picture("a.png"), 1, enlargement=Enlargement(2)), order(make_picture("b.png"), 2)
    earlier._the_queue().add([earlier._job(first), earlier._job(second)])
    worker.look_back()  # it lives: nothing is told
    earlier.let_go()
    with qtbot.waitSignal(worker.unfinished) as found:
        worker.look_back()
    assert (found.args[0].open, found.args[0].total) == (2, 2)
    with qtbot.waitSignal(worker.taken_up) as taken_up:
        worker.take_up(found.args[0])
    jobs = taken_up.args[0]
    assert [job.source.name for job in jobs] == ["a.png", "b.png"]
    again = replace(first, entry_id=5, job=jobs[0], options=jobs[0].options)
    outcomes = run(worker, again)
    assert outcomes[5].target == first.source.parent / "upscaled" / "a_2x.png"
    worker.let_go()
    (left,) = Journal().unfinished()
    assert (left.open, left.total) == (1, 2)
    third = UpscaleWorker()
    third.forget(left)
    third.let_go()
    assert Journal().unfinished() == []


def test_warming_up_tells_the_devices(worker: UpscaleWorker, qtbot: QtBot) -> None:
    with qtbot.waitSignal(worker.warmed_up) as warmed_up:
        worker.warm_up()
    assert "cpu" in warmed_up.args[0]
