import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from upscaler.gui.worker import Order, UpscaleWorker
from upscaler.jobs.job import Outcome, State
from upscaler.options import Enlargement, UpscaleOptions

MakePicture = Callable[..., Path]


def order(source: Path, **options: object) -> Order:
    return Order(7, source, None, UpscaleOptions(**options), threading.Event(), threading.Event(), source.parent)  # type: ignore[arg-type]  # of any field


def run(worker: UpscaleWorker, order: Order, qtbot: QtBot) -> Outcome:
    """In this thread; the slots do not know in which one they run."""
    with qtbot.waitSignal(worker.finished) as finished:
        worker.run(order)
    assert finished.args[0] == order.entry_id
    outcome = finished.args[1]
    assert isinstance(outcome, Outcome)
    return outcome


@pytest.fixture
def worker(qapp: QApplication) -> UpscaleWorker:
    return UpscaleWorker()


def test_it_upscales_into_a_folder_beside_the_picture(
    worker: UpscaleWorker, make_picture: MakePicture, qtbot: QtBot
) -> None:
    source = make_picture("a.png", 12, 10)
    with qtbot.waitSignal(worker.progressed) as progressed:
        outcome = run(worker, order(source, enlargement=Enlargement(3)), qtbot)
    assert outcome.state is State.DONE
    assert outcome.target == source.parent / "upscaled" / "a_3x.png"
    assert progressed.args[0] == 7
    assert 0 <= progressed.args[1] <= 1


def test_the_tree_of_a_folder_is_mirrored(
    worker: UpscaleWorker, make_picture: MakePicture, tmp_path: Path, qtbot: QtBot
) -> None:
    (tmp_path / "trees" / "oak").mkdir(parents=True)
    found = order(make_picture("trees/oak/a.png", 12, 10), name="{counter}")
    inside = run(worker, replace(found, root=tmp_path, position=12), qtbot)
    assert inside.target == tmp_path / "upscaled" / "trees" / "oak" / "0012.png"
    outside = run(worker, replace(found, root=tmp_path / "trees", output=tmp_path / "out"), qtbot)
    assert outside.target == tmp_path / "out" / "oak" / "0001.png"


def test_a_protected_file_is_not_replaced(worker: UpscaleWorker, make_picture: MakePicture, qtbot: QtBot) -> None:
    source = make_picture("a.png", 12, 10)
    (source.parent / "upscaled").mkdir()
    other = make_picture("upscaled/a_4x.png", 8, 8)
    before = other.read_bytes()
    worker.protect([other])
    outcome = run(worker, order(source, on_exists="overwrite"), qtbot)
    assert outcome.target == source.parent / "upscaled" / "a_4x (2).png"
    assert other.read_bytes() == before


def test_a_cancelled_order_ends_at_once(worker: UpscaleWorker, make_picture: MakePicture, qtbot: QtBot) -> None:
    cancelled = order(make_picture())
    cancelled.cancelled.set()
    assert run(worker, cancelled, qtbot).state is State.CANCELLED


def test_a_fault_of_ours_is_an_outcome_too(
    worker: UpscaleWorker, make_picture: MakePicture, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise MemoryError("no room")

    monkeypatch.setattr("upscaler.jobs.runner.read_header", fail)
    outcome = run(worker, order(make_picture()), qtbot)
    assert outcome.state is State.FAILED
    assert "no room" in str(vars(outcome.error))


def test_a_folder_that_cannot_be_written_is_told(
    worker: UpscaleWorker, make_picture: MakePicture, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("upscaler.jobs.planning.os.access", lambda *_: False)
    monkeypatch.setattr("upscaler.jobs.planning.pictures_fallback", lambda: tmp_path / "fallback")
    with qtbot.waitSignal(worker.noticed) as noticed:
        outcome = run(worker, order(make_picture("a.png", 12, 10)), qtbot)
    assert "fallback" in noticed.args[0]
    assert outcome.target == tmp_path / "fallback" / "a_4x.png"


def test_warming_up_tells_the_devices(worker: UpscaleWorker, qtbot: QtBot) -> None:
    with qtbot.waitSignal(worker.warmed_up) as warmed_up:
        worker.warm_up()
    assert "cpu" in warmed_up.args[0]
